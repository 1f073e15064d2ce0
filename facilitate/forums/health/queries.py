"""Questions about assessments: who said what in which year, and who may say something."""

from collections.abc import Sequence

import sqlalchemy as sa
from flask_login import current_user
from sqlalchemy.orm import joinedload

from ...data.db import db
from ...events.models import Member
from ..models import Assessment, Forum, ForumKeeper, ForumMeeting


def assessments_of(forum: Forum | None, scale: str) -> Sequence[Assessment]:
    """Everything said of a forum (None: of the whole) on a scale, with who said it, in the order of years."""
    of = Assessment.forum_id == forum.id if forum else Assessment.forum_id.is_(None)
    return db.session.scalars(
        sa.select(Assessment)
        .where(of, Assessment.scale == scale)
        .options(joinedload(Assessment.user, innerjoin=True))
        .order_by(Assessment.year, Assessment.id)
    ).all()


def may_assess(forum: Forum | None) -> bool:
    """Administrators, keepers, and whoever is in the team of one of its meetings; for the whole, those of any forum."""
    if current_user.administrator:
        return True
    keeping = sa.select(ForumKeeper).where(ForumKeeper.user_id == current_user.id)
    helping = (
        sa.select(ForumMeeting)
        .join(Member, Member.event_id == ForumMeeting.event_id)
        .where(Member.user_id == current_user.id)
    )
    if forum:
        keeping = keeping.where(ForumKeeper.forum_id == forum.id)
        helping = helping.where(ForumMeeting.forum_id == forum.id)
    return bool(db.session.scalar(sa.select(sa.or_(keeping.exists(), helping.exists()))))
