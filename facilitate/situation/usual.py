"""The indicators a kind of forum begins with, as `usual.toml` says them."""

from functools import cache
from typing import Any

from ..data.content import PACKAGE, read_toml
from ..lib.text import Words
from .cells import PeopleSplit, PlaceSplit
from .models import SituationIndicator

TEXTS = ("name", "unit", "definition", "counted")


@cache
def _table() -> list[dict[str, Any]]:
    """The rows of all ready sets; each says the kinds of forum it is for."""
    sets = read_toml(PACKAGE / "situation" / "usual.toml")
    return [{"kinds": sets["for_kinds"], **row} for row in sets["indicators"]]


def has_usual(kind: str) -> bool:
    """Whether there is a ready set for that kind of forum."""
    return any(kind in row["kinds"] for row in _table())


def usual_indicators(kind: str, first: int) -> list[SituationIndicator]:
    """The ready set as rows that are not kept yet, asked from the half-year `first` on; none for other kinds."""
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
            mirrors=row.get("mirrors", ""),
            first=first,
            **{name: Words(row["en"][name], row["sq"][name]) for name in TEXTS},
        )
        for place, row in enumerate(row for row in _table() if kind in row["kinds"])
    ]
