"""A forum's duties with their state and history: changed, added, removed by its keepers."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ... import clock
from ...data.db import db, get_or_404
from ...web.i18n import _, pick_wording
from ..approvals import WORK_PLAN, AwaitedApprovals, awaited_approvals
from ..blueprint import bp
from ..doors import forum_keepers, forum_readers
from ..duty_status import MEETING
from ..models import Duty, Forum
from ..removing import FORUM_ROWS
from . import actions
from .forms import DutyForm, duty_form
from .labels import awaited_said, duties_said, history_said
from .queries import DutyCard, documents_of, duty_cards

SHOWN = 6
"""Due dates a duty shows before somebody asks for all."""


@bp.get("/forums/<slug>/duties")
@forum_readers
def list_duties(forum: Forum) -> Any:
    """Every duty: how it stands, its due dates so far; and what is filed."""
    cards = duty_cards(forum, clock.today())
    return render_template(
        "forums/rhythm/duties.html",
        forum=forum,
        cards=cards,
        documents=documents_of(forum),
        names={card.duty.id: pick_wording(card.duty.name) for card in cards},
        sentence=duties_said(cards),
        waiting=_waiting(forum, cards),
        awaited_said=awaited_said,
        said=history_said,
        most=None if "all" in request.args else SHOWN,
        MEETING=MEETING,
    )


def _waiting(forum: Forum, cards: Sequence[DutyCard]) -> dict[str, AwaitedApprovals]:
    """What a duty still waits for, by its key."""
    asks = any(card.duty.key == WORK_PLAN for card in cards)
    found = awaited_approvals(forum, clock.today()) if asks else None
    return {WORK_PLAN: found} if found else {}


@bp.route("/forums/<slug>/duties/new", methods=["GET", "POST"])
@forum_keepers
def create_duty(forum: Forum) -> Any:
    """One more duty."""
    duty, form = Duty(version=1, since=clock.today()), DutyForm(since=clock.today())
    if form.saves(duty):
        actions.add_duty(forum, duty)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("forums.list_duties", slug=forum.slug))
    return render_template(
        "forums/rhythm/duty.html", forum=forum, duty=None, form=form
    ), form.status


@bp.route("/forums/<slug>/duties/<int:duty_id>", methods=["GET", "POST"])
@forum_keepers
def edit_duty(forum: Forum, duty_id: int) -> Any:
    """Change a duty; its state follows at once."""
    duty = _duty(forum, duty_id)
    form = duty_form(duty)
    if form.saves(duty):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("forums.list_duties", slug=forum.slug))
    return render_template(
        "forums/rhythm/duty.html", forum=forum, duty=duty, form=form, MEETING=MEETING
    ), form.status


@bp.post("/forums/<slug>/duties/<int:duty_id>/remove")
@forum_keepers
def remove_duty(forum: Forum, duty_id: int) -> Any:
    """A duty goes; its documents stay."""
    duty = _duty(forum, duty_id)
    actions.refuse_without_meetings(duty)
    said = _("“%(name)s” is no longer a duty. What was filed stays.", name=pick_wording(duty.name))
    page = url_for("forums.list_duties", slug=forum.slug)
    return FORUM_ROWS.remove_on_page(None, duty, duty.name, said=said, page=page)


def _duty(forum: Forum, duty_id: int) -> Duty:
    return get_or_404(Duty, Duty.id == duty_id, Duty.forum_id == forum.id)
