"""What forums have to do and when they did it: duties, the days that count for them, documents."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...db import db
from ...events.models import Event
from ..due import Period, Standing, periods, standing
from ..kinds import DoneBy, Every, Rhythm
from ..models import Duty, Forum, ForumDocument, ForumMeeting, MeetingProposal, Presidency
from .picture import Task, Times


def times_of(forum_ids: Sequence[int], today: date, first: date | None = None) -> dict[int, Times]:
    """The days on which each forum did what it has to do, and those it has planned: three statements.

    With `first` only the days from then on, and the last one before: nothing earlier decides what is due then.
    """
    found = {key: Times() for key in forum_ids}
    for forum_id, day in db.session.execute(_meetings(forum_ids, today, first)):
        found[forum_id].meetings.append(day)
    filed: Any = sa.select(ForumDocument.forum_id, ForumDocument.duty_id, ForumDocument.on).where(
        ForumDocument.forum_id.in_(forum_ids), ForumDocument.duty_id.is_not(None)
    )
    if first:
        last = sa.select(ForumDocument.forum_id, ForumDocument.duty_id, sa.func.max(ForumDocument.on)).where(
            ForumDocument.forum_id.in_(forum_ids),
            ForumDocument.duty_id.is_not(None),
            ForumDocument.on < first,
        )
        before = last.group_by(ForumDocument.forum_id, ForumDocument.duty_id)
        documents: Any = db.session.execute(sa.union_all(filed.where(ForumDocument.on >= first), before))
    else:
        documents = db.session.execute(filed)
    for forum_id, duty_id, day in documents:
        found[forum_id].filed.setdefault(duty_id, []).append(day)
    begun = sa.select(Presidency.forum_id, Presidency.first_day).where(Presidency.forum_id.in_(forum_ids))
    for forum_id, day in db.session.execute(begun):
        found[forum_id].starts.append(day)
    return found


def _meetings(forum_ids: Sequence[int], today: date, first: date | None) -> sa.CompoundSelect[Any]:
    """Meetings held and coming, and days agreed for meetings that are not opened yet."""
    meetings = (
        sa.select(ForumMeeting.forum_id, Event.first_day)
        .join(Event, Event.id == ForumMeeting.event_id)
        .where(ForumMeeting.forum_id.in_(forum_ids))
    )
    agreed = sa.select(MeetingProposal.forum_id, MeetingProposal.chosen).where(
        MeetingProposal.forum_id.in_(forum_ids),
        MeetingProposal.event_id.is_(None),
        MeetingProposal.chosen > today,
    )
    if first is None:
        return sa.union_all(meetings, agreed)
    last = (
        sa.select(ForumMeeting.forum_id, sa.func.max(Event.first_day))
        .join(Event, Event.id == ForumMeeting.event_id)
        .where(ForumMeeting.forum_id.in_(forum_ids), Event.first_day < first)
        .group_by(ForumMeeting.forum_id)
    )
    return sa.union_all(meetings.where(Event.first_day >= first), agreed, last)


def tasks_of(forum_ids: Sequence[int]) -> dict[int, list[Task]]:
    """The duties of each forum in their order, as values; one statement."""
    found: dict[int, list[Task]] = {key: [] for key in forum_ids}
    columns = (Duty.forum_id, Duty.id, Duty.key, Duty.name, Duty.every, Duty.number, Duty.done_by, Duty.since)
    query = sa.select(*columns).where(Duty.forum_id.in_(forum_ids)).order_by(Duty.position, Duty.id)
    for forum_id, duty_id, key, name, every, number, done_by, since in db.session.execute(query):
        rhythm = Rhythm(Every(every), number)
        found[forum_id].append(Task(duty_id, key, name, rhythm, DoneBy(done_by), since))
    return found


def forums_in(year: int) -> Sequence[Forum]:
    """The forums that there were in a year, or are by now; one statement."""
    there = sa.or_(Forum.ended_on.is_(None), Forum.ended_on >= date(year, 1, 1))
    return db.session.scalars(sa.select(Forum).where(there).order_by(Forum.id)).all()


@dataclass(frozen=True)
class DutyCard:
    """A duty with its state today, and its due dates so far, the latest first."""

    duty: Duty
    rhythm: Rhythm
    standing: Standing
    history: list[Period] = field(default_factory=list)


def duty_cards(forum: Forum, today: date) -> list[DutyCard]:
    """Every duty of a forum: four statements."""
    times = times_of([forum.id], today)[forum.id]
    rows = db.session.scalars(
        sa.select(Duty).where(Duty.forum_id == forum.id).order_by(Duty.position, Duty.id)
    )
    return [_card(duty, times, today) for duty in rows]


def _card(duty: Duty, times: Times, today: date) -> DutyCard:
    rhythm = Rhythm(duty.every, duty.number)
    days = times.meetings if duty.done_by is DoneBy.MEETING else times.filed.get(duty.id, [])
    about = (rhythm, duty.since, days, today, times.starts)
    return DutyCard(duty, rhythm, standing(*about), periods(*about)[::-1])


def documents_of(forum: Forum) -> Sequence[ForumDocument]:
    """What is filed with a forum, the latest first, with who filed it; not the files themselves."""
    return db.session.scalars(
        sa.select(ForumDocument)
        .where(ForumDocument.forum_id == forum.id)
        .options(joinedload(ForumDocument.by))
        .order_by(ForumDocument.on.desc(), ForumDocument.id.desc())
    ).all()
