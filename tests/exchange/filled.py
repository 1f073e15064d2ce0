"""Rows for every list that is one table."""

from facilitate.agenda.actions import start_agenda
from facilitate.agenda.models import Room
from facilitate.cafe.actions import create_cafe
from facilitate.data.db import db
from facilitate.events.models import Event

from ..cafe.conftest import AGENDA, CAFE

TEXTS = ("Salla e madhe", "-1 “Ç” & <b>", "'Annex")
"""What no file may change on its way."""


def fill_lists(event: Event) -> None:
    """Three rows or more in each list of an event."""
    steps = start_agenda(event, AGENDA)
    create_cafe(next(one.id for one in steps if one.title.en == "What lasts"), CAFE)
    db.session.add_all(
        Room(event_id=event.id, name=name, capacity=number) for number, name in enumerate(TEXTS)
    )
