"""What members of the demo's groups want on the agenda of their coming meeting."""

from collections.abc import Mapping

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event
from ...forums.links import link_for
from ...forums.meetings.actions import propose_item
from ...forums.meetings.queries import members_now
from ...forums.models import Forum, ForumMeeting, MemberLinkPurpose
from .forums_making import Making

ITEMS = (
    (
        "Si e ndajmë telefonin e natës mes bashkive",
        "Pas orës katër nuk përgjigjet askush; secila bashki mban një javë?",
        30,
    ),
    (
        "Një formular i vetëm për dorëzimin e rastit",
        "Sot secila zyrë pyet nga e para, dhe njerëzit tregojnë tri herë të njëjtën gjë.",
        20,
    ),
    ("Kurset falas të zyrave të punësimit", "", 0),
)
"""What is proposed: what, why, minutes."""


def load_agenda_items(making: Making, forums: Mapping[str, Forum]) -> None:
    """Each group that has a meeting ahead: its first members were asked, and proposed something."""
    for key in ("north", "centre", "east", "south"):
        forum = forums[key]
        event = db.session.scalars(
            sa.select(Event)
            .join(ForumMeeting, ForumMeeting.event_id == Event.id)
            .where(ForumMeeting.forum_id == forum.id, Event.first_day > making.today)
            .order_by(Event.first_day)
        ).first()
        if event is None:
            continue
        for member, (text, why, minutes) in zip(members_now(forum), ITEMS, strict=False):
            link_for(member, MemberLinkPurpose.ITEMS, event.id).sent_on = making.today
            propose_item(forum, event, member=member, text=text, why=why, minutes=minutes)
