"""One meeting of a forum: what is before it, and the keepers' work on the items members want on its agenda."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...events.access import ALLOWED, Can
from ...events.models import Event, Member
from ...web.i18n import _
from ..blueprint import bp
from ..doors import forum_keepers
from ..links import links_to
from ..models import Forum, ForumMeeting, MemberLinkPurpose
from . import actions
from .forms import AsideForm, ItemForm, point_form
from .labels import due_text, item_standing_text
from .next_meeting import is_open_for_items, last_day_to_propose
from .points import carried_to, is_point_late, raised_at
from .queries import (
    answers_back,
    deciding_members,
    item_of,
    items_of,
    meeting_of,
    members_now,
    points_of,
    role_in,
)


def render_meeting(
    forum: Forum,
    meeting: ForumMeeting,
    adding: ItemForm | None = None,
    aside: AsideForm | None = None,
) -> Any:
    """The meeting's page; its forms may hold mistakes."""
    event, today = meeting.event, clock.today_in(meeting.event)
    points, items = points_of(forum), items_of(forum, event)
    members = members_now(forum) if g.keeps else []
    adding, aside = adding or ItemForm(formdata=None), aside or AsideForm(formdata=None)
    adding.tell_apart("item")
    return render_template(
        "forums/meetings/meeting.html",
        forum=forum,
        meeting=meeting,
        event=event,
        items=items,
        adding=adding,
        aside=aside,
        standing_of=item_standing_text,
        carried=carried_to(points, event.id, event.last_day, today),
        raised=raised_at(points, event.id),
        late={point.id for point in points if is_point_late(point, today)},
        by_when=lambda point: due_text(point, today),
        answered=answers_back(forum, event),
        point_form=point_form(deciding_members(members), formdata=None) if g.keeps else None,
        links=len(links_to(forum, MemberLinkPurpose.ITEMS, event.id)),
        allowed=allowed_in(event),
        until=last_day_to_propose(event.first_day, event.country),
        takes=is_open_for_items(event.first_day, today, event.country),
    ), max(adding.status, aside.status)


def allowed_in(event: Event) -> frozenset[Can]:
    """What the person signed in may do in the meeting's event itself."""
    if current_user.administrator:
        return frozenset(Can)
    member: Member | None = role_in(event, current_user.id)
    return ALLOWED[member.role] if member else frozenset()


def _back(forum: Forum, event_id: int) -> Any:
    return redirect(
        url_for("forums.show_meeting", slug=forum.slug, event_id=event_id, _anchor="items")
    )


@bp.post("/forums/<slug>/meetings/<int:event_id>/items")
@forum_keepers
def add_item(forum: Forum, event_id: int) -> Any:
    """The keepers propose something themselves."""
    meeting, form = meeting_of(forum, event_id), ItemForm()
    if not form.validate_on_submit():
        return render_meeting(forum, meeting, adding=form)
    actions.propose_item(
        forum,
        meeting.event,
        member=None,
        text=form.text.data,
        why=form.why.data,
        minutes=form.minutes.data,
    )
    flash(_("Saved."))
    db.session.commit()
    return _back(forum, event_id)


@bp.post("/forums/<slug>/meetings/<int:event_id>/items/<int:item_id>/move")
@forum_keepers
def move_item(forum: Forum, event_id: int, item_id: int) -> Any:
    """One place up or down."""
    meeting, item = meeting_of(forum, event_id), item_of(forum, event_id, item_id)
    actions.move_item(
        items_of(forum, meeting.event), item, -1 if request.form.get("way") == "up" else 1
    )
    db.session.commit()
    return _back(forum, event_id)


@bp.post("/forums/<slug>/meetings/<int:event_id>/items/<int:item_id>/take")
@forum_keepers
def take_item(forum: Forum, event_id: int, item_id: int) -> Any:
    """It comes on the agenda; who may edit the event's agenda finds a step of it among the parked ones."""
    meeting, item = meeting_of(forum, event_id), item_of(forum, event_id, item_id)
    into = Can.EDIT_AGENDA in allowed_in(meeting.event)
    actions.take_item(meeting.event, item, current_user.id, into_agenda=into)
    flash(
        _("Accepted. It is now in Parking, in the agenda.")
        if into
        else _("Accepted. You are not in the meeting’s team: its organiser puts it on the agenda.")
    )
    db.session.commit()
    return _back(forum, event_id)


@bp.post("/forums/<slug>/meetings/<int:event_id>/items/<int:item_id>/aside")
@forum_keepers
def put_item_aside(forum: Forum, event_id: int, item_id: int) -> Any:
    meeting, item, form = (
        meeting_of(forum, event_id),
        item_of(forum, event_id, item_id),
        AsideForm(),
    )
    form.item_id = item.id
    if not form.validate_on_submit():
        return render_meeting(forum, meeting, aside=form)
    actions.put_item_aside(item, form.reason.data)
    flash(_("Put aside. The person who proposed it can read why."))
    db.session.commit()
    return _back(forum, event_id)


@bp.post("/forums/<slug>/meetings/<int:event_id>/items/<int:item_id>/again")
@forum_keepers
def ask_item_again(forum: Forum, event_id: int, item_id: int) -> Any:
    """Neither taken nor put aside; a step made of it stays in the agenda."""
    meeting_of(forum, event_id)
    actions.ask_item_again(item_of(forum, event_id, item_id))
    db.session.commit()
    return _back(forum, event_id)
