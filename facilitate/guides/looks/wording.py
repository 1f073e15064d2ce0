"""Names of styles as Word shows them."""

from collections.abc import Iterable


def shown_names(names: Iterable[str]) -> str:
    """`Heading 1, TOC 1`: Word keeps the names of its own styles in small letters and shows them in capital ones."""
    return ", ".join(
        f"TOC {name[4:]}" if name.startswith("toc ") else f"{name[:1].upper()}{name[1:]}"
        for name in names
    )
