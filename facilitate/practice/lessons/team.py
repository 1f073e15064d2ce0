"""Who is asked what was learned: an event's team and who keeps the forum that met; of a forum, who keeps it."""

from typing import Any

import sqlalchemy as sa

from ...accounts.models import User
from ...data.db import db
from ...events.models import Event, Member
from ...forums.models import ForumKeeper, ForumMeeting
from ...web.i18n import sort_by_name
from ..sheet_owner import SheetOwner


def lesson_mail_accounts(of: SheetOwner) -> list[User]:
    """The accounts a mail goes to, in the order of the alphabet."""
    there = (
        _team(of) if isinstance(of, Event) else User.id.in_(_keepers(ForumKeeper.forum_id == of.id))
    )
    return sort_by_name(
        list(db.session.scalars(sa.select(User).where(User.active, there))), lambda one: one.name
    )


def _team(event: Event) -> sa.ColumnElement[bool]:
    team = sa.select(Member.user_id).where(Member.event_id == event.id)
    met = sa.select(ForumMeeting.forum_id).where(ForumMeeting.event_id == event.id)
    return sa.or_(User.id.in_(team), User.id.in_(_keepers(ForumKeeper.forum_id.in_(met))))


def _keepers(mine: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(ForumKeeper.user_id).where(mine)
