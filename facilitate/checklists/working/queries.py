"""What the checklist's page asks: counts for everything, rows for what is shown, the tasks its first lines speak of."""

import json
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from ...data.db import db, row_id
from ...events.models import Event
from ...lib.days import FIRST_YEAR, LAST_YEAR
from ...lib.text import Words, few_marks
from ..models import (
    OPEN_STATES,
    Milestone,
    Phase,
    Task,
    TaskComment,
    TaskLink,
    TaskRole,
    TaskStatus,
)
from ..readiness import (
    TaskLook,
    TaskTally,
    event_made_on,
    is_missed,
    look_of_task,
    missed_tasks,
)
from .filters import NOBODY, Filters, View

PAGE = 150
"""Rows of a page; counts are of everything."""
_COUNTS = tuple(
    sa.select(sa.func.count(model.id))
    .where(model.task_id == Task.id)
    .correlate(Task)
    .scalar_subquery()
    for model in (TaskComment, TaskLink)
)
_ROW: tuple[Any, ...] = (
    Task.id,
    Task.phase,
    Task.title,
    Task.benchmark,
    Task.role_id,
    Task.owner_id,
    Task.first_due_on,
    Task.due_on,
    Task.status,
    Task.blocked_by,
    Task.done_on,
    Task.note,
    *_COUNTS,
    event_made_on(),
)
_OPEN = Task.status.in_(OPEN_STATES)


@dataclass(frozen=True)
class TaskRow:
    """A task as a line of the list; `comments` and `links` are how many it has."""

    id: int
    phase: Phase
    title: Words
    benchmark: Words
    role_id: int | None
    owner_id: int | None
    first_due_on: date
    due_on: date
    status: TaskStatus
    blocked_by: str
    done_on: date | None
    note: str
    comments: int
    links: int
    made_on: date | None = None
    """When its event was made."""

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATES

    @property
    def slip(self) -> int:
        """Days between the first planned date and the day it was done or is planned now."""
        return (self.on - self.first_due_on).days

    @property
    def on(self) -> date:
        """The day it was done, or is planned now."""
        return self.done_on or self.due_on

    def look(self, today: date) -> TaskLook:
        """How it shows."""
        return look_of_task(self.status, is_missed(self, today, self.made_on))


def _late(today: date) -> sa.ColumnElement[bool]:
    return missed_tasks(today)


def _of(event: Event) -> sa.ColumnElement[bool]:
    return sa.and_(Task.event_id == event.id, Task.removed_at.is_(None))


def tallies_of(event: Event, today: date) -> list[TaskTally]:
    """Counts of all tasks by phase, person, status and lateness."""
    late = sa.case((_late(today), 1), else_=0).label("late")
    parts = (Task.phase, Task.owner_id, Task.status, late)
    rows = db.session.execute(sa.select(*parts, sa.func.count()).where(_of(event)).group_by(*parts))
    return [
        TaskTally(phase=row[0], owner_id=row[1], status=row[2], late=bool(row[3]), count=row[4])
        for row in rows
    ]


@dataclass(frozen=True)
class LeadTask:
    """The few tasks that the first lines speak of: those the house rules look at, and the next one."""

    id: int
    phase: Phase
    milestone: Milestone | None
    status: TaskStatus
    due_on: date
    done_on: date | None


def lead_tasks(event: Event, today: date) -> list[LeadTask]:
    """The milestones of the event, the task with which its design began, and the next open task, in no order."""
    needed = sa.and_(_of(event), Task.status != TaskStatus.NOT_NEEDED)
    on = sa.func.coalesce(
        Task.done_on, sa.case((Task.due_on < today, sa.literal(today)), else_=Task.due_on)
    )
    design = sa.select(Task.id).where(needed, Task.phase == Phase.DESIGN)
    begun = design.order_by(on, Task.due_on, Task.id).limit(1)
    coming = (
        sa.select(Task.id)
        .where(_of(event), _OPEN, Task.due_on >= today)
        .order_by(Task.due_on, Task.position)
        .limit(1)
    )
    chosen = sa.or_(
        Task.milestone.is_not(None),
        Task.id == begun.scalar_subquery(),
        Task.id == coming.scalar_subquery(),
    )
    columns = (Task.id, Task.phase, Task.milestone, Task.status, Task.due_on, Task.done_on)
    return [
        LeadTask(*row) for row in db.session.execute(sa.select(*columns).where(_of(event), chosen))
    ]


def plain_all(text: str) -> str:
    """Lower case without accents, as `lib.text.plain_text`, quick on long texts of Latin letters."""
    return re.sub("[\u0300-\u036f]+", "", unicodedata.normalize("NFKD", few_marks(text).casefold()))


def task_ids_with_words(event: Event, typed: str) -> list[int] | None:
    """The tasks in whose title, benchmark, note or obstacle every word typed occurs, with or without accents; None: all."""
    texts = (
        sa.cast(Task.title, sa.Text),
        sa.cast(Task.benchmark, sa.Text),
        Task.note,
        Task.blocked_by,
    )
    rows = db.session.execute(sa.select(Task.id, *texts).where(_of(event))).all()
    if not rows:
        return None
    wanted = plain_all(typed).split()
    pairs = json.loads("[" + ",".join(f"[{row[1]},{row[2]}]" for row in rows) + "]")
    lines = [
        "\x1f".join((*title.values(), *benchmark.values(), row[3], row[4]))
        for row, (title, benchmark) in zip(rows, pairs, strict=True)
    ]
    plain = plain_all("\x1e".join(lines)).split("\x1e")
    ids = [
        row[0]
        for row, line in zip(rows, plain, strict=True)
        if all(word in line for word in wanted)
    ]
    return ids if len(ids) < len(rows) else None


def filter_conditions(
    event: Event, filters: Filters, me: int | None, today: date
) -> list[sa.ColumnElement[bool]]:
    """The filters as conditions; `me`: my number in the team. A text costs a statement."""
    conditions = [_of(event)]
    if filters.mine:
        conditions.append(Task.owner_id == me if me else sa.false())
    if filters.open:
        conditions.append(_OPEN)
    if filters.late:
        conditions.append(_late(today))
    if filters.week:
        sunday = monday_of(today) + timedelta(days=6)
        conditions += [_OPEN, Task.due_on.between(monday_of(today), sunday)]
    if filters.phase:
        conditions.append(Task.phase == Phase(filters.phase))
    if filters.status:
        conditions.append(Task.status == TaskStatus(filters.status))
    for typed, column in ((filters.person, Task.owner_id), (filters.job, Task.role_id)):
        if typed is not None:
            conditions.append(column.is_(None) if typed == NOBODY else column == typed)
    if filters.q and (fitting := task_ids_with_words(event, filters.q)) is not None:
        ids: Any = sa.bindparam(None, fitting, expanding=True, literal_execute=True)
        conditions.append(Task.id.in_(ids))  # written out: a database takes so many parameters only
    return conditions


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def in_group(filters: Filters, key: str, today: date) -> sa.ColumnElement[bool]:
    """The tasks of one group of what is shown: a phase, a person's number, a week's Monday, or `late`.

    Raises ValueError for a key that no group has.
    """
    if filters.view is View.PERSON:
        person = row_id(key)
        return Task.owner_id.is_(None) if person == NOBODY else Task.owner_id == person
    if filters.view is View.WEEK:
        if key == "late":
            return _late(today)
        monday = date.fromisoformat(key)
        if not FIRST_YEAR <= monday.year <= LAST_YEAR:
            raise ValueError(key)
        return sa.and_(~_late(today), Task.due_on.between(monday, monday + timedelta(days=6)))
    return Task.phase == Phase(key)


def _order(filters: Filters, people: Sequence[int], today: date) -> tuple[Any, ...]:
    if filters.view is View.PERSON:
        rank: Any = (
            sa.case(
                {key: n for n, key in enumerate(people)}, value=Task.owner_id, else_=len(people)
            )
            if people
            else sa.literal(0)
        )
    elif filters.view is View.WEEK:
        rank = sa.case((_late(today), 0), (Task.due_on >= monday_of(today), 1), else_=2)
    else:
        rank = sa.case({phase: n for n, phase in enumerate(Phase)}, value=Task.phase)
    return (rank, Task.due_on, Task.position, Task.id)


@dataclass(frozen=True)
class TaskPage:
    """A page of what is wanted, and how many there are in all."""

    rows: Sequence[TaskRow]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


def task_page(
    conditions: Sequence[sa.ColumnElement[bool]],
    filters: Filters,
    people: Sequence[int],
    today: date,
    size: int = PAGE,
) -> TaskPage:
    """The page asked for; `people`: the members in their order."""
    total = sa.select(sa.func.count()).select_from(Task).where(*conditions).scalar_subquery()
    order = _order(filters, people, today)
    ids = (
        sa.select(Task.id)
        .where(*conditions)
        .order_by(*order)
        .limit(size)
        .offset(size * (filters.page - 1))
    )
    query = sa.select(*_ROW, total).where(Task.id.in_(ids.subquery().select())).order_by(*order)
    rows = db.session.execute(query).all()
    return TaskPage(
        [TaskRow(*row[:-1]) for row in rows], rows[0][-1] if rows else 0, filters.page, size
    )


@dataclass(frozen=True)
class Lump:
    """How many tasks of a phase stand in this way on a day."""

    phase: Phase
    on: date
    look: TaskLook
    count: int


def lumps_of(conditions: Sequence[sa.ColumnElement[bool]], today: date) -> list[Lump]:
    """What is wanted, counted by phase and day, phase by phase."""
    on = sa.func.coalesce(Task.done_on, Task.due_on).label("on")
    late = sa.case((_late(today), 1), else_=0).label("late")
    parts = (Task.phase, on, Task.status, late)
    rows = db.session.execute(
        sa.select(*parts, sa.func.count()).where(*conditions).group_by(*parts)
    )
    found = [Lump(row[0], row[1], look_of_task(row[2], bool(row[3])), row[4]) for row in rows]
    phases = list(Phase)
    return sorted(found, key=lambda one: (phases.index(one.phase), one.on))


def chosen_tasks(
    event: Event,
    conditions: Sequence[sa.ColumnElement[bool]],
    ids: Collection[int],
    groups: Sequence[sa.ColumnElement[bool]],
) -> list[Task]:
    """The tasks of these numbers, and all of these groups that are shown."""
    picked = sa.or_(
        Task.id.in_(ids), sa.and_(*conditions, sa.or_(*groups)) if groups else sa.false()
    )
    query = sa.select(Task).where(_of(event), picked).order_by(Task.position)
    return list(db.session.scalars(query))


def jobs_counted(event: Event) -> Mapping[int, tuple[int, int]]:
    """How many tasks each job has, and how many of them were given to somebody by hand."""
    by_hand = sa.func.sum(sa.case((Task.owner_by_hand, 1), else_=0))
    query = sa.select(Task.role_id, sa.func.count(), by_hand).where(
        _of(event), Task.role_id.is_not(None)
    )
    return {row[0]: (row[1], row[2]) for row in db.session.execute(query.group_by(Task.role_id))}


def role_of(event: Event, role_id: int) -> TaskRole | None:
    """A job of the event."""
    return db.session.scalar(
        sa.select(TaskRole).where(
            TaskRole.id == role_id, TaskRole.event_id == event.id, TaskRole.removed_at.is_(None)
        )
    )
