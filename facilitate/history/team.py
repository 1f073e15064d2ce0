"""Somebody leaves the team, and can come back with all that was theirs: steps, tasks, tables."""

from typing import Any

from flask import flash, redirect, url_for
from flask_login import current_user

from ..db import db, get_or_404
from ..events.access import Can, needs
from ..events.actions import keep_an_organiser
from ..events.models import Event, Member
from ..events.routes import bp
from ..i18n import _, _l
from ..lib.text import Words
from .models import MemberChange
from .removing import RoomRemovals

REMOVALS = RoomRemovals(
    kind=MemberChange,
    key="team",
    name=_l("Team"),
    page="events.team",
    sees=Can.SEE,
    restores=Can.EDIT_TEAM,
)


@bp.post("/team/<int:member_id>/remove")
@needs(Can.EDIT_TEAM)
def remove_member(event: Event, member_id: int) -> Any:
    """Their steps and tasks stay, without a name until they come back."""
    member = get_or_404(Member, Member.id == member_id, Member.event_id == event.id)
    keep_an_organiser(event, member)
    name, page = member.name, url_for("events.team", slug=event.slug)
    change = REMOVALS.remove(event, member, Words(name), current_user.id)
    flash(
        _("%(name)s is no longer in the team.", name=name), REMOVALS.way_back(event, change, page)
    )
    db.session.commit()
    return redirect(page)
