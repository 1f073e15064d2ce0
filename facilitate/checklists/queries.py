"""Questions about checklists asked in more than one place."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..data.db import db
from ..events.models import Event, Member
from ..lib.text import Words
from .models import ChecklistSetting, Milestone, Phase, Task, TaskRole, TaskStatus
from .value import Checklist, ChecklistRole, StaffColumns, TaskItem

_RANK = {phase: number for number, phase in enumerate(Phase)}


def tasks_of(event: Event) -> Sequence[Task]:
    """The event's tasks with their owners and roles, by phase, then by date."""
    query = sa.select(Task).where(Task.event_id == event.id, Task.removed_at.is_(None))
    rows = db.session.scalars(query.options(joinedload(Task.owner), joinedload(Task.role)))
    return sorted(rows, key=lambda task: (_RANK[task.phase], task.due_on, task.position))


def titles_of(event: Event) -> Sequence[tuple[str, Words]]:
    """What the event's tasks are called, with their codes."""
    query = sa.select(Task.code, Task.title).where(
        Task.event_id == event.id, Task.removed_at.is_(None)
    )
    return [(code, title) for code, title in db.session.execute(query)]  # noqa: C416 - plain tuples


def milestone_of(event: Event, mark: Milestone) -> Task | None:
    """The event's task that is marked as that milestone, the latest where there are several."""
    marked = sa.select(Task).where(
        Task.event_id == event.id,
        Task.milestone == mark,
        Task.removed_at.is_(None),
        Task.status != TaskStatus.NOT_NEEDED,
    )
    return db.session.scalars(marked.order_by(Task.due_on.desc(), Task.id).limit(1)).first()


def roles_of(event: Event) -> Sequence[TaskRole]:
    """The jobs of the preparation in their order, with who does them."""
    query = sa.select(TaskRole).where(TaskRole.event_id == event.id, TaskRole.removed_at.is_(None))
    query = query.options(joinedload(TaskRole.member)).order_by(TaskRole.position, TaskRole.id)
    return db.session.scalars(query).all()


class _Extra(sa.TypeDecorator[tuple[tuple[str, str], ...]]):
    """The columns staff added, read as a tuple that is not changed."""

    impl = sa.JSON
    cache_ok = True

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[tuple[str, str], ...]:
        return tuple(sorted((value or {}).items()))


_ROLE = (TaskRole.id, TaskRole.position, TaskRole.name, TaskRole.member_id)
COLUMNS = {
    "role": "role_id",
    "owner": "owner_id",
    "after": "after_id",
    "member": "member_id",
    "names": "columns",
}
"""Where a field of a value is called otherwise than the column it is kept in."""
_ITEM: tuple[Any, ...] = tuple(
    sa.type_coerce(Task.extra, _Extra)
    if one.name == "extra"
    else getattr(Task, COLUMNS.get(one.name, one.name))
    for one in fields(TaskItem)
)


def checklist_of(
    event: Event, tasks: Collection[int] | None = None, columns: bool = False
) -> Checklist:
    """The event's checklist as a value, or only these tasks of it (and all roles).

    `columns`: with those staff added in Excel, a third.
    """
    roles = sa.select(*_ROLE).where(TaskRole.event_id == event.id, TaskRole.removed_at.is_(None))
    items = sa.select(*_ITEM).where(Task.event_id == event.id, Task.removed_at.is_(None))
    if tasks is not None:
        items = items.where(Task.id.in_(tasks))
    setting = sa.select(ChecklistSetting.id, ChecklistSetting.columns).where(
        ChecklistSetting.event_id == event.id
    )
    return Checklist(
        {row.id: ChecklistRole(*row) for row in db.session.execute(roles)},
        {row.id: TaskItem(*row) for row in db.session.execute(items)},
        {row.id: StaffColumns(row.id, tuple(row.columns)) for row in db.session.execute(setting)}
        if columns
        else {},
    )


def columns_of(event: Event) -> list[str]:
    """The columns staff added in Excel, in their order."""
    query = sa.select(ChecklistSetting.columns).where(ChecklistSetting.event_id == event.id)
    return list(db.session.scalar(query) or ())


def member_names(team: Sequence[Member]) -> dict[int, str]:
    """What each member is called, by id; who shares a name gets a number that tells them apart."""
    called: dict[int, str] = {}
    for member in sorted(team, key=lambda member: member.id):
        name, number = member.name, 2
        while name in called.values():
            name, number = f"{member.name} ({number})", number + 1
        called[member.id] = name
    return called
