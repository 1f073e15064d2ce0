"""Questions about practice sheets, answers before starting and lessons asked more than once."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask_login import current_user

from ..data.db import db, get_or_404
from ..events.models import Member
from ..forums.models import Forum, ForumKeeper, ForumMeeting
from .models import Lesson, PracticeSheet, StartAnswer
from .sheet_owner import SheetOwner, is_owned_by, owner_keys


def sheet_of(subject: SheetOwner) -> PracticeSheet:
    """The practice sheet of an event or forum; a new one, not saved yet, where there is none."""
    sheet = db.session.scalar(sa.select(PracticeSheet).where(is_owned_by(PracticeSheet, subject)))
    return sheet or PracticeSheet(**owner_keys(subject))


def sheet_and_answers(subject: SheetOwner) -> tuple[PracticeSheet, dict[str, StartAnswer]]:
    """The sheet and what was answered before starting."""
    whose = type(subject)
    query = (
        sa.select(PracticeSheet, StartAnswer)
        .select_from(whose)
        .outerjoin(PracticeSheet, is_owned_by(PracticeSheet, subject))
        .outerjoin(StartAnswer, is_owned_by(StartAnswer, subject))
        .where(whose.id == subject.id)
    )
    rows = db.session.execute(query).all()
    sheet = next((row[0] for row in rows if row[0] is not None), None)
    return sheet or PracticeSheet(**owner_keys(subject)), {
        row[1].key: row[1] for row in rows if row[1] is not None
    }


def answers_of(subject: SheetOwner) -> dict[str, StartAnswer]:
    """What the team has answered before starting, by the key of the question."""
    rows = db.session.scalars(sa.select(StartAnswer).where(is_owned_by(StartAnswer, subject)))
    return {row.key: row for row in rows}


def lessons_of(subject: SheetOwner) -> Sequence[Lesson]:
    """Everything told of the event or forum itself, the latest first."""
    return _latest_first(is_owned_by(Lesson, subject))


def is_event_visible(event_id: Any) -> sa.ColumnElement[bool]:
    """The condition that the person signed in may see that event."""
    if current_user.administrator:
        return sa.true()
    mine = sa.select(Member.event_id).where(Member.user_id == current_user.id)
    found: sa.ColumnElement[bool] = event_id.in_(mine)
    return found


def learned_by(forum: Forum, *, all_of_it: bool = False) -> Sequence[Lesson]:
    """Everything a forum has learned, by its own link and at its meetings, the latest first.

    What was told of a meeting is told to who may see it, and to the forum's keepers; all of it where nobody reads, as in a job.
    """
    met = sa.select(ForumMeeting.event_id).where(ForumMeeting.forum_id == forum.id)
    at_meetings: sa.ColumnElement[bool] = Lesson.event_id.in_(met)
    if current_user and not all_of_it:
        keeps = sa.exists().where(
            ForumKeeper.forum_id == forum.id, ForumKeeper.user_id == current_user.id
        )
        at_meetings = sa.and_(at_meetings, sa.or_(is_event_visible(Lesson.event_id), keeps))
    return _latest_first(sa.or_(is_owned_by(Lesson, forum), at_meetings))


def _latest_first(mine: sa.ColumnElement[bool]) -> Sequence[Lesson]:
    query = sa.select(Lesson).where(mine)
    return db.session.scalars(query.order_by(Lesson.at.desc(), Lesson.id.desc())).all()


def lesson_of(subject: SheetOwner, lesson_id: int) -> Lesson:
    """One lesson of the event or forum, or a page that says it is not there."""
    return get_or_404(Lesson, Lesson.id == lesson_id, is_owned_by(Lesson, subject))
