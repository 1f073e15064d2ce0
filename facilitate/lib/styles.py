"""The styles of a Word file: found by name, followed to what they stand on."""

from collections.abc import Iterable, Iterator
from typing import Any

from docx.oxml.ns import qn


class StyleIds(dict[str, str]):
    """Style ids by name, however its letters are written: Word's own `toc 1` and `heading 1` go by `TOC 1`, `Heading 1`."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        super().__init__((name.casefold(), style) for name, style in pairs)

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.casefold())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and super().__contains__(name.casefold())


def style_chain(styles: dict[str, Any], style_id: str) -> Iterator[Any]:
    """A style and those it stands on, the nearest first; one that stands on itself ends."""
    seen = set()
    while style_id in styles and style_id not in seen:
        seen.add(style_id)
        style = styles[style_id]
        yield style
        based = style.find(qn("w:basedOn"))
        style_id = "" if based is None else based.get(qn("w:val"), "")


def style_list(styles: dict[str, Any], style_id: str) -> str | None:
    """The id of the list that paragraphs of a style are in, by itself or by the styles it stands on."""
    for style in style_chain(styles, style_id):
        number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None:
            return str(number.get(qn("w:val")))
    return None
