"""Somebody's tasks, in one event or in all; the mails people want; what the team has done."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ... import clock
from ...accounts.models import User
from ...data.db import db
from ...events.models import Event, Member
from ..models import OPEN_STATES, ChecklistChange, Task, TaskFeed, TaskMail, TaskStatus
from ..readiness import event_made_on
from .digest import WEEK, TaskOfMine, monday_of
from .entries import kept_since

STILL_TOLD = timedelta(days=60)
"""How long a feed says that a task is gone, so that calendars drop it."""
_MINE: tuple[Any, ...] = (
    Task.id,
    Task.title,
    Task.due_on,
    Task.status,
    Task.benchmark,
    Task.blocked_by,
    Task.done_on,
    event_made_on(),
)


@dataclass(frozen=True)
class InFeed:
    """A task of a feed with what is told of its event."""

    task: TaskOfMine
    phase: Any
    version: int
    event: Event
    gone: bool


def member_of(event: Event, user_id: int) -> Member | None:
    """Somebody's place in the event's team."""
    return db.session.scalar(
        sa.select(Member).where(Member.event_id == event.id, Member.user_id == user_id)
    )


def mail_of(member_id: int) -> TaskMail | None:
    """Which mails they want, if they ever said so."""
    return db.session.scalar(sa.select(TaskMail).where(TaskMail.member_id == member_id))


def feed_of(user_id: int) -> TaskFeed | None:
    """Their calendar's address, if one was made."""
    return db.session.scalar(sa.select(TaskFeed).where(TaskFeed.user_id == user_id))


def owner_of(token: str) -> User | None:
    """Whose calendar an address is; None when it was made up or replaced, or the account is closed."""
    return db.session.scalar(
        sa.select(User)
        .join(TaskFeed, TaskFeed.user_id == User.id)
        .where(TaskFeed.token == token, User.active)
    )


def open_tasks(members: Collection[int]) -> Mapping[int, list[TaskOfMine]]:
    """The open tasks of these members, by member."""
    query = sa.select(Task.owner_id, *_MINE).where(
        Task.owner_id.in_(members), Task.status.in_(OPEN_STATES), Task.removed_at.is_(None)
    )
    found: defaultdict[int, list[TaskOfMine]] = defaultdict(list)
    for owner, *task in db.session.execute(query):
        found[owner].append(TaskOfMine(*task))
    return found


def tasks_in(event: Event, member_id: int) -> list[InFeed]:
    """What somebody does in one event, done or not."""
    query = sa.select(*_MINE, Task.phase, Task.version).where(
        Task.event_id == event.id,
        Task.owner_id == member_id,
        Task.removed_at.is_(None),
        Task.status != TaskStatus.NOT_NEEDED,
    )
    return [
        InFeed(TaskOfMine(*row[:-2]), row.phase, row.version, event, gone=False)
        for row in db.session.execute(query)
    ]


def feed_tasks(user_id: int, now: datetime) -> list[InFeed]:
    """What somebody does in all events, and what they no longer do since a while ago."""
    lost, dropped = _lately_gone(user_id, now - STILL_TOLD)
    mine = Task.owner_id == Member.id
    query = (
        sa.select(*_MINE, Task.phase, Task.version, Task.removed_at, mine.label("mine"), Event)
        .join(Event, Task.event_id == Event.id)
        .join(Member, Member.event_id == Event.id)
        .where(
            Member.user_id == user_id,
            sa.or_(mine, Task.id.in_(lost)),
            Task.due_on >= kept_since(clock.day_at_home(now)),
            sa.or_(Task.removed_at.is_(None), Task.removed_at >= now - STILL_TOLD),
            sa.or_(Task.status != TaskStatus.NOT_NEEDED, Task.id.in_(lost | dropped)),
        )
    )
    return [
        InFeed(
            TaskOfMine(*row[: len(_MINE)]),
            row.phase,
            row.version,
            row.Event,
            gone=not row.mine or row.removed_at is not None or row.status is TaskStatus.NOT_NEEDED,
        )
        for row in db.session.execute(query)
    ]


def _lately_gone(user_id: int, since: datetime) -> tuple[set[int], set[int]]:
    """Tasks that were somebody's before a change since then, and tasks that became not needed."""
    text = sa.cast(ChecklistChange.cells, sa.Text)
    owner = sa.literal('%"owner": ') + sa.cast(Member.id, sa.Text)
    query = (
        sa.select(Member.id, ChecklistChange.cells)
        .join(Member, Member.event_id == ChecklistChange.event_id)
        .where(
            Member.user_id == user_id,
            ChecklistChange.at >= since,
            sa.or_(
                text.like(owner + ",%"),
                text.like(owner + "}%"),
                text.like(f'%"{TaskStatus.NOT_NEEDED}"%'),
            ),
        )
    )
    lost, dropped = set(), set()
    for member, cells in db.session.execute(query):
        for table, key, before, after in cells:
            if table == "tasks" and before and before.get("owner") == member:
                lost.add(key)
            if table == "tasks" and after and after.get("status") == TaskStatus.NOT_NEEDED:
                dropped.add(key)
    return lost, dropped


@dataclass(frozen=True)
class MailWish:
    """Somebody who wants mails about an event's tasks, and when the last ones went out."""

    mail_id: int
    member_id: int
    weekly: bool
    day_before: bool
    weekly_sent_on: date | None
    day_before_sent_on: date | None
    name: str
    address: str
    language: str


def events_with_mails() -> Sequence[Event]:
    """The events of which somebody wants mails about their tasks."""
    query = sa.select(Event).where(
        Event.archived_at.is_(None),
        sa.exists().where(
            TaskMail.member_id == Member.id,
            Member.event_id == Event.id,
            sa.or_(TaskMail.weekly, TaskMail.day_before),
        ),
    )
    return db.session.scalars(query.order_by(Event.id)).all()


def mail_wishes(event: Event) -> list[MailWish]:
    """Who wants mails about the event's tasks; closed accounts get none."""
    query = (
        sa.select(
            TaskMail.id,
            TaskMail.member_id,
            TaskMail.weekly,
            TaskMail.day_before,
            TaskMail.weekly_sent_on,
            TaskMail.day_before_sent_on,
            User.name,
            User.email,
            User.language,
        )
        .join(Member, TaskMail.member_id == Member.id)
        .join(User, Member.user_id == User.id)
        .where(
            Member.event_id == event.id, User.active, sa.or_(TaskMail.weekly, TaskMail.day_before)
        )
        .order_by(TaskMail.id)
    )
    return [MailWish(*row) for row in db.session.execute(query)]


@dataclass(frozen=True)
class Team:
    """What everybody has done: numbers of tasks. `latest`: the last day an open one is due; None where none is open."""

    total: int = 0
    done: int = 0
    last_week: int = 0
    latest: date | None = None


def team_in(event: Event, today: date) -> Team:
    """How far the event's checklist is, and what was done in the week before this one."""
    monday = monday_of(today)
    last_week = sa.and_(Task.done_on >= monday - WEEK, Task.done_on < monday)

    def number(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)

    query = sa.select(
        sa.func.count(Task.id),
        number(Task.done_on.is_not(None)),
        number(last_week),
        sa.func.max(sa.case((Task.status.in_(OPEN_STATES), Task.due_on))),
    ).where(
        Task.event_id == event.id, Task.removed_at.is_(None), Task.status != TaskStatus.NOT_NEEDED
    )
    return Team(*db.session.execute(query).one())
