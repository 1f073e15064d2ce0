"""What happens to a checklist: begun, changed, remembered, taken back. The chapters do the rest."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import sqlalchemy as sa

from .. import clock
from ..data.db import db
from ..events.actions import after_last, wait_for_event_lock
from ..events.models import Event, Member
from ..history.memory import change_to_undo, changed_since, remember_change
from ..lib import cells
from ..lib.cells import ChangeCell, Collision, cells_from_rows, reverse_cells
from ..lib.text import Words
from ..lib.workdays import ClosedDays, due_date
from ..web.i18n import pick_wording
from . import deadlines
from .models import (
    Anchor,
    ChecklistAct,
    ChecklistChange,
    ChecklistSetting,
    Task,
    TaskRole,
    TaskStatus,
    Unit,
)
from .queries import COLUMNS, checklist_of
from .value import CODEC, Checklist


def closed_days(event: Event) -> ClosedDays:
    """The days on which offices are closed where the event is."""
    return ClosedDays(event.country)


def planned_day(event: Event, offset: int, unit: Unit, anchor: Anchor) -> date:
    """The day counted from the event's days; from another task it is counted by `redate_followers`."""
    day = event.last_day if anchor is Anchor.LAST_DAY else event.first_day
    return due_date(day, offset, unit, closed_days(event))


@contextmanager
def remember_checklist_change(
    event: Event,
    did: ChecklistAct,
    by: int | None,
    *,
    about: Words | None = None,
    tasks: Collection[int] | None = None,
    source: str = "",
    columns: bool = False,
) -> Iterator[set[int]]:
    """Whatever is done to the checklist inside becomes one change of `by` that can be undone. Others wait meanwhile.

    `tasks`: the numbers of the tasks it may touch (None: any); those that come into being are added to the set it gives.
    `columns`: it may touch the columns staff added.
    Tasks counted from others follow them, and that is part of the change.
    """
    wait_for_event_lock(event)
    chained = sa.exists().where(
        Task.event_id == event.id, Task.anchor == Anchor.TASK, Task.removed_at.is_(None)
    )
    few = None if tasks is None or db.session.scalar(sa.select(chained)) else set(tasks)
    before = checklist_of(event, few, columns)
    made: set[int] = set()
    yield made
    db.session.flush()
    redate_followers(event)
    after = checklist_of(event, None if few is None else few | made, columns)
    _remember(
        event,
        did,
        by=by,
        changed=cells.diff_cells(before, after, CODEC),
        about=about,
        source=source,
    )


def _remember(
    event: Event,
    did: ChecklistAct,
    by: int | None,
    changed: list[ChangeCell],
    about: Words | None,
    source: str = "",
    of: ChecklistChange | None = None,
) -> None:
    if changed:
        count = len({cell.id for cell in changed if cell.table == "tasks"})
        remember_change(
            ChecklistChange,
            event,
            did=did,
            cells=changed,
            by=by,
            about=about,
            count=count,
            source=source,
            of=of,
        )


def redate_followers(event: Event) -> None:
    """Date the open tasks that are counted from others anew."""
    chained = sa.select(Task).where(
        Task.event_id == event.id,
        Task.anchor == Anchor.TASK,
        Task.removed_at.is_(None),
        Task.done_on.is_(None),
        Task.due_by_hand.is_(False),
    )
    rows = db.session.scalars(chained).all()
    if rows:
        days = dates_of_tasks(event, checklist_of(event))
        for row in rows:
            if row.due_on != days[row.id]:
                row.due_on = days[row.id]
        db.session.flush()


def dates_of_tasks(event: Event, checklist: Checklist) -> dict[int, date]:
    """The day each task would be due, counted from the event's days as they are now."""
    return deadlines.due_dates(checklist.tasks, event.first_day, event.last_day, closed_days(event))


def new_task(event: Event) -> Task:
    """An empty task after the others, with a code of its own; not yet in the session."""
    wait_for_event_lock(event)
    return Task(
        event_id=event.id,
        code=free_code(event),
        position=next_position(event),
        unit=Unit.WEEKS,
        anchor=Anchor.FIRST_DAY,
        offset=-4,
        due_by_hand=False,
        owner_by_hand=False,
        status=TaskStatus.OPEN,
        blocked_by="",
        effort=0,
        note="",
        extra={},
    )


def next_position(event: Event) -> int:
    """The number after the last task's."""
    return after_last(Task.position, Task.event_id == event.id)


def free_code(event: Event) -> str:
    """A code no task of the event has or had."""
    taken = set(
        db.session.scalars(
            sa.select(Task.code).where(Task.event_id == event.id, Task.code.startswith("N"))
        )
    )
    number = len(taken) + 1
    while f"N{number:02d}" in taken:
        number += 1
    return f"N{number:02d}"


def append_task(task: Task) -> Task:
    """Take a filled task into the list; its first date is the date it has now."""
    task.first_due_on = task.due_on
    db.session.add(task)
    db.session.flush()
    return task


def set_status(task: Task, status: TaskStatus, today: date, blocked_by: str = "") -> None:
    """Done keeps the day it was done first; every other status has none. Only what is blocked says by what."""
    task.status = status
    task.done_on = (task.done_on or today) if status is TaskStatus.DONE else None
    task.blocked_by = blocked_by if status is TaskStatus.BLOCKED else ""


def mark_done(task: Task, today: date) -> None:
    """Done today; a task that is done already keeps its day."""
    set_status(task, TaskStatus.DONE, today)


def mark_open(task: Task) -> None:
    """Open again."""
    set_status(task, TaskStatus.OPEN, date.min)


def assign_task(task: Task, member_id: int | None) -> None:
    """Give the task to somebody by hand; to the person of its role, and it follows the role again."""
    own = db.session.get(TaskRole, task.role_id) if task.role_id else None
    task.owner_id = member_id
    task.owner_by_hand = member_id != (own.member_id if own else None)


def remove_from_checklist(task: Task) -> None:
    """Take the task out of the list; undo puts it back."""
    task.removed_at = clock.now()


class EventJobs:
    """The jobs of an event by name, read once; those that are missing are made."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.rows = list(
            db.session.scalars(
                sa.select(TaskRole)
                .where(TaskRole.event_id == event.id)
                .order_by(TaskRole.position, TaskRole.id)
            )
        )

    def named(self, name: Words) -> TaskRole:
        """The job of that name (in either language), made where there is none."""
        for row in self.rows:
            if row.removed_at is None and ({name.en, name.sq} - {""}) & {row.name.en, row.name.sq}:
                return row
        role = TaskRole(event_id=self.event.id, position=len(self.rows) + 1, name=name)
        db.session.add(role)
        db.session.flush()
        self.rows.append(role)
        return role


def assign_job(role: TaskRole, member_id: int | None) -> int:
    """Whoever does the job; all its tasks follow but those given by hand. Says how many."""
    role.member_id = member_id
    db.session.flush()
    rows = db.session.scalars(
        sa.select(Task).where(
            Task.role_id == role.id, Task.owner_by_hand.is_(False), Task.removed_at.is_(None)
        )
    ).all()
    for row in rows:
        row.owner_id = member_id
    db.session.flush()
    return len(rows)


def undo_or_redo_last(event: Event, by: int, again: bool = False) -> ChecklistChange | None:
    """Take the last change of this user back, or (`again`) bring the last one taken back into force; None: there is none.

    Refused when somebody has changed the same since: nothing is undone then.
    """
    wait_for_event_lock(event)
    change = change_to_undo(ChecklistChange, event, by, again)
    if change is not None:
        undo_or_redo_change(event, change, by, again)
    return change


def undo_or_redo_change(
    event: Event, change: ChecklistChange, by: int, again: bool = False
) -> None:
    """Take a change back, whoever made it, or (`again`) do it again. Refused when somebody has changed the same since."""
    changed = _without_gone(event, cells_from_rows(change.cells))
    columns = any(cell.table == "columns" for cell in changed)
    before = checklist_of(event, {cell.id for cell in changed if cell.table == "tasks"}, columns)
    try:
        after = cells.apply_cells(before, changed if again else reverse_cells(changed), CODEC)
    except Collision as collision:
        item = before.tasks.get(collision.id) if collision.table == "tasks" else None
        raise changed_since([pick_wording(item.title)] if item else [], again) from None
    write_checklist(event, before, after)
    did = ChecklistAct.REDONE if again else ChecklistAct.UNDONE
    _remember(
        event,
        did,
        by=by,
        changed=cells.diff_cells(before, after, CODEC),
        about=change.about,
        source=change.source,
        of=change,
    )
    change.undone = not again
    db.session.flush()


def _without_gone(event: Event, changed: Iterable[ChangeCell]) -> list[ChangeCell]:
    """The cells without people who have left the team: the rows have let go of them too, and nobody changed these."""
    there = set(db.session.scalars(sa.select(Member.id).where(Member.event_id == event.id)))

    def kept(row: dict[str, Any] | None) -> dict[str, Any] | None:
        if row is None:
            return None
        return {
            name: None if name in ("owner", "member") and value not in there else value
            for name, value in row.items()
        }

    return [
        ChangeCell(cell.table, cell.id, kept(cell.before), kept(cell.after)) for cell in changed
    ]


_KEPT_AS: dict[str, Any] = {"extra": dict, "names": list}


def write_checklist(event: Event, before: Checklist, after: Checklist) -> None:
    """Write what differs between two states of the event's checklist into its rows."""
    changed = cells.diff_cells(before, after, CODEC)
    models: list[tuple[str, Any]] = [
        ("roles", TaskRole),
        ("tasks", Task),
        ("columns", ChecklistSetting),
    ]
    for name, model in models:
        own = {cell.id: cell for cell in changed if cell.table == name}
        query = sa.select(model).where(model.id.in_(own), model.event_id == event.id)
        for row in db.session.scalars(query):
            cell = own[row.id]
            if cell.after is None:
                row.removed_at = clock.now()
                continue
            if cell.before is None:
                row.removed_at = None
            values: Mapping[str, Any] = vars(after.rows(name)[row.id])
            for field in set(cell.after) - {"id"}:
                kept = _KEPT_AS.get(field)
                setattr(
                    row, COLUMNS.get(field, field), kept(values[field]) if kept else values[field]
                )
    db.session.flush()
