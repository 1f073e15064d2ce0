"""The stakeholder's side: answer on a phone, without account and without JavaScript; thanks."""

from typing import Any

from flask import abort, redirect, render_template, request, session, url_for
from flask_babel import refresh

from ...accounts.doors import public
from ...db import db
from ...directory.queries import counties, sectors
from ...events.models import Event
from ...i18n import LANGUAGES
from ...limits import limiter
from ..actions import keep
from ..forms import answer_form
from ..models import Questionnaire
from ..queries import open_link, questions_of
from ..standing import Standing, standing
from .asking import today_in
from .blueprint import bp


def _opened(token: str) -> tuple[Questionnaire, Event]:
    found = open_link(token)
    if found is None:
        abort(404)
    return found


def _switched() -> bool:
    """Whether the button for the other language was pressed; from here on that language is spoken."""
    code = request.form.get("switch")
    if code not in LANGUAGES:
        return False
    session["language"] = code
    refresh()
    return True


@bp.route("/a/<token>", methods=["GET", "POST"])
@public
@limiter.limit("30/minute", methods=["POST"])
def answer(token: str) -> Any:
    questionnaire, event = _opened(token)
    switched, today = _switched(), today_in(event)
    form = answer_form(questions_of(event), sectors(), counties())
    now = standing(questionnaire.opens_on, questionnaire.closes_on, questionnaire.closed, today)
    context = {"event": event, "questionnaire": questionnaire, "form": form, "standing": now}
    if now is not Standing.OPEN:
        return render_template("consultation/not_open.html", **context), 409 if form.is_submitted() else 200
    if switched or not form.validate_on_submit():
        return render_template("consultation/answer.html", **context), 200 if switched else form.status
    if not form.website.data:
        keep(questionnaire, form.receipt.data or "", form.sector.data, form.county.data, form.texts, today)
    db.session.commit()
    return redirect(url_for("consultation.thanks", token=token))


@bp.get("/a/<token>/thanks")
@public
def thanks(token: str) -> Any:
    """Shows nothing of what was sent: phones are lent, and pages are reloaded."""
    questionnaire, event = _opened(token)
    return render_template("consultation/thanks.html", event=event, questionnaire=questionnaire)
