"""A forum's meetings, held and coming, and what is open between them."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ... import clock
from ...data.db import db
from ...web.i18n import _
from ..blueprint import bp
from ..doors import forum_keepers, forum_readers
from ..models import Forum, ForumMember
from ..queries import agreed_days, visible_events
from . import actions, item_pages, mailing_pages, public_pages
from .forms import PointClosingForm, PointForm, point_form
from .labels import due_text, meetings_lead
from .points import is_point_late, open_first
from .queries import (
    deciding_members,
    event_kinds,
    meeting_of,
    meetings_of,
    members_now,
    point_of,
    points_of,
)

__all__ = ["item_pages", "mailing_pages", "public_pages"]
bp.add_app_template_global(event_kinds)


@bp.get("/forums/<slug>/meetings")
@forum_readers
def list_meetings(forum: Forum) -> Any:
    return _page(
        forum, members := members_now(forum), point_form(deciding_members(members), formdata=None)
    )


def _page(forum: Forum, members: Sequence[ForumMember], form: PointForm) -> tuple[str, int]:
    """The meetings and open points; the form may hold mistakes."""
    today, rows, points = clock.today(), meetings_of(forum), points_of(forum)
    coming = [row for row in reversed(rows) if row.event.first_day > clock.today_in(row.event)]
    held = [row for row in rows if row.event.first_day <= clock.today_in(row.event)]
    agreed = agreed_days(forum, today)
    page = render_template(
        "forums/meetings/meetings.html",
        forum=forum,
        coming=coming,
        held=held,
        form=form,
        members=members,
        visible=visible_events(row.event for row in rows),
        lead=meetings_lead(len(held), len(coming), agreed=len(agreed), points=points, today=today),
        agreed=agreed,
        points=open_first(points, today),
        closed=sorted(
            (one for one in points if one.closed_on),
            key=lambda one: (one.closed_on, one.id),
            reverse=True,
        ),
        late={point.id for point in points if is_point_late(point, today)},
        by_when=lambda point: due_text(point, today),
    )
    return page, form.status


@bp.post("/forums/<slug>/points")
@forum_keepers
def raise_point(forum: Forum) -> Any:
    """Write down an action or a question; where it was raised follows from the page (`show_meeting`)."""
    members = members_now(forum)
    form = point_form(deciding_members(members))
    at = request.form.get("meeting", type=int)
    meeting = meeting_of(forum, at) if at else None
    if not form.validate_on_submit():
        return _page(forum, members, form)
    _point, new = actions.raise_point(
        forum,
        form.kind.data,
        form.text.data,
        member_id=form.member_id.data,
        due_on=form.due_on.data,
        event_id=meeting.event_id if meeting else None,
    )
    flash(
        _("Recorded. It appears at every meeting until it is closed.")
        if new
        else _("This is already open; it is not added twice.")
    )
    db.session.commit()
    if meeting:
        return redirect(
            url_for(
                "forums.show_meeting", slug=forum.slug, event_id=meeting.event_id, _anchor="points"
            )
        )
    return redirect(url_for("forums.list_meetings", slug=forum.slug, _anchor="points"))


@bp.route("/forums/<slug>/points/<int:point_id>", methods=["GET", "POST"])
@forum_keepers
def edit_point(forum: Forum, point_id: int) -> Any:
    """One point: changed, closed, reopened."""
    row = point_of(forum, point_id)
    form = point_form(deciding_members(members_now(forum)), row)
    if form.saves(row):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("forums.list_meetings", slug=forum.slug, _anchor="points"))
    closing = PointClosingForm(formdata=None, closed_on=clock.today())
    return render_template(
        "forums/meetings/point.html", forum=forum, point=row, form=form, closing=closing
    ), form.status


@bp.post("/forums/<slug>/points/<int:point_id>/close")
@forum_keepers
def close_point(forum: Forum, point_id: int) -> Any:
    row, closing = point_of(forum, point_id), PointClosingForm()
    if not closing.validate_on_submit():
        form = point_form(deciding_members(members_now(forum)), row, formdata=None)
        form.version.data = str(row.version)
        return render_template(
            "forums/meetings/point.html", forum=forum, point=row, form=form, closing=closing
        ), closing.status
    actions.close_point(row, closing.outcome.data, closing.closed_on.data)
    flash(_("Closed. It no longer appears at any meeting."))
    db.session.commit()
    return redirect(url_for("forums.list_meetings", slug=forum.slug, _anchor="points"))


@bp.post("/forums/<slug>/points/<int:point_id>/reopen")
@forum_keepers
def reopen_point(forum: Forum, point_id: int) -> Any:
    actions.reopen_point(forum, point_of(forum, point_id))
    flash(_("Open again."))
    db.session.commit()
    return redirect(url_for("forums.list_meetings", slug=forum.slug, _anchor="points"))


@bp.get("/forums/<slug>/meetings/<int:event_id>")
@forum_readers
def show_meeting(forum: Forum, event_id: int) -> Any:
    """What one meeting has before it: open points, items members want, answers that came back; and what it raised."""
    return item_pages.render_meeting(forum, meeting_of(forum, event_id))
