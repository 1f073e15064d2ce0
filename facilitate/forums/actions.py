"""What happens to forums: opened, given a territory, members and meetings."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import sqlalchemy as sa

from .. import clock
from ..accounts.audit import AuditAct, note_role
from ..accounts.doors import is_administrator
from ..accounts.models import User
from ..data.db import db
from ..directory.models import Organisation
from ..events.models import Event
from ..history.removing import RoomRemovals
from ..lib.text import Words, make_slug
from ..web.i18n import _, _l
from ..web.refused import Refused
from .divisions import districts_left, districts_taken
from .duty_status import MEETING
from .kinds import DoneBy, Rhythm, forum_kind
from .models import (
    Duty,
    Forum,
    ForumChange,
    ForumDistrict,
    ForumKeeper,
    ForumMeeting,
    ForumMember,
    ForumRole,
)
from .queries import duty_to_meet

FORUM_REMOVALS = RoomRemovals(
    kind=ForumChange,
    models=(Forum, ForumKeeper),
    key="forums",
    name=_l("Forums"),
    page="forums.list_forums",
    sees=is_administrator,
    undoes=is_administrator,
)
"""How forums are removed, with all that is theirs, and who keeps them."""
PAGES = ("new", "territory", "year", "health", "figures", "problems", "situation")
"""What stands at a forum's place in an address and is none."""


def lock_forum(forum: Forum) -> None:
    """Two who act on one forum at the same moment come one after the other (SQLite has only one writer anyway)."""
    db.session.execute(
        sa.select(Forum.id).where(Forum.id == forum.id).with_for_update(key_share=True)
    )


def add_forum(forum: Forum) -> Forum:
    """Keep a new forum, with an address made of its name and the duties of its kind."""
    forum.slug = forum.slug or make_slug(
        forum.name.to("en"), [*db.session.scalars(sa.select(Forum.slug)), *PAGES]
    )
    db.session.add(forum)
    db.session.flush()
    kind, since = forum_kind(forum.kind), clock.day_at_home(forum.created_at)
    duties = [(MEETING, Words("Meeting", "Takim"), kind.rhythm, DoneBy.MEETING)]
    duties += [(one.key, one.name, one.rhythm, one.done_by) for one in kind.duties]
    db.session.add_all(
        Duty(
            forum_id=forum.id,
            key=key,
            position=place,
            name=name,
            every=rhythm.every,
            number=rhythm.number,
            done_by=done_by,
            since=since,
        )
        for place, (key, name, rhythm, done_by) in enumerate(duties)
    )
    db.session.flush()
    return forum


def make_keeper(forum: Forum, user_id: int) -> None:
    """Let an account keep the forum; a second time changes nothing."""
    if db.session.get(ForumKeeper, (forum.id, user_id)) is None:
        db.session.add(ForumKeeper(forum_id=forum.id, user_id=user_id))
        note_role(AuditAct.RIGHTS, db.session.get_one(User, user_id), forum.slug)
        db.session.flush()


def set_rhythm(forum: Forum, rhythm: Rhythm) -> None:
    """How often the forum meets from now on."""
    duty = duty_to_meet(forum)
    if duty is not None:
        duty.every, duty.number = rhythm.every, rhythm.number
        db.session.flush()


def set_territory(forum: Forum, district_ids: Iterable[int]) -> None:
    """Give a forum exactly these districts."""
    db.session.execute(sa.delete(ForumDistrict).where(ForumDistrict.forum_id == forum.id))
    db.session.add_all(
        ForumDistrict(forum_id=forum.id, district_id=key) for key in sorted(set(district_ids))
    )
    db.session.flush()


def save_territory(
    forum: Forum, district_ids: Sequence[int], others: Mapping[Forum, Collection[int]]
) -> None:
    """Give a forum these districts; other forums of a division that have some of them give them up."""
    for other in districts_taken(district_ids, others):
        set_territory(other, districts_left(others[other], district_ids))
    set_territory(forum, district_ids)


def enrol_organisation(forum: Forum, organisation: Organisation, role: ForumRole) -> ForumMember:
    """Take an organisation in, or give a new role to one that belongs already."""
    member = db.session.scalar(
        sa.select(ForumMember).where(
            ForumMember.forum_id == forum.id,
            ForumMember.organisation_id == organisation.id,
            ForumMember.until.is_(None),
        )
    )
    if member is None:
        member = ForumMember(forum_id=forum.id, organisation_id=organisation.id)
        db.session.add(member)
    member.role = role
    db.session.flush()
    return member


def add_meeting(forum: Forum, event: Event) -> None:
    """Count an event as a meeting of the forum; a second time changes nothing."""
    if db.session.get(ForumMeeting, (forum.id, event.id)) is None:
        db.session.add(ForumMeeting(forum_id=forum.id, event_id=event.id))
        db.session.flush()


def meeting_of(forum: Forum, event_id: int) -> ForumMeeting:
    """What makes that event a meeting of this forum."""
    meeting = db.session.get(ForumMeeting, (forum.id, event_id))
    if meeting is None:
        raise Refused(_("This event is not a meeting of the forum."))
    return meeting
