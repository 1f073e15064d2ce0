"""Which of an event's questionnaires is meant: what it asks beforehand, or what it asks at the end."""

from typing import Any

import sqlalchemy as sa

from .models import Purpose, Questionnaire


def beforehand(event_id: Any) -> sa.ColumnElement[bool]:
    """The condition that a questionnaire is that event's consultation; `event_id` is a number or a column."""
    return sa.and_(Questionnaire.event_id == event_id, Questionnaire.purpose == Purpose.CONSULTATION)


def afterwards(event_id: Any) -> sa.ColumnElement[bool]:
    """The condition that a questionnaire is that event's evaluation."""
    return sa.and_(Questionnaire.event_id == event_id, Questionnaire.purpose == Purpose.EVALUATION)
