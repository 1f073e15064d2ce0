"""The team's side of asking: how far it is, open link and QR code, questionnaire and questions."""

import io
from typing import Any

import segno
from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, get_or_404
from ...directory.queries import all_counties, answering_sectors
from ...events.access import Can, may, needs
from ...events.models import Event
from ...web.downloads import send_download
from ...web.i18n import _, _n, format_day
from ..blueprint import ASKED, HOME, bp
from ..links import open_link
from ..models import Question, Questionnaire, QuestionnairePurpose
from ..queries import (
    choices_by_question,
    count_turnout,
    questionnaire_of,
    questionnaire_or_404,
    questions_in,
    shown_turnout,
)
from ..questionnaire import consultation_standing
from . import actions
from .forms import earlier_form, question_form, questionnaire_form
from .queries import consultation_facts, earlier_questions, is_answered, is_promised
from .way import ConsultationStation, next_thing


def _question(questionnaire: Questionnaire, question_id: int) -> Question:
    return get_or_404(
        Question, Question.id == question_id, Question.questionnaire_id == questionnaire.id
    )


@bp.get("/events/<slug>/consultation")
@needs(Can.SEE)
def show_consultation(event: Event) -> Any:
    questionnaire = questionnaire_of(event)
    if questionnaire is None:
        earlier = earlier_questions(event) if may(Can.EDIT_CONSULTATION) else []
        return render_template(
            "consultation/asking/nothing_asked.html",
            event=event,
            form=earlier_form(earlier),
            earlier=earlier,
        )
    q, facts = questionnaire, consultation_facts(questionnaire)
    now = consultation_standing(q.opens_on, q.closes_on, q.closed, clock.today_in(event))
    return render_template(
        "consultation/asking/home.html",
        event=event,
        questionnaire=q,
        facts=facts,
        standing=now,
        next=next_thing(facts, now),
        stations=list(ConsultationStation),
        sectors=answering_sectors(),
        counties=all_counties(),
        turnout=count_turnout(event)
        if may(Can.READ_ANSWERS)
        else shown_turnout(count_turnout(event)),
        link=open_link(q),
    )


@bp.post("/events/<slug>/consultation/begin")
@needs(Can.EDIT_CONSULTATION)
def create_consultation(event: Event) -> Any:
    """With the two starting questions, or with those of an earlier event."""
    if "event_id" in request.form:
        form = earlier_form(earlier := earlier_questions(event))
        if not form.validate_on_submit():
            context = {"event": event, "form": form, "earlier": earlier}
            return render_template("consultation/asking/nothing_asked.html", **context), form.status
        actions.create_questionnaire(
            event, clock.today_in(event), db.session.get_one(Event, form.event_id.data)
        )
    else:
        actions.create_questionnaire(event, clock.today_in(event))
    flash(_("The questionnaire is ready. Read it once as stakeholders see it, then invite people."))
    db.session.commit()
    return redirect(url_for("consultation.edit_questions", slug=event.slug))


@bp.get(f"{ASKED}/qr.svg")
@needs(Can.SEE)
def show_link_qr(event: Event, purpose: str) -> Any:
    """The open link as a QR code, dark on white also where the page is dark."""
    image = io.BytesIO()
    segno.make(open_link(questionnaire_or_404(event, purpose)), error="m").save(
        image, kind="svg", scale=8, border=3, dark="#000", light="#fff", svgns=True, nl=False
    )
    return send_download(image.getvalue(), _file(event, purpose, "svg"), attach=False)


@bp.get(f"{ASKED}/qr.png")
@needs(Can.SEE)
def export_link_qr(event: Event, purpose: str) -> Any:
    """The open link's QR code as a PNG for slides and letters, about a thousand dots wide."""
    image = io.BytesIO()
    segno.make(open_link(questionnaire_or_404(event, purpose)), error="m").save(
        image, kind="png", scale=28, border=3
    )
    return send_download(image.getvalue(), _file(event, purpose, "png"))


def _file(event: Event, purpose: str, kind: str) -> str:
    about = f"-{purpose}" if QuestionnairePurpose(purpose).is_after else ""
    return f"{event.slug}{about}.{kind}"


@bp.post(f"{ASKED}/state")
@needs(Can.EDIT_CONSULTATION)
def change_state(event: Event, purpose: str) -> Any:
    """Close now, or open (again)."""
    questionnaire = questionnaire_or_404(event, purpose)
    if request.form.get("to") == "closed":
        actions.close_questionnaire(questionnaire)
        flash(_("Closed. Nobody can answer any more. Unsent drafts were deleted."))
    else:
        actions.reopen_questionnaire(questionnaire, clock.today_in(event))
        flash(_("Open until %(day)s.", day=format_day(questionnaire.closes_on, "d MMMM")))
    db.session.commit()
    return redirect(url_for(HOME[QuestionnairePurpose(purpose)], slug=event.slug))


@bp.get(f"{ASKED}/edit")
@needs(Can.EDIT_CONSULTATION)
def edit_questions(event: Event, purpose: str) -> Any:
    """The questions in their order, and what can be done with them."""
    questionnaire = questionnaire_or_404(event, purpose)
    questions, earlier = (
        questions_in(questionnaire),
        earlier_questions(event, QuestionnairePurpose(purpose)),
    )
    return render_template(
        "consultation/asking/edit.html",
        event=event,
        questionnaire=questionnaire,
        questions=questions,
        choices=choices_by_question(questions),
        fixed=is_answered(questionnaire),
        form=earlier_form(earlier),
        earlier=earlier,
    )


@bp.route(f"{ASKED}/about", methods=["GET", "POST"])
@needs(Can.EDIT_CONSULTATION)
def edit_about(event: Event, purpose: str) -> Any:
    """What is said around the questions, when it is open, and whose answer it is."""
    questionnaire = questionnaire_or_404(event, purpose)
    form = questionnaire_form(questionnaire, is_promised(questionnaire))
    if form.saves(questionnaire):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("consultation.edit_questions", slug=event.slug))
    return render_template("consultation/asking/about.html", event=event, form=form), form.status


@bp.post(f"{ASKED}/take-over")
@needs(Can.EDIT_CONSULTATION)
def copy_questions(event: Event, purpose: str) -> Any:
    """Add the questions of an earlier event to those there are."""
    questionnaire, form = (
        questionnaire_or_404(event, purpose),
        earlier_form(earlier_questions(event, QuestionnairePurpose(purpose))),
    )
    if form.validate_on_submit():
        theirs = questionnaire_or_404(db.session.get_one(Event, form.event_id.data), purpose)
        came = actions.copy_questions(questionnaire, theirs)
        flash(_n("%(num)d question was added.", "%(num)d questions were added.", came))
    else:
        flash(_("Choose an event first."))
    db.session.commit()
    return redirect(url_for("consultation.edit_questions", slug=event.slug))


@bp.route(f"{ASKED}/questions/new", methods=["GET", "POST"])
@needs(Can.EDIT_CONSULTATION)
def create_question(event: Event, purpose: str) -> Any:
    questionnaire = questionnaire_or_404(event, purpose)
    form = question_form(None, [], fixed=False)
    if form.validate_on_submit():
        question = Question()
        form.populate_obj(question)
        actions.add_question(questionnaire, question, form.choices.offered)
        flash(_("Saved."))
        db.session.commit()
        return redirect(
            url_for(
                "consultation.edit_questions", slug=event.slug, _anchor=f"question-{question.id}"
            )
        )
    context = {"event": event, "form": form, "row": None, "fixed": is_answered(questionnaire)}
    return render_template("consultation/asking/question.html", **context), form.status


@bp.route(f"{ASKED}/questions/<int:question_id>", methods=["GET", "POST"])
@needs(Can.EDIT_CONSULTATION)
def edit_question(event: Event, purpose: str, question_id: int) -> Any:
    questionnaire = questionnaire_or_404(event, purpose)
    row = _question(questionnaire, question_id)
    choices, fixed = choices_by_question([row])[row.id], is_answered(questionnaire)
    form = question_form(row, choices, fixed)
    if form.saves(row):
        actions.set_choices(row, choices, form.choices.offered, fixed)
        flash(_("Saved."))
        db.session.commit()
        return redirect(
            url_for("consultation.edit_questions", slug=event.slug, _anchor=f"question-{row.id}")
        )
    context = {"event": event, "form": form, "row": row, "fixed": fixed}
    return render_template("consultation/asking/question.html", **context), form.status


@bp.post(f"{ASKED}/questions/<int:question_id>/move")
@needs(Can.EDIT_CONSULTATION)
def move_question(event: Event, purpose: str, question_id: int) -> Any:
    questionnaire = questionnaire_or_404(event, purpose)
    row = _question(questionnaire, question_id)
    actions.move_question(questionnaire, row, request.form.get("to", ""))
    db.session.commit()
    return redirect(
        url_for("consultation.edit_questions", slug=event.slug, _anchor=f"question-{row.id}")
    )


@bp.post(f"{ASKED}/questions/<int:question_id>/hide")
@needs(Can.EDIT_CONSULTATION)
def hide_question(event: Event, purpose: str, question_id: int) -> Any:
    """Hide a question, or show it again."""
    questionnaire = questionnaire_or_404(event, purpose)
    row = _question(questionnaire, question_id)
    actions.hide_question(questionnaire, row, request.form.get("to") == "hidden")
    flash(
        _("Hidden: stakeholders no longer see it.")
        if row.hidden
        else _("Stakeholders see it again.")
    )
    db.session.commit()
    return redirect(
        url_for("consultation.edit_questions", slug=event.slug, _anchor=f"question-{row.id}")
    )


@bp.post(f"{ASKED}/questions/<int:question_id>/remove")
@needs(Can.EDIT_CONSULTATION)
def remove_question(event: Event, purpose: str, question_id: int) -> Any:
    questionnaire = questionnaire_or_404(event, purpose)
    row, page = (
        _question(questionnaire, question_id),
        url_for("consultation.edit_questions", slug=event.slug),
    )
    change = actions.remove_question(questionnaire, row, current_user.id)
    flash(_("The question was removed."), actions.REMOVALS.offer_undo(event, change, page))
    db.session.commit()
    return redirect(page)
