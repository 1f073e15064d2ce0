"""What the front page and the figures across events ask."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_login import current_user
from sqlalchemy.orm import joinedload

from ..checklists.models import OPEN_STATES, Task, TaskStatus
from ..checklists.readiness import missed_tasks
from ..consultation.models import Answer, Questionnaire, QuestionnairePurpose
from ..data.db import db
from ..events.access import ALLOWED, Can
from ..events.models import Event, Member
from ..participation.models import Participation, RegistrationSetting, Standing
from ..report.models import Edition, Release
from .glance import ROUTINE, EventGlance, FrontPage, TaskDeadline

MOST_BESIDE = 8
"""Events shown side by side unless somebody chooses others; more make a table nobody reads across."""


def split_by_today(events: Sequence[Event], today: date) -> tuple[list[Event], list[Event]]:
    """Events that are still to come, next first, and those that are over, latest first."""
    coming = sorted(
        (event for event in events if event.last_day >= today), key=lambda event: event.first_day
    )
    return coming, [event for event in events if event.last_day < today]


LATE, NEXT = 4, 6
"""How many deadlines the front page tells: those longest late, those due next."""


def gather_front_page(events: Sequence[Event], today: date) -> FrontPage:
    """The front page for the person signed in, of the events they may see."""
    ids = [event.id for event in events]
    tasks, unread, people, seats = _tasks(ids, today), _unread(ids), _people(ids), _seats(ids)
    readable = _readable(ids)
    glances = {
        event.id: EventGlance(
            event,
            *tasks.get(event.id, (0, 0, 0)),
            answered=event.id in unread,
            unread=unread.get(event.id, 0) if event.id in readable else None,
            people=people[event.id],
            capacity=seats.get(event.id, 0),
        )
        for event in events
    }
    coming, past = split_by_today(events, today)
    due = {event.id: event for event in events}
    return FrontPage(
        coming=[glances[event.id] for event in coming],
        past=[glances[event.id] for event in past],
        late=_deadlines(due, missed_tasks(today), LATE),
        next=_deadlines(due, Task.due_on >= today, NEXT),
    )


def _tasks(ids: Collection[int], today: date) -> Mapping[int, tuple[int, int, int]]:
    """Late, open and done tasks by event."""
    is_open = Task.status.in_(OPEN_STATES)
    late, still, done = (
        sa.func.count(sa.case((condition, 1)))
        for condition in (
            missed_tasks(today),
            is_open,
            Task.status == TaskStatus.DONE,
        )
    )
    query = sa.select(Task.event_id, late, still, done).where(
        Task.event_id.in_(ids), Task.removed_at.is_(None)
    )
    return {
        event: (a, b, c) for event, a, b, c in db.session.execute(query.group_by(Task.event_id))
    }


def _unread(ids: Collection[int]) -> Mapping[int, int]:
    """Answers that nobody of the team has read, by event; only the events that have answers."""
    answers = sa.select(sa.func.count()).where(Answer.questionnaire_id == Questionnaire.id)
    unread = answers.where(Answer.read_by_id.is_(None)).scalar_subquery()
    query = sa.select(Questionnaire.event_id, unread).where(
        Questionnaire.event_id.in_(ids),
        Questionnaire.purpose == QuestionnairePurpose.CONSULTATION,
        sa.exists().where(Answer.questionnaire_id == Questionnaire.id),
    )
    return {event: number for event, number in db.session.execute(query)}


def _readable(ids: Collection[int]) -> set[int]:
    """The events whose answers the person signed in may read."""
    if current_user.administrator:
        return set(ids)
    mine = sa.select(Member.event_id, Member.role).where(Member.user_id == current_user.id)
    return {event for event, role in db.session.execute(mine) if Can.READ_ANSWERS in ALLOWED[role]}


def _people(ids: Collection[int]) -> Mapping[int, Mapping[Standing, int]]:
    """How many people of each event stand how."""
    query = (
        sa.select(Participation.event_id, Participation.standing, sa.func.count())
        .where(Participation.event_id.in_(ids))
        .group_by(Participation.event_id, Participation.standing)
    )
    found: defaultdict[int, dict[Standing, int]] = defaultdict(dict)
    for event, standing, number in db.session.execute(query):
        found[event][standing] = number
    return found


def _seats(ids: Collection[int]) -> Mapping[int, int]:
    """How many seats there are, of the events where somebody said so."""
    setting = RegistrationSetting
    query = sa.select(setting.event_id, setting.capacity).where(setting.event_id.in_(ids))
    return {event: capacity for event, capacity in db.session.execute(query)}


def _deadlines(events: Mapping[int, Event], when: Any, most: int) -> list[TaskDeadline]:
    """The first open tasks of these events on those days, earliest first."""
    query = (
        sa.select(Task)
        .where(
            Task.event_id.in_(list(events)),
            Task.status.in_(OPEN_STATES),
            Task.removed_at.is_(None),
            when,
        )
        .options(joinedload(Task.owner))
        .order_by(Task.due_on, Task.id)
        .limit(most)
    )
    return [
        TaskDeadline(
            task_id=task.id,
            title=task.title,
            due_on=task.due_on,
            event=events[task.event_id],
            owner=task.owner.name if task.owner else "",
            mine=task.owner is not None and task.owner.user_id == current_user.id,
        )
        for task in db.session.scalars(query)
    ]


def events_to_compare(events: Sequence[Event], slugs: Sequence[str], today: date) -> list[Event]:
    """The events to be compared, oldest first: those asked for, else the latest that are over, with somebody to count.

    Where nothing is over yet, those that are planned.
    """
    if slugs:
        chosen = [event for event in events if event.slug in slugs]
    else:
        there = sa.select(Participation.event_id).where(
            Participation.standing.in_([Standing.COMING, Standing.ATTENDED])
        )
        counted = set(db.session.scalars(there.distinct()))
        found = [event for event in events if event.id in counted]
        found = [event for event in found if event.last_day < today] or found
        large = [event for event in found if event.kind not in ROUTINE]
        chosen = (large or found)[:MOST_BESIDE]
    return sorted(chosen, key=lambda event: (event.first_day, event.id))


MAY = [role for role, allowed in ALLOWED.items() if Can.RELEASE_REPORT in allowed]


def events_awaiting_release(events: Sequence[Event]) -> list[tuple[Event, bool]]:
    """The events whose last edition is not out yet, and whether somebody has released it already."""
    by_id = {event.id: event for event in events}
    rows = (
        sa.select(Edition.event_id, sa.func.count(Release.id))
        .outerjoin(Release, Release.edition_id == Edition.id)
        .where(
            Edition.event_id.in_(by_id),
            Edition.released_at.is_(None),
            Edition.withdrawn_at.is_(None),
        )
    )
    if not current_user.administrator:
        mine = sa.select(Member.id).where(
            Member.event_id == Edition.event_id,
            Member.user_id == current_user.id,
            Member.role.in_(MAY),
        )
        rows = rows.where(mine.exists())
    found = db.session.execute(rows.group_by(Edition.event_id).order_by(Edition.event_id))
    return [(by_id[event], people > 0) for event, people in found]
