"""Forums and their meetings. Whoever is signed in may look; administrators and keepers keep them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_login import current_user

from ..accounts.doors import administrators, signed_in
from ..db import db, get_or_404
from ..directory.models import Organisation
from ..directory.queries import organisations
from ..events.models import Event
from ..events.queries import my_events
from ..i18n import _, days, words
from .actions import add_meeting, join, keep, open_forum, remove_meeting, set_rhythm, set_territory
from .blueprint import bp
from .doors import keepers, sees
from .forms import KeeperForm, MeetingForm, MemberForm, forum_form
from .kinds import Rhythm
from .meetings import routes as meeting_pages
from .models import Forum, ForumKeeper, ForumMember
from .queries import (
    accounts_but,
    card_of,
    cards,
    district_ids,
    districts_by_county,
    duty_to_meet,
    keepers_of,
    members_of,
)
from .rhythm import routes as rhythm_pages

__all__ = ["meeting_pages", "rhythm_pages"]


@bp.get("/forums/")
@signed_in
def index() -> Any:
    return render_template("forums/index.html", cards=cards(date.today()))


@bp.get("/forums/<slug>")
@sees
def forum(forum: Forum) -> Any:
    return _page(forum)


def _page(
    row: Forum,
    members: MemberForm | None = None,
    meetings: MeetingForm | None = None,
    keeper: KeeperForm | None = None,
) -> tuple[str, int]:
    """A forum's page; the forms of those who keep it may hold mistakes."""
    card, events = card_of(row, date.today()), my_events()
    members, meetings = members or MemberForm(formdata=None), meetings or MeetingForm(formdata=None)
    keeper, present = keeper or KeeperForm(formdata=None), keepers_of(row)
    if g.keeps:
        _offer(members, meetings, events)
    if current_user.administrator:
        keeper.user_id.offer(accounts_but(present), lambda user: user.name)
    page = render_template(
        "forums/forum.html",
        card=card,
        forum=row,
        members=members_of(row),
        visible={event.id for event in events},
        keepers=present,
        member_form=members,
        meeting_form=meetings,
        keeper_form=keeper,
    )
    return page, max(members.status, meetings.status, keeper.status)


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
@keepers
def edit_forum(forum: Forum) -> Any:
    row = forum
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
    row = get_or_404(Forum, Forum.slug == slug)
    flash(_("%(name)s is no longer here. Its events are.", name=words(row.name)))
    db.session.delete(row)
    db.session.commit()
    return redirect(url_for("forums.index"))


@bp.post("/forums/<slug>/members")
@keepers
def add_member(forum: Forum) -> Any:
    form = MemberForm()
    form.organisation_id.offer(organisations(), lambda one: one.name)
    if not form.validate_on_submit():
        return _page(forum, members=form)
    join(forum, db.session.get_one(Organisation, form.organisation_id.data), form.role.data)
    flash(_("Saved."))
    db.session.commit()
    return redirect(url_for("forums.forum", slug=forum.slug))


@bp.post("/forums/<slug>/members/<int:member_id>/remove")
@keepers
def remove_member(forum: Forum, member_id: int) -> Any:
    row = get_or_404(ForumMember, ForumMember.id == member_id, ForumMember.forum_id == forum.id)
    flash(_("%(name)s no longer belongs to it.", name=row.organisation.name))
    db.session.delete(row)
    db.session.commit()
    return redirect(url_for("forums.forum", slug=forum.slug))


@bp.post("/forums/<slug>/meetings")
@keepers
def link_meeting(forum: Forum) -> Any:
    form = MeetingForm()
    form.event_id.offer(my_events(), lambda event: words(event.title))
    if not form.validate_on_submit():
        return _page(forum, meetings=form)
    add_meeting(forum, db.session.get_one(Event, form.event_id.data))
    flash(_("Saved."))
    db.session.commit()
    return redirect(url_for("forums.forum", slug=forum.slug))


@bp.post("/forums/<slug>/meetings/<int:event_id>/remove")
@keepers
def unlink_meeting(forum: Forum, event_id: int) -> Any:
    remove_meeting(forum, event_id)
    flash(_("The event stays; it is no meeting of this forum any longer."))
    db.session.commit()
    return redirect(url_for("forums.forum", slug=forum.slug))


@bp.post("/forums/<slug>/keepers")
@administrators
def add_keeper(slug: str) -> Any:
    row, form = get_or_404(Forum, Forum.slug == slug), KeeperForm()
    form.user_id.offer(accounts_but(keepers_of(row)), lambda user: user.name)
    if not form.validate_on_submit():
        g.keeps = True
        return _page(row, keeper=form)
    keep(row, form.user_id.data)
    flash(_("Saved."))
    db.session.commit()
    return redirect(url_for("forums.forum", slug=slug))


@bp.post("/forums/<slug>/keepers/<int:user_id>/remove")
@administrators
def remove_keeper(slug: str, user_id: int) -> Any:
    forum = get_or_404(Forum, Forum.slug == slug)
    row = get_or_404(ForumKeeper, ForumKeeper.forum_id == forum.id, ForumKeeper.user_id == user_id)
    flash(_("Saved."))
    db.session.delete(row)
    db.session.commit()
    return redirect(url_for("forums.forum", slug=slug))
