"""What is done to tasks while people work: talked about, linked, many at once; jobs merged and taken away."""

from collections.abc import Container, Sequence
from datetime import date, timedelta

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...events.access import Can
from ...events.models import Event
from ...history.removing import RoomRemovals
from ...lib.text import Words
from ...web.i18n import _l
from ..actions import assign_task, closed_days
from ..models import OPEN_STATES, Phase, TalkChange, Task, TaskComment, TaskLink, TaskRole
from ..queries import roles_of

REMOVALS = RoomRemovals(
    kind=TalkChange,
    models=(TaskComment, TaskLink),
    key="task_talk",
    name=_l("Comments and links"),
    page="checklists.show_checklist",
    sees=Can.SEE,
    undoes=Can.EDIT_CHECKLIST,
    undoes_own=Can.TICK_TASKS,
)
"""How comments and links of tasks are removed."""


def write_comment(task: Task, user_id: int, text: str) -> TaskComment:
    """Say something about a task."""
    said = TaskComment(task_id=task.id, user_id=user_id, at=clock.now(), text=text)
    db.session.add(said)
    db.session.flush()
    return said


def put_link(task: Task, user_id: int, address: str, title: str) -> TaskLink:
    """Put a link on a task; the same one again only gets a new title."""
    row = db.session.scalar(
        sa.select(TaskLink).where(TaskLink.task_id == task.id, TaskLink.address == address)
    )
    if row is None:
        row = TaskLink(task_id=task.id, user_id=user_id, at=clock.now(), address=address)
        db.session.add(row)
    row.title = title or row.title or ""
    db.session.flush()
    return row


def follow_job(task: Task) -> None:
    """The task follows its job again; without one nobody does it."""
    role = db.session.get(TaskRole, task.role_id) if task.role_id else None
    task.owner_id, task.owner_by_hand = role.member_id if role else None, False


def into_job(task: Task, role: TaskRole | None) -> None:
    """The task belongs to that job, and to its person unless it was given to somebody by hand."""
    task.role_id = role.id if role else None
    if task.owner_by_hand or role is None:
        assign_task(task, task.owner_id)
    else:
        follow_job(task)


def into_phase(task: Task, phase: Phase) -> None:
    """The task belongs to that phase."""
    task.phase = phase


def shifted_day(day: date, days: int, shut: Container[date]) -> date:
    """The day that many days later (or earlier), and on to the next day that offices are open, in the same direction."""
    day += timedelta(days=days)
    while day in shut:
        day += timedelta(days=1 if days > 0 else -1)
    return day


def shift_dates(event: Event, tasks: Sequence[Task], days: int) -> list[Task]:
    """Move the dates of the open ones; they are set by hand then. Says which moved."""
    shut = closed_days(event)
    moving = [task for task in tasks if task.status in OPEN_STATES] if days else []
    for task in moving:
        task.due_on, task.due_by_hand = shifted_day(task.due_on, days, shut), True
    db.session.flush()
    return moving


def tasks_of_job(role: TaskRole) -> Sequence[Task]:
    """Its tasks."""
    return db.session.scalars(
        sa.select(Task)
        .where(Task.role_id == role.id, Task.removed_at.is_(None))
        .order_by(Task.position)
    ).all()


def merge_job(role: TaskRole, into: TaskRole) -> int:
    """All tasks of one job go over to another one; says how many."""
    tasks = tasks_of_job(role)
    for task in tasks:
        into_job(task, into)
    role.removed_at = clock.now()
    db.session.flush()
    return len(tasks)


def delete_job(role: TaskRole) -> int:
    """The job is gone; whoever did its tasks keeps them. Says how many."""
    tasks = tasks_of_job(role)
    for task in tasks:
        into_job(task, None)
    role.removed_at = clock.now()
    db.session.flush()
    return len(tasks)


def new_job(event: Event, name: Words, member_id: int | None) -> TaskRole:
    """One more job, after the others."""
    role = TaskRole(
        event_id=event.id,
        position=max((one.position for one in roles_of(event)), default=0) + 1,
        name=name,
        member_id=member_id,
    )
    db.session.add(role)
    db.session.flush()
    return role


def has_job_named(event: Event, name: Words, but: int = 0) -> bool:
    """Whether another job is called so, in either language."""
    called = {text.casefold() for text in (name.en, name.sq) if text}
    return any(
        called & {one.name.en.casefold(), one.name.sq.casefold()}
        for one in roles_of(event)
        if one.id != but
    )
