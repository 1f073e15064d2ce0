"""What happens to an event's people: taken in, moved on from invited to attended, taken out."""

from collections.abc import Iterable, Sequence
from datetime import date

import sqlalchemy as sa

from ..db import db
from ..directory.models import Person
from ..events.models import Event
from .models import Part, Participation, Standing, in_turn


def invite(
    event: Event,
    person: Person,
    standing: Standing = Standing.INVITED,
    parts: Iterable[Part] = (),
    on: date | None = None,
) -> Participation:
    """Take a person into the event's list, with organisation, sector and place as they are now.

    Who is there already stays as they are. `on` is the day of the invitation.
    """
    invite_all(event, [person], standing, parts, on)
    there = sa.select(Participation).where(
        Participation.event_id == event.id, Participation.person_id == person.id
    )
    return db.session.scalars(there).one()


def invite_all(
    event: Event,
    people: Iterable[Person],
    standing: Standing = Standing.INVITED,
    parts: Iterable[Part] = (),
    on: date | None = None,
) -> list[Participation]:
    """Take several people in; gives the new rows. Load the people with their organisations."""
    there = set(
        db.session.scalars(sa.select(Participation.person_id).where(Participation.event_id == event.id))
    )
    new = [
        Participation(
            event_id=event.id,
            person_id=person.id,
            organisation_id=person.organisation.id,
            sector_id=person.organisation.sector_id,
            county_id=person.organisation.county_id,
            district_id=person.organisation.district_id,
            standing=standing,
            parts=in_turn(parts),
            invited_on=on,
        )
        for person in people
        if person.id not in there
    ]
    db.session.add_all(new)
    db.session.flush()
    return new


def set_standing(event: Event, ids: Sequence[int], standing: Standing) -> int:
    """Give several people of the event a new standing; gives how many changed."""
    rows = db.session.scalars(
        sa.select(Participation).where(Participation.event_id == event.id, Participation.id.in_(ids))
    )
    changed = [row for row in rows if row.standing is not standing]
    for row in changed:
        row.standing = standing
    db.session.flush()
    return len(changed)
