"""What an event has agreed on the structure of its notes."""

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event
from ..models import NoteStructure
from .usual import AgreedHeadings, headings_from_json


def agreed_headings_of(event: Event) -> AgreedHeadings:
    """The headings of an event by kind of step."""
    query = sa.select(NoteStructure.step_kind, NoteStructure.heads).where(
        NoteStructure.event_id == event.id
    )
    return AgreedHeadings(
        {kind: headings_from_json(rows) for kind, rows in db.session.execute(query) if rows}
    )


def structure_for(event: Event, step_kind: str) -> NoteStructure | None:
    """The row of one kind of step; None where nobody has agreed on anything for it."""
    query = sa.select(NoteStructure).where(
        NoteStructure.event_id == event.id, NoteStructure.step_kind == step_kind
    )
    return db.session.scalars(query).first()
