"""Rows for every list that is one table."""

from facilitate.agenda.models import Room
from facilitate.data.db import db
from facilitate.events.models import Event

TEXTS = ("Salla e madhe", "-1 “Ç” & <b>", "'Annex")
"""What no file may change on its way."""


def fill_lists(event: Event) -> None:
    """Three rows in each list of an event."""
    db.session.add_all(
        Room(event_id=event.id, name=name, capacity=number) for number, name in enumerate(TEXTS)
    )
