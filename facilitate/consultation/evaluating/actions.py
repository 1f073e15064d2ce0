"""What happens to an evaluation: it is made."""

import secrets
from datetime import date

from ...db import db
from ...events.actions import in_turn
from ...events.models import Event
from ..asking.actions import add_question, take_over
from ..asking.offered import Offered
from ..models import Purpose, Question, Questionnaire
from ..queries import questionnaire_of
from .starting import Usual, starting


def begin(event: Event, today: date, earlier: Event | None = None) -> Questionnaire:
    """The event's evaluation, made with the usual questions or with those of an earlier event's; anonymous always.

    One that is there already stays as it is.
    """
    in_turn(event)
    if there := questionnaire_of(event, Purpose.EVALUATION):
        return there
    text = starting(event.title, event.last_day, today)
    questionnaire = Questionnaire(
        event_id=event.id,
        purpose=Purpose.EVALUATION,
        token=secrets.token_urlsafe(9),
        title=text.title,
        intro=text.intro,
        opens_on=text.opens_on,
        closes_on=text.closes_on,
    )
    db.session.add(questionnaire)
    db.session.flush()
    theirs = questionnaire_of(earlier, Purpose.EVALUATION) if earlier else None
    if not theirs or not take_over(questionnaire, theirs):
        for question in text.questions:
            _add(questionnaire, question)
    return questionnaire


def _add(questionnaire: Questionnaire, usual: Usual) -> None:
    question = Question(
        key=usual.key,
        kind=usual.kind,
        text=usual.text,
        help=usual.help,
        low=usual.low,
        high=usual.high,
    )
    add_question(questionnaire, question, [Offered(None, text) for text in usual.choices])
