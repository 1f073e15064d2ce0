"""What an import asks of an event's list."""

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event
from ..models import Participation, Registration
from ..queries import WHOLE


def participations_by_person(event: Event) -> dict[int, Participation]:
    """Everybody of the list by the number of the person."""
    query = (
        sa.select(Participation)
        .join(Participation.person)
        .where(Participation.event_id == event.id)
    )
    return {row.person_id: row for row in db.session.scalars(query.options(*WHOLE))}


def answered_people(event: Event) -> set[int]:
    """The numbers of the people who answered by their link."""
    query = (
        sa.select(Participation.person_id)
        .join(Registration, Registration.participation_id == Participation.id)
        .where(Participation.event_id == event.id, Registration.answered_at.is_not(None))
    )
    return set(db.session.scalars(query))


def people_stamp(event: Event) -> str:
    """Changes when anything in the list does."""
    counts = (
        sa.func.count(Participation.id),
        sa.func.max(Participation.id),
        sa.func.sum(Participation.version),
    )
    found = db.session.execute(sa.select(*counts).where(Participation.event_id == event.id)).one()
    return "-".join(str(number or 0) for number in found)
