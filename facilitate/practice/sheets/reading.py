"""The practice sheet as it is read: field by field in its fixed order, the team's own words first, what is known beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...lib.text import Words
from ...web.i18n import _l, pick_wording
from ..labels import SHEET
from ..models import PracticeSheet
from .known import Known

TITLES = {"description": _l("Description"), "objectives": _l("Objectives"), **SHEET}
"""The ten fields in the fixed order of the sheet."""
BESIDE = ("description", "lessons")
"""Fields where what is known stands beside the team's words, not in their place: it is no second way of saying the same."""


@dataclass(frozen=True)
class SheetField:
    """One field: the team's own words, and what the planner knows, a sentence each."""

    name: str
    title: str
    own: str
    known: Sequence[str]

    @property
    def shown(self) -> Sequence[str]:
        """What of the known is shown: all of it where the team has written nothing."""
        return self.known if not self.own or self.name in BESIDE else ()

    @property
    def written(self) -> list[str]:
        """The team's own words, line by line."""
        return [line for line in self.own.splitlines() if line.strip()]

    @property
    def empty(self) -> bool:
        """Whether nothing is there to read."""
        return not self.own and not self.known

    @property
    def takes(self) -> bool:
        """Whether the known can become the team's own text."""
        return self.name in SHEET and not self.own and bool(self.known)


def sheet_fields(description: Words, sheet: PracticeSheet, known: Known) -> list[SheetField]:
    """The ten fields in their order, in the language spoken now."""
    own = own_words(description, sheet)
    return [
        SheetField(name, str(title), pick_wording(own[name]), known.get(name, []))
        for name, title in TITLES.items()
    ]


def own_words(description: Words, sheet: PracticeSheet) -> Mapping[str, Words]:
    """What the team has written itself; objectives stand elsewhere and are only shown here."""
    written = {name: getattr(sheet, name) or Words() for name in SHEET}
    return {"description": description, "objectives": Words(), **written}


def count_filled(rows: Sequence[SheetField]) -> tuple[int, int, int]:
    """How many fields the team wrote, how many show what is known, how many are empty."""
    wrote = sum(bool(row.own) for row in rows)
    empty = sum(row.empty for row in rows)
    return wrote, len(rows) - wrote - empty, empty
