"""What can be read of the checklist."""

from datetime import date
from typing import TypedDict

import sqlalchemy as sa
from flask import request
from sqlalchemy.orm import joinedload

from ..checklists.models import Anchor, Phase, Task, TaskStatus, Unit
from ..data.db import get_or_404
from ..events.access import Can, needs
from ..events.models import Event
from ..web.i18n import _l
from .operation import Bilingual, Paged, bilingual_words, read_operation
from .rights import ApiArea


class TaskShape(TypedDict):
    """A task of the checklist."""

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
    first_due_on: date
    status: TaskStatus
    blocked_by: str
    done_on: date | None
    effort: float
    note: str
    version: int


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
    return _task(
        get_or_404(Task, Task.id == task_id, Task.event_id == event.id, Task.removed_at.is_(None))
    )


def _task(row: Task) -> TaskShape:
    return {
        "id": row.id,
        "code": row.code,
        "title": bilingual_words(row.title),
        "benchmark": bilingual_words(row.benchmark),
        "phase": row.phase,
        "role_id": row.role_id,
        "owner_id": row.owner_id,
        "owner": row.owner.name if row.owner else "",
        "number": abs(row.offset),
        "unit": row.unit,
        "direction": 1 if row.offset > 0 else -1,
        "anchor": row.anchor,
        "after_id": row.after_id,
        "due_on": row.due_on,
        "due_by_hand": row.due_by_hand,
        "first_due_on": row.first_due_on,
        "status": row.status,
        "blocked_by": row.blocked_by,
        "done_on": row.done_on,
        "effort": row.effort,
        "note": row.note,
        "version": row.version,
    }
