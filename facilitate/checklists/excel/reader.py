"""Rows of a returned table made tasks, cell by cell; what cannot be read is noted with its place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openpyxl.utils.datetime import WINDOWS_EPOCH

from ...bringing_back import words_of
from ...i18n import _, label
from ...lib.days import Unlikely, typed_day
from ...lib.text import plain
from ...lib.uploads import added_text, text_of
from ...lib.workbooks.headings import LONGEST_ADDED
from ...lib.workbooks.merge import EXTRA, Problem, Record, Value
from ..labels import FIELDS, LIMITS
from ..models import Phase, Status
from ..starting.workbook import read_hours
from .guesses import status_of
from .merge import STATE, State, together
from .sheet import PHASE_ROW
from .state import Cells, Understood, settled
from .text_table import QUOTED

LONGEST_CODE = 40
UNKNOWN: Any = object()
"""Stands for what a cell holds when it cannot be read, or is not in the file at all."""


@dataclass
class Reading:
    """What has been read: tasks, what was exported and of which event, what is wrong, what was understood, names nobody

    knows with the rows they stand in.
    """

    rows: list[Record] = field(default_factory=list)
    base: dict[str, Record] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    told: list[Problem] = field(default_factory=list)
    slug: str = ""
    unknown: dict[str, list[int]] = field(default_factory=dict)


class Reader:
    """Turns rows into records and notes what cannot be read.

    `jobs`: what jobs are called, by any of their names without accents. `quoted`: texts that begin like a formula have an
    apostrophe before them. Files made elsewhere use words of their own for phases and statuses: `phases`, `statuses`.
    """

    def __init__(
        self,
        reading: Reading,
        sheet: str,
        people: Iterable[str],
        jobs: Mapping[str, str] | None = None,
        near: date | None = None,
        epoch: datetime = WINDOWS_EPOCH,
    ) -> None:
        self.reading, self.sheet, self.number = reading, sheet, 0
        self.near, self.epoch, self.quoted = near, epoch, False
        self.people = {plain(name): name for name in people}
        self.jobs = jobs or {}
        self.called = set(self.jobs.values())
        self.statuses: dict[str, str] = words_of(Status)
        self.phases: dict[str, str] = {phase.value: phase.value for phase in Phase} | words_of(Phase)
        self.phase = Phase.DESIGN.value
        self.usual_day: date | None = None
        self.exported: Record | None = None
        self.readers: dict[str, Callable[[Any], Value]] = {
            "phase": self._phase, "who": self._who, "owner": self._owner, "status": self._status, "effort": self._effort,
            "due_on": self._day, "done_on": self._day,
        }  # fmt: skip

    def row(self, number: int, cells: Mapping[str, Any]) -> None:
        """One row below the header: a task, or the line of a phase."""
        self.number = number
        code, title = text_of(cells.get("code")), text_of(cells.get("title"))
        if code.startswith(PHASE_ROW):
            self._phase_line(code, title, cells)
            if not title:
                return
            code = ""
        if not code and not any(
            text_of(value) for name, value in cells.items() if name not in ("phase", "version")
        ):
            return
        self.exported = self.reading.base.get(code)
        values = self._values(cells)
        if self._keeps(values) if code else self._can_be_new(values, cells):
            version, _at, slug = text_of(cells.get("version")).partition("@")
            self.reading.slug = self.reading.slug or slug
            whole = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
            code = "" if len(code) > LONGEST_CODE else code
            self.reading.rows.append(Record(code, values, whole, number))

    def _phase_line(self, code: str, title: str, cells: Mapping[str, Any]) -> None:
        """The line that heads a phase; what somebody typed there by mistake is told."""
        self.phase = self.phases.get(plain(code.removeprefix(PHASE_ROW)), self.phase)
        passed = ("phase", "benchmark", "code", "version")
        typed = [name for name, cell in cells.items() if name not in passed and text_of(cell)]
        for name in typed if not title else ():
            self.problem(
                name, _("This row is the line of a phase. Put it in the row of a task, or in a new row.")
            )

    def _values(self, cells: Mapping[str, Any]) -> dict[str, Value]:
        values: dict[str, Any] = {}
        for name, cell in cells.items():
            if name in STATE or name in ("code", "version"):
                continue
            value = self.value(name, cell)
            if value is not UNKNOWN:
                values[name] = value
        state = self._state(cells)
        if state is not None:
            values["status"], values["done_on"], values["blocked_by"] = state
        return values

    def value(self, name: str, cell: Any) -> Any:
        """The field's value; UNKNOWN when it cannot be read."""
        if self.quoted and isinstance(cell, str) and cell[:1] == "'" and cell[1:].startswith(QUOTED):
            cell = cell[1:]
        try:
            if name.startswith(EXTRA):
                return self._added(name, cell)
            return self.readers[name](cell) if name in self.readers else self._text(name, cell)
        except (ValueError, OverflowError) as wrong:
            self.problem(name, self._sentence(name, text_of(cell)[:60], isinstance(wrong, Unlikely)))
            return UNKNOWN

    def problem(self, name: str, sentence: str) -> None:
        """Something that cannot be taken, at this row."""
        self.reading.problems.append(Problem(self.number, column_name(name), sentence, self.sheet))

    def tell(self, name: str, sentence: str) -> None:
        """Something that was understood, at this row."""
        self.reading.told.append(Problem(self.number, column_name(name), sentence, self.sheet))

    def _sentence(self, name: str, typed: str, unlikely: bool) -> str:
        if unlikely:
            return _(
                "“%(typed)s” lies before 2000 or after 2100: spreadsheets show that for an empty or broken date. "
                "Write it like 12.3.2027.", typed=typed,
            )  # fmt: skip
        if name in ("due_on", "done_on"):
            return _("“%(typed)s” is no date. Write it like 12.3.2027.", typed=typed)
        if name == "effort":
            return _("“%(typed)s” is no number of hours.", typed=typed)
        if name in ("phase", "status"):
            return _("“%(typed)s” is none of the words in the list.", typed=typed)
        most = LONGEST_ADDED if name.startswith(EXTRA) else LIMITS[name]
        return _("This text is too long: at most %(max)d characters.", max=most)

    def _before(self, name: str) -> Value:
        return self.exported.values.get(name) if self.exported else None

    def _text(self, name: str, cell: Any) -> str:
        text = text_of(cell)
        if len(text) > LIMITS[name] and text != self._before(name):
            raise ValueError(name)
        return text

    def _added(self, name: str, cell: Any) -> str:
        """A cell of a column that staff added, as text; days as 2027-03-12."""
        text = added_text(cell)
        if len(text) > LONGEST_ADDED and text != self._before(name):
            raise ValueError(name)
        return text

    def _day(self, cell: Any) -> date | None:
        return typed_day(cell, self.near, self.epoch)

    def _phase(self, cell: Any) -> str:
        """The phase named in the row, else that of the rows above."""
        if typed := plain(text_of(cell)):
            if typed not in self.phases:
                raise ValueError(typed)
            self.phase = self.phases[typed]
        return self.phase

    def _who(self, cell: Any) -> str:
        """The job, called as it is called here."""
        typed = self._text("who", cell)
        known = typed == self._before("who") or typed in self.called
        return typed if known else self.jobs.get(plain(typed), typed)

    def _owner(self, cell: Any) -> Any:
        """Somebody of the team; a name nobody has is asked about, but for one that was exported so."""
        text = text_of(cell)
        typed = plain(text)
        if not typed:
            return ""
        if typed in self.people:
            return self.people[typed]
        before = self._before("owner")
        if before and plain(str(before)) == typed:
            return before
        self.reading.unknown.setdefault(text[:200], []).append(self.number)
        return UNKNOWN

    def _status(self, cell: Any) -> str:
        """A word of the list, else one that means the same; an empty cell is open."""
        typed = plain(text_of(cell))
        if not typed or typed in self.statuses:
            return self.statuses.get(typed, Status.OPEN.value)
        if (status := status_of(cell)) is None:
            raise ValueError(typed)
        return status.value

    def _effort(self, cell: Any) -> float:
        return read_hours(text_of(cell) or "0")

    def _state(self, cells: Mapping[str, Any]) -> State | None:
        """Status, the day it was done and what blocks it, made one; None: the file says nothing that can be read."""
        read = {name: self.value(name, cells[name]) for name in STATE if name in cells}
        if not read or read.get("status") is UNKNOWN:
            return None
        day, why = read.get("done_on", UNKNOWN), read.get("blocked_by", UNKNOWN)
        before = together(self.exported.values).get("status") if self.exported else None
        said = Cells(
            read.get("status"),
            None if day is UNKNOWN else day,
            day is not UNKNOWN,
            None if why is UNKNOWN else why,
        )
        state, told = settled(said, before if isinstance(before, State) else None)
        for one in told:
            name, sentence = self._understood(one, state)
            self.tell(name, sentence)
        return state

    def _understood(self, one: Understood, state: State | None) -> tuple[str, str]:
        word = label(Status(state.status)) if state else ""
        if one is Understood.DONE:
            return "status", _("“Done on” has a day, so the task is taken as done.")
        if one is Understood.BLOCKED:
            return "status", _("“Blocked by” says something, so the task is taken as blocked.")
        if one is Understood.NO_DAY:
            return "done_on", _("The day is left out, because the status is “%(status)s”.", status=word)
        return "blocked_by", _("This text is left out, because the status is “%(status)s”.", status=word)

    def _keeps(self, values: dict[str, Value]) -> bool:
        """Keep a task that is there from losing what it cannot do without."""
        if "title" in values and not values["title"]:
            del values["title"]
            self.problem("title", _("A task needs a text; the old one stays."))
        if "due_on" in values and values["due_on"] is None:
            del values["due_on"]
            self.problem("due_on", _("A task needs a date; the old one stays."))
        return True

    def _can_be_new(self, values: dict[str, Value], cells: Mapping[str, Any]) -> bool:
        """Whether a row without a code has what a new task needs; what could not be read has been told already."""
        if values.get("title") and not values.get("due_on") and self.usual_day:
            values["due_on"] = self.usual_day
        if values.get("who") and not values.get("owner"):
            values.pop("owner", None)  # whoever does that job
        needs = {"title": _("A new task needs a text."), "due_on": _("A new task needs a date.")}
        for name, sentence in needs.items():
            if not values.get(name):
                if name in values or name not in cells:
                    self.problem(name, sentence)
                return False
        return True


def column_name(name: str) -> str:
    """What a column is called."""
    return name.removeprefix(EXTRA) if name.startswith(EXTRA) else str(FIELDS[name])
