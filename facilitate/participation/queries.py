"""Questions about participation asked in more than one place."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..db import db
from ..directory.models import County, Organisation, Person, Sector
from ..directory.search import Asked, Listing, listing
from ..events.models import Event
from ..lib.text import Words
from .models import Participation, RegistrationSetting, Standing


@dataclass(frozen=True)
class Wanted(Asked):
    """Whom somebody looks for in an event's list; `standing` is a key, or empty."""

    standing: str = ""

    @property
    def address(self) -> dict[str, Any]:
        return {**super().address, "standing": self.standing or None}


def find(event: Event, wanted: Wanted) -> Listing[Participation]:
    """One page of an event's people: two statements."""
    query = (
        sa.select(Participation.id, Person.given_name, Person.family_name, Organisation.name)
        .join(Participation.person)
        .join(Organisation, Participation.organisation_id == Organisation.id)
        .where(Participation.event_id == event.id)
    )
    if wanted.sector:
        query = query.join(Participation.sector).where(Sector.key == wanted.sector)
    if wanted.county:
        query = query.join(County, Participation.county_id == County.id).where(County.key == wanted.county)
    if wanted.standing in list(Standing):
        query = query.where(Participation.standing == Standing(wanted.standing))
    names = ((key, f"{given} {family}", office) for key, given, family, office in db.session.execute(query))
    found = listing(names, wanted.q, wanted.page)
    rows = db.session.scalars(
        sa.select(Participation)
        .where(Participation.id.in_(found.rows))
        .options(
            joinedload(Participation.person),
            joinedload(Participation.organisation),
            joinedload(Participation.sector),
            joinedload(Participation.county),
        )
    )
    return found.filled(rows)


def standings(event: Event) -> dict[Standing, int]:
    """How many people of an event have come how far."""
    query = (
        sa.select(Participation.standing, sa.func.count())
        .where(Participation.event_id == event.id)
        .group_by(Participation.standing)
    )
    return {standing: number for standing, number in db.session.execute(query)}


def is_there(event: Event) -> sa.ColumnElement[bool]:
    """The condition that a person is in the event's list already."""
    return sa.exists().where(Participation.event_id == event.id, Participation.person_id == Person.id)


def registration_of(event: Event) -> RegistrationSetting:
    """How people register for the event: its row, or a usual one that is not kept yet."""
    row = db.session.scalar(sa.select(RegistrationSetting).where(RegistrationSetting.event_id == event.id))
    return row or RegistrationSetting(
        event_id=event.id, capacity=0, answer_by=None, asks_needs=True, asks_gender=False,
        letter=Words(), signed_by=Words(),
    )  # fmt: skip
