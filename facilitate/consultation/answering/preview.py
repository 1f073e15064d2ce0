"""The team looks at the public page before anybody is asked: the same page, in either language; nothing is kept."""

from typing import Any

from flask import render_template, request

from ...directory.queries import all_sectors
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import LANGUAGES, current_language, use_language
from ..blueprint import ASKED, bp
from ..models import QuestionKind
from ..queries import asked, choices_of, questions_in
from ..standing import Standing
from .duration import minutes
from .forms import answer_form
from .queries import places


@bp.route(f"{ASKED}/preview", methods=["GET", "POST"])
@needs(Can.SEE)
def preview(event: Event, purpose: str) -> Any:
    """Sending shows what sending would say, and keeps nothing."""
    questionnaire = asked(event, purpose)
    questions = questions_in(questionnaire, hidden=False)
    spoken = request.args.get("lang", "")
    with use_language(spoken if spoken in LANGUAGES else current_language()):
        form = answer_form(
            questionnaire,
            questions,
            choices=choices_of(questions),
            sectors=all_sectors(),
            counties=places(),
        )
        tried = form.validate_on_submit()
        page = render_template(
            "consultation/answering/preview.html",
            event=event,
            questionnaire=questionnaire,
            form=form,
            standing=Standing.OPEN,
            minutes=minutes(question.kind is QuestionKind.OPEN for question in questions),
            tried=tried,
        )
    return page, form.status
