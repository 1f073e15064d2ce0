"""Rows of the directory for tests."""

import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.directory.models import (
    County,
    District,
    Level,
    OfficeKind,
    Organisation,
    Person,
    Sector,
)
from facilitate.lib.text import Words


def key_of(model: type, key: str) -> int:
    """The id of the sector, county or district with that key."""
    return db.session.scalars(sa.select(model.id).where(model.key == key)).one()


def add_office(
    name: str, sector: str = "civil_society", district: str = "", county: str = ""
) -> Organisation:
    """An organisation; the district says the county."""
    place = db.session.scalar(sa.select(District).where(District.key == district))
    row = Organisation(
        name=name,
        kind=OfficeKind.OTHER,
        level=Level.COUNTY,
        sector_id=key_of(Sector, sector),
        district_id=place.id if place else None,
        county_id=place.county_id if place else (key_of(County, county) if county else None),
    )
    db.session.add(row)
    db.session.flush()
    return row


def add_worker(name: str, organisation: Organisation) -> Person:
    """Somebody who works there, with an address and a number."""
    row = new_person(name, organisation)
    db.session.flush()
    return row


def new_person(name: str, organisation: Organisation) -> Person:
    """As `add_worker`, without an id until the next flush: for many at once."""
    given, family = name.split(" ", 1)
    row = Person(
        given_name=given,
        family_name=family,
        organisation_id=organisation.id,
        position=Words("Officer", "Specialist"),
        email=f"{given.lower()}@office.example",
        phone="+355 4 555 0100",
    )
    db.session.add(row)
    return row
