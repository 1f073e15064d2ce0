"""People or organisations from a file, in three steps: the file, its columns, what would change. For administrators."""

from typing import Any

from flask import Response, flash, redirect, url_for
from flask_login import current_user

from ... import clock
from ...accounts.doors import administrators_only
from ...data.db import db
from ...exchange.waiting import WaitingFiles
from ...web.limits import limiter
from ..blueprint import bp
from . import actions, labels, preview
from .conversation import ImportConversation
from .step import ListImport, directory_stamp

WAITING, ANSWERED = WaitingFiles("directory"), WaitingFiles("directory-answers")


def _talk() -> ImportConversation:
    return ImportConversation(
        page="directory.import_list",
        ways={},
        owner_id=current_user.id,
        waiting=WAITING,
        answered=ANSWERED,
        back=url_for("directory.list_people"),
        step_of=ListImport,
        stamp=directory_stamp,
    )


@bp.route("/import", methods=["GET", "POST"])
@administrators_only
@limiter.limit("30/minute", methods=["POST"])
def import_list() -> Any:
    """First step: the file."""
    return _talk().ask_for_file()


@bp.route("/import/<token>", methods=["GET", "POST"])
@administrators_only
def import_list_columns(token: str) -> Any:
    """Second step: what each column is; sent, the third: what would change."""
    return _talk().ask_for_columns(token)


@bp.post("/import/<token>/confirm")
@administrators_only
def import_list_confirm(token: str) -> Any:
    """Last step: what was shown and decided is kept, or nothing; the file is given back with what became of each row."""
    actions.wait_for_directory()
    talk = _talk()
    step = talk.step(token)
    if (page := talk.page_before(step, token)) is not None:
        return page
    outcome = step.outcome
    actions.apply_directory_import(outcome, step.plan, clock.today())
    left = preview.count_problem_rows(outcome.problems)
    flash(
        labels.import_summary(len(outcome.new), len(outcome.changed), len(outcome.unchanged), left)
    )
    talk.keep_answer(step, token)
    db.session.commit()
    talk.drop(token)
    return redirect(
        url_for("directory.list_people" if step.plan.people else "directory.list_organisations")
    )


@bp.post("/import/<token>/marked.xlsx")
@administrators_only
def import_list_marked(token: str) -> Any:
    return _talk().send_marked(token)


@bp.get("/import/answers/<token>.xlsx")
@administrators_only
def import_list_answer(token: str) -> Response:
    return _talk().send_answer(token)


@bp.post("/import/<token>/cancel")
@administrators_only
def import_list_cancel(token: str) -> Any:
    return _talk().cancel(token)
