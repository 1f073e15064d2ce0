"""Sectors, counties and districts, organisations and people."""

from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Keyed, Versioned, choice, needed, parent
from ..lib.text import Words


class Sector(Versioned):
    """A part of society; told apart by colour (its key) and by letter."""

    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Words]
    short: Mapped[Words]
    letter: Mapped[str]
    position: Mapped[int]


class County(Keyed):
    """One of the twelve counties (qarqe)."""

    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class District(Keyed):
    """A district (rreth) of a county. People of the capital's district are not "from outside the capital"."""

    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    county_id: Mapped[int] = parent("county.id")
    capital: Mapped[bool] = mapped_column(default=False)
    county: Mapped[County] = relationship()


class Level(StrEnum):
    """How far an organisation's mandate reaches."""

    CENTRAL = "central"
    COUNTY = "county"
    MUNICIPALITY = "municipality"
    INTERNATIONAL = "international"


class Kind(StrEnum):
    """What kind of office or organisation it is."""

    MINISTRY = "ministry"
    PREFECTURE = "prefecture"
    COUNTY_COUNCIL = "county_council"
    MUNICIPALITY = "municipality"
    POLICE = "police"
    SOCIAL_SERVICES = "social_services"
    EMPLOYMENT = "employment"
    EDUCATION = "education"
    HEALTH = "health"
    PROSECUTION = "prosecution"
    INTELLIGENCE = "intelligence"
    NGO = "ngo"
    SHELTER = "shelter"
    COALITION = "coalition"
    INTERNATIONAL_NGO = "international_ngo"
    AGENCY = "agency"
    DONOR = "donor"
    MEDIA = "media"
    COMPANY = "company"
    UNIVERSITY = "university"
    OTHER = "other"


class Organisation(Versioned):
    """An office, NGO, agency or firm. District empty: its work has no one place."""

    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[Kind] = choice(Kind)
    level: Mapped[Level] = choice(Level)
    sector_id: Mapped[int] = needed("sector.id")
    county_id: Mapped[int | None] = needed("county.id")
    district_id: Mapped[int | None] = needed("district.id")
    sector: Mapped[Sector] = relationship()
    county: Mapped[County | None] = relationship()
    district: Mapped[District | None] = relationship()


class Person(Versioned):
    """Somebody who may be invited."""

    given_name: Mapped[str]
    family_name: Mapped[str]
    organisation_id: Mapped[int] = needed("organisation.id")
    position: Mapped[Words]
    email: Mapped[str]
    phone: Mapped[str]
    languages: Mapped[str] = mapped_column(default="sq")
    organisation: Mapped[Organisation] = relationship()

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"
