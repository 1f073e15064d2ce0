"""What a task's page and the history ask."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import defer, joinedload

from ...data.db import db
from ...events.models import Event, Member
from ...history.memory import UndoState
from ...lib.cells import ChangeCell
from ...lib.text import Words
from ...web.i18n import pick_wording
from ..models import ChecklistChange, Task, TaskComment, TaskLink, TaskRole

OFFERED, HISTORY, PAGE = 500, 30, 50
"""Other tasks to count from, changes on a task's page, changes on a page of the history."""


@dataclass(frozen=True)
class Other:
    """A task that another one may be counted from, and the day it was done, or is due."""

    id: int
    title: Words
    on: date


def others_of(event: Event, task: Task | None = None) -> list[Other]:
    """The tasks one may be counted from, by date; of a very long list those of its phase and the one chosen first."""
    first = (
        sa.case((Task.id == (task.after_id or 0), 0), (Task.phase == task.phase, 1), else_=2)
        if task
        else sa.literal(0)
    )
    query = (
        sa.select(Task.id, Task.title, sa.func.coalesce(Task.done_on, Task.due_on))
        .where(
            Task.event_id == event.id,
            Task.removed_at.is_(None),
            Task.id != (task.id if task else 0),
        )
        .order_by(first, Task.due_on, Task.position)
        .limit(OFFERED)
    )
    return sorted(
        (Other(*row) for row in db.session.execute(query)), key=lambda other: (other.on, other.id)
    )


def comments_of(task: Task) -> Sequence[TaskComment]:
    """What was said about it, in order."""
    query = sa.select(TaskComment).where(TaskComment.task_id == task.id)
    return db.session.scalars(
        query.options(joinedload(TaskComment.user)).order_by(TaskComment.at, TaskComment.id)
    ).all()


def links_of(task: Task) -> Sequence[TaskLink]:
    """Its links, in order."""
    query = sa.select(TaskLink).where(TaskLink.task_id == task.id)
    return db.session.scalars(query.options(joinedload(TaskLink.user)).order_by(TaskLink.id)).all()


def cell_in(text: str, task_id: int) -> ChangeCell | None:
    """What a change did to one task, cut out of its cells as they are kept; None: nothing."""
    begin = text.find(f'["tasks", {task_id}, ')
    if begin < 0:
        return None
    found: list[Any] = json.JSONDecoder().raw_decode(text, begin)[0]
    return ChangeCell(*found)


def changes_of_task(event: Event, task: Task) -> list[tuple[ChecklistChange, ChangeCell]]:
    """What was done to a task, the latest first."""
    cells = sa.cast(ChecklistChange.cells, sa.Text)
    query = (
        sa.select(ChecklistChange, cells)
        .where(
            ChecklistChange.event_id == event.id,
            cells.contains(f'["tasks", {task.id}, ', autoescape=True),
        )
        .options(defer(ChecklistChange.cells), joinedload(ChecklistChange.user))
        .order_by(ChecklistChange.id.desc())
        .limit(HISTORY)
    )
    pairs = [(change, cell_in(text, task.id)) for change, text in db.session.execute(query)]
    return [(change, cell) for change, cell in pairs if cell is not None]


@dataclass(frozen=True)
class Story:
    """A page of the history."""

    rows: Sequence[tuple[ChecklistChange, Sequence[ChangeCell]]]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def history_of(event: Event, page: int) -> Story:
    """What was done to the checklist, the latest first; the cells of changes that touched one task only."""
    total = (
        sa.select(sa.func.count(ChecklistChange.id)).where(ChecklistChange.event_id == event.id)
    ).scalar_subquery()
    cells = sa.case((ChecklistChange.count <= 1, sa.cast(ChecklistChange.cells, sa.Text)))
    query = (
        sa.select(ChecklistChange, cells, total)
        .where(ChecklistChange.event_id == event.id)
        .options(defer(ChecklistChange.cells), joinedload(ChecklistChange.user))
        .order_by(ChecklistChange.id.desc())
        .limit(PAGE)
        .offset(PAGE * (page - 1))
    )
    rows = db.session.execute(query).all()
    found = [(row[0], _task_cells(row[1])) for row in rows]
    return Story(found, page, rows[0][2] if rows else 0)


def change_stories(
    event: Event, ids: Sequence[int]
) -> list[tuple[ChecklistChange, Sequence[ChangeCell]]]:
    """Some of the changes; the cells of those that touched one task only."""
    cells = sa.case((ChecklistChange.count <= 1, sa.cast(ChecklistChange.cells, sa.Text)))
    query = sa.select(ChecklistChange, cells).where(
        ChecklistChange.event_id == event.id, ChecklistChange.id.in_(ids)
    )
    rows = db.session.execute(query.options(defer(ChecklistChange.cells)))
    return [(row[0], _task_cells(row[1])) for row in rows]


def _task_cells(text: str | None) -> list[ChangeCell]:
    return [
        cell
        for cell in (ChangeCell(*row) for row in json.loads(text or "[]"))
        if cell.table == "tasks"
    ]


def changes_named(now: UndoState) -> Mapping[int, ChecklistChange]:
    """The changes that undo and redo would take."""
    ids = [key for key in (now.undo, now.redo) if key]
    if not ids:
        return {}
    query = sa.select(ChecklistChange).where(ChecklistChange.id.in_(ids))
    return {row.id: row for row in db.session.scalars(query.options(defer(ChecklistChange.cells)))}


def names_by_number(
    team: Sequence[Member], roles: Sequence[TaskRole], others: Sequence[Other] = ()
) -> dict[str, dict[int, str]]:
    """What people, jobs and tasks are called, by their number."""
    return {
        "owner": {member.id: member.name for member in team},
        "role": {role.id: pick_wording(role.name) for role in roles},
        "after": {other.id: pick_wording(other.title) for other in others},
    }
