"""What an import has to know of the directory."""

from collections.abc import Iterator
from functools import cache

import sqlalchemy as sa

from ...data.content import PACKAGE, read_toml
from ...data.db import db
from ...exchange.columns import ExchangeTable
from ...exchange.marking_up import ANSWER
from ...web.i18n import LANGUAGES, current_language, label_of, use_language
from ..columns import CONFIRMED
from ..models import County, District, Level, OfficeKind, Organisation, Person, Sector
from ..municipalities import names_in_districts
from .headings import PASSED, Heads, headings_by_name
from .known_directory import KnownDirectory, KnownLists, KnownOffice, ListNames, PersonOnFile


def read_known_directory() -> KnownDirectory:
    """Everybody and every organisation of the directory."""
    people = sa.select(
        Person.id,
        Person.given_name,
        Person.family_name,
        Person.plain,
        Person.organisation_id,
        Person.position,
        Person.email,
        Person.phone,
        Person.languages,
    ).order_by(Person.id)
    offices = sa.select(
        Organisation.id,
        Organisation.name,
        Organisation.sector_id,
        Organisation.kind,
        Organisation.level,
        Organisation.county_id,
        Organisation.district_id,
    ).order_by(Organisation.id)
    return KnownDirectory(
        [PersonOnFile(*row) for row in db.session.execute(people)],
        [KnownOffice(*row) for row in db.session.execute(offices)],
    )


def read_known_lists() -> KnownLists:
    """What sectors, kinds, levels and places are called; the language spoken now comes first."""
    sectors = db.session.execute(
        sa.select(Sector.id, Sector.key, Sector.name, Sector.short).order_by(Sector.position)
    ).all()
    counties = [
        (name, str(key)) for key, name in db.session.execute(sa.select(County.id, County.name))
    ]
    districts = db.session.execute(
        sa.select(District.id, District.key, District.name, District.county_id)
    ).all()
    by_key = {key: str(number) for number, key, *_names in districts}
    codes = sorted(LANGUAGES, key=lambda code: code != current_language())
    named = [
        (words.to(code), str(key))
        for code in codes
        for key, _key, *both in sectors
        for words in both
    ]
    return KnownLists(
        {
            "sector": ListNames(
                named,
                also=[
                    (name, str(number))
                    for number, key, *_names in sectors
                    for name in sector_words().get(key, ())
                ],
            ),
            "kind": ListNames(_labelled(list(OfficeKind), codes)),
            "level": ListNames(_labelled(list(Level), codes)),
            "county": ListNames(counties, places=True),
            "district": ListNames(
                [(name, str(number)) for number, _key, name, _county in districts],
                places=True,
                also=[(name, by_key[key]) for name, key in names_in_districts() if key in by_key],
            ),
        },
        {number: county for number, _key, _name, county in districts},
        {key: number for number, key, *_names in sectors},
    )


@cache
def sector_words() -> dict[str, list[str]]:
    """What lists call a sector besides its names, by the sector's key: Pushteti vendor, NGO."""
    rows = read_toml(PACKAGE / "directory" / "sectors.toml")["sectors"]
    return {one["key"]: one["also"] for one in rows}


def _labelled(
    values: list[OfficeKind] | list[Level], codes: list[str]
) -> Iterator[tuple[str, str]]:
    for code in codes:
        with use_language(code):
            yield from ((label_of(value), value.value) for value in values)


def headings_of_tables(read: ExchangeTable, ours: ExchangeTable) -> Heads:
    """Headings by which the columns that are read are known, those of the planner's own list among them."""
    own = []
    for code in LANGUAGES:
        with use_language(code):
            own += [(one.name, str(one.label)) for one in ours.columns]
            own += [(PASSED, str(ANSWER)), (PASSED, str(CONFIRMED.label))]
    return headings_by_name(read, own)


def directory_stamp() -> str:
    """Changes when anything in the directory does."""
    counts = [
        sa.select(count).scalar_subquery()
        for table in (Person, Organisation)
        for count in (sa.func.count(table.id), sa.func.max(table.id), sa.func.sum(table.version))
    ]
    return "-".join(str(number or 0) for number in db.session.execute(sa.select(*counts)).one())
