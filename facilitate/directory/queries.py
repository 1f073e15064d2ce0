"""Questions about the directory asked in more than one place."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from ..db import db
from ..i18n import in_order
from .models import County, District, Organisation, Person, Sector
from .search import PAGE, Asked, Listing, listing


def sectors() -> Sequence[Sector]:
    """All sectors in the order tables and pictures show them."""
    return db.session.scalars(sa.select(Sector).order_by(Sector.position)).all()


def counties() -> list[County]:
    """The twelve counties in Albanian order."""
    return in_order(list(db.session.scalars(sa.select(County))), lambda county: county.name)


def districts() -> list[District]:
    """The 36 districts in Albanian order, with their counties."""
    query = sa.select(District).join(District.county).options(contains_eager(District.county))
    return in_order(list(db.session.scalars(query)), lambda district: district.name)


def organisations() -> list[Organisation]:
    """Every organisation in Albanian order, for choosing one."""
    return in_order(list(db.session.scalars(sa.select(Organisation))), lambda organisation: organisation.name)


def find_organisations(asked: Asked) -> Listing[Organisation]:
    """The organisations somebody looks for, one page of them: two statements."""
    query = _narrowed(sa.select(Organisation.id, Organisation.name), asked)
    found = listing(((key, name, "") for key, name in db.session.execute(query)), asked.q, asked.page)
    rows = db.session.scalars(
        sa.select(Organisation)
        .where(Organisation.id.in_(found.rows))
        .options(
            joinedload(Organisation.sector),
            joinedload(Organisation.county),
            joinedload(Organisation.district),
        )
    )
    return found.filled(rows)


def find_people(asked: Asked, but: sa.ColumnElement[bool] | None = None, size: int = PAGE) -> Listing[Person]:
    """The people somebody looks for, by their own or their organisation's name: two statements.

    `but` leaves some out; `size` is how many a page holds.
    """
    columns = (Person.id, Person.given_name, Person.family_name, Organisation.name)
    query = _narrowed(sa.select(*columns).join(Person.organisation), asked)
    query = query if but is None else query.where(~but)
    names = ((key, f"{given} {family}", office) for key, given, family, office in db.session.execute(query))
    found = listing(names, asked.q, asked.page, size)
    office = joinedload(Person.organisation)
    rows = db.session.scalars(
        sa.select(Person)
        .where(Person.id.in_(found.rows))
        .options(office.joinedload(Organisation.sector), office.joinedload(Organisation.county))
    )
    return found.filled(rows)


def people_of(organisation: Organisation) -> list[Person]:
    """Who works there, in Albanian order."""
    people = db.session.scalars(sa.select(Person).where(Person.organisation_id == organisation.id))
    return in_order(list(people), lambda person: person.name)


def _narrowed(query: Any, asked: Asked) -> Any:
    if asked.sector:
        query = query.join(Sector, Organisation.sector_id == Sector.id).where(Sector.key == asked.sector)
    if asked.county:
        query = query.join(County, Organisation.county_id == County.id).where(County.key == asked.county)
    return query
