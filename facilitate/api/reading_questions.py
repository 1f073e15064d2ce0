"""What can be read of questionnaires: of a consultation, and of what is asked after an event."""

from datetime import date
from typing import TypedDict

from flask import abort

from ..consultation.models import QuestionKind, Questionnaire, QuestionnairePurpose
from ..consultation.queries import choices_by_question, questionnaire_or_404, questions_in
from ..events.access import Can, needs
from ..events.models import Event
from ..web.i18n import _l
from .operation import Bilingual, read_operation, tell_row
from .rights import ApiArea


class QuestionnaireShape(TypedDict):
    """What is asked when: its title, what stands above it, its days, whether it was closed by hand and whether answers carry names."""

    title: Bilingual
    intro: Bilingual
    opens_on: date
    closes_on: date
    closed: bool
    named: bool


class ChoiceShape(TypedDict):
    """Something a question offers."""

    id: int
    text: Bilingual


class QuestionShape(TypedDict):
    """A question of the questionnaire, with the line of help below it; `low` and `high`: the ends of its scale."""

    id: int
    kind: QuestionKind
    text: Bilingual
    help: Bilingual
    low: Bilingual
    high: Bilingual
    required: bool
    choices: list[ChoiceShape]


def asked_or_404(event: Event, purpose: str) -> Questionnaire:
    """What the event asks for that purpose, as addresses name it."""
    if purpose not in list(QuestionnairePurpose):
        abort(404)
    return questionnaire_or_404(event, purpose)


@read_operation(
    "/events/<slug>/consultation",
    page="consultation.show_consultation",
    area=ApiArea.ANSWERS,
    about=_l("The questionnaire of the consultation: what stands above it, from when to when"),
)
@needs(Can.SEE)
def read_consultation(event: Event) -> QuestionnaireShape:
    return tell_row(QuestionnaireShape, questionnaire_or_404(event))


@read_operation(
    "/events/<slug>/questions",
    page="consultation.show_consultation",
    area=ApiArea.ANSWERS,
    about=_l("What stakeholders are asked beforehand"),
)
@needs(Can.SEE)
def read_questions(event: Event) -> list[QuestionShape]:
    return _questions(questionnaire_or_404(event))


@read_operation(
    "/events/<slug>/questionnaires/<purpose>/questions",
    page="consultation.show_evaluation",
    area=ApiArea.ANSWERS,
    about=_l("What a questionnaire asks (consultation, evaluation, after-3 …)"),
)
@needs(Can.SEE)
def read_asked_questions(event: Event, purpose: str) -> list[QuestionShape]:
    return _questions(asked_or_404(event, purpose))


def _questions(asked: Questionnaire) -> list[QuestionShape]:
    rows = questions_in(asked, hidden=False)
    choices = choices_by_question(rows)
    return [
        tell_row(
            QuestionShape,
            one,
            choices=[
                tell_row(ChoiceShape, choice) for choice in choices[one.id] if not choice.hidden
            ],
        )
        for one in rows
    ]
