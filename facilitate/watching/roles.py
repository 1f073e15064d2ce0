"""Who may do what in the whole planner, in events and in forums: looked through by a person every now and then."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from .. import clock
from ..accounts.audit import last_signed_in
from ..accounts.models import User
from ..data.db import db
from ..events.models import Event, Member
from ..forums.models import Forum, ForumKeeper
from ..lib.text import albanian_key
from ..web.i18n import _, label_of, pick_wording

LONG = timedelta(days=180)
"""Who has not signed in for so long may need no role any more."""


@dataclass(frozen=True)
class HeldRole:
    """One role somebody has. `kind`, `number`: by which it is ended; `where`: the event or forum, empty for the whole planner."""

    kind: str
    number: int
    name: str
    where: str = ""
    since: datetime | None = None
    is_over: bool = False


@dataclass(frozen=True)
class RoleHolder:
    """Somebody with roles. `was_here`: when they last signed in; `is_away`: not for long, or never."""

    user: User
    was_here: datetime | None
    is_away: bool
    roles: list[HeldRole]


def role_holders() -> list[RoleHolder]:
    """Every account that is not removed and has a role, by name."""
    by_user: dict[int, list[HeldRole]] = defaultdict(list)
    team = sa.select(Member, Event).join(Event, Event.id == Member.event_id)
    for member, event in db.session.execute(team.order_by(Event.first_day.desc(), Event.id)):
        is_over = event.archived_at is not None
        title = pick_wording(event.title)
        held = HeldRole(
            kind="event",
            number=member.id,
            name=label_of(member.role),
            where=title,
            since=member.since,
            is_over=is_over,
        )
        by_user[member.user_id].append(held)
    keepers = sa.select(ForumKeeper, Forum).join(Forum, Forum.id == ForumKeeper.forum_id)
    for keeper, forum in db.session.execute(keepers.order_by(Forum.id)):
        held = HeldRole(
            kind="forum",
            number=forum.id,
            name=_("Keeper"),
            where=pick_wording(forum.name),
            since=keeper.since,
        )
        by_user[keeper.user_id].append(held)
    last, long_ago = last_signed_in(), clock.now() - LONG
    found = []
    for user in db.session.scalars(sa.select(User).where(User.removed_at.is_(None))):
        roles = [*_in_the_planner(user), *by_user[user.id]]
        was_here = last.get(user.id)
        is_away = (was_here or user.created_at) < long_ago
        if roles:
            found.append(RoleHolder(user, was_here, is_away, roles))
    return sorted(found, key=lambda one: albanian_key(one.user.name))


def _in_the_planner(user: User) -> list[HeldRole]:
    found = []
    if user.administrator:
        found.append(HeldRole(kind="administrator", number=user.id, name=_("Administrator")))
    if user.sees_contacts and not user.administrator:
        found.append(HeldRole(kind="contacts", number=user.id, name=_("sees contact details")))
    return found
