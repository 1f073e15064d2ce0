"""Asking all members what should be on the agenda: who gets the mail, exactly what it says, and links to hand over."""

from typing import Any

from flask import redirect, request, url_for

from ... import clock
from ...data.db import db
from ...events.access import Can
from ...web.i18n import _l
from ...web.refused import Refused
from ..blueprint import bp
from ..doors import forum_keepers
from ..links import make_links, member_link_address
from ..members.asking_pages import show_members_mailing
from ..models import Forum, ForumMeeting, MemberLinkPurpose
from .item_pages import allowed_in
from .mailing import ItemsMailing
from .next_meeting import is_open_for_items, last_day_to_propose
from .queries import meeting_of, members_now

CLOSED = _l(
    "The list is closed: members could propose items until three working days before the meeting."
)


@bp.route("/forums/<slug>/meetings/<int:event_id>/ask", methods=["GET", "POST"])
@forum_keepers
def ask_members(forum: Forum, event_id: int) -> Any:
    """Ask those who were not asked yet or, with `silent`, remind those who were and have proposed nothing."""
    meeting = (
        meeting_of(forum, event_id) if request.method == "GET" else _still_open(forum, event_id)
    )
    mailing = ItemsMailing(forum, meeting.event, silent="silent" in request.args)
    return show_members_mailing(
        forum,
        mailing,
        url_for("forums.show_meeting", slug=forum.slug, event_id=event_id),
        f"{meeting.event.slug}-items",
        template="forums/meetings/ask.html",
        more=lambda: _page_values(forum, meeting, mailing),
    )


def _page_values(forum: Forum, meeting: ForumMeeting, mailing: ItemsMailing) -> dict[str, Any]:
    """What the page shows beside the letters; asked once they are written, since that makes the links."""
    event, links = meeting.event, mailing.links
    return {
        "event": event,
        "outbox": Can.SEE_OUTBOX in allowed_in(event),
        "asked": mailing.asked,
        "silent": mailing.silent,
        "others": mailing.others,
        "members": members_now(forum),
        "links": {key: member_link_address(link) for key, link in links.items()},
        "sent": {key: link.sent_on for key, link in links.items()},
        "takes": _takes_items(meeting),
        "until": last_day_to_propose(event.first_day, event.country),
    }


@bp.post("/forums/<slug>/meetings/<int:event_id>/links")
@forum_keepers
def make_item_links(forum: Forum, event_id: int) -> Any:
    """A link for every member, to be handed over on paper or by message."""
    meeting = _still_open(forum, event_id)
    make_links(members_now(forum), MemberLinkPurpose.ITEMS, meeting.event.id)
    db.session.commit()
    return redirect(
        url_for("forums.ask_members", slug=forum.slug, event_id=event_id, _anchor="links")
    )


def _takes_items(meeting: ForumMeeting) -> bool:
    event = meeting.event
    return is_open_for_items(event.first_day, clock.today_in(event), event.country)


def _still_open(forum: Forum, event_id: int) -> ForumMeeting:
    meeting = meeting_of(forum, event_id)
    if not _takes_items(meeting):
        raise Refused(str(CLOSED))
    return meeting
