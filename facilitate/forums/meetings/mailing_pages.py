"""Asking all members what should be on the agenda: who gets the mail, exactly what it says, and links to hand over."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ... import clock
from ...db import db
from ...i18n import _, _n
from ...mail import can_mail, send_all_soon
from ...refused import Refused
from ..blueprint import bp
from ..doors import keepers
from ..links import address
from ..models import Forum, ForumMeeting
from . import actions, mailing
from .queries import meeting_of, members_now
from .standing import last_day_to_propose, takes_items


@bp.get("/forums/<slug>/meetings/<int:event_id>/ask")
@keepers
def ask_members(forum: Forum, event_id: int) -> Any:
    """Who gets it and who does not, and the mail as the first of them reads it."""
    event = meeting_of(forum, event_id).event
    found = mailing.asked(forum, event, clock.today_in(event))
    first = next(iter(found.new or found.silent), None)
    example = mailing.mail(forum, event, first, _("(their own link)")) if first else None
    return render_template(
        "forums/meetings/ask.html",
        forum=forum, event=event, asked=found, example=example, first=first, mails=can_mail(),
        members={row.id: row for row in members_now(forum)}, address=address,
        until=last_day_to_propose(event.first_day, event.country),
        takes=takes_items(event.first_day, clock.today_in(event), event.country),
    )  # fmt: skip


@bp.post("/forums/<slug>/meetings/<int:event_id>/ask")
@keepers
def ask_members_now(forum: Forum, event_id: int) -> Any:
    """Send to those who were not asked yet (`new`) or remind the silent ones (`silent`)."""
    meeting = _still_open(forum, event_id)
    if not can_mail():
        raise Refused(_("No mail server is set. Make the links and hand them over yourself."))
    actions.in_turn(forum)
    ids = mailing.send(forum, meeting.event, request.form.get("group", ""), clock.today_in(meeting.event))
    flash(
        _n("%(num)d mail goes out.", "%(num)d mails go out.", len(ids))
        if ids
        else _("Nobody is left to write to.")
    )
    db.session.commit()
    send_all_soon(ids)
    return redirect(url_for("forums.ask_members", slug=forum.slug, event_id=event_id))


@bp.post("/forums/<slug>/meetings/<int:event_id>/links")
@keepers
def make_item_links(forum: Forum, event_id: int) -> Any:
    """A link for every member, to be handed over on paper or by message."""
    meeting = _still_open(forum, event_id)
    actions.in_turn(forum)
    mailing.make_links(meeting.event, members_now(forum))
    db.session.commit()
    return redirect(url_for("forums.ask_members", slug=forum.slug, event_id=event_id, _anchor="links"))


def _still_open(forum: Forum, event_id: int) -> ForumMeeting:
    meeting = meeting_of(forum, event_id)
    event = meeting.event
    if not takes_items(event.first_day, clock.today_in(event), event.country):
        raise Refused(
            _("The list is closed: members could propose items until three working days before the meeting.")
        )
    return meeting
