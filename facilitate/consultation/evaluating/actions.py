"""What happens to an evaluation: it is made."""

import secrets
from datetime import date

from ...data.db import db
from ...events.actions import wait_for_event_lock
from ...events.models import AgreementStatus, Event
from ...events.queries import objectives_of
from ..asking.actions import add_question, take_over
from ..asking.offered import Offered
from ..models import Purpose, Question, Questionnaire
from ..queries import questionnaire_of
from .starting import Usual, starting

MOST_AIMS = 12
"""Objectives that are offered to tick months later: more of them nobody reads on a phone."""


def begin(
    event: Event,
    today: date,
    earlier: Event | None = None,
    purpose: Purpose = Purpose.EVALUATION,
) -> Questionnaire:
    """The event's evaluation, made with the usual questions or with those of an earlier event's; anonymous always.

    One that is there already stays as it is. `purpose`: the one at the end, or one of those months later.
    """
    wait_for_event_lock(event)
    if there := questionnaire_of(event, purpose):
        return there
    aims = [one.text for one in objectives_of(event) if one.status is not AgreementStatus.IDEA]
    text = starting(event.title, event.last_day, today, purpose.months, aims[:MOST_AIMS])
    questionnaire = Questionnaire(
        event_id=event.id,
        purpose=purpose,
        token=secrets.token_urlsafe(9),
        title=text.title,
        intro=text.intro,
        opens_on=text.opens_on,
        closes_on=text.closes_on,
    )
    db.session.add(questionnaire)
    db.session.flush()
    theirs = questionnaire_of(earlier, purpose) if earlier else None
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
