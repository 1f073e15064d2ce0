"""The team's side of asking: state, open link and QR code, questionnaire and questions."""

import io
from datetime import UTC, date, datetime
from typing import Any

import segno
from flask import current_app, flash, redirect, render_template, request, url_for

from ...db import db, get_or_404
from ...directory.queries import sectors
from ...downloads import send
from ...events.access import Can, needs
from ...events.models import Event
from ...i18n import _, day
from ..actions import (
    add_question,
    answered,
    begin,
    close,
    move_question,
    open_again,
    remove_question,
)
from ..forms import QuestionForm, QuestionnaireForm
from ..models import Question, Questionnaire
from ..queries import questionnaire_of, questions_of, turnout
from ..standing import local_day, standing
from .blueprint import bp


def today_in(event: Event) -> date:
    """Today, where the event is held."""
    return local_day(datetime.now(UTC), event.zone)


def _asked(event: Event) -> Questionnaire:
    return get_or_404(Questionnaire, Questionnaire.event_id == event.id)


def _question(questionnaire: Questionnaire, question_id: int) -> Question:
    return get_or_404(Question, Question.id == question_id, Question.questionnaire_id == questionnaire.id)


def _link(questionnaire: Questionnaire) -> str:
    """The open link as it stands on a poster."""
    base: str = current_app.extensions["settings"].base_url
    return base + url_for("consultation.answer", token=questionnaire.token)


@bp.get("/events/<slug>/consultation")
@needs(Can.SEE)
def home(event: Event) -> Any:
    questionnaire = questionnaire_of(event)
    if questionnaire is None:
        return render_template("consultation/nothing_asked.html", event=event)
    q = questionnaire
    return render_template(
        "consultation/home.html",
        event=event,
        questionnaire=q,
        questions=questions_of(event),
        standing=standing(q.opens_on, q.closes_on, q.closed, today_in(event)),
        sectors=sectors(),
        turnout=turnout(event),
        link=_link(q),
    )


@bp.post("/events/<slug>/consultation/begin")
@needs(Can.EDIT_CONSULTATION)
def start(event: Event) -> Any:
    if questionnaire_of(event) is None:
        begin(event, today_in(event))
        flash(_("The questionnaire is ready. Read it once, then send the link."))
    db.session.commit()
    return redirect(url_for("consultation.home", slug=event.slug))


@bp.get("/events/<slug>/consultation/qr.svg")
@needs(Can.SEE)
def qr(event: Event) -> Any:
    """The open link as a QR code, dark on white also where the page is dark."""
    image = io.BytesIO()
    segno.make(_link(_asked(event)), error="m").save(
        image, kind="svg", scale=8, border=3, dark="#000", light="#fff", svgns=True, nl=False
    )
    return send(image.getvalue(), f"{event.slug}.svg", attach=False)


@bp.post("/events/<slug>/consultation/state")
@needs(Can.EDIT_CONSULTATION)
def state(event: Event) -> Any:
    """Close now, or open (again)."""
    questionnaire = _asked(event)
    if request.form.get("to") == "closed":
        close(questionnaire)
        flash(_("Closed. Nobody can answer any more."))
    else:
        open_again(questionnaire, today_in(event))
        flash(_("Open until %(day)s.", day=day(questionnaire.closes_on, "d MMMM")))
    db.session.commit()
    return redirect(url_for("consultation.home", slug=event.slug))


@bp.route("/events/<slug>/consultation/edit", methods=["GET", "POST"])
@needs(Can.EDIT_CONSULTATION)
def edit(event: Event) -> Any:
    questionnaire = _asked(event)
    form = QuestionnaireForm(obj=questionnaire)
    if form.saves(questionnaire):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("consultation.home", slug=event.slug))
    page = render_template(
        "consultation/edit.html",
        event=event,
        form=form,
        questions=questions_of(event),
        fixed=answered(questionnaire),
    )
    return page, form.status


@bp.route("/events/<slug>/consultation/questions/new", methods=["GET", "POST"])
@needs(Can.EDIT_CONSULTATION)
def new_question(event: Event) -> Any:
    form = QuestionForm()
    if form.validate_on_submit():
        add_question(_asked(event), form.text.data, form.help.data, form.required.data)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("consultation.edit", slug=event.slug))
    return render_template("consultation/question.html", event=event, form=form, fixed=False), form.status


@bp.route("/events/<slug>/consultation/questions/<int:question_id>", methods=["GET", "POST"])
@needs(Can.EDIT_CONSULTATION)
def question(event: Event, question_id: int) -> Any:
    questionnaire = _asked(event)
    row = _question(questionnaire, question_id)
    form = QuestionForm(obj=row)
    if form.saves(row):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("consultation.edit", slug=event.slug))
    page = render_template(
        "consultation/question.html", event=event, form=form, fixed=answered(questionnaire)
    )
    return page, form.status


@bp.post("/events/<slug>/consultation/questions/<int:question_id>/move")
@needs(Can.EDIT_CONSULTATION)
def question_move(event: Event, question_id: int) -> Any:
    row = _question(_asked(event), question_id)
    move_question(questions_of(event), row, up=request.form.get("to") == "up")
    db.session.commit()
    return redirect(url_for("consultation.edit", slug=event.slug))


@bp.post("/events/<slug>/consultation/questions/<int:question_id>/remove")
@needs(Can.EDIT_CONSULTATION)
def question_remove(event: Event, question_id: int) -> Any:
    questionnaire = _asked(event)
    remove_question(questionnaire, _question(questionnaire, question_id))
    flash(_("The question is removed."))
    db.session.commit()
    return redirect(url_for("consultation.edit", slug=event.slug))
