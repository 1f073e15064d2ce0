"""What can be read of the checklist."""

from datetime import date, datetime
from typing import TypedDict, TypeVar

import sqlalchemy as sa
from flask import request
from sqlalchemy.orm import joinedload

from ..checklists.models import (
    Anchor,
    Milestone,
    Phase,
    Task,
    TaskComment,
    TaskLink,
    TaskStatus,
    Unit,
)
from ..checklists.queries import roles_of
from ..data.db import db, get_or_404
from ..events.access import Can, needs
from ..events.models import Event
from ..web.i18n import _l
from .operation import Bilingual, Paged, Shape, author_name, read_operation, tell_row
from .rights import ApiArea

Said = TypeVar("Said", TaskComment, TaskLink)


class TaskShape(TypedDict):
    """A task of the checklist. `own_columns`: what stands in columns that a file brought along, by their heading."""

    id: int
    code: str
    title: Bilingual
    benchmark: Bilingual
    phase: Phase
    role_id: int | None
    owner_id: int | None
    owner: str
    number: int
    unit: Unit
    direction: int
    anchor: Anchor
    after_id: int | None
    due_on: date
    due_by_hand: bool
    milestone: Milestone | None
    first_due_on: date
    status: TaskStatus
    blocked_by: str
    done_on: date | None
    effort: float
    note: str
    own_columns: dict[str, str]
    version: int


class TaskRoleShape(TypedDict):
    """A job in the team that tasks are given to, and who has it."""

    id: int
    name: Bilingual
    member_id: int | None


class TaskCommentShape(TypedDict):
    """What somebody said about a task; `by` is empty where they have left."""

    id: int
    by: str
    at: datetime
    text: str


class TaskLinkShape(TypedDict):
    """An address that somebody put on a task."""

    id: int
    by: str
    at: datetime
    address: str
    title: str


@read_operation(
    "/events/<slug>/tasks",
    page="checklists.show_checklist",
    area=ApiArea.TASKS,
    about=_l("The tasks of the checklist"),
    status=_l("Only those of this status"),
)
@needs(Can.SEE)
def read_tasks(event: Event) -> Paged[TaskShape]:
    query = (
        sa.select(Task)
        .where(Task.event_id == event.id, Task.removed_at.is_(None))
        .options(joinedload(Task.owner))
    )
    status = request.args.get("status", "")
    if status in list(TaskStatus):
        query = query.where(Task.status == TaskStatus(status))
    return Paged(query, Task.id, _task)


@read_operation(
    "/events/<slug>/tasks/<int:task_id>",
    page="checklists.show_task",
    area=ApiArea.TASKS,
    about=_l("One task"),
)
@needs(Can.SEE)
def read_task(event: Event, task_id: int) -> TaskShape:
    return _task(_row(event, task_id))


def _row(event: Event, task_id: int) -> Task:
    return get_or_404(
        Task, Task.id == task_id, Task.event_id == event.id, Task.removed_at.is_(None)
    )


def _task(row: Task) -> TaskShape:
    return tell_row(
        TaskShape,
        row,
        owner=row.owner.name if row.owner else "",
        number=abs(row.offset),
        direction=1 if row.offset > 0 else -1,
        own_columns=dict(row.extra or {}),
    )


@read_operation(
    "/events/<slug>/jobs",
    page="checklists.show_checklist",
    area=ApiArea.TASKS,
    about=_l("The jobs in the team that tasks are given to"),
)
@needs(Can.SEE)
def read_jobs(event: Event) -> list[TaskRoleShape]:
    return [tell_row(TaskRoleShape, one) for one in roles_of(event)]


@read_operation(
    "/events/<slug>/tasks/<int:task_id>/comments",
    page="checklists.show_task",
    area=ApiArea.TASKS,
    about=_l("What was said about a task"),
)
@needs(Can.SEE)
def read_task_comments(event: Event, task_id: int) -> list[TaskCommentShape]:
    return _told_of_task(TaskCommentShape, TaskComment, _row(event, task_id))


@read_operation(
    "/events/<slug>/tasks/<int:task_id>/links",
    page="checklists.show_task",
    area=ApiArea.TASKS,
    about=_l("The links on a task"),
)
@needs(Can.SEE)
def read_task_links(event: Event, task_id: int) -> list[TaskLinkShape]:
    return _told_of_task(TaskLinkShape, TaskLink, _row(event, task_id))


def _told_of_task(shape: type[Shape], model: type[Said], task: Task) -> list[Shape]:
    """Every row of this kind that somebody put on the task, the oldest first, with the name of who did."""
    query = sa.select(model).where(model.task_id == task.id).options(joinedload(model.user))
    rows = db.session.scalars(query.order_by(model.id))
    return [tell_row(shape, one, by=author_name(one)) for one in rows]
