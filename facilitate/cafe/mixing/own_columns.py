"""Columns of the organiser's own, pasted or from a file of Excel: who is what, in one thing or in several at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask_wtf.file import FileField

from ...directory.columns import READ
from ...exchange.headings import columns_by_phrase, heading_key, heading_text
from ...lib.text import clean_text, plain_text
from ...lib.uploads import text_of_cell
from ...web.forms import LongTextField, PlannerForm, TextField
from ...web.i18n import _, _l, _n, join_names
from ..floor import CafeFloor
from ..guests.guest_names import NameHit, guest_meant

LONGEST, HEADING, COLUMNS = 60, 40, 8
"""Characters of a value and of what a column says, columns of the organiser's own."""
SHOWN, LOOKED_UP = 5, 100
"""Names that are told; names that are looked for by their parts, too."""
KNOWN = frozenset(
    {"organisation", "sector", "county", "district", "email", "phone", "number"}
    | {"position", "position_en", "position_sq"}
)
"""Columns of a list of people that are no news for a café."""
NUMBERS = frozenset({"", "nr", "no", "number", "numri", "rend", "nr rend"})
Said = dict[str, dict[str, str]]
"""By column, what each guest (key) is."""


@dataclass(frozen=True)
class OwnColumns:
    """What a table with headings says; the names nobody was found for; the columns that the list of people knows already."""

    said: Said
    unread: Sequence[str] = ()
    passed: Sequence[str] = ()


class ColumnForm(PlannerForm):
    """One column with its name and who is what, one line each; or several with their headings. `floor` and `table` (the rows of a
    file that was chosen, if one was) are set by the page."""

    people = LongTextField(
        _l("Who is what"),
        limit=100_000,
        description=_l(
            "Paste from Excel: the person, then what they are. With a row of headings, several columns at once. Or one line each, "
            "with a semicolon between."
        ),
    )
    file = FileField(_l("Or choose an Excel file with headings"))
    name = TextField(
        _l("What the column says"),
        is_name=True,
        limit=HEADING,
        description=_l("Only where what you paste has no headings."),
    )
    floor: CafeFloor
    table: Sequence[Sequence[Any]] | None
    found: OwnColumns

    def validate(self, extra_validators: Any = None) -> bool:
        """What is said of whom, with or without headings."""
        if not super().validate(extra_validators):
            return False
        field, typed = self.file if self.table else self.people, self.people.data or ""
        if not self.table and not typed.strip():
            self.people.errors = [_("Paste the people and what they are, or choose a file.")]
        elif self.name.data and not self.table:
            self.people.errors = self._read_one(clean_text(self.name.data), typed)
        else:
            field.errors = self._read_several(self.table or pasted_rows(typed))
        return not (self.people.errors or self.file.errors)

    def _read_one(self, name: str, typed: str) -> list[str]:
        said, unread, silent = read_column(self.floor, typed)
        self.found = OwnColumns({name: said})
        if silent:
            names = "; ".join(silent[:SHOWN])
            return [
                _(
                    "Nothing is said about: %(names)s. Write it in the second column, or after a semicolon.",
                    names=names,
                )
            ]
        if unread:
            lines = "; ".join(unread[:SHOWN])
            return [_("Nobody, or more than one person, matches: %(lines)s", lines=lines)]
        return self._too_much()

    def _read_several(self, rows: Sequence[Sequence[Any]]) -> list[str]:
        if guest_meant(self.floor, text_of_cell(rows[0][0])).key:
            return [_("Type what the column says, or paste its heading, too.")]
        self.found = read_own_columns(self.floor, rows)
        if not self.found.said:
            return [_("Besides the names there is no column with a heading.")]
        if not any(self.found.said.values()):
            return [_("Nobody of this café was found in the column of names.")]
        return self._too_much()

    def _too_much(self) -> list[str]:
        names = dict.fromkeys([*(self.floor.cafe.columns or []), *self.found.said])
        if len(names) > COLUMNS:
            return [_("A café can have %(num)d columns of its own. Remove one first.", num=COLUMNS)]
        values = (value for one in self.found.said.values() for value in one.values())
        if any(len(value) > LONGEST for value in values):
            return [_("This is too long: at most %(max)d characters.", max=LONGEST)]
        return []


def pasted_rows(text: str) -> list[list[str]]:
    """Lines as Excel copies them, or with semicolons, as rows of cells."""
    lines = [line for line in text.splitlines() if line.strip()]
    between = "\t" if any("\t" in line for line in lines) else ";"
    return [line.split(between) for line in lines]


def read_column(floor: CafeFloor, text: str) -> tuple[dict[str, str], list[str], list[str]]:
    """What each guest (key) is, from lines of a name and a value; the lines nobody was found for; those of guests without a value."""
    found: dict[str, str] = {}
    unread: list[str] = []
    silent: list[str] = []
    for line in filter(str.strip, text.splitlines()):
        name, _between, value = line.partition("\t" if "\t" in line else ";")
        hit = guest_meant(floor, name)
        if hit.key and value.strip():
            found[hit.key] = clean_text(value)
        else:
            (silent if hit.key else unread).append(clean_text(line)[:LONGEST])
    return found, unread, silent


@cache
def _meanings() -> Mapping[str, list[str]]:
    return columns_by_phrase(READ)


def read_own_columns(floor: CafeFloor, rows: Sequence[Sequence[Any]]) -> OwnColumns:
    """What a table says whose first row holds the headings: each column besides the names and what a list of people knows."""
    headings = [heading_text(cell) for cell in rows[0]]
    meant = [(_meanings().get(heading_key(one)) or [""])[0] for one in headings]
    named = _name_places(meant)
    own = [
        place
        for place, one in enumerate(headings)
        if place not in named and meant[place] not in KNOWN and heading_key(one) not in NUMBERS
    ]
    offices = [place for place, one in enumerate(meant) if one == "organisation"][:1]
    said: Said = {headings[place][:HEADING]: {} for place in own}
    unread, look = [], GuestLookup(floor)
    for row in rows[1:]:
        cells = [clean_text(text_of_cell(cell)) for cell in row] + [""] * len(headings)
        name = " ".join(cells[place] for place in named).strip()
        if not name:
            continue
        key = look.find(name, "".join(cells[place] for place in offices))
        if not key:
            unread.append(name[:LONGEST])
            continue
        for place in own:
            if cells[place]:
                said[headings[place][:HEADING]][key] = cells[place]
    passed = [one for one, what in zip(headings, meant, strict=True) if what in KNOWN]
    return OwnColumns(said, unread, passed)


def _name_places(meant: Sequence[str]) -> list[int]:
    """The columns that hold the name: the whole one, or its two parts; else the first."""
    if "name" in meant:
        return [meant.index("name")]
    parts = [meant.index(one) for one in ("given_name", "family_name") if one in meant]
    return parts or [0]


class GuestLookup:
    """Finds guests of a café by name, and by name and organisation where several have it."""

    def __init__(self, floor: CafeFloor) -> None:
        self.floor, self.left = floor, LOOKED_UP
        self.by_name: dict[str, list[str]] = {}
        for key, guest in floor.people.items():
            self.by_name.setdefault(plain_text(guest.name), []).append(key)

    def find(self, name: str, office: str) -> str:
        """Their key; empty where nobody, or more than one, is called so."""
        keys = self.by_name.get(plain_text(name), [])
        if len(keys) == 1:
            return keys[0]
        if not keys and not self.left:
            return ""
        self.left -= not keys
        hit = guest_meant(self.floor, name)
        if hit.several and office:
            hit = guest_meant(self.floor, f"{name}, {office}")
        return hit.key if hit != NameHit() else ""


def told_columns(found: OwnColumns) -> list[str]:
    """What was noted, and what was not, in sentences."""
    said = [
        _n(
            "“%(name)s” was recorded for %(num)d person.",
            "“%(name)s” was recorded for %(num)d people.",
            len(people),
            name=name,
        )
        for name, people in found.said.items()
    ]
    if found.unread:
        said.append(
            _n(
                "%(num)d name is not among the people of this café: %(names)s.",
                "%(num)d names are not among the people of this café: %(names)s.",
                len(found.unread),
                names=_some(found.unread),
            )
        )
    if found.passed:
        said.append(
            _("The list of people has these already: %(names)s.", names=_some(found.passed))
        )
    return said


def _some(names: Iterable[str]) -> str:
    names = list(names)
    return join_names(names) if len(names) <= SHOWN else ", ".join(names[:SHOWN]) + " …"
