"""The team looks at the public page before anybody is asked: the same page, in either language; nothing is kept."""

from typing import Any

from flask import render_template, request

from ...directory.queries import all_sectors
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import LANGUAGES, current_language, use_language
from ..blueprint import ASKED, bp
from ..models import QuestionKind
from ..queries import choices_by_question, questionnaire_or_404, questions_in
from ..questionnaire import ConsultationStanding, answering_minutes
from .forms import stakeholder_form
from .queries import county_places


@bp.route(f"{ASKED}/preview", methods=["GET", "POST"])
@needs(Can.SEE)
def preview_questionnaire(event: Event, purpose: str) -> Any:
    """Sending shows what sending would say, and keeps nothing."""
    questionnaire = questionnaire_or_404(event, purpose)
    questions = questions_in(questionnaire, hidden=False)
    spoken = request.args.get("lang", "")
    with use_language(spoken if spoken in LANGUAGES else current_language()):
        form = stakeholder_form(
            questionnaire,
            questions,
            choices=choices_by_question(questions),
            sectors=all_sectors(),
            counties=county_places(),
        )
        tried = form.validate_on_submit()
        page = render_template(
            "consultation/answering/preview.html",
            event=event,
            questionnaire=questionnaire,
            form=form,
            standing=ConsultationStanding.OPEN,
            minutes=answering_minutes(question.kind is QuestionKind.OPEN for question in questions),
            tried=tried,
        )
    return page, form.status
