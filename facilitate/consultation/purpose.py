"""Which of an event's questionnaires is meant: what it asks beforehand, at the end, or months later."""

from typing import Any

import sqlalchemy as sa

from ..web.i18n import _
from .models import Questionnaire, QuestionnairePurpose


def purpose_name(purpose: QuestionnairePurpose) -> str:
    """`Consultation`, `Evaluation`, `Evaluation after 6 months`"""
    if purpose.months:
        return _("Evaluation after %(num)d months", num=purpose.months)
    return _("Evaluation") if purpose.is_after else _("Consultation")


def is_asked_for(event_id: Any, purpose: QuestionnairePurpose) -> sa.ColumnElement[bool]:
    """The condition that a questionnaire is that event's, for that purpose; `event_id` is a number or a column."""
    return sa.and_(Questionnaire.event_id == event_id, Questionnaire.purpose == purpose)


def is_consultation(event_id: Any) -> sa.ColumnElement[bool]:
    """The condition that a questionnaire is that event's consultation; `event_id` is a number or a column."""
    return is_asked_for(event_id, QuestionnairePurpose.CONSULTATION)


def is_evaluation(event_id: Any) -> sa.ColumnElement[bool]:
    """The condition that a questionnaire is that event's evaluation."""
    return is_asked_for(event_id, QuestionnairePurpose.EVALUATION)
