"""Questions about practice sheets asked more than once."""

import sqlalchemy as sa

from ..db import db
from ..events.models import Event
from .models import PracticeSheet


def sheet_of(event: Event) -> PracticeSheet:
    """The event's practice sheet, made on first use."""
    sheet = db.session.scalar(sa.select(PracticeSheet).where(PracticeSheet.event_id == event.id))
    return sheet or PracticeSheet(event_id=event.id)
