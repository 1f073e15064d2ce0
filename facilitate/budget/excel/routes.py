"""The budget to Excel, and back."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...exchange.answers import keep_marked_file, send_kept_answer, send_marked_file
from ...exchange.waiting import Parcel, WaitingFiles, bare_file_name, unpack_parcel
from ...lib.text import make_slug as slug_of
from ...web.downloads import send_table
from ...web.i18n import _, _n
from ...web.limits import limiter
from ...web.refused import Refused
from ..blueprint import bp
from . import actions, preview, undoing
from .forms import BringBackForm
from .telling import answer_about

WAITING, ANSWERED = WaitingFiles("budgets"), WaitingFiles("budget-answers")


@bp.get("/events/<slug>/budget.ods", defaults={"ending": "ods"})
@bp.get("/events/<slug>/budget.xlsx", defaults={"ending": "xlsx"})
@needs(Can.SEE_BUDGET)
def export(event: Event, ending: str) -> Any:
    name = f"{slug_of(_('Budget'))}-{event.slug}-{clock.today_in(event):%Y-%m-%d}"
    return send_table(actions.export(event), name, ending)


@bp.route("/events/<slug>/budget/bring-back", methods=["GET", "POST"])
@needs(Can.EDIT_BUDGET)
@limiter.limit("30/minute", methods=["POST"])
def bring_back(event: Event) -> Any:
    """First step: the file."""
    form = BringBackForm()
    if form.validate_on_submit():
        content = form.file.data.read() if form.file.data else b""
        parcel = Parcel(
            bare_file_name(form.file.data.filename or "") if form.file.data else "", content
        )
        try:
            actions.read_back(event, content)
            token = WAITING.keep(event.id, parcel.packed())
            return redirect(url_for("budget.confirm", slug=event.slug, token=token))
        except Refused as problem:
            form.file.errors = [str(problem) if form.file.data else _("Please choose a file.")]
    page = render_template(
        "budget/excel/bring_back.html", event=event, form=form, last=undoing.last_of(event)
    )
    return page, form.status


@bp.route("/events/<slug>/budget/bring-back/<token>", methods=["GET", "POST"])
@needs(Can.EDIT_BUDGET)
def confirm(event: Event, token: str) -> Any:
    """Last step: everything that would change; sent, it is taken over as one change."""
    kept = WAITING.find_or_404(event.id, token)
    parcel = unpack_parcel(kept)
    found = actions.read_back(event, parcel.content)
    mark = preview.fingerprint(found)
    if request.method == "POST" and request.form.get("fingerprint") == mark:
        _take_over(event, found, parcel)
        db.session.commit()
        WAITING.drop(event.id, token)
        return redirect(url_for("budget.page", slug=event.slug))
    status = 409 if request.method == "POST" else 200
    page = render_template(
        "budget/excel/confirm.html",
        event=event,
        status=status,
        token=token,
        found=found,
        preview=preview,
        mark=mark,
        name=parcel.name,
    )
    return page, status


@bp.get("/events/<slug>/budget/bring-back/<token>/marked.xlsx")
@needs(Can.EDIT_BUDGET)
def marked_file(event: Event, token: str) -> Any:
    """The file that waits, and in it what would be taken over, what not and why."""
    parcel = unpack_parcel(WAITING.find_or_404(event.id, token))
    return send_marked_file(parcel, answer_about(actions.read_back(event, parcel.content)))


@bp.get("/events/<slug>/budget/answers/<token>.xlsx")
@needs(Can.EDIT_BUDGET)
def answered_file(event: Event, token: str) -> Any:
    """The file that was taken over, and in it what became of each row; for a day."""
    return send_kept_answer(ANSWERED, event.id, token)


def _take_over(event: Event, found: actions.Found, parcel: Parcel) -> None:
    """Take over what was chosen, and offer to undo it."""
    chosen = preview.choices_of(found, request.form)
    made = actions.take_over(event, found, chosen, by=current_user.id, source=parcel.name)
    if made is None:
        flash(_("Nothing was changed."))
        return
    said = _n(
        "%(num)d row has changed or is new.",
        "%(num)d rows have changed or are new.",
        len(made.rows),
    )
    flash(said, "undo:" + url_for("budget.undo_import", slug=event.slug, import_id=made.id))
    keep_marked_file(
        ANSWERED,
        event.id,
        parcel=parcel,
        answer=answer_about(found, chosen),
        address=lambda token: url_for("budget.answered_file", slug=event.slug, token=token),
    )


@bp.post("/events/<slug>/budget/bring-back/undo/<int:import_id>")
@needs(Can.EDIT_BUDGET)
def undo_import(event: Event, import_id: int) -> ResponseReturnValue:
    """Undo what a workbook changed, as a whole; twice clicked is once undone."""
    made = undoing.undo(event, import_id)
    flash(_("The changes from “%(file)s” were undone.", file=made.source))
    db.session.commit()
    return redirect(url_for("budget.page", slug=event.slug))


@bp.post("/events/<slug>/budget/bring-back/<token>/cancel")
@needs(Can.EDIT_BUDGET)
def cancel(event: Event, token: str) -> ResponseReturnValue:
    WAITING.drop(event.id, token)
    flash(_("Nothing was changed."))
    return redirect(url_for("budget.page", slug=event.slug))
