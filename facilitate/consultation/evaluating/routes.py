"""The evaluation of an event: made, shown to the room, read, compared with earlier ones."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ... import clock
from ...data.db import db, row_id
from ...events.access import Can, may, needs
from ...events.asked_language import asked_language
from ...events.extensions import page_parts
from ...events.models import Event
from ...lib.text import make_slug
from ...web.downloads import send_download
from ...web.i18n import LANGUAGES, _, use_language
from ...web.refused import Refused
from ..asking.forms import earlier_form
from ..asking.queries import earlier_questions
from ..blueprint import ASKED_AFTER, ASKED_LATER, bp
from ..constellation.wording import decimal_text
from ..inviting.attendees import count_attendees
from ..inviting.wording import attendees_sentence
from ..links import open_link
from ..models import QuestionKind, Questionnaire, QuestionnairePurpose
from ..queries import questionnaire_or_404, questions_in
from ..questionnaire import answering_minutes, asking_day, consultation_standing, purpose_name
from ..sharing.wording import shown_number
from . import actions, picture, wording
from .gathering import evaluation_results, results_among
from .queries import evaluated_events
from .quoting import later_reply_or_404, quote_reply
from .sheet import evaluation_to_sheet
from .starting import opening_day


@bp.get("/events/<slug>/evaluation")
@needs(Can.SEE)
def show_evaluation(event: Event) -> Any:
    """What it came to: numbers for the team, words for those who read answers; its link while it is open."""
    return _came_to(event, QuestionnairePurpose.EVALUATION)


@bp.get(ASKED_LATER)
@needs(Can.SEE)
def show_later_evaluation(event: Event, purpose: str) -> Any:
    """What the evaluation of 3, 6 or 12 months later came to."""
    return _came_to(event, QuestionnairePurpose(purpose))


@bp.post(f"{ASKED_LATER}/replies/<int:reply_id>/quote")
@needs(Can.CODE_ANSWERS)
def quote_later_reply(event: Event, purpose: str, reply_id: int) -> Any:
    """What somebody wrote months later is quoted among what the event changed, or no longer."""
    reply = later_reply_or_404(event, reply_id)
    quote_reply(reply, to=bool(request.form.get("quoted")))
    db.session.commit()
    return redirect(
        url_for(
            "consultation.show_later_evaluation",
            slug=event.slug,
            purpose=purpose,
            _anchor=f"reply-{reply.id}",
        )
    )


def _came_to(event: Event, purpose: QuestionnairePurpose) -> Any:
    found = evaluated_events(event, choosable=True, purpose=purpose)
    compared = request.args.getlist("with", type=row_id)
    q = next((one.questionnaire for one in found if one.steps == 0), None)
    came = count_attendees(q) if q and may(Can.INVITE) else None
    outside, there = not may(Can.READ_ANSWERS), came.people if came else None
    results = results_among(event, found, outside=outside, compared=compared, came=there)
    if q is None or results is None:
        return _nothing(event, purpose)
    today = clock.today_in(event)
    return render_template(
        "consultation/evaluating/results.html",
        event=event,
        questionnaire=q,
        results=results,
        standing=consultation_standing(q.opens_on, q.closes_on, q.closed, today),
        afterwards=purpose.months or event.last_day < today,
        link=open_link(q),
        choosable=[one for one in found if one.steps != 0],
        chosen=compared or [one.event.id for one in found if one.steps],
        besides=[] if purpose.months else page_parts("consultation.show_evaluation", event),
        came=came,
        came_sentence=attendees_sentence,
        wording=wording,
        name=purpose_name(purpose),
        shown=shown_number,
        picture=picture,
        decimal=decimal_text,
    )


def _nothing(event: Event, purpose: QuestionnairePurpose, status: int = 200) -> Any:
    earlier = earlier_questions(event, purpose) if may(Can.EDIT_CONSULTATION) else []
    form, due = earlier_form(earlier), asking_day(event, purpose)
    if status != 200:
        form.validate()
    page = render_template(
        "consultation/evaluating/nothing.html",
        event=event,
        form=form,
        earlier=earlier,
        purpose=purpose,
        wording=wording,
        name=purpose_name(purpose),
        due=due,
        opens=opening_day(due, clock.today_in(event)),
        today=clock.today_in(event),
        besides=[] if purpose.months else page_parts("consultation.show_evaluation", event),
    )
    return page, status


@bp.post(f"{ASKED_AFTER}/begin")
@needs(Can.EDIT_CONSULTATION)
def create_evaluation(event: Event, purpose: str) -> Any:
    """With the usual questions, or with those of an earlier event."""
    earlier, after = None, QuestionnairePurpose(purpose)
    if "event_id" in request.form:
        form = earlier_form(earlier_questions(event, after))
        if not form.validate_on_submit():
            return _nothing(event, after, form.status)
        earlier = db.session.get_one(Event, form.event_id.data)
    actions.create_evaluation(event, clock.today_in(event), earlier, after)
    flash(_("The evaluation is ready. Read it once as participants will see it."))
    db.session.commit()
    return redirect(url_for("consultation.edit_questions", slug=event.slug))


@bp.get("/events/<slug>/evaluation/projector")
@needs(Can.SEE)
def show_evaluation_projector(event: Event) -> Any:
    """The code in big for the room, in the event's language or the one asked for, and the other one below."""
    questionnaire = questionnaire_or_404(event, QuestionnairePurpose.EVALUATION)
    spoken = asked_language(event)
    with use_language(spoken):
        return render_template(
            "consultation/evaluating/projector.html",
            event=event,
            questionnaire=questionnaire,
            takes=_takes(questionnaire),
            link=open_link(questionnaire).split("://", 1)[-1],
            other=next(code for code in LANGUAGES if code != spoken),
        )


@bp.get(f"{ASKED_AFTER}.xlsx")
@needs(Can.SEE)
def export_evaluation(event: Event, purpose: str) -> Any:
    """The numbers as they may leave the house."""
    after = QuestionnairePurpose(purpose)
    with use_language(asked_language(event)):
        results = evaluation_results(event, outside=True, purpose=after)
        file = evaluation_to_sheet(results, clock.today_in(event)) if results else b""
        name = make_slug(purpose_name(after))
    if not file:
        raise Refused(_("There is no evaluation yet."))
    return send_download(file, f"{event.slug}-{name}-{asked_language(event)}.xlsx")


def _takes(questionnaire: Questionnaire) -> int:
    """How many minutes answering takes."""
    return answering_minutes(
        row.kind is QuestionKind.OPEN for row in questions_in(questionnaire, hidden=False)
    )
