"""How participants found the facilitation of events, from the evaluations at their end: nothing by which one of them is recognised."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from ..consultation.evaluating.gathering import results_among
from ..consultation.evaluating.queries import MOST, EvaluatedEvent
from ..consultation.evaluating.results import EvaluatedEdition
from ..consultation.models import Questionnaire, QuestionnairePurpose
from ..data.db import db
from ..events.models import Event

ASKED = "facilitation"
"""The key of the question, the same in every evaluation."""


@dataclass(frozen=True)
class FacilitationSaid:
    """What an evaluation says of the facilitation: its event, and the mean from 1 to 5."""

    edition: EvaluatedEdition
    mean: float


def said_of_facilitation(events: Collection[int]) -> list[FacilitationSaid]:
    """Of the latest of these events, the latest first, as far as the numbers may leave the house; the same statements for all."""
    query = (
        sa.select(Questionnaire, Event)
        .join(Event, Questionnaire.event_id == Event.id)
        .where(
            Event.id.in_(events),
            Event.archived_at.is_(None),
            Questionnaire.purpose == QuestionnairePurpose.EVALUATION,
        )
        .order_by(Event.first_day.desc(), Event.id.desc())
        .limit(MOST + 1)
    )
    rows = db.session.execute(query).all() if events else []
    if not rows:
        return []
    found = [EvaluatedEvent(asked, event, place) for place, (asked, event) in enumerate(rows)]
    results = results_among(rows[0][1], found, outside=True)
    editions = [results.own, *reversed(results.others)] if results else []
    return [
        FacilitationSaid(one, one.values[ASKED].number) for one in editions if ASKED in one.values
    ]
