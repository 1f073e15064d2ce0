"""The checklist to Excel, and an edited file back: compared, then taken over as one change."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...events.models import Event
from ...events.queries import team_of
from ...exchange.columns import ColumnKind
from ...exchange.merge import EXTRA, ListRecord, MergedField, Value
from ...exchange.values import write_value
from ...lib.sheets import pause_garbage
from ...lib.text import Words
from ...lib.uploads import read_text
from ...web.i18n import use_language
from ..actions import (
    EventJobs,
    assign_task,
    next_position,
    remember_checklist_change,
    remove_from_checklist,
    set_status,
)
from ..columns import STATE, TASKS
from ..models import Anchor, ChecklistAct, ChecklistSetting, Phase, Task, TaskRole, TaskStatus, Unit
from ..queries import columns_of, member_names, roles_of, tasks_of
from .file_changes import compare_checklist_file
from .merge import ChecklistChanges, TaskState, with_task_state
from .records import render_checklist_csv, task_record
from .sheet import ListHead, render_checklist_workbook

__all__ = [
    "ChecklistChoices",
    "apply_checklist_import",
    "checklist_workbook",
    "checklist_csv",
    "compare_checklist_file",
]


@pause_garbage()
def checklist_workbook(
    event: Event,
    today: date | None = None,
    people: bool = False,
    told: Callable[[str], str] | None = None,
) -> bytes:
    """The checklist as an Excel file in the event's language; `people`: with one more sheet for everybody.

    `told`: how its texts read outside.
    """
    called, added = member_names(team_of(event)), columns_of(event)
    tasks = [task_record(task, called, event.language, added) for task in tasks_of(event)]
    jobs = dict.fromkeys(read_text(role.name.to(event.language)) for role in roles_of(event))
    if told:
        tasks = [one.as_told(told, TASKS.of_kind(ColumnKind.WORDS)) for one in tasks]
        jobs = {told(job): None for job in jobs}
    with use_language(event.language):
        head = ListHead(
            slug=event.slug,
            title=event.title.to(event.language),
            town=event.town,
            first_day=event.first_day,
            last_day=event.last_day,
            printed=today or clock.today_in(event),
            people=list(called.values()),
            jobs=[job for job in jobs if job],
            made_on=event.made_on,
        )
        return render_checklist_workbook(head, tasks, people)


def checklist_csv(event: Event) -> bytes:
    """The checklist as a table in text, in the event's language."""
    called, added = member_names(team_of(event)), columns_of(event)
    tasks = [task_record(task, called, event.language, added) for task in tasks_of(event)]
    with use_language(event.language):
        return render_checklist_csv(event.slug, tasks, added)


@dataclass(frozen=True)
class ChecklistChoices:
    """What somebody chose in the preview: for each clash, by code and field, `file` or `online` (without a word the
    online value stays); who was meant by names nobody has; codes of tasks that are to leave the list too."""

    clashes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    out: Collection[str] = ()


def apply_checklist_import(
    event: Event,
    found: ChecklistChanges,
    choices: ChecklistChoices | Mapping[tuple[str, str], str],
    today: date | None = None,
    *,
    by: int | None = None,
    source: str = "",
) -> int:
    """Take over what the file says, as one change of `by` that can be undone; gives the number of tasks touched.

    `choices`: what was chosen, or the choices for clashes alone. `source`: the name of the file.
    """
    taken = choices if isinstance(choices, ChecklistChoices) else ChecklistChoices(choices)
    setting = _setting(event) if found.columns.order else None
    with remember_checklist_change(
        event, ChecklistAct.BROUGHT_BACK, by, source=source[:200], columns=True
    ):
        touched = _taken_over(event, found, taken, today or clock.today_in(event))
        if setting is not None and list(setting.columns) != list(found.columns.order):
            setting.columns = list(found.columns.order)
    return touched


def _setting(event: Event) -> ChecklistSetting:
    """What holds for the whole list, made where there is nothing yet."""
    query = sa.select(ChecklistSetting).where(ChecklistSetting.event_id == event.id)
    setting = db.session.scalar(query)
    if setting is None:
        setting = ChecklistSetting(event_id=event.id, columns=[])
        db.session.add(setting)
        db.session.flush()
    return setting


def _taken_over(event: Event, found: ChecklistChanges, taken: ChecklistChoices, today: date) -> int:
    writer = _ChecklistWriter(event, found.language or event.language, today)
    for edit in found.tasks.edits:
        chosen = [
            c for c in edit.clashes if taken.clashes.get((edit.record.code, c.name)) == "file"
        ]
        changes = [*edit.changes, *chosen]
        if edit.gone and changes:
            writer.make(edit.record)
        elif changes:
            writer.change(edit.record.code, changes)
    for record in found.tasks.new:
        writer.make(record)
    db.session.flush()
    for unknown in found.unknown:
        if member := writer.members.get(taken.people.get(unknown.typed, "")):
            writer.give_to(member, [task.code for task in unknown.tasks])
    writer.take_out([task.code for task in found.tasks.missing if task.code in set(taken.out)])
    db.session.flush()
    return len(writer.touched)


def _distance(days: int) -> tuple[int, Unit]:
    """Those days as the form writes them, with a number of 400 at most; rounded, for the date set by hand counts."""
    for unit, length in ((Unit.DAYS, 1), (Unit.WEEKS, 7), (Unit.MONTHS, 30)):
        if abs(days) <= 400 * length:
            return int(days / length), unit
    return (400 if days > 0 else -400), Unit.MONTHS


class _ChecklistWriter:
    """Writes values of a file into the event's tasks; `touched` are the codes of those it wrote."""

    def __init__(self, event: Event, language: str, today: date) -> None:
        self.event, self.language, self.today = event, language, today
        self.members = {name: id_ for id_, name in member_names(team_of(event)).items()}
        self.tasks = {task.code: task for task in tasks_of(event)}
        self.gone = {task.code: task for task in _gone(event)}
        self.jobs: dict[str, TaskRole] = {}
        for role in roles_of(event):
            self.jobs.setdefault(read_text(role.name.to(language)), role)
        self.position = next_position(event)
        self.touched: set[str] = set()

    def make(self, record: ListRecord) -> None:
        """A new task, its date set by hand; one that was deleted here comes back as the file has it."""
        values = record.values
        day = values.get("due_on")
        if not isinstance(day, date) or not values.get("title"):
            return
        offset, unit = _distance((day - self.event.first_day).days)
        task = Task(
            event_id=self.event.id,
            code=record.code,
            position=self.position,
            phase=Phase.DESIGN,
            title=Words(),
            benchmark=Words(),
            offset=offset,
            unit=unit,
            anchor=Anchor.FIRST_DAY,
            first_due_on=day,
            due_on=day,
            due_by_hand=True,
            effort=0,
            note="",
            status=TaskStatus.OPEN,
            blocked_by="",
            owner_by_hand=False,
            extra={},
        )
        if (there := self.gone.get(record.code)) is not None:  # deleted here, kept in the file
            task, there.removed_at = there, None
        else:
            db.session.add(task)
        self.position += 1
        self.tasks[record.code] = task
        self.write(task, with_task_state(record.values))

    def change(self, code: str, taken: Sequence[MergedField]) -> None:
        """Some fields of a task that is there."""
        self.write(self.tasks[code], {change.name: change.file for change in taken})

    def write(self, task: Task, values: Mapping[str, Value]) -> None:
        """Put the values of the file into the task: the job before the person, who may be another than the job's."""
        self.touched.add(task.code)
        for name in TASKS.editable:
            if name in values:
                self.put(task, name, values[name])
        added = {
            name.removeprefix(EXTRA): str(text)
            for name, text in values.items()
            if name.startswith(EXTRA)
        }
        if added:
            kept = {**(task.extra or {}), **added}
            task.extra = {name: text for name, text in kept.items() if text}

    def put(self, task: Task, name: str, value: Value) -> None:
        """One field."""
        if name in STATE[1:]:
            return  # the status says them too
        if name in _WRITERS:
            _WRITERS[name](self, task, value)
        else:
            write_value(TASKS[name], task, value, self.language)

    def owner(self, task: Task, name: str) -> None:
        """Whoever of the team is called so."""
        assign_task(task, self.members.get(name))

    def due(self, task: Task, day: Value) -> None:
        """The day it is due, set by hand where it is another; a task is never without."""
        if isinstance(day, date):
            task.due_by_hand = task.due_by_hand or task.due_on != day
            task.due_on = day

    def job(self, task: Task, name: str) -> None:
        """The job of that name; a task nobody was given by hand goes to whoever does it."""
        role = self.jobs.get(name) if name else None
        if name and role is None:
            role = self.jobs[name] = EventJobs(self.event).named(Words(**{self.language: name}))
        task.role_id = role.id if role else None
        if role and role.member_id and not task.owner_by_hand:
            task.owner_id = role.member_id

    def state(self, task: Task, state: TaskState) -> None:
        """The status; done on that day, or today where the file says none."""
        day = state.done_on if isinstance(state.done_on, date) else task.done_on or self.today
        task.done_on = None
        set_status(task, TaskStatus(state.status), day, state.blocked_by)

    def give_to(self, member_id: int, codes: Collection[str]) -> None:
        """These tasks to somebody of the team."""
        for code in codes:
            task = self.tasks.get(code)
            if task is not None and task.owner_id != member_id:
                assign_task(task, member_id)
                self.touched.add(code)

    def take_out(self, codes: Collection[str]) -> None:
        """These tasks out of the list."""
        for code in codes:
            if code in self.tasks:
                remove_from_checklist(self.tasks[code])
                self.touched.add(code)


_WRITERS: dict[str, Callable[[_ChecklistWriter, Task, Any], None]] = {
    "who": _ChecklistWriter.job,
    "owner": _ChecklistWriter.owner,
    "due_on": _ChecklistWriter.due,
    "status": _ChecklistWriter.state,
}
"""Columns that are written in a way of their own; the others are written as their kind is."""


def _gone(event: Event) -> Sequence[Task]:
    """Tasks that were deleted."""
    return db.session.scalars(
        sa.select(Task).where(Task.event_id == event.id, Task.removed_at.is_not(None))
    ).all()
