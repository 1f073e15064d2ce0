"""People or organisations from a file, in three steps: the file, its columns, what would change. For administrators."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...accounts.doors import administrators
from ...db import db
from ...downloads import send
from ...exchange.sentences import why_unread
from ...exchange.waiting import WaitingFiles
from ...i18n import _
from ...lib.reading_child import FileProblem
from ...lib.tables import Table, packed, read_table
from ...lib.text import slug
from ...limits import limiter
from ...uploaded import read_upload
from ..blueprint import bp
from ..contacts.sheet import QUOTED
from ..labels import SPEAKS
from . import actions, labels, preview
from .forms import UploadForm, decided
from .sheet import left_rows
from .step import Step, stamp

WAITING = WaitingFiles("directory")


@bp.route("/import", methods=["GET", "POST"])
@administrators
@limiter.limit("30/minute", methods=["POST"])
def bring_in() -> Any:
    """First step: the file."""
    form = UploadForm()
    if form.validate_on_submit():
        content = form.file.data.read() if form.file.data else b""
        try:
            table = read_upload(read_table, content, form.file.data.filename if form.file.data else "")
            token = _keep(packed(table if content.startswith(b"PK") else _unquoted(table)))
            return redirect(url_for("directory.bring_in_columns", token=token))
        except FileProblem as problem:
            form.file.errors = [why_unread(problem) if form.file.data else _("Please choose a file.")]
    return render_template("directory/importing/file.html", form=form), form.status


@bp.route("/import/<token>", methods=["GET", "POST"])
@administrators
def bring_in_columns(token: str) -> Any:
    """Second step: what each column is; sent, the third: what would change."""
    step = _step(token)
    if "again" in request.form or not step.form.validate_on_submit():
        return _columns_page(step, token)
    return _preview_page(step, token)


@bp.post("/import/<token>/confirm")
@administrators
def bring_in_confirm(token: str) -> Any:
    """Last step: what was shown and decided is kept, or nothing; rows that are left can be fetched."""
    actions.wait_for_others()
    step = _step(token)
    if not step.form.validate_on_submit():
        return _columns_page(step, token)
    if request.form.get("stamp") != stamp():
        return _preview_page(step, token, 409)
    outcome = step.outcome
    actions.take_in(outcome, step.plan, clock.today())
    left = preview.rows_of(outcome.problems)
    after = url_for("directory.people" if step.plan.people else "directory.organisations")
    if left or outcome.notes:  # before the commit: without room for them nothing is kept
        rows = left_rows(step.table, step.header, outcome.problems, outcome.notes)
        after = url_for("directory.bring_in_left", token=_keep(rows))
    flash(labels.lead(len(outcome.new), len(outcome.changed), len(outcome.same), left))
    db.session.commit()
    WAITING.drop(current_user.id, token)
    return redirect(after)


@bp.get("/import/<token>/left")
@administrators
def bring_in_left(token: str) -> Any:
    """After it: where the rows that were not taken can be fetched."""
    _found(token)
    return render_template("directory/importing/left.html", token=token)


@bp.get("/import/<token>/left.xlsx")
@administrators
def bring_in_left_file(token: str) -> Response:
    content = _found(token)
    if not content.startswith(b"PK"):
        abort(404)
    return send(content, _left_name())


@bp.post("/import/<token>/left.xlsx")
@administrators
def bring_in_problems(token: str) -> Any:
    """The rows that would not be taken as it stands, or not whole, before anything is kept."""
    step = _step(token)
    if not step.form.validate_on_submit():
        return _columns_page(step, token)
    outcome = step.outcome
    return send(left_rows(step.table, step.header, outcome.problems, outcome.notes), _left_name())


@bp.post("/import/<token>/cancel")
@administrators
def bring_in_cancel(token: str) -> Any:
    """Throw the file away."""
    WAITING.drop(current_user.id, token)
    flash(_("Nothing is kept, and the file is thrown away."))
    return redirect(url_for("directory.bring_in"))


def _step(token: str) -> Step:
    content = _found(token)
    if content.startswith(b"PK"):  # rows that were left are a workbook, no table that waits
        abort(404)
    return Step(content, request.form if request.method == "POST" else request.args)


def _found(token: str) -> bytes:
    content = WAITING.find_or_404(current_user.id, token)
    return content


def _keep(content: bytes) -> str:
    return WAITING.keep(current_user.id, content)


def _columns_page(step: Step, token: str) -> Any:
    page = render_template("directory/importing/columns.html", step=step, token=token)
    return page, max(step.form.status, step.headings.status)


def _preview_page(step: Step, token: str, status: int = 200) -> Any:
    page = render_template(
        "directory/importing/preview.html",
        step=step, outcome=step.outcome, said=decided(request.form), token=token, stamp=stamp(), status=status,
        labels=labels, preview=preview, speaks=SPEAKS,
    )  # fmt: skip
    return page, status


def _left_name() -> str:
    return f"{slug(_('Rows to mend'))}-{clock.today():%Y-%m-%d}.xlsx"


def _unquoted(table: Table) -> Table:
    """A text file without the apostrophes that keep a spreadsheet from running its cells."""
    rows = [
        (number, tuple(cell[1:] if isinstance(cell, str) and cell[:1] == "'" and cell[1:2] in QUOTED else cell for cell in cells))
        for number, cells in table.rows
    ]  # fmt: skip
    return Table(table.sheet, table.width, rows)
