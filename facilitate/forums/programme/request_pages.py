"""Joint requests for money: described once, sent by letter, answered, reported on; taken into a budget and checklist when granted."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...events.access import ALLOWED, Can
from ...events.models import Event, Member
from ...events.queries import my_events
from ...lib.text import Words, make_slug
from ...release.models import TextSource
from ...web.downloads import send_download
from ...web.i18n import _, pick_wording
from ...web.refused import Refused
from ..blueprint import bp
from ..doors import forum_keepers, forum_readers, has_other_keeper
from ..members.sending import chosen_editions
from ..models import Forum
from ..passing.forms import letter_sender_of
from ..passing.queries import member_who_calls
from ..programme_models import MoneyRequest, RequestStatus
from ..releasing import press_forum_release
from ..removing import FORUM_ROWS
from .actions import take_into_event
from .forms import MoneyRequestForm, TakeIntoEventForm
from .labels import report_overdue, request_said, requests_lead
from .queries import request_of, requests_of
from .request_letter import letter_of_request, request_edition, request_word
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
    sender = {} if there else letter_sender_of(member_who_calls(forum.id), current_user.name)
    form = MoneyRequestForm(obj=there, how_far=how_far, **sender)
    form.row = there
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
        db.session.refresh(row, ["event_id", "version"])
        event = db.session.get_one(Event, form.event_id.data)
        take_into_event(row, event, current_user.id)
        flash(_("It is in the budget now; its report is in the checklist."))
        db.session.commit()
        return redirect(url_for("budget.show_budget", slug=event.slug))
    if row.state is not RequestStatus.GRANTED or row.event_id:
        raise Refused(_("Only what was granted can be added to a budget."))
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


@bp.get("/forums/<slug>/requests/<int:request_id>/letter")
@forum_readers
def show_request_letter(forum: Forum, request_id: int) -> Any:
    """What the letter says, and who has released it."""
    found = letter_of_request(forum, request_of(forum, request_id))
    return render_template(
        "forums/programme/letter.html",
        forum=forum,
        found=found,
        letter=request_edition(found, found.language),
        alone=g.keeps and not has_other_keeper(forum, current_user.id),
    )


@bp.post("/forums/<slug>/requests/<int:request_id>/letter")
@forum_keepers
def release_request_letter(forum: Forum, request_id: int) -> Any:
    """Somebody who has read the letter lets exactly these words go, or takes that back."""
    found = letter_of_request(forum, request_of(forum, request_id))
    press_forum_release(
        forum,
        TextSource.MONEY_REQUEST,
        request_id,
        told=found.told,
        digest=found.digest,
        said=_("The letter can be sent."),
    )
    db.session.commit()
    return redirect(url_for("forums.show_request_letter", slug=forum.slug, request_id=request_id))


@bp.get("/forums/<slug>/requests/<int:request_id>/letter.docx")
@forum_readers
def export_request_letter(forum: Forum, request_id: int) -> Any:
    """The letter as two people have released it, in its language, the one asked for or (`lang=both`) in both side by side."""
    found = letter_of_request(forum, request_of(forum, request_id))
    found.told.or_refused()
    if not found.out:
        raise Refused(
            _(
                "Two people have to release this letter first; then you can download the Word file here."
            )
        )
    codes = chosen_editions(request.args.get("lang", ""), found.language)
    name = f"{make_slug(found.row.sent_to)}-{found.on.isoformat()}-{'-'.join(codes)}.docx"
    return send_download(request_word(found, codes), name)


@bp.post("/forums/<slug>/requests/<int:request_id>/remove")
@forum_keepers
def remove_money_request(forum: Forum, request_id: int) -> Any:
    row, page = (
        request_of(forum, request_id),
        url_for("forums.list_money_requests", slug=forum.slug),
    )
    name = row.title
    return FORUM_ROWS.remove_on_page(None, row, Words(name, name), page=page)
