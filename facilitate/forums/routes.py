"""Forums and their meetings. Whoever is signed in may look; administrators keep them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from ..accounts.doors import administrators, signed_in
from ..db import db, get_or_404
from ..directory.models import Organisation
from ..directory.queries import organisations
from ..events.models import Event
from ..events.queries import my_events
from ..i18n import _, days, words
from .actions import add_meeting, join, open_forum, remove_meeting, set_rhythm, set_territory
from .blueprint import bp
from .forms import MeetingForm, MemberForm, forum_form
from .kinds import Rhythm
from .models import Forum, ForumMember
from .queries import card_of, cards, district_ids, districts_by_county, duty_to_meet, members_of


def _forum(slug: str) -> Forum:
    return get_or_404(Forum, Forum.slug == slug)


@bp.get("/forums/")
@signed_in
def index() -> Any:
    return render_template("forums/index.html", cards=cards(date.today()))


@bp.get("/forums/<slug>")
@signed_in
def forum(slug: str) -> Any:
    return _page(_forum(slug))


def _page(
    row: Forum, members: MemberForm | None = None, meetings: MeetingForm | None = None
) -> tuple[str, int]:
    """A forum's page; the forms of administrators may hold mistakes."""
    card, events = card_of(row, date.today()), my_events()
    members, meetings = members or MemberForm(formdata=None), meetings or MeetingForm(formdata=None)
    if current_user.administrator:
        _offer(members, meetings, events)
    page = render_template(
        "forums/forum.html",
        card=card,
        forum=row,
        members=members_of(row),
        visible={event.id for event in events},
        member_form=members,
        meeting_form=meetings,
    )
    return page, max(members.status, meetings.status)


def _offer(members: MemberForm, meetings: MeetingForm, events: Sequence[Event]) -> None:
    """Fill the lists of both forms."""
    members.organisation_id.offer(organisations(), lambda one: one.name)
    meetings.event_id.offer(
        events, lambda event: f"{words(event.title)}, {days(event.first_day, event.last_day, year=True)}"
    )


@bp.route("/forums/new", methods=["GET", "POST"])
@administrators
def new_forum() -> Any:
    row, form = Forum(created_at=datetime.now(UTC)), forum_form(None, [])
    if form.saves(row):
        set_territory(open_forum(row), form.districts.data or [])
        set_rhythm(row, Rhythm(form.every.data, form.number.data))
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("forums.forum", slug=row.slug))
    return render_template(
        "forums/forum_edit.html", forum=None, form=form, counties=districts_by_county()
    ), form.status


@bp.route("/forums/<slug>/edit", methods=["GET", "POST"])
@administrators
def edit_forum(slug: str) -> Any:
    row = _forum(slug)
    form = forum_form(row, district_ids(row), duty_to_meet(row))
    if form.saves(row):
        set_territory(row, form.districts.data or [])
        set_rhythm(row, Rhythm(form.every.data, form.number.data))
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("forums.forum", slug=row.slug))
    return render_template(
        "forums/forum_edit.html", forum=row, form=form, counties=districts_by_county()
    ), form.status


@bp.post("/forums/<slug>/remove")
@administrators
def remove_forum(slug: str) -> Any:
    row = _forum(slug)
    flash(_("%(name)s is no longer here. Its events are.", name=words(row.name)))
    db.session.delete(row)
    db.session.commit()
    return redirect(url_for("forums.index"))


@bp.post("/forums/<slug>/members")
@administrators
def add_member(slug: str) -> Any:
    row, form = _forum(slug), MemberForm()
    form.organisation_id.offer(organisations(), lambda one: one.name)
    if not form.validate_on_submit():
        return _page(row, members=form)
    join(row, db.session.get_one(Organisation, form.organisation_id.data), form.role.data)
    flash(_("Saved."))
    db.session.commit()
    return redirect(url_for("forums.forum", slug=slug))


@bp.post("/forums/<slug>/members/<int:member_id>/remove")
@administrators
def remove_member(slug: str, member_id: int) -> Any:
    row = get_or_404(ForumMember, ForumMember.id == member_id, ForumMember.forum_id == _forum(slug).id)
    flash(_("%(name)s no longer belongs to it.", name=row.organisation.name))
    db.session.delete(row)
    db.session.commit()
    return redirect(url_for("forums.forum", slug=slug))


@bp.post("/forums/<slug>/meetings")
@administrators
def link_meeting(slug: str) -> Any:
    row, form = _forum(slug), MeetingForm()
    form.event_id.offer(my_events(), lambda event: words(event.title))
    if not form.validate_on_submit():
        return _page(row, meetings=form)
    add_meeting(row, db.session.get_one(Event, form.event_id.data))
    flash(_("Saved."))
    db.session.commit()
    return redirect(url_for("forums.forum", slug=slug))


@bp.post("/forums/<slug>/meetings/<int:event_id>/remove")
@administrators
def unlink_meeting(slug: str, event_id: int) -> Any:
    remove_meeting(_forum(slug), event_id)
    flash(_("The event stays; it is no meeting of this forum any longer."))
    db.session.commit()
    return redirect(url_for("forums.forum", slug=slug))
