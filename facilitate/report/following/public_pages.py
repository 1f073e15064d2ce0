"""The owner's side: what was promised and by when, and a word on how far it is, by link and without account."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask_login import current_user

from ... import clock
from ...accounts.doors import public_page
from ...data.db import db
from ...events.actions import wait_for_event_lock
from ...events.models import Event, Role
from ...events.queries import team_of
from ...notes.deciding.routes import ActionDates
from ...notes.models import ActionStatus
from ...web.downloads import send_download
from ...web.i18n import _, current_language, refresh, use_language
from ...web.limits import is_within_limit
from ..blueprint import bp
from ..clearing.cleared_actions import ClearedAction
from . import actions
from .forms import OwnerReply, OwnerReplyForm
from .letters import due_calendar, promise_url
from .queries import find_promise

BEHIND_A_LINK = "30/hour"
"""Answers with one personal link."""


def _visit(token: str) -> tuple[Event, list[ClearedAction]]:
    found = find_promise(token)
    if found is None:
        abort(404)
    event, rows = found
    if "language" not in session and not current_user.is_authenticated:
        session["language"] = rows[0].language(event.language)
        refresh()
    return event, rows


def _page(
    event: Event,
    token: str,
    rows: list[ClearedAction],
    given: OwnerReplyForm | None = None,
    about: int = 0,
) -> Any:
    """All of it, each with its form; the one of `about` holds what was typed."""
    today = clock.today_in(event)
    forms = {
        one.id: given
        if given and one.id == about
        else OwnerReplyForm(
            formdata=None,
            prefix=f"a{one.id}",
            data={"version": one.row.version, "outcome": one.outcome},
        )
        for one in rows
    }
    return render_template(
        "report/following/promise.html",
        event=event,
        token=token,
        rows=rows,
        forms=forms,
        shown=ActionDates(today),
        hosts=[
            member
            for member in team_of(event)
            if member.role is Role.ORGANISER and member.user.active
        ],
        dated=any(one.row.due_on and not one.row.closed for one in rows),
    ), given.status if given else 200


@bp.route("/promised/<token>", methods=["GET", "POST"])
@public_page
def show_promise(token: str) -> Any:
    """What its owner promised at the event; their word on one of these closes it, or says how far it is."""
    event, rows = _visit(token)
    if request.method == "GET":
        return _page(event, token, rows)
    wait_for_event_lock(event)
    one = next(
        (row for row in rows if row.id == request.form.get("action", type=int)), None
    ) or abort(404)
    db.session.refresh(one.row)
    form = OwnerReplyForm(prefix=f"a{one.id}")
    if not is_within_limit(BEHIND_A_LINK, "promised", token):
        form.form_errors = [_("That was very quick. Please wait a minute, then send again.")]
        return _page(event, token, rows=rows, given=form, about=one.id)[0], 429
    if one.row.closed:
        return _page(event, token, rows)
    if not form.saves(one):
        return _page(event, token, rows=rows, given=form, about=one.id)
    _take(event, one, form)
    flash(_("Thank you. The team sees it now."))
    db.session.commit()
    return redirect(url_for("report.show_promise", token=token))


def _take(event: Event, one: ClearedAction, form: OwnerReplyForm) -> None:
    words = form.outcome.data or ""
    if form.reply.data is OwnerReply.DONE:
        actions.close_everywhere(
            event, one, status=ActionStatus.DONE, outcome=words, on=clock.today_in(event)
        )
        return
    if form.reply.data is OwnerReply.CANNOT:
        with use_language(event.language):
            words = _("Cannot do it: %(why)s", why=words)
    actions.note_progress(one.row, words)


@bp.get("/promised/<token>/calendar.ics")
@public_page
def send_due_days(token: str) -> Any:
    """The days on which it is due, for a calendar."""
    event, rows = _visit(token)
    content = due_calendar(
        event,
        [one for one in rows if not one.row.closed],
        code=current_language(),
        link=promise_url(token),
        now=clock.now(),
    )
    return send_download(content, f"{event.slug}.ics") if content else abort(404)


@bp.record_once
def _without_account(state: BlueprintSetupState) -> None:
    """Whoever has the link may answer: nobody's rights are used, and a phone may take no cookie."""
    state.app.extensions["csrf"].exempt(show_promise)
