"""People or organisations from a file, in three steps: the file, its columns, what would change. For administrators."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...accounts.doors import administrators
from ...db import db
from ...exchange.answers import keep_answer, send_answer, send_marked
from ...exchange.sentences import why_unread
from ...exchange.waiting import Parcel, WaitingFiles, file_name, unpacked
from ...i18n import _
from ...lib import tables
from ...lib.reading_child import FileProblem
from ...limits import limiter
from ...uploaded import read_upload
from ..blueprint import bp
from . import actions, labels, preview
from .forms import UploadForm, decided
from .reading import read_list
from .step import Step, stamp
from .telling import answer_about, shown

WAITING, ANSWERED = WaitingFiles("directory"), WaitingFiles("directory-answers")


@bp.route("/import", methods=["GET", "POST"])
@administrators
@limiter.limit("30/minute", methods=["POST"])
def bring_in() -> Any:
    """First step: the file."""
    form = UploadForm()
    if form.validate_on_submit():
        content = form.file.data.read() if form.file.data else b""
        try:
            name = file_name(form.file.data.filename or "") if form.file.data else ""
            table = read_upload(read_list, content, name)
            parcel = Parcel(name, content, tables.packed(table).decode())
            token = WAITING.keep(current_user.id, parcel.packed())
            return redirect(url_for("directory.bring_in_columns", token=token))
        except FileProblem as problem:
            form.file.errors = [why_unread(problem) if form.file.data else _("Please choose a file.")]
    return render_template("directory/importing/file.html", form=form), form.status


@bp.route("/import/<token>", methods=["GET", "POST"])
@administrators
def bring_in_columns(token: str) -> Any:
    """Second step: what each column is; sent, the third: what would change."""
    step = _step(_parcel(token))
    if "again" in request.form or not step.form.validate_on_submit():
        return _columns_page(step, token)
    return _preview_page(step, token)


@bp.post("/import/<token>/confirm")
@administrators
def bring_in_confirm(token: str) -> Any:
    """Last step: what was shown and decided is kept, or nothing; the file is given back with what became of each row."""
    actions.wait_for_others()
    parcel = _parcel(token)
    step = _step(parcel)
    if not step.form.validate_on_submit():
        return _columns_page(step, token)
    if request.form.get("stamp") != stamp():
        return _preview_page(step, token, 409)
    outcome = step.outcome
    actions.take_in(outcome, step.plan, clock.today())
    left = preview.rows_of(outcome.problems)
    flash(labels.lead(len(outcome.new), len(outcome.changed), len(outcome.unchanged), left))
    keep_answer(  # before the commit: without room for it nothing is kept
        ANSWERED,
        current_user.id,
        parcel=parcel,
        answer=answer_about(step),
        address=lambda token: url_for("directory.bring_in_answer", token=token),
    )
    db.session.commit()
    WAITING.drop(current_user.id, token)
    return redirect(url_for("directory.people" if step.plan.people else "directory.organisations"))


@bp.post("/import/<token>/marked.xlsx")
@administrators
def bring_in_marked(token: str) -> Any:
    """The file that waits, and in it what would be taken over as it was decided until now, what not and why."""
    parcel = _parcel(token)
    step = _step(parcel)
    if not step.form.validate_on_submit():
        return _columns_page(step, token)
    return send_marked(parcel, answer_about(step))


@bp.get("/import/answers/<token>.xlsx")
@administrators
def bring_in_answer(token: str) -> Response:
    """The file that was taken over, and in it what became of each row; for a day."""
    return send_answer(ANSWERED, current_user.id, token)


@bp.post("/import/<token>/cancel")
@administrators
def bring_in_cancel(token: str) -> Any:
    """Throw the file away."""
    WAITING.drop(current_user.id, token)
    flash(_("Nothing is kept, and the file is thrown away."))
    return redirect(url_for("directory.bring_in"))


def _parcel(token: str) -> Parcel:
    return unpacked(WAITING.find_or_404(current_user.id, token))


def _step(parcel: Parcel) -> Step:
    """The table of a parcel, which was read when it came."""
    return Step(
        tables.unpacked(parcel.plan.encode()), request.form if request.method == "POST" else request.args
    )


def _columns_page(step: Step, token: str) -> Any:
    page = render_template("directory/importing/columns.html", step=step, token=token)
    return page, max(step.form.status, step.headings.status)


def _preview_page(step: Step, token: str, status: int = 200) -> Any:
    page = render_template(
        "directory/importing/preview.html",
        step=step, outcome=step.outcome, said=decided(request.form), token=token, stamp=stamp(), status=status,
        labels=labels, preview=preview, shown=shown,
    )  # fmt: skip
    return page, status
