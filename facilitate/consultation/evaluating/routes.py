"""The evaluation of an event: made, shown to the room, read, compared with earlier ones."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ... import clock
from ...db import db, row_id
from ...downloads import send
from ...events.access import Can, may, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...i18n import LANGUAGES, _, use_language
from ...lib.text import slug
from ...refused import Refused
from ..answering.duration import minutes
from ..asking.forms import earlier_form
from ..asking.queries import earlier_questions
from ..blueprint import bp
from ..constellation.wording import decimal
from ..inviting.came import came_of
from ..inviting.wording import came_sentence
from ..links import open_link
from ..models import Purpose, QuestionKind, Questionnaire
from ..queries import asked, questions_in
from ..sharing.wording import shown
from ..standing import standing
from . import actions, picture, wording
from .beside import all_beside
from .gathering import results_among, results_of
from .queries import evaluated
from .sheet import to_sheet


@bp.get("/events/<slug>/evaluation")
@needs(Can.SEE)
def evaluation(event: Event) -> Any:
    """What it came to: numbers for the team, words for those who read answers; its link while it is open."""
    found = evaluated(event, choosable=True)
    compared = request.args.getlist("with", type=row_id)
    q = next((one.questionnaire for one in found if one.steps == 0), None)
    came = came_of(q) if q and may(Can.INVITE) else None
    outside, there = not may(Can.READ_ANSWERS), came.people if came else None
    results = results_among(event, found, outside=outside, compared=compared, came=there)
    if q is None or results is None:
        return _nothing(event)
    return render_template(
        "consultation/evaluating/results.html",
        event=event,
        questionnaire=q,
        results=results,
        standing=standing(q.opens_on, q.closes_on, q.closed, clock.today_in(event)),
        link=open_link(q),
        choosable=[one for one in found if one.steps != 0],
        chosen=compared or [one.event.id for one in found if one.steps],
        besides=all_beside(event),
        came=came,
        came_sentence=came_sentence,
        wording=wording,
        shown=shown,
        picture=picture,
        decimal=decimal,
    )


def _nothing(event: Event, status: int = 200) -> Any:
    earlier = earlier_questions(event, Purpose.EVALUATION) if may(Can.EDIT_CONSULTATION) else []
    form = earlier_form(earlier)
    if status != 200:
        form.validate()
    page = render_template(
        "consultation/evaluating/nothing.html",
        event=event,
        form=form,
        earlier=earlier,
        besides=all_beside(event),
    )
    return page, status


@bp.post("/events/<slug>/evaluation/begin")
@needs(Can.EDIT_CONSULTATION)
def evaluation_begin(event: Event) -> Any:
    """With the usual questions, or with those of an earlier event."""
    earlier = None
    if "event_id" in request.form:
        form = earlier_form(earlier_questions(event, Purpose.EVALUATION))
        if not form.validate_on_submit():
            return _nothing(event, form.status)
        earlier = db.session.get_one(Event, form.event_id.data)
    actions.begin(event, clock.today_in(event), earlier)
    flash(_("The evaluation is ready. Read it once as participants will see it."))
    db.session.commit()
    return redirect(url_for("consultation.edit", slug=event.slug, purpose=Purpose.EVALUATION))


@bp.get("/events/<slug>/evaluation/projector")
@needs(Can.SEE)
def evaluation_projector(event: Event) -> Any:
    """The code in big for the room, in the event's language or the one asked for, and the other one below."""
    questionnaire = asked(event, Purpose.EVALUATION)
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


@bp.get("/events/<slug>/evaluation.xlsx")
@needs(Can.SEE)
def evaluation_xlsx(event: Event) -> Any:
    """The numbers as they may leave the house."""
    with use_language(asked_language(event)):
        results = results_of(event, outside=True)
        file = to_sheet(results, clock.today_in(event)) if results else b""
        name = slug(_("Evaluation"))
    if not file:
        raise Refused(_("There is no evaluation yet."))
    return send(file, f"{event.slug}-{name}-{asked_language(event)}.xlsx")


def _takes(questionnaire: Questionnaire) -> int:
    """How many minutes answering takes."""
    return minutes(
        row.kind is QuestionKind.OPEN for row in questions_in(questionnaire, hidden=False)
    )
