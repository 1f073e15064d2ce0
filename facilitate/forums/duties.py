"""What forums have to do and when they did it, as values; how their presidencies go on."""

from collections.abc import Collection, Iterator, Sequence
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
    for forum_id, day in _met(forum_ids, first):
        found[forum_id].meetings.append(day)
    for forum_id, day in _agreed(forum_ids, today):
        found[forum_id].agreed.append(day)
        if day > today:
            found[forum_id].meetings.append(day)
    for forum_id, duty_id, day in _filed(forum_ids, first):
        found[forum_id].filed.setdefault(duty_id, []).append(day)
    began = sa.select(Presidency.forum_id, Presidency.first_day)
    for forum_id, day in db.session.execute(began.where(Presidency.forum_id.in_(forum_ids))):
        found[forum_id].starts.append(day)
    return found


def _met(ids: Sequence[int], first: date | None) -> Iterator[Any]:
    """Forum and day of meetings held and coming; with `first` as above."""
    yield from db.session.execute(
        sa.select(ForumMeeting.forum_id, sa.func.max(Event.first_day))
        .join(Event, Event.id == ForumMeeting.event_id)
        .where(ForumMeeting.forum_id.in_(ids))
        .group_by(ForumMeeting.forum_id, _by_itself(Event.id, Event.first_day, first))
    )


def _by_itself(row_id: Any, day: Any, first: date | None) -> Any:
    """What rows are put together by: each from `first` on stays by itself, those before it are one."""
    return sa.case((day >= first, row_id)) if first else row_id


def _agreed(ids: Sequence[int], today: date) -> Iterator[Any]:
    """Forum and day agreed for meetings that are not opened yet."""
    one = MeetingProposal
    yield from db.session.execute(
        sa.select(one.forum_id, one.chosen).where(
            one.forum_id.in_(ids), one.event_id.is_(None), one.chosen >= today
        )
    )


def _filed(ids: Sequence[int], first: date | None) -> Iterator[Any]:
    """Forum, duty and day of what was filed for a duty; with `first` as above."""
    one = ForumDocument
    yield from db.session.execute(
        sa.select(one.forum_id, one.duty_id, sa.func.max(one.on))
        .where(one.forum_id.in_(ids), one.duty_id.is_not(None))
        .group_by(one.forum_id, one.duty_id, _by_itself(one.id, one.on, first))
    )


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
