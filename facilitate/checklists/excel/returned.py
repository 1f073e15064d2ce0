"""The Excel file on its way back: whatever its order, its language and its habits of writing dates."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...i18n import LANGUAGES, _, label, use_language
from ...lib.text import plain
from ...lib.uploads import SheetProblem, Unreadable, read_day, rows_of, safe_open, text_of
from ..labels import DONE, EDITABLE, FIELDS, LIMITS, OPEN
from ..models import Phase
from ..starting.workbook import read_hours
from .merge import Problem, Record, Value
from .sheet import BASE, LISTS, PHASE_ROW

HEADER_WITHIN = 20
"""Rows from the top in which the column names are looked for."""
LONGEST_CODE = 40
UNKNOWN: Any = object()
"""Stands for what a cell holds when it cannot be read, or is not in the file at all."""


@dataclass
class Returned:
    """What a file says: its tasks, what was exported (`base`), of which event, what cannot be read."""

    rows: list[Record] = field(default_factory=list)
    base: dict[str, Record] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    slug: str = ""
    language: str = ""


def from_sheet(content: bytes, people: Sequence[str]) -> Returned:
    """Read an edited file. `people` are the names an owner may have.

    Columns are found by their name in any language, in any order; those nobody knows are passed over. A
    cell that cannot be read is a problem, and its field is not in the values. Raises SheetProblem when
    nothing can be read.
    """
    book = safe_open(content)
    try:
        returned = Returned()
        if BASE in book.sheetnames:
            _read_base(book[BASE], returned)
        reader = _Reader(returned, people)
        for name in book.sheetnames:
            if name not in (BASE, LISTS) and _read_table(book[name], reader):
                return returned
    finally:
        book.close()
    raise SheetProblem(Unreadable.NO_TABLE)


def _read_base(worksheet: Any, returned: Returned) -> None:
    """The exported values; a base that somebody has damaged counts as far as it can be read."""
    rows = [row for _number, row in rows_of(worksheet)]
    if not rows or rows[0][0] != "facilitate":
        return
    returned.slug, returned.language = text_of(rows[0][1]), text_of(rows[0][2])
    for row in rows[1:]:
        try:
            values = _plain_values("".join(part for part in row[2:] if isinstance(part, str)))
            for name in ("due_on", "done_on"):
                values[name] = date.fromisoformat(values[name]) if values[name] else None
            returned.base[text_of(row[0])] = Record(text_of(row[0]), values, int(row[1]))
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            continue


def _plain_values(text: str) -> dict[str, Any]:
    """The exported values of a task. Raises ValueError for what no export wrote."""
    values: dict[str, Any] = json.loads(text)
    plain_ones = isinstance(values, dict) and not any(isinstance(one, dict | list) for one in values.values())
    if not plain_ones or values["phase"] not in set(Phase):
        raise ValueError(text[:100])
    return values


def _read_table(worksheet: Any, reader: "_Reader") -> bool:
    """Read the first table whose header names a task; False when the sheet has none."""
    known = in_any_language(FIELDS)
    columns: dict[int, str] = {}
    for number, row in rows_of(worksheet):
        if columns:
            reader.row(number, {name: row[column] for column, name in columns.items() if column < len(row)})
        elif number > HEADER_WITHIN:
            return False
        else:
            found: dict[str, int] = {}
            for column, cell in enumerate(row):
                if name := known.get(plain(text_of(cell))):
                    found.setdefault(name, column)
            if "title" in found and len(found) > 1:
                columns = {column: name for name, column in found.items()}
    return bool(columns)


def in_any_language(names: Mapping[Any, Any]) -> dict[str, Any]:
    """Keys by what they are called, in every language, without capitals and accents."""
    found: dict[str, Any] = {}
    for code in LANGUAGES:
        with use_language(code):
            found.update({plain(str(name)): key for key, name in names.items()})
    return found


class _Reader:
    """Turns rows into records and notes what cannot be read."""

    def __init__(self, returned: Returned, people: Iterable[str]) -> None:
        self.returned, self.number = returned, 0
        self.people = {plain(name): name for name in people}
        self.statuses = in_any_language({True: DONE, False: OPEN})
        self.phases: dict[str, str] = {phase.value: phase.value for phase in Phase}
        for code in LANGUAGES:
            with use_language(code):
                self.phases.update({plain(label(phase)): phase.value for phase in Phase})
        self.phase = Phase.DESIGN.value
        self.readers: dict[str, Callable[[Any], Value]] = {
            "phase": self._phase, "owner": self._owner, "done": self._done, "effort": self._effort,
            "due_on": read_day, "done_on": read_day,
        }  # fmt: skip

    def row(self, number: int, cells: Mapping[str, Any]) -> None:
        """One row below the header: a task, or the line of a phase."""
        self.number = number
        code, title = text_of(cells.get("code")), text_of(cells.get("title"))
        if code.startswith(PHASE_ROW):
            self.phase, code = code.removeprefix(PHASE_ROW), ""
            if not title:
                return
        if not code and not any(text_of(cells.get(name)) for name in EDITABLE if name != "phase"):
            return
        before = self.returned.base.get(code)
        values = {
            name: self.value(name, cells[name]) for name in EDITABLE if name in cells and name != "done_on"
        }
        values["done_on"] = self._done_on(cells, before)
        known = {name: value for name, value in values.items() if value is not UNKNOWN}
        if (code and self._keeps(known)) or self._can_be_new(known):
            version = text_of(cells.get("version"))
            whole = int(version) if version.isdigit() and len(version) < 10 else 0
            code = "" if len(code) > LONGEST_CODE else code
            self.returned.rows.append(Record(code, known, whole, number))

    def value(self, name: str, cell: Any) -> Any:
        """The field's value; UNKNOWN when it cannot be read."""
        try:
            return self.readers[name](cell) if name in self.readers else self._text(name, cell)
        except (ValueError, OverflowError):
            self.problem(name, self._sentence(name, text_of(cell)[:60]))
            return UNKNOWN

    def _done_on(self, cells: Mapping[str, Any], before: Record | None) -> Any:
        """Status and date of completion made one: a day, True (done, no day said), None (open) or UNKNOWN."""
        done = self.value("done", cells["done"]) if "done" in cells else UNKNOWN
        day = self.value("done_on", cells["done_on"]) if "done_on" in cells else UNKNOWN
        exported = before.values.get("done_on") if before else None
        if "done" not in cells or done is UNKNOWN:
            return day if "done" not in cells else UNKNOWN
        if done:
            return True if day in (None, UNKNOWN) else day
        # open, and yet a day: opened again and the old day left standing, or done and the status forgotten
        return None if day in (None, UNKNOWN, exported) else day

    def problem(self, name: str, sentence: str) -> None:
        self.returned.problems.append(Problem(self.number, str(FIELDS[name]), sentence))

    def _sentence(self, name: str, typed: str) -> str:
        if name in ("due_on", "done_on"):
            return _("“%(typed)s” is no date. Write it like 12.3.2027.", typed=typed)
        if name == "owner":
            return _("Nobody in the team is called “%(typed)s”.", typed=typed)
        if name == "effort":
            return _("“%(typed)s” is no number of hours.", typed=typed)
        if name in self.readers:
            return _("“%(typed)s” is none of the words in the list.", typed=typed)
        return _("This text is too long: at most %(max)d characters.", max=LIMITS[name])

    def _text(self, name: str, cell: Any) -> str:
        text = text_of(cell)
        if len(text) > LIMITS[name] and text not in {
            row.values.get(name) for row in self.returned.base.values()
        }:
            raise ValueError(name)
        return text

    def _phase(self, cell: Any) -> str:
        """The phase named in the row, else that of the rows above."""
        if typed := plain(text_of(cell)):
            if typed not in self.phases:
                raise ValueError(typed)
            self.phase = self.phases[typed]
        return self.phase

    def _owner(self, cell: Any) -> str:
        typed = plain(text_of(cell))
        if typed and typed not in self.people:
            raise ValueError(typed)
        return self.people[typed] if typed else ""

    def _done(self, cell: Any) -> bool:
        typed = plain(text_of(cell))
        if typed and typed not in self.statuses:
            raise ValueError(typed)
        return bool(typed) and bool(self.statuses[typed])

    def _effort(self, cell: Any) -> float:
        return read_hours(text_of(cell) or "0")

    def _keeps(self, values: dict[str, Value]) -> bool:
        """Keep a task that is there from losing what it cannot do without."""
        if "title" in values and not values["title"]:
            del values["title"]
            self.problem("title", _("A task needs a text; the old one stays."))
        if "due_on" in values and values["due_on"] is None:
            del values["due_on"]
            self.problem("due_on", _("A task needs a date; the old one stays."))
        return True

    def _can_be_new(self, values: Mapping[str, Value]) -> bool:
        """Whether a row without a code has what a new task needs."""
        if not values.get("title"):
            self.problem("title", _("A new task needs a text."))
        elif not values.get("due_on"):
            self.problem("due_on", _("A new task needs a date."))
        else:
            return True
        return False
