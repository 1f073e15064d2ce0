"""What an event has agreed on the structure of its notes: asked, agreed on, and gone back to what holds otherwise."""

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event
from ..models import NoteStructure
from .usual import AgreedHeadings, NoteHeadings, headings_from_json, headings_to_json


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


def agree_on_headings(
    event: Event,
    row: NoteStructure | None,
    step_kind: str,
    heads: NoteHeadings,
    agreed: AgreedHeadings,
) -> None:
    """Keep the headings of a kind of step; what holds without them anyway is not kept."""
    rows = [] if heads == agreed.without(step_kind) else headings_to_json(heads)
    if row is None:
        db.session.add(NoteStructure(event_id=event.id, step_kind=step_kind, heads=rows))
    else:
        row.heads = rows
    db.session.flush()
