"""What forums have to do and when they did it, as values; how their presidencies go on."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from ..data.db import db
from ..directory.models import Organisation
from ..events.models import Event
from ..lib.text import Words
from .duty_status import DutyTask, DutyTimes
from .kinds import DoneBy, Every, Rhythm
from .models import (
    Activity,
    Duty,
    Forum,
    ForumDocument,
    ForumMeeting,
    ForumMember,
    MeetingProposal,
    Presidency,
    WorkPlan,
)
from .presidency_end import LOOKED_BACK, PresidencyEnding, PresidencyTurn, presidency_ending

MET, AGREED, FILED, BEGAN = range(4)
"""What happened on a day."""


def tasks_of(forum_ids: Sequence[int]) -> dict[int, list[DutyTask]]:
    """The duties of each forum in their order, as values."""
    found: dict[int, list[DutyTask]] = {key: [] for key in forum_ids}
    query: Any = sa.select(Duty.forum_id, *_TASK).where(Duty.forum_id.in_(forum_ids))
    for forum_id, *told in db.session.execute(query.order_by(Duty.position, Duty.id)):
        found[forum_id].append(_task(*told))
    return found


def forums_with_tasks(*which: Any) -> dict[Forum, list[DutyTask]]:
    """The forums for which these conditions hold, with their duties as above."""
    found: dict[Forum, list[DutyTask]] = {}
    query: Any = sa.select(Forum, *_TASK).join(Duty, Duty.forum_id == Forum.id).where(*which)
    for forum, *told in db.session.execute(query.order_by(Forum.id, Duty.position, Duty.id)):
        found.setdefault(forum, []).append(_task(*told))
    return found


_TASK = (Duty.id, Duty.key, Duty.name, Duty.every, Duty.number, Duty.done_by, Duty.since)


def _task(
    duty_id: int, key: str, name: Words, every: Every, number: int, done_by: DoneBy, since: date
) -> DutyTask:
    return DutyTask(
        id=duty_id,
        key=key,
        name=name,
        rhythm=Rhythm(Every(every), number),
        done_by=DoneBy(done_by),
        since=since,
    )


def times_of(
    forum_ids: Sequence[int], today: date, first: date | None = None
) -> dict[int, DutyTimes]:
    """The days on which each forum did what it has to do, and those it has planned.

    With `first` only the days from then on, and the last one before: nothing earlier decides what is due then.
    """
    found = {key: DutyTimes() for key in forum_ids}
    days = [
        _met(forum_ids, first),
        _filed(forum_ids, first),
        _agreed(forum_ids, today),
        _began(forum_ids),
    ]
    if first:
        days += [_met_before(forum_ids, first), _filed_before(forum_ids, first)]
    for what, forum_id, duty_id, day in db.session.execute(sa.union_all(*days)):
        times = found[forum_id]
        if what == FILED:
            times.filed.setdefault(duty_id, []).append(day)
        elif what == BEGAN:
            times.starts.append(day)
        elif what == MET or day > today:
            times.meetings.append(day)
        if what == AGREED:
            times.agreed.append(day)
    return found


def _met(ids: Sequence[int], first: date | None) -> Any:
    """Meetings held and coming."""
    query = (
        sa.select(sa.literal(MET), ForumMeeting.forum_id, sa.literal(0), Event.first_day)
        .join(Event, Event.id == ForumMeeting.event_id)
        .where(ForumMeeting.forum_id.in_(ids))
    )
    return query.where(Event.first_day >= first) if first else query


def _met_before(ids: Sequence[int], first: date) -> Any:
    return (
        sa.select(
            sa.literal(MET), ForumMeeting.forum_id, sa.literal(0), sa.func.max(Event.first_day)
        )
        .join(Event, Event.id == ForumMeeting.event_id)
        .where(ForumMeeting.forum_id.in_(ids), Event.first_day < first)
        .group_by(ForumMeeting.forum_id)
    )


def _agreed(ids: Sequence[int], today: date) -> Any:
    """Days agreed for meetings that are not opened yet."""
    one = MeetingProposal
    return sa.select(sa.literal(AGREED), one.forum_id, sa.literal(0), one.chosen).where(
        one.forum_id.in_(ids), one.event_id.is_(None), one.chosen >= today
    )


def _filed(ids: Sequence[int], first: date | None) -> Any:
    one = ForumDocument
    query = sa.select(sa.literal(FILED), one.forum_id, one.duty_id, one.on).where(
        one.forum_id.in_(ids), one.duty_id.is_not(None)
    )
    return query.where(one.on >= first) if first else query


def _filed_before(ids: Sequence[int], first: date) -> Any:
    one = ForumDocument
    return (
        sa.select(sa.literal(FILED), one.forum_id, one.duty_id, sa.func.max(one.on))
        .where(one.forum_id.in_(ids), one.duty_id.is_not(None), one.on < first)
        .group_by(one.forum_id, one.duty_id)
    )


def _began(ids: Sequence[int]) -> Any:
    return sa.select(
        sa.literal(BEGAN), Presidency.forum_id, sa.literal(0), Presidency.first_day
    ).where(Presidency.forum_id.in_(ids))


def endings_of(forum_ids: Collection[int], today: date) -> dict[int, PresidencyEnding]:
    """The presidencies that end soon, or ended without another one, by forum."""
    written = sa.exists().where(
        WorkPlan.presidency_id == Presidency.id, Activity.work_plan_id == WorkPlan.id
    )
    query: Any = (
        sa.select(
            Presidency.forum_id,
            Presidency.id,
            Organisation.name,
            Presidency.first_day,
            Presidency.last_day,
            written,
        )
        .join(ForumMember, ForumMember.id == Presidency.member_id)
        .join(Organisation, Organisation.id == ForumMember.organisation_id)
        .where(Presidency.forum_id.in_(forum_ids), Presidency.last_day >= today - LOOKED_BACK)
        .order_by(Presidency.first_day)
    )
    turns: dict[int, list[PresidencyTurn]] = {}
    for forum_id, *told in db.session.execute(query):
        turns.setdefault(forum_id, []).append(PresidencyTurn(*told))
    found = {key: presidency_ending(rows, today) for key, rows in turns.items()}
    return {key: one for key, one in found.items() if one}
