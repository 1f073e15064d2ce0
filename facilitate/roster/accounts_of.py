"""Which account stands for somebody of the roster in teams: the one that was named, else the one with their e-mail address.

Who has none gets one on joining a team.
"""

from collections.abc import Iterable

import sqlalchemy as sa

from ..accounts.actions import add_stand_in, add_user, user_by_email
from ..accounts.models import User
from ..data.db import db
from ..directory.models import Person, RosterEntry
from ..events.access import Can, may
from ..events.actions import join_team
from ..events.models import Event, Member, Role
from ..web.i18n import _
from ..web.refused import Refused


def accounts_of(entries: Iterable[RosterEntry]) -> dict[int, int]:
    """The number of the account of each person (by their number) who has one.

    An address that several people of the directory share says nothing of any of them.
    """
    rows = list(entries)
    address = sa.func.lower(Person.email)
    wanted = {one.person.email.lower() for one in rows if one.person.email and not one.account_id}
    query = (
        sa.select(address, sa.func.min(User.id))
        .join(User, User.email == address)
        .where(address.in_(wanted), User.removed_at.is_(None))
        .group_by(address)
        .having(sa.func.count(Person.id) == 1)
    )
    found = {email: key for email, key in db.session.execute(query)} if wanted else {}
    known = {one.person_id: one.account_id or found.get(one.person.email.lower()) for one in rows}
    return {person: account for person, account in known.items() if account}


def _account_for_team(event: Event, entry: RosterEntry) -> User:
    """The account by which somebody joins the event's team; who has none gets one, which lets nobody in until they are invited."""
    known = accounts_of([entry]).get(entry.person_id)
    if known:
        return db.session.get_one(User, known)
    person = entry.person
    has_own = person.email and user_by_email(person.email) is None
    user = (
        add_user(person.name, person.email, language=event.language)
        if has_own
        else add_stand_in(person.name)
    )
    entry.account_id = user.id
    return user


def team_member(event: Event, entry: RosterEntry) -> tuple[Member, bool]:
    """Their place in the team, and whether it is new: then they may look on and no more.

    Raises Refused where they are not in the team and the person signed in may not change it.
    """
    known = accounts_of([entry]).get(entry.person_id, 0)
    mine = sa.select(Member).where(Member.event_id == event.id, Member.user_id == known)
    member = db.session.scalar(mine)
    if member is not None:
        return member, False
    if not may(Can.EDIT_TEAM):
        said = _("%(name)s is not in the team. An organiser can add them.", name=entry.person.name)
        raise Refused(said)
    return join_team(event, _account_for_team(event, entry), Role.VIEWER), True
