"""Indicators to choose from, by field: `guides/indicators.toml`, read into plain values."""

from dataclasses import dataclass
from functools import cache

from ..data.content import content_folder, read_toml, words_from_toml
from ..lib.text import Words


@dataclass(frozen=True)
class LibraryIndicator:
    """An indicator of the library, and how it is usually known."""

    key: str
    text: Words
    method: Words


@cache
def indicators_by_field() -> tuple[tuple[Words, tuple[LibraryIndicator, ...]], ...]:
    """The library: fields in their order, each with its indicators."""
    table = read_toml(content_folder("guides") / "indicators.toml")
    return tuple(
        (
            words_from_toml(name),
            tuple(
                LibraryIndicator(row["key"], words_from_toml(row), words_from_toml(row, "method"))
                for row in table["indicators"]
                if row["field"] == field
            ),
        )
        for field, name in table["fields"].items()
    )


def library_indicator(key: str) -> LibraryIndicator | None:
    """The indicator of that key, where there is one."""
    return next(
        (one for _field, rows in indicators_by_field() for one in rows if one.key == key), None
    )
