"""What the pages of the privacy check ask: where a line was said, what is kept back."""

from collections.abc import Collection

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event
from ...lib.text import Words
from ...notes.models import NoteKind, NoteLine, NotePhoto


def places_of(event: Event, line_ids: Collection[int]) -> dict[int, tuple[Words, NoteKind]]:
    """Where these lines of the notes were said, and what they are."""
    if not line_ids:
        return {}
    rows = db.session.execute(
        sa.select(NoteLine.id, NoteLine.place, NoteLine.kind).where(
            NoteLine.event_id == event.id, NoteLine.id.in_(line_ids)
        )
    )
    return {key: (place, kind) for key, place, kind in rows}


def kept_back(event: Event) -> tuple[list[NoteLine], int]:
    """The lines that are not for the report, and how many photos have no words and stay at home for that."""
    lines = db.session.scalars(
        sa.select(NoteLine)
        .where(
            NoteLine.event_id == event.id,
            NoteLine.withheld.is_(True),
            NoteLine.removed_at.is_(None),
        )
        .order_by(NoteLine.at, NoteLine.id)
    ).all()
    photos = db.session.scalar(
        sa.select(sa.func.count(NotePhoto.id)).where(
            NotePhoto.event_id == event.id,
            NotePhoto.removed_at.is_(None),
            NotePhoto.withheld.is_(False),
            NotePhoto.alt == "",
        )
    )
    return list(lines), photos or 0
