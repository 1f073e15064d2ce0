"""What the code on a badge opens: the own seats in the café; for who stands at the door, the button to check in."""

from typing import Any

import sqlalchemy as sa
from flask import redirect, render_template, request, session, url_for
from flask_login import current_user

from ...accounts.doors import public_page
from ...data.db import db
from ...events.access import ALLOWED, Can
from ...events.models import Event, Member
from ...participation.door.badge import BADGE, participation_of_badge
from ...participation.door.desk import Desk
from ...participation.door.queries import door_entries, event_title_of, find_door
from ...participation.door.wording import at_clock, foreign_badge_sentence
from ...web.i18n import use_language
from ...web.limits import limiter
from ..addresses import guest_token
from ..blueprint import bp
from .find_pages import AGAIN, unlisted_page, visitor_language
from .queries import open_cafe


@bp.get("/b/<token>")
@public_page
@limiter.limit(AGAIN)
@unlisted_page
def open_badge(token: str) -> Any:
    """Where a badge leads: for a participant the café seats or what is known of the event, for the door a button."""
    row_id = participation_of_badge(token)
    event = event_title_of(row_id) if row_id else None
    with use_language(visitor_language(event)):
        if row_id is None or event is None:
            return render_template("cafe/running/badge.html", event=None, desk=None, other=""), 404
        desk, other = _desk(event)
        if desk is not None:
            one = next(iter(door_entries(event, desk.day, row_id)), None)
            since = at_clock(one.since, event) if one else ""
            return render_template(
                "cafe/running/badge.html",
                event=event,
                desk=desk,
                one=one,
                token=token,
                since=since,
                other="",
            )
        session[BADGE] = token  # a vote that asks for it need not ask its owner
        here = None if other else open_cafe(Event.id == event.id)
        if here is not None:
            who = guest_token(here.cafe, f"p{row_id}")
            return redirect(url_for("cafe.show_own_path", token=who, lang=request.args.get("lang")))
        return render_template("cafe/running/badge.html", event=event, desk=None, other=other)


def _desk(event: Event) -> tuple[Desk | None, str]:
    """The desk of who looks, and why it does not fit this badge: this phone opened a door's link, or is a team member's."""
    door = find_door(session["door"]) if session.get("door") else None
    if door is not None:
        return (
            (Desk(event, door.link), "")
            if door.event.id == event.id
            else (None, foreign_badge_sentence(event))
        )
    if current_user.is_authenticated:
        query = sa.select(Member.role).where(
            Member.event_id == event.id, Member.user_id == current_user.id
        )
        role = db.session.scalar(query)
        if current_user.administrator or (role and Can.CHECK_IN in ALLOWED[role]):
            return Desk(event), ""
    return None, ""
