"""Agreeing on headings, and going back to those that hold otherwise."""

from ...data.db import db
from ...events.models import Event
from ..models import NoteStructure
from .usual import AgreedHeadings, NoteHeadings, headings_to_json


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
