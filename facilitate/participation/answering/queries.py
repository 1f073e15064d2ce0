"""Whose a personal link is."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...data.db import db
from ...events.models import Event
from ..models import Participation, Registration


def find_registration(token: str, anew: bool = False) -> tuple[Registration, Event] | None:
    """The registration of that link with its people, and the event; `anew`: as the database has it now."""
    mine = joinedload(Registration.participation)
    instead = joinedload(Registration.substitute)
    found = db.session.execute(
        sa.select(Registration, Event)
        .join(Participation, Registration.participation_id == Participation.id)
        .join(Event, Participation.event_id == Event.id)
        .options(
            mine.joinedload(Participation.person),
            mine.joinedload(Participation.organisation),
            instead.joinedload(Participation.person),
            instead.joinedload(Participation.organisation),
        )
        .where(Registration.token == token)
        .execution_options(populate_existing=anew)
    ).first()
    return (found[0], found[1]) if found else None
