"""Questions about asking: how far it is, and whose questions can be taken over."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask_login import current_user

from ...data.db import db
from ...events.models import Event, Member
from ...lib.text import Words
from ..answered import number_answered
from ..models import (
    Answer,
    Draft,
    Invitation,
    Letter,
    Question,
    Questionnaire,
    QuestionnairePurpose,
    Theme,
)
from ..questionnaire import is_asked_for
from .way import ConsultationFacts


def is_answered(questionnaire: Questionnaire) -> bool:
    """Whether somebody has answered, or begun to: from then on questions are reworded, hidden and added, not removed."""
    answer = sa.exists().where(Answer.questionnaire_id == questionnaire.id)
    draft = sa.exists().where(Draft.questionnaire_id == questionnaire.id)
    return db.session.scalar(sa.select(answer | draft)) is True


def is_promised(questionnaire: Questionnaire) -> bool:
    """Whether it is said already if answers carry a name: somebody has answered, is invited, or wrote a letter."""
    invited, letter, answer = (
        sa.exists().where(kind.questionnaire_id == questionnaire.id)
        for kind in (Invitation, Letter, Answer)
    )
    return db.session.scalar(sa.select(invited | letter | answer)) is True


def consultation_facts(questionnaire: Questionnaire) -> ConsultationFacts:
    """How far the consultation is."""

    def number(column: Any, *conditions: Any) -> Any:
        return sa.select(sa.func.count(column)).where(*conditions).scalar_subquery()

    answer, invited = (
        Answer.questionnaire_id == questionnaire.id,
        Invitation.questionnaire_id == questionnaire.id,
    )
    theme = sa.and_(Theme.event_id == questionnaire.event_id, ~Theme.gone)
    came_of = Theme.objective_id.is_not(None) | Theme.goal_id.is_not(None)
    row = db.session.execute(
        sa.select(
            number(Question.id, Question.questionnaire_id == questionnaire.id, ~Question.hidden),
            number(Invitation.id, invited),
            number_answered(questionnaire),
            number(Answer.id, answer),
            number(Answer.id, answer, Answer.read_by_id.is_not(None)),
            number(Theme.id, theme),
            number(Theme.id, theme, came_of),
        )
    ).one()
    return ConsultationFacts(*row)


class EarlierQuestions(NamedTuple):
    """Another event whose questions can be taken over."""

    id: int
    title: Words
    year: int
    questions: int
    before: bool
    """Whether this event builds on it."""


def earlier_questions(
    event: Event, purpose: QuestionnairePurpose = QuestionnairePurpose.CONSULTATION
) -> Sequence[EarlierQuestions]:
    """Events with questions that the person signed in may see: first the one this one builds on, then the latest."""
    query = (
        sa.select(Event.id, Event.title, Event.first_day, sa.func.count(Question.id))
        .join_from(Event, Questionnaire, is_asked_for(Event.id, purpose))
        .join(Question, Question.questionnaire_id == Questionnaire.id)
        .where(Event.id != event.id, ~Question.hidden)
        .group_by(Event.id, Questionnaire.id)
        .order_by(
            sa.case((Event.id == event.builds_on_id, 0), else_=1), Event.first_day.desc(), Event.id
        )
    )
    if not current_user.administrator:
        mine = sa.select(Member.event_id).where(Member.user_id == current_user.id)
        query = query.where(Event.id.in_(mine))
    return [
        EarlierQuestions(
            id=key, title=title, year=day.year, questions=number, before=key == event.builds_on_id
        )
        for key, title, day, number in db.session.execute(query)
    ]
