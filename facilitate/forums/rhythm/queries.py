"""The duties of a forum with their due dates, what is filed with it, and which forums there were in a year."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...data.db import db
from ..duties import times_of
from ..duty_dates import DutyPeriod, DutyStanding, duty_periods
from ..duty_status import DutyTask, DutyTimes, task_standing
from ..kinds import Rhythm
from ..models import Duty, Forum, ForumDocument


def forums_in(year: int) -> Sequence[Forum]:
    """The forums that there were in a year, or are by now."""
    there = sa.or_(Forum.ended_on.is_(None), Forum.ended_on >= date(year, 1, 1))
    return db.session.scalars(sa.select(Forum).where(there).order_by(Forum.id)).all()


@dataclass(frozen=True)
class DutyCard:
    """A duty with its state today, and its due dates so far, the latest first."""

    duty: Duty
    rhythm: Rhythm
    standing: DutyStanding
    history: list[DutyPeriod] = field(default_factory=list)


def duty_cards(forum: Forum, today: date) -> list[DutyCard]:
    """Every duty of a forum."""
    times = times_of([forum.id], today)[forum.id]
    rows = db.session.scalars(
        sa.select(Duty).where(Duty.forum_id == forum.id).order_by(Duty.position, Duty.id)
    )
    return [_card(duty, times, today) for duty in rows]


def _card(duty: Duty, times: DutyTimes, today: date) -> DutyCard:
    rhythm = Rhythm(duty.every, duty.number)
    task = DutyTask(
        id=duty.id,
        key=duty.key,
        name=duty.name,
        rhythm=rhythm,
        done_by=duty.done_by,
        since=duty.since,
    )
    history = duty_periods(
        rhythm, duty.since, days=times.of(task), today=today, starts=times.starts
    )
    return DutyCard(duty, rhythm, task_standing(task, times, today), history[::-1])


def documents_of(forum: Forum) -> Sequence[ForumDocument]:
    """What is filed with a forum, the latest first, with who filed it; not the files themselves."""
    return db.session.scalars(
        sa.select(ForumDocument)
        .where(ForumDocument.forum_id == forum.id)
        .options(joinedload(ForumDocument.by))
        .order_by(ForumDocument.on.desc(), ForumDocument.id.desc())
    ).all()
