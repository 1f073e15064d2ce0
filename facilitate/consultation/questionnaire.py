"""Which of an event's questionnaires is meant, whether it can be answered today, and how long answering takes."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from ..events.models import Event
from ..lib.workdays import ClosedDays, due_date
from ..web.i18n import _
from .models import Questionnaire, QuestionnairePurpose


def purpose_name(purpose: QuestionnairePurpose) -> str:
    """`Consultation`, `Evaluation`, `Evaluation after 6 months`"""
    if purpose.months:
        return _("Evaluation after %(num)d months", num=purpose.months)
    return _("Evaluation") if purpose.is_after else _("Consultation")


def asking_day(event: Event, purpose: QuestionnairePurpose) -> date:
    """The day from which on people are asked after an event: its last, or so many months later, counted as a task of its checklist."""
    return due_date(event.last_day, purpose.months, "months", ClosedDays(event.country))


def is_asked_for(event_id: Any, purpose: QuestionnairePurpose) -> sa.ColumnElement[bool]:
    """The condition that a questionnaire is that event's, for that purpose; `event_id` is a number or a column."""
    return sa.and_(Questionnaire.event_id == event_id, Questionnaire.purpose == purpose)


def is_consultation(event_id: Any) -> sa.ColumnElement[bool]:
    """The condition that a questionnaire is that event's consultation; `event_id` is a number or a column."""
    return is_asked_for(event_id, QuestionnairePurpose.CONSULTATION)


def is_evaluation(event_id: Any) -> sa.ColumnElement[bool]:
    """The condition that a questionnaire is that event's evaluation."""
    return is_asked_for(event_id, QuestionnairePurpose.EVALUATION)


class ConsultationStanding(StrEnum):
    """What somebody who opens the link finds."""

    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


def consultation_standing(
    opens_on: date, closes_on: date, closed: bool, today: date
) -> ConsultationStanding:
    """The standing on a day. Both days count as open; closed by hand wins over every date."""
    if closed or today > closes_on:
        return ConsultationStanding.CLOSED
    return ConsultationStanding.NOT_YET if today < opens_on else ConsultationStanding.OPEN


OPEN, OTHER = 60, 20
"""Seconds for a question answered in one's own words, and for one that is ticked."""


def answering_minutes(opens: Iterable[bool]) -> int:
    """Whole minutes for these questions (True: open), rounded up; never less than one."""
    seconds = sum(OPEN if is_open else OTHER for is_open in opens)
    return max(1, -(-seconds // 60))
