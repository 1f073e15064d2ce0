"""Joint requests for money: described once, sent, answered, reported on; taken into a budget and a checklist when granted."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...events.access import ALLOWED, Can
from ...events.models import Event, Member
from ...events.queries import my_events
from ...lib.text import Words
from ...web.i18n import _, pick_wording
from ...web.refused import Refused
from ..actions import lock_forum
from ..blueprint import bp
from ..doors import forum_keepers, forum_readers
from ..models import Forum
from ..programme_models import MoneyRequest, RequestStatus
from .actions import PROGRAMME_REMOVALS, take_into_event
from .forms import MoneyRequestForm, TakeIntoEventForm
from .labels import report_overdue, request_said, requests_lead
from .queries import request_of, requests_of
from .shares import partner_shares


@bp.get("/forums/<slug>/requests")
@forum_readers
def list_money_requests(forum: Forum) -> Any:
    """Each request with what it asks for, how far it is, and when its report is due."""
    rows, today = requests_of(forum), clock.today()
    return render_template(
        "forums/programme/requests.html",
        forum=forum,
        rows=rows,
        lead=requests_lead(rows, today),
        said_of=request_said,
        late=lambda row: report_overdue(row, today),
        shares_of=lambda row: partner_shares(row.partners),
        is_granted=lambda row: row.state is RequestStatus.GRANTED,
    )


@bp.route("/forums/<slug>/requests/new", methods=["GET", "POST"])
@forum_keepers
def create_money_request(forum: Forum) -> Any:
    return _edit(forum, MoneyRequest(forum_id=forum.id), None)


@bp.route("/forums/<slug>/requests/<int:request_id>", methods=["GET", "POST"])
@forum_keepers
def edit_money_request(forum: Forum, request_id: int) -> Any:
    row = request_of(forum, request_id)
    return _edit(forum, row, row)


def _edit(forum: Forum, row: MoneyRequest, there: MoneyRequest | None) -> Any:
    """A request is written or changed."""
    how_far = there.state if there else RequestStatus.DRAFT
    form = MoneyRequestForm(obj=there, how_far=how_far)
    if form.saves(row):
        db.session.add(row)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("forums.list_money_requests", slug=forum.slug))
    return render_template(
        "forums/programme/request.html", forum=forum, form=form, row=there
    ), form.status


@bp.route("/forums/<slug>/requests/<int:request_id>/take", methods=["GET", "POST"])
@forum_keepers
def take_money_request(forum: Forum, request_id: int) -> Any:
    """Put what was granted into an event's budget, and its report into the event's checklist."""
    row = request_of(forum, request_id)
    form = TakeIntoEventForm()
    form.event_id.offer(_with_budget(), lambda event: pick_wording(event.title))
    if form.validate_on_submit():
        lock_forum(forum)
        db.session.refresh(row, ["event_id", "version"])
        event = db.session.get_one(Event, form.event_id.data)
        take_into_event(row, event, current_user.id)
        flash(_("It is in the budget now; its report is in the checklist."))
        db.session.commit()
        return redirect(url_for("budget.show_budget", slug=event.slug))
    if row.state is not RequestStatus.GRANTED or row.event_id:
        raise Refused(_("Only what was granted can be taken into a budget."))
    return render_template(
        "forums/programme/take.html", forum=forum, form=form, row=row, said=request_said(row)
    ), form.status


def _with_budget() -> list[Event]:
    """The events whose budget the person signed in may change, latest first."""
    rows = my_events()
    if current_user.administrator:
        return list(rows)
    mine = db.session.query(Member).filter_by(user_id=current_user.id)
    may = {one.event_id for one in mine if Can.EDIT_BUDGET in ALLOWED[one.role]}
    return [row for row in rows if row.id in may]


@bp.post("/forums/<slug>/requests/<int:request_id>/remove")
@forum_keepers
def remove_money_request(forum: Forum, request_id: int) -> Any:
    row, page = (
        request_of(forum, request_id),
        url_for("forums.list_money_requests", slug=forum.slug),
    )
    name = row.title
    change = PROGRAMME_REMOVALS.remove(None, row, Words(name, name), current_user.id)
    flash(
        _("“%(name)s” was removed.", name=name), PROGRAMME_REMOVALS.offer_undo(None, change, page)
    )
    db.session.commit()
    return redirect(page)
