"""What should change, as it may leave the house: the words of indicators and of their objectives pass the privacy check."""

from collections.abc import Iterable

import sqlalchemy as sa

from ..data.db import db
from ..events.models import Objective
from ..lib.text import Words
from ..release.clearing import ClearedTexts, tells_texts
from ..release.models import TextSource
from ..release.texts import RoomText, TextOwner
from .models import IndicatorReading, ObjectiveIndicator


@tells_texts(
    Objective.text,
    ObjectiveIndicator.text,
    ObjectiveIndicator.before,
    ObjectiveIndicator.goal,
    ObjectiveIndicator.source,
    ObjectiveIndicator.method,
    IndicatorReading.value,
)
def indicator_texts(whose: TextOwner) -> Iterable[RoomText]:
    """Everything that was written about the indicators of an event."""
    if whose.event_id is None:
        return []
    rows = db.session.execute(
        sa.select(ObjectiveIndicator, Objective.text, IndicatorReading.value)
        .join(Objective, ObjectiveIndicator.objective_id == Objective.id)
        .outerjoin(IndicatorReading, IndicatorReading.indicator_id == ObjectiveIndicator.id)
        .where(Objective.event_id == whose.event_id)
        .order_by(ObjectiveIndicator.id, IndicatorReading.id)
    )
    found = [
        (row.id, text)
        for row, objective, value in rows
        for text in (*_both(objective), *_both(row.text), *_plain(row), value)
    ]
    texts = (RoomText(TextSource.INDICATOR, key, text, text) for key, text in found if text)
    return dict.fromkeys(texts)


def _both(words: Words) -> tuple[str, str]:
    return words.en, words.sq


def _plain(row: ObjectiveIndicator) -> tuple[str, ...]:
    return row.before, row.goal, row.source, row.method


def cleared_indicator_text(cleared: ClearedTexts, row: ObjectiveIndicator, text: str) -> str:
    """One of these texts as it may leave; empty where it must not."""
    return cleared.said_of(TextSource.INDICATOR, row.id, text)
