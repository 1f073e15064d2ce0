"""The indicators a kind of forum begins with, as `usual.toml` says them."""

from functools import cache
from typing import Any

from ..data.content import PACKAGE, read_toml
from ..lib.text import Words
from .cells import PeopleSplit, PlaceSplit
from .models import SituationIndicator

TEXTS = ("name", "unit", "definition", "counted")


@cache
def _table() -> dict[str, Any]:
    return read_toml(PACKAGE / "situation" / "usual.toml")


def has_usual(kind: str) -> bool:
    """Whether there is a ready set for that kind of forum."""
    return kind in _table()["for_kinds"]


def usual_indicators(kind: str, first: int) -> list[SituationIndicator]:
    """The ready set as rows that are not kept yet, asked from the half-year `first` on; none for other kinds."""
    if not has_usual(kind):
        return []
    return [
        SituationIndicator(
            kind=kind,
            key=row["key"],
            position=place,
            people=PeopleSplit(row.get("people", PeopleSplit.NONE)),
            parts=[
                list(both)
                for both in zip(row["en"].get("parts", ()), row["sq"].get("parts", ()), strict=True)
            ],
            place=PlaceSplit(row.get("place", PlaceSplit.NONE)),
            sources=row["sources"],
            first=first,
            **{name: Words(row["en"][name], row["sq"][name]) for name in TEXTS},
        )
        for place, row in enumerate(_table()["indicators"])
    ]
