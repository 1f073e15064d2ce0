"""Who is asked what was learned: the event's team, and who keeps the forum that met."""

import sqlalchemy as sa

from ...accounts.models import User
from ...db import db
from ...events.models import Event, Member
from ...forums.models import ForumKeeper, ForumMeeting
from ...i18n import in_order


def told(event: Event) -> list[User]:
    """The accounts a mail goes to, in the order of the alphabet; one statement."""
    team = sa.select(Member.user_id).where(Member.event_id == event.id)
    keepers = (
        sa.select(ForumKeeper.user_id)
        .join(ForumMeeting, ForumMeeting.forum_id == ForumKeeper.forum_id)
        .where(ForumMeeting.event_id == event.id)
    )
    there = sa.or_(User.id.in_(team), User.id.in_(keepers))
    return in_order(list(db.session.scalars(sa.select(User).where(User.active, there))), lambda one: one.name)
