"""What happens to checklists: started, ticked, edited, moved with the event, to Excel and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from .. import content
from ..db import db
from ..events.actions import in_turn
from ..events.models import Event, EventKind, Member, Role
from ..events.queries import team_of
from ..i18n import _, label, use_language
from ..lib.sheets import in_one_go
from ..lib.text import Words
from ..lib.uploads import SheetProblem
from ..refused import Refused
from . import deadlines
from .merge import Change, Comparison, Record, Value, compare
from .models import Anchor, Phase, Task, Unit
from .queries import names_of, tasks_of
from .records import record_of
from .returned import from_sheet
from .sheet import Head, to_sheet
from .starting import starting_tasks

WORKBOOKS = {
    EventKind.CONFERENCE: "conference.xlsx",
    EventKind.REGIONAL_MEETING: "regional-meeting.xlsx",
    EventKind.TRAINING: "training.xlsx",
    EventKind.COALITION_MEETING: "presidency.xlsx",
}


def planned(event: Event, offset: int, unit: Unit, anchor: Anchor) -> date:
    """The day counted from the event's days."""
    return deadlines.due(event.first_day if anchor is Anchor.FIRST_DAY else event.last_day, offset, unit)


def start(event: Event, today: date, people: Mapping[Role, Member]) -> list[Task]:
    """Copy the starting checklist of the event's kind; each role's tasks go to its person.

    Dates that lie before `today` stay as they are: they say what a late start has already missed. Codes
    that the event has are left out, so that starting twice copies nothing twice.
    """
    in_turn(event)
    have = set(db.session.scalars(sa.select(Task.code).where(Task.event_id == event.id)))
    position = next_position(event)
    tasks: list[Task] = []
    for row in starting_tasks(content.folder("checklists") / WORKBOOKS[event.kind]):
        if row.code in have:
            continue
        day = planned(event, row.offset, row.unit, row.anchor)
        owner = people.get(row.role)
        tasks.append(
            Task(
                event_id=event.id, code=row.code, position=position + len(tasks), phase=row.phase,
                title=row.title, benchmark=row.benchmark, who=row.who, owner_id=owner.id if owner else None,
                offset=row.offset, unit=row.unit, anchor=row.anchor, first_due_on=day, due_on=day,
                effort=row.effort,
            )
        )  # fmt: skip
    db.session.add_all(tasks)
    db.session.flush()
    return tasks


def next_position(event: Event) -> int:
    """The number after the last task's."""
    last = db.session.scalar(sa.select(sa.func.max(Task.position)).where(Task.event_id == event.id))
    return (last or 0) + 1


def new_task(event: Event) -> Task:
    """An empty task after the others, with a code of its own; not yet in the session."""
    in_turn(event)
    return Task(
        event_id=event.id, code=_free_code(event), position=next_position(event),
        unit=Unit.WEEKS, anchor=Anchor.FIRST_DAY, offset=-4, due_by_hand=False, effort=0, note="",
    )  # fmt: skip


def _free_code(event: Event) -> str:
    taken = set(
        db.session.scalars(sa.select(Task.code).where(Task.event_id == event.id, Task.code.startswith("N")))
    )
    number = len(taken) + 1
    while f"N{number:02d}" in taken:
        number += 1
    return f"N{number:02d}"


def add(task: Task) -> Task:
    """Take a filled task into the list; its first date is the date it has now."""
    task.first_due_on = task.due_on
    db.session.add(task)
    db.session.flush()
    return task


def tick(task: Task, today: date) -> None:
    """Done today; a task that is done already keeps its day."""
    task.done_on = task.done_on or today


def untick(task: Task) -> None:
    """Open again."""
    task.done_on = None


def delete(task: Task) -> None:
    """Take the task out of the list."""
    db.session.delete(task)


@dataclass(frozen=True)
class Move:
    """A task whose date no longer fits the event's days, and the date that would."""

    task: Task
    to: date


def moved(event: Event, tasks: Sequence[Task]) -> list[Move]:
    """Open tasks, dated by their distance, that the event's days have left behind."""
    found = []
    for task in tasks:
        if not task.due_by_hand and task.done_on is None:
            day = planned(event, task.offset, task.unit, task.anchor)
            if day != task.due_on:
                found.append(Move(task, day))
    return found


def replan(event: Event) -> list[Move]:
    """Count all dates anew from the event's days; done tasks and dates set by hand stay."""
    moves = moved(event, tasks_of(event))
    for move in moves:
        move.task.due_on = move.to
    db.session.flush()
    return moves


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
    event: Event, comparison: Comparison, choices: Mapping[tuple[str, str], str], today: date | None = None
) -> int:
    """Take over what the file says; gives the number of tasks touched.

    `choices` says for a clash, by code and field, `file` or `online`; without a word the online value stays.
    """
    today = today or date.today()
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
            title=Words(), benchmark=Words(), who=Words(), offset=offset, unit=unit, anchor=Anchor.FIRST_DAY, first_due_on=day, due_on=day, effort=0, note="",
        )  # fmt: skip
        self.position += 1
        self.write(task, values)
        db.session.add(task)

    def change(self, code: str, taken: Sequence[Change]) -> None:
        """Some fields of a task that is there."""
        self.write(self.tasks[code], {change.name: change.file for change in taken})

    def write(self, task: Task, values: Mapping[str, Value]) -> None:
        """Put the values of the file into the task."""
        for name, value in values.items():
            if name in ("title", "benchmark", "who"):
                setattr(task, name, replace(getattr(task, name) or Words(), **{self.language: str(value)}))
            elif name == "owner":
                task.owner_id = self.members.get(str(value))
            elif name == "phase":
                task.phase = Phase(str(value))
            elif name == "due_on" and isinstance(value, date):
                task.due_on, task.due_by_hand = value, True
            elif name in ("effort", "note"):
                setattr(task, name, value)
            elif name == "done_on":
                task.done_on = self.today if value is True else value if isinstance(value, date) else None
