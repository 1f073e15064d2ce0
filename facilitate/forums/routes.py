"""Forums and their meetings. Whoever works in an event or a forum may look; administrators and keepers keep them."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_login import current_user

from .. import clock
from ..accounts.audit import AuditAct, note_role
from ..accounts.doors import administrators_only, in_a_team
from ..accounts.models import User
from ..data.db import db, get_or_404
from ..directory.queries import all_districts
from ..events.models import Event
from ..events.queries import my_events
from ..lib.text import Words, close_aside
from ..web.i18n import _, format_days, pick_wording
from .actions import (
    FORUM_REMOVALS,
    add_forum,
    add_meeting,
    make_keeper,
    meeting_of,
    save_territory,
    set_rhythm,
)
from .blueprint import bp
from .doors import forum_keepers, forum_readers
from .forms import KeeperForm, MeetingForm, forum_form
from .health import figures_pages, health_pages, indicator_pages
from .labels import overdue_said
from .meetings import routes as meeting_pages
from .members import routes as member_pages
from .models import Forum, ForumKeeper, ForumRole
from .passing import routes as passing_pages
from .passing.queries import kept_forums
from .presidency import routes as presidency_pages
from .programme import guidance_pages, request_pages, standard_pages
from .queries import (
    accounts_but,
    district_ids,
    districts_by_county,
    duty_to_meet,
    forum_card,
    forum_cards,
    keepers_of,
    linkable_events,
    meetings_of,
    members_of,
    visible_events,
)
from .removing import FORUM_ROWS
from .rhythm import document_pages, duty_pages, plan_pages, vote_pages, year_pages
from .territories import district_holders, divided_kinds, other_territories

__all__ = [
    "document_pages",
    "duty_pages",
    "figures_pages",
    "guidance_pages",
    "health_pages",
    "indicator_pages",
    "meeting_pages",
    "member_pages",
    "passing_pages",
    "plan_pages",
    "presidency_pages",
    "request_pages",
    "standard_pages",
    "vote_pages",
    "year_pages",
]


@bp.get("/forums/")
@in_a_team
def list_forums() -> Any:
    places = all_districts()
    rows = forum_cards(clock.today(), places)
    sentence = overdue_said(
        (pick_wording(card.forum.name), bool(card.keeping.late)) for card in rows if not card.ended
    )
    return render_template(
        "forums/index.html", cards=rows, sentence=sentence, divisions=divided_kinds(places)
    )


@bp.get("/forums/<slug>")
@forum_readers
def show_forum(forum: Forum) -> Any:
    return _page(forum)


def _page(
    row: Forum, meetings: MeetingForm | None = None, keeper: KeeperForm | None = None
) -> tuple[str, int]:
    """A forum's page; the forms of those who keep it may hold mistakes."""
    met, present, members = meetings_of(row), keepers_of(row), members_of(row)
    meetings, keeper = meetings or MeetingForm(formdata=None), keeper or KeeperForm(formdata=None)
    if g.keeps:
        meetings.event_id.offer(linkable_events(), _event_called)
    if current_user.administrator:
        keeper.user_id.offer(accounts_but(present), lambda user: user.name)
    page = render_template(
        "forums/forum.html",
        card=forum_card(row, members, clock.today()),
        meetings=met,
        forum=row,
        leading=[one for one in members if one.role in LEADING],
        visible=visible_events(met[:8]),
        keepers=present,
        meeting_form=meetings,
        keeper_form=keeper,
    )
    return page, max(meetings.status, keeper.status)


LEADING = (ForumRole.CHAIR, ForumRole.DEPUTY, ForumRole.SECRETARIAT)
"""The roles that a forum's own page names."""


def _event_called(event: Event) -> str:
    return f"{pick_wording(event.title)}, {format_days(event.first_day, event.last_day, year=True)}"


@bp.route("/forums/new", methods=["GET", "POST"])
@administrators_only
def create_forum() -> Any:
    return _edit(Forum(created_at=clock.now()), None)


@bp.route("/forums/<slug>/edit", methods=["GET", "POST"])
@forum_keepers
def edit_forum(forum: Forum) -> Any:
    return _edit(forum, forum)


def _edit(row: Forum, forum: Forum | None) -> Any:
    """A forum is opened or changed; a county's button ticks its districts and saves nothing."""
    form = forum_form(
        forum, district_ids(forum) if forum else [], duty_to_meet(forum) if forum else None
    )
    form.others = other_territories(str(form.kind.data), but=forum)
    form.kept = kept_forums()
    if pressed := request.form.get("county", type=int):
        form.tick([one.id for one in all_districts() if one.county_id == pressed])
    elif form.saves(row):
        save_territory(row if forum else add_forum(row), form.districts.data or [], form.others)
        set_rhythm(row, form.rhythm)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("forums.show_forum", slug=row.slug))
    return render_template(
        "forums/forum_edit.html",
        forum=forum,
        form=form,
        counties=districts_by_county(),
        having=district_holders(form.others, forum),
    ), form.status


@bp.get("/forums/territory")
@in_a_team
def show_divisions() -> Any:
    """Who has which district, for every kind of forum that divides the country."""
    return render_template(
        "forums/divisions.html",
        divisions=divided_kinds(all_districts()),
        counties=districts_by_county(),
    )


@bp.post("/forums/<slug>/remove")
@administrators_only
def remove_forum(slug: str) -> Any:
    row = get_or_404(Forum, Forum.slug == slug)
    name, page = row.name, url_for("forums.list_forums")
    said = _("%(name)s was removed. Its events stay.", name=close_aside(pick_wording(name)))
    return FORUM_REMOVALS.remove_on_page(None, row, name, said=said, page=page)


@bp.post("/forums/<slug>/meetings")
@forum_keepers
def link_meeting(forum: Forum) -> Any:
    form = MeetingForm()
    form.event_id.offer(my_events(), _event_called)
    if not form.validate_on_submit():
        return _page(forum, meetings=form)
    add_meeting(forum, db.session.get_one(Event, form.event_id.data))
    flash(_("Saved."))
    db.session.commit()
    return redirect(url_for("forums.show_forum", slug=forum.slug))


@bp.post("/forums/<slug>/meetings/<int:event_id>/remove")
@forum_keepers
def unlink_meeting(forum: Forum, event_id: int) -> Any:
    row, page = meeting_of(forum, event_id), url_for("forums.show_forum", slug=forum.slug)
    said = _("The event stays, but it is no longer a meeting of this forum.")
    return FORUM_ROWS.remove_on_page(None, row, row.event.title, said=said, page=page)


@bp.post("/forums/<slug>/keepers")
@administrators_only
def add_keeper(slug: str) -> Any:
    row, form = get_or_404(Forum, Forum.slug == slug), KeeperForm()
    form.user_id.offer(accounts_but(keepers_of(row)), lambda user: user.name)
    if not form.validate_on_submit():
        g.keeps = True
        return _page(row, keeper=form)
    make_keeper(row, form.user_id.data)
    flash(_("Saved."))
    db.session.commit()
    return redirect(url_for("forums.show_forum", slug=slug))


@bp.post("/forums/<slug>/keepers/<int:user_id>/remove")
@administrators_only
def remove_keeper(slug: str, user_id: int) -> Any:
    forum = get_or_404(Forum, Forum.slug == slug)
    row = get_or_404(ForumKeeper, ForumKeeper.forum_id == forum.id, ForumKeeper.user_id == user_id)
    user, page = db.session.get_one(User, user_id), url_for("forums.show_forum", slug=slug)
    name = user.name
    note_role(AuditAct.ENDED_ROLE, user, slug)
    said = _("%(name)s no longer keeps this forum.", name=name)
    return FORUM_REMOVALS.remove_on_page(None, row, Words(name, name), said=said, page=page)
