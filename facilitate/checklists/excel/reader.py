"""Rows of a returned table made tasks, cell by cell; what cannot be read is noted with its place."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl.utils.datetime import WINDOWS_EPOCH

from ...exchange.columns import ColumnKind
from ...exchange.headings import LONGEST_ADDED
from ...exchange.likeness import recognise_rows
from ...exchange.merge import EXTRA, ListProblem, ListRecord, Value
from ...exchange.opened_files import unquote_cell
from ...exchange.remarks import append_comment, find_date_orders
from ...exchange.sentences import values_by_word
from ...lib.days import DateOrder, typed_day
from ...lib.marks import Row
from ...lib.numbers import read_number
from ...lib.text import plain_text
from ...lib.uploads import added_cell_text, text_of_cell
from ...web.i18n import _
from ..columns import SLIP, STATE, TASKS
from ..models import Phase, TaskStatus
from .headings import guess_status
from .merge import TaskState, with_task_state
from .reading import ChecklistReading, column_named, named_cells
from .sheet import PHASE_ROW
from .state import StateCells, settle_task_state, understood_said, why_unreadable

LONGEST_CODE = 40
UNKNOWN: Any = object()
"""Stands for what a cell holds when it cannot be read, or is not in the file at all."""


class TaskReader:
    """Turns rows into records and notes what cannot be read.

    `jobs`: what jobs are called, by any of their names without accents. `quoted`: texts that begin like a formula have an
    apostrophe before them. Files made elsewhere use words of their own for phases and statuses: `phases`, `statuses`.
    """

    def __init__(
        self,
        reading: ChecklistReading,
        sheet: str,
        people: Iterable[str],
        jobs: Mapping[str, str] | None = None,
        near: date | None = None,
        epoch: datetime = WINDOWS_EPOCH,
    ) -> None:
        self.reading, self.sheet, self.number = reading, sheet, 0
        self.near, self.epoch, self.quoted = near, epoch, False
        self.people = {plain_text(name): name for name in people}
        self.jobs = jobs or {}
        self.called = set(self.jobs.values())
        self.statuses: dict[str, str] = values_by_word(TaskStatus)
        self.phases: dict[str, str] = {
            phase.value: phase.value for phase in Phase
        } | values_by_word(Phase)
        self.phase = Phase.DESIGN.value
        self.usual_day: date | None = None
        self.exported: ListRecord | None = None
        self.comments: Mapping[int, str] = {}
        self.orders: dict[str, DateOrder] = {}
        self.recognised: Mapping[int, str] = {}
        """Codes of rows that have none, by what they say."""
        self.readers: dict[str, Callable[[Any], Value]] = {
            "phase": self._phase,
            "who": self._who,
            "owner": self._owner,
            "status": self._status,
        }
        """Columns that are read in a way of their own; the others are read as their kind is."""

    def row(self, number: int, cells: Mapping[str, Any]) -> None:
        """One row below the header: a task, or the line of a phase."""
        self.number, self.exported = number, None
        code, title = text_of_cell(cells.get("code")), text_of_cell(cells.get("title"))
        if code.startswith(PHASE_ROW):
            self._phase_line(code, title, cells)
            if not title:
                return
            code = ""
        typed = {name for name, cell in cells.items() if text_of_cell(cell)}
        if (
            not code
            and "phase" in typed <= {"phase", "benchmark", "version"}
            and (phase := self.phases.get(plain_text(text_of_cell(cells["phase"]))))
        ):
            self.phase = phase  # the line of a phase that lost its code
            return
        typed_code, code = code, code or self.recognised.get(number, "")
        if not code and not any(
            text_of_cell(value) for name, value in cells.items() if name not in ("phase", "version")
        ):
            return
        self.exported = self.reading.base.get(code)
        values = self._values(cells)
        if not typed_code and values.get("who") and not values.get("owner"):
            values.pop("owner", None)  # whoever does that job
        self._comment(values)
        if self._keeps(values) if code else self._can_be_new(values, cells):
            version, _at, slug = text_of_cell(cells.get("version")).partition("@")
            self.reading.slug = self.reading.slug or slug
            whole = (
                int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
            )
            code = "" if len(code) > LONGEST_CODE else code
            self.reading.rows.append(ListRecord(code, values, whole, number))

    def recognise(
        self, rows: Sequence[Row], columns: Mapping[int, str], known: Mapping[str, Collection[str]]
    ) -> bool:
        """Find rows without a code by what they say; whether it is our own list without its codes."""
        cells = {number: named_cells(row, columns) for number, row in rows}
        codes = {number: text_of_cell(one.get("code")) for number, one in cells.items()}
        titles = {
            number: text_of_cell(one.get("title"))
            for number, one in cells.items()
            if not codes[number]
        }
        here = {code for code in codes.values() if code in known}
        found = recognise_rows(titles, here, known)
        self.recognised = found.codes
        self.reading.told += found.told(self.sheet)
        return found.ours

    def find_orders(
        self, rows: Sequence[Row], columns: Mapping[int, str], month_first: bool | None
    ) -> None:
        """Find out in which order each column writes its dates; where both fit, `month_first` decides, and it is told."""
        names = {
            place: name for place, name in columns.items() if name in TASKS.of_kind(ColumnKind.DAY)
        }
        days = {place: column_named(name) for place, name in names.items()}
        orders, told = find_date_orders(rows, days, month_first, self.sheet)
        self.orders = {names[place]: order for place, order in orders.items()}
        self.reading.told += told

    def look_at(self, cells: Mapping[str, Any]) -> None:
        """Say which columns were changed in the row just read although they are only looked at."""
        shown = self.exported.looked_at if self.exported else {}
        for name, cell in cells.items():
            typed = text_of_cell(cell)
            if not typed or not shown:
                continue
            if name == SLIP.name:
                same = typed in self._slips() or typed.startswith("#")
            elif name not in shown or TASKS[name].kind is not ColumnKind.DAY:
                continue
            else:
                same = self._is_day(cell, shown[name])
            if not same:
                self.problem(
                    name, _("This column cannot be changed; what was typed into it is left out.")
                )

    def _is_day(self, cell: Any, on: Value) -> bool:
        try:
            return typed_day(cell, self.near, self.epoch) == on
        except ValueError:
            return False

    def _slips(self) -> set[str]:
        """The days early or late as they were exported, and as the row says now: a program may not have counted them anew."""
        if self.exported is None:
            return set()
        first, before = self.exported.looked_at.get("first_due_on"), self.exported.values
        last = self.reading.rows[-1:]
        now = {**before, **(last[0].values if last and last[0].number == self.number else {})}
        days = {one.get("done_on") or one.get("due_on") for one in (before, now)}
        if not isinstance(first, date):
            return set()
        return {str((day - first).days) for day in days if isinstance(day, date)}

    def _comment(self, values: dict[str, Value]) -> None:
        """A comment at one of the row's cells becomes part of its note."""
        comment, note = (
            self.comments.get(self.number, ""),
            str(values.get("note", self._before("note")) or ""),
        )
        whole = append_comment(note, comment)
        if whole == note:
            return
        if len(whole) > TASKS["note"].limit:
            self.problem("note", _("The comment no longer fits into the note; it is left out."))
            return
        values["note"] = whole
        self.tell("note", _("The comment “%(text)s” becomes part of the note.", text=comment[:80]))

    def _phase_line(self, code: str, title: str, cells: Mapping[str, Any]) -> None:
        """The line that heads a phase; what somebody typed there by mistake is told."""
        self.phase = self.phases.get(plain_text(code.removeprefix(PHASE_ROW)), self.phase)
        passed = ("phase", "benchmark", "code", "version")
        typed = [name for name, cell in cells.items() if name not in passed and text_of_cell(cell)]
        for name in typed if not title else ():
            self.problem(
                name,
                _(
                    "This row is the heading of a phase. Write it in the row of a task, or in a new row."
                ),
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
        if self.quoted:
            cell = unquote_cell(cell)
        try:
            if name.startswith(EXTRA):
                return self._added(name, cell)
            return self.readers[name](cell) if name in self.readers else self._plain(name, cell)
        except (ValueError, OverflowError) as wrong:
            self.problem(name, why_unreadable(name, text_of_cell(cell)[:60], wrong))
            return UNKNOWN

    def problem(self, name: str, sentence: str) -> None:
        """Something that cannot be taken, at this row."""
        self.reading.problems.append(
            ListProblem(self.number, column_named(name), sentence, self.sheet)
        )

    def tell(self, name: str, sentence: str) -> None:
        """Something that was understood, at this row."""
        self.reading.told.append(ListProblem(self.number, column_named(name), sentence, self.sheet))

    def _before(self, name: str) -> Value:
        return self.exported.values.get(name) if self.exported else None

    def _plain(self, name: str, cell: Any) -> Value:
        """A cell read as the kind of its column is."""
        column = TASKS[name]
        if column.kind is ColumnKind.DAY:
            return typed_day(
                cell, self.near, self.epoch, self.orders.get(name, DateOrder.DAY_FIRST)
            )
        if column.kind is ColumnKind.NUMBER:
            return read_number(text_of_cell(cell) or "0")
        if column.of is not None and (typed := plain_text(text_of_cell(cell))):
            return str(values_by_word(column.of).get(typed) or column.of(typed))
        return None if column.of is not None else self._text(name, cell)

    def _text(self, name: str, cell: Any) -> str:
        text = text_of_cell(cell)
        if len(text) > TASKS[name].limit and text != self._before(name):
            raise ValueError(name)
        return text

    def _added(self, name: str, cell: Any) -> str:
        """A cell of a column that staff added, as text; days as 2027-03-12."""
        text = added_cell_text(cell)
        if len(text) > LONGEST_ADDED and text != self._before(name):
            raise ValueError(name)
        return text

    def _phase(self, cell: Any) -> str:
        """The phase named in the row, else that of the rows above."""
        if typed := plain_text(text_of_cell(cell)):
            if typed not in self.phases:
                raise ValueError(typed)
            self.phase = self.phases[typed]
        return self.phase

    def _who(self, cell: Any) -> str:
        """The job, called as it is called here."""
        typed = self._text("who", cell)
        known = typed == self._before("who") or typed in self.called
        return typed if known else self.jobs.get(plain_text(typed), typed)

    def _owner(self, cell: Any) -> Any:
        """Somebody of the team; a name nobody has is asked about, but for one that was exported so."""
        text = text_of_cell(cell)
        typed = plain_text(text)
        if not typed:
            return ""
        if typed in self.people:
            return self.people[typed]
        before = self._before("owner")
        if before and plain_text(str(before)) == typed:
            return before
        self.reading.unknown.setdefault(text[:200], []).append(self.number)
        return UNKNOWN

    def _status(self, cell: Any) -> str:
        """A word of the list, else one that means the same; an empty cell is open."""
        typed = plain_text(text_of_cell(cell))
        if not typed or typed in self.statuses:
            return self.statuses.get(typed, TaskStatus.OPEN.value)
        if (status := guess_status(cell)) is None:
            raise ValueError(typed)
        return status.value

    def _state(self, cells: Mapping[str, Any]) -> TaskState | None:
        """Status, the day it was done and what blocks it, made one; None: the file says nothing that can be read."""
        read = {name: self.value(name, cells[name]) for name in STATE if name in cells}
        if not read or read.get("status") is UNKNOWN:
            return None
        day, why = read.get("done_on", UNKNOWN), read.get("blocked_by", UNKNOWN)
        before = with_task_state(self.exported.values).get("status") if self.exported else None
        said = StateCells(
            read.get("status"),
            None if day is UNKNOWN else day,
            day is not UNKNOWN,
            None if why is UNKNOWN else why,
        )
        state, told = settle_task_state(said, before if isinstance(before, TaskState) else None)
        for one in told:
            name, sentence = understood_said(one, state)
            self.tell(name, sentence)
        return state

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
        needs = {"title": _("A new task needs a text."), "due_on": _("A new task needs a date.")}
        for name, sentence in needs.items():
            if not values.get(name):
                if name in values or name not in cells:
                    self.problem(name, sentence)
                return False
        return True
