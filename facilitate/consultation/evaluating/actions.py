"""What happens to an evaluation: it is made, and moves along with its event."""

import secrets
from datetime import date, timedelta

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...events.actions import wait_for_event_lock
from ...events.extensions import follows_dates
from ...events.models import AgreementStatus, Event
from ...events.queries import objectives_of
from ..asking.actions import add_question, copy_questions
from ..asking.offered import OfferedChoice
from ..models import Answer, Question, Questionnaire, QuestionnairePurpose
from ..queries import questionnaire_of
from ..questionnaire import asking_day
from .starting import UsualQuestion, opening_day, starting_evaluation

MOST_AIMS = 12
"""Objectives that are offered to tick months later: more of them nobody reads on a phone."""


def create_evaluation(
    event: Event,
    today: date,
    earlier: Event | None = None,
    purpose: QuestionnairePurpose = QuestionnairePurpose.EVALUATION,
) -> Questionnaire:
    """The event's evaluation, made with the usual questions or with those of an earlier event's; anonymous always.

    One that is there already stays as it is. `purpose`: the one at the end, or one of those months later.
    """
    wait_for_event_lock(event)
    if there := questionnaire_of(event, purpose):
        return there
    aims = [one.text for one in objectives_of(event) if one.status is not AgreementStatus.IDEA]
    due = asking_day(event, purpose)
    text = starting_evaluation(event.title, due, today, purpose.months, aims[:MOST_AIMS])
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
    if not theirs or not copy_questions(questionnaire, theirs):
        for question in text.questions:
            _add(questionnaire, question)
    return questionnaire


@follows_dates
def move_evaluations(event: Event, moved: timedelta) -> None:
    """Ask as many days later as the event ends later; whatever somebody has answered already, or was closed, keeps its dates."""
    today = clock.today_in(event)
    answered = sa.exists().where(Answer.questionnaire_id == Questionnaire.id)
    waiting = sa.select(Questionnaire).where(
        Questionnaire.event_id == event.id, ~Questionnaire.closed, ~answered
    )
    for one in db.session.scalars(waiting).all():
        if one.purpose.is_after:
            lasts = one.closes_on - one.opens_on
            one.opens_on = opening_day(one.opens_on + moved, today, lasts)
            one.closes_on = one.opens_on + lasts


def _add(questionnaire: Questionnaire, usual: UsualQuestion) -> None:
    question = Question(
        key=usual.key,
        kind=usual.kind,
        text=usual.text,
        help=usual.help,
        low=usual.low,
        high=usual.high,
    )
    add_question(questionnaire, question, [OfferedChoice(None, text) for text in usual.choices])
