"""Where people look up what became of their own answer, by the code they were shown when they sent it."""

from typing import Any

import sqlalchemy as sa
from flask import abort, make_response, render_template
from flask_limiter.util import get_remote_address

from ...accounts.doors import public_page
from ...consultation.answering.own_code import is_own_code, read_answer_code, receipt_behind
from ...consultation.links import open_link_behind
from ...consultation.models import Answer, Questionnaire
from ...data.db import db
from ...web.forms import PlannerForm, TextField
from ...web.i18n import _, _l, current_language
from ...web.limits import is_within_limit
from ..blueprint import bp
from . import own_answer_wording
from .own_answer import ReleasedThread, themes_of_answers, was_read

TRIES = "20/minute"
"""Codes from one address: people mistype, and nobody guesses one of so many."""


class OwnCodeForm(PlannerForm):
    """The code that was shown once."""

    class Meta(PlannerForm.Meta):
        csrf = False  # it changes nothing, and a phone may take no cookie

    code = TextField(
        _l("Your code"),
        required=True,
        limit=40,
        description=_l("16 letters and numbers, like K7QM-2XWD-9HTR-4BNC. Small letters are fine."),
    )


@bp.route("/a/<token>/own", methods=["GET", "POST"])
@public_page
def show_own_answer(token: str) -> Any:
    """The way of one answer: by its code, which is posted, so that no address and no log holds it."""
    questionnaire, event = open_link_behind(token) or abort(404)
    form, way, status = OwnCodeForm(), None, 200
    released = ReleasedThread(event, questionnaire, current_language())
    if form.is_submitted() and not is_within_limit(TRIES, "own answers", get_remote_address()):
        form.code.errors, status = [_("Too many tries. Please wait a minute.")], 429
    elif form.validate_on_submit():
        known, answer = _answer_behind(questionnaire, form.code.data or "")
        if known:
            themes = themes_of_answers([answer.id])[answer.id] if answer else []
            way = released.way(themes, read=was_read(questionnaire, answer))
        else:
            form.code.errors, status = (
                [_("No answer has this code. Please check every letter.")],
                404,
            )
    page = render_template(
        "report/papers/own_answer.html",
        event=event,
        questionnaire=questionnaire,
        form=form,
        way=way,
        lead=own_answer_wording.own_answer_lead(way, named=questionnaire.named) if way else "",
        report_token=released.report_token if way else "",
        told=released.page is not None,
    )
    return make_response(page, form.status if status == 200 else status)


def _answer_behind(questionnaire: Questionnaire, typed: str) -> tuple[bool, Answer | None]:
    """Whether there is such a code, and the answer it belongs to, if one was kept with it."""
    code = read_answer_code(typed)
    if not code:
        return False, None
    mine = sa.select(Answer).where(
        Answer.questionnaire_id == questionnaire.id, Answer.receipt == receipt_behind(code)
    )
    answer = db.session.scalar(mine)
    return answer is not None or is_own_code(questionnaire.id, code), answer
