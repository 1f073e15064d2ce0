"""Which of an event's questionnaires is meant: what it asks beforehand, at the end, or months later."""

from typing import Any

import sqlalchemy as sa

from ..web.i18n import _
from .models import Purpose, Questionnaire


def purpose_name(purpose: Purpose) -> str:
    """`Consultation`, `Evaluation`, `Evaluation after 6 months`"""
    if purpose.months:
        return _("Evaluation after %(num)d months", num=purpose.months)
    return _("Evaluation") if purpose.is_after else _("Consultation")


def asked_for(event_id: Any, purpose: Purpose) -> sa.ColumnElement[bool]:
    """The condition that a questionnaire is that event's, for that purpose; `event_id` is a number or a column."""
    return sa.and_(Questionnaire.event_id == event_id, Questionnaire.purpose == purpose)


def beforehand(event_id: Any) -> sa.ColumnElement[bool]:
    """The condition that a questionnaire is that event's consultation; `event_id` is a number or a column."""
    return asked_for(event_id, Purpose.CONSULTATION)


def afterwards(event_id: Any) -> sa.ColumnElement[bool]:
    """The condition that a questionnaire is that event's evaluation."""
    return asked_for(event_id, Purpose.EVALUATION)
