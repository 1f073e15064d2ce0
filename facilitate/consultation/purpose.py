"""Which of an event's questionnaires is meant: what it asks beforehand, or what it asks at the end."""

from typing import Any

import sqlalchemy as sa

from .models import Purpose, Questionnaire


def asked_for(event_id: Any, purpose: Purpose) -> sa.ColumnElement[bool]:
    """The condition that a questionnaire is that event's, for that purpose; `event_id` is a number or a column."""
    return sa.and_(Questionnaire.event_id == event_id, Questionnaire.purpose == purpose)


def beforehand(event_id: Any) -> sa.ColumnElement[bool]:
    """The condition that a questionnaire is that event's consultation; `event_id` is a number or a column."""
    return asked_for(event_id, Purpose.CONSULTATION)


def afterwards(event_id: Any) -> sa.ColumnElement[bool]:
    """The condition that a questionnaire is that event's evaluation."""
    return asked_for(event_id, Purpose.EVALUATION)
