"""The country's municipalities (bashki): where each is, and which one a name means."""

from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa

from ..data.content import PACKAGE, read_toml
from ..data.db import db
from ..lib.albanian import Case, place_in
from ..lib.text import make_slug, plain_text
from .alike import fold_name
from .models import District, Level, OfficeKind, Organisation, Sector

_BEGINS = ("bashki", "municipal")
_OFFICE = ("bashk", "municipal", "komun")
_BETWEEN = {"e", "i", "te", "se", "of", "the", "city", "qytet", "qytetit"}


@dataclass(frozen=True)
class Municipality:
    """One of the 61: the keys of its district and county.

    `also`: what it, or the town of its hall, is called besides; `towns`: other towns of it.
    """

    name: str
    district: str
    county: str
    also: tuple[str, ...]
    towns: tuple[str, ...]

    @property
    def key(self) -> str:
        """What numbers of it are kept under."""
        return make_slug(self.name)

    @property
    def office(self) -> str:
        """What its office is called."""
        return f"Bashkia {self.name}"

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called: it, and the town of its hall."""
        return (self.name, *self.also)


@cache
def all_municipalities() -> tuple[Municipality, ...]:
    """Every municipality, as `albania.toml` says, in its order."""
    return tuple(
        Municipality(
            name=row["name"],
            district=district["key"],
            county=county["key"],
            also=tuple(row.get("also", ())),
            towns=tuple(row.get("towns", ())),
        )
        for county in read_toml(PACKAGE / "directory" / "albania.toml")["counties"]
        for district in county["districts"]
        for row in district["municipalities"]
    )


@cache
def names_in_districts() -> tuple[tuple[str, str], ...]:
    """What lists write where they mean a district: a municipality or a town of it, and the district's key."""
    return tuple(
        (name, one.district) for one in all_municipalities() for name in (*one.names, *one.towns)
    )


def municipalities_in(district: District) -> list[Municipality]:
    """The municipalities of a district."""
    return [one for one in all_municipalities() if one.district == district.key]


def names_inside(district: District) -> list[str]:
    """The municipalities of a district and the towns of their halls, but for what is called as it is."""
    mine = municipalities_in(district)
    return [name for one in mine for name in one.names if name != district.name]


def office_of_municipality(one: Municipality) -> Organisation:
    """Its office in the directory, which has it from now on where it was not there."""
    there = sa.select(Organisation).where(Organisation.plain == plain_text(one.office))
    if (found := db.session.scalars(there.order_by(Organisation.id)).first()) is not None:
        return found
    place = db.session.scalars(sa.select(District).where(District.key == one.district)).one()
    sector = db.session.scalars(sa.select(Sector).where(Sector.key == "local_government")).one()
    office = Organisation(
        name=one.office,
        kind=OfficeKind.MUNICIPALITY,
        level=Level.MUNICIPALITY,
        sector_id=sector.id,
        county_id=place.county_id,
        district_id=place.id,
    )
    db.session.add(office)
    db.session.flush()
    return office


def is_municipality_name(name: str) -> bool:
    """Whether a name says that it is a municipality's: *Bashkia …*, *Municipality of …*."""
    return fold_name(name).startswith(_BEGINS)


def municipality_meant(office: str, county: str | None = None) -> Municipality | None:
    """The municipality that an office of that name is: *Bashkia Burrel* and *Bashkia e Matit* are the one of Mat.

    `county`: the key of the county the office is in; None where that is not known.
    """
    wanted = _told(office)
    return next(
        (
            one
            for one in all_municipalities()
            if county in (None, one.county) and wanted in _forms(one)
        ),
        None,
    )


@cache
def _forms(one: Municipality) -> frozenset[str]:
    """Its names and their Albanian forms, as they are compared."""
    forms = {form for name in one.names for case in Case if (form := place_in(name, case))}
    return frozenset(_told(form) for form in {*one.names, *forms})


def _told(name: str) -> str:
    """What tells a municipality from others: its name without *Bashkia e* and *Municipality of*."""
    words = [word for word in fold_name(name).split() if word not in _BETWEEN]
    return " ".join(word for word in words if not word.startswith(_OFFICE))
