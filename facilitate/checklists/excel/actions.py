"""The checklist to Excel, and an edited file back: compared, then taken over as one change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from ...db import db
from ...events.models import Event
from ...events.queries import team_of
from ...i18n import _, label, use_language
from ...lib.sheets import in_one_go
from ...lib.text import Words
from ...lib.uploads import SheetProblem
from ...refused import Refused
from ..actions import give, next_position, remembering, role_named, set_status
from ..models import Anchor, Did, Phase, Status, Task, Unit
from ..queries import names_of, tasks_of
from .merge import Change, Comparison, Record, Value, compare
from .records import record_of
from .returned import from_sheet
from .sheet import Head, to_sheet


@in_one_go()
def export(event: Event, today: date | None = None) -> bytes:
    """The checklist as an Excel file in the event's language."""
    called = names_of(team_of(event))
    tasks = [record_of(task, called, event.language) for task in tasks_of(event)]
    with use_language(event.language):
        head = Head(
            event.slug, event.title.to(event.language), event.town, event.first_day, event.last_day,
            today or date.today(), list(called.values()),
        )  # fmt: skip
        return to_sheet(head, tasks)


@in_one_go()
def read_back(event: Event, file: bytes) -> Comparison:
    """What an edited file would change. Raises Refused with a plain sentence when it cannot be read."""
    called = names_of(team_of(event))
    try:
        returned = from_sheet(file, list(called.values()))
    except SheetProblem as problem:
        raise Refused(label(problem.why)) from problem
    if returned.slug and returned.slug != event.slug:
        raise Refused(_("This file belongs to another event: %(slug)s.", slug=returned.slug))
    language = returned.language or event.language
    current = {task.code: record_of(task, called, language) for task in tasks_of(event)}
    known = bool(returned.base)
    base = returned.base if known else _same_version(returned.rows, current)
    comparison = compare(base, returned.rows, current, whole=known)
    return replace(comparison, problems=tuple(returned.problems), language=language)


def _same_version(rows: Sequence[Record], current: Mapping[str, Record]) -> dict[str, Record]:
    """What was exported, where the file forgot it: the task as it is, if its version is still the file's."""
    return {
        row.code: current[row.code]
        for row in rows
        if row.code in current and row.version == current[row.code].version
    }


def apply(
    event: Event,
    comparison: Comparison,
    choices: Mapping[tuple[str, str], str],
    today: date | None = None,
    *,
    by: int | None = None,
    source: str = "",
) -> int:
    """Take over what the file says, as one change of `by` that can be undone; gives the number of tasks touched.

    `choices` says for a clash, by code and field, `file` or `online`; without a word the online value stays. `source`:
    the name of the file.
    """
    with remembering(event, Did.BROUGHT_BACK, by, source=source):
        return _taken_over(event, comparison, choices, today or date.today())


def _taken_over(
    event: Event, comparison: Comparison, choices: Mapping[tuple[str, str], str], today: date
) -> int:
    writer = _Writer(event, comparison.language or event.language, today)
    touched = 0
    for edit in [*comparison.changed, *comparison.clashing]:
        taken = [
            *edit.changes,
            *(c for c in edit.clashes if choices.get((edit.record.code, c.name)) == "file"),
        ]
        if edit.gone and taken:
            writer.make(edit.record)
        elif taken:
            writer.change(edit.record.code, taken)
        touched += bool(taken)
    for record in comparison.new:
        writer.make(record)
    db.session.flush()
    return touched + len(comparison.new)


def _distance(days: int) -> tuple[int, Unit]:
    """Those days as the form writes them, with a number of 400 at most; rounded, for the date set by hand counts."""
    for unit, length in ((Unit.DAYS, 1), (Unit.WEEKS, 7), (Unit.MONTHS, 30)):
        if abs(days) <= 400 * length:
            return int(days / length), unit
    return (400 if days > 0 else -400), Unit.MONTHS


class _Writer:
    """Writes values of a file into the event's tasks."""

    def __init__(self, event: Event, language: str, today: date) -> None:
        self.event, self.language, self.today = event, language, today
        self.members = {name: id_ for id_, name in names_of(team_of(event)).items()}
        self.tasks = {task.code: task for task in tasks_of(event)}
        self.position = next_position(event)

    def make(self, record: Record) -> None:
        """A new task, its date set by hand."""
        values = record.values
        day = values.get("due_on")
        if not isinstance(day, date) or not values.get("title"):
            return
        offset, unit = _distance((day - self.event.first_day).days)
        task = Task(
            event_id=self.event.id, code=record.code, position=self.position, phase=Phase.DESIGN,
            title=Words(), benchmark=Words(), offset=offset, unit=unit, anchor=Anchor.FIRST_DAY, first_due_on=day,
            due_on=day, effort=0, note="", status=Status.OPEN, blocked_by="", owner_by_hand=False, extra={},
        )  # fmt: skip
        gone = sa.select(Task).where(Task.event_id == self.event.id, Task.code == record.code)
        if (there := db.session.scalar(gone)) is not None:  # deleted here, kept in the file
            task, there.removed_at = there, None
        self.position += 1
        db.session.add(task)
        self.write(task, values)

    def change(self, code: str, taken: Sequence[Change]) -> None:
        """Some fields of a task that is there."""
        self.write(self.tasks[code], {change.name: change.file for change in taken})

    def write(self, task: Task, values: Mapping[str, Value]) -> None:
        """Put the values of the file into the task."""
        for name, value in values.items():
            if name == "who":
                self.job(task, str(value))
            elif name in ("title", "benchmark"):
                setattr(task, name, replace(getattr(task, name) or Words(), **{self.language: str(value)}))
            elif name == "owner":
                give(task, self.members.get(str(value)))
            elif name == "phase":
                task.phase = Phase(str(value))
            elif name == "due_on" and isinstance(value, date):
                task.due_on, task.due_by_hand = value, True
            elif name in ("effort", "note"):
                setattr(task, name, value)
            elif name == "done_on":
                self.done(task, value)

    def job(self, task: Task, name: str) -> None:
        """The job of that name; a task nobody was given by hand goes to whoever does it."""
        role = role_named(self.event, Words(**{self.language: name})) if name else None
        task.role_id = role.id if role else None
        if role and role.member_id and not task.owner_by_hand:
            task.owner_id = role.member_id

    def done(self, task: Task, value: Value) -> None:
        """Done on that day, today (True), or open again."""
        day = self.today if value is True else value if isinstance(value, date) else None
        if day is not None:
            task.done_on = day
            set_status(task, Status.DONE, day)
        elif task.status is Status.DONE:
            set_status(task, Status.OPEN, self.today)
