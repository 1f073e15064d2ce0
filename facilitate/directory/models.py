"""Sectors, counties and districts, organisations, people and their roster, what was merged or taken out of the house."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column, relationship

from .. import clock
from ..accounts.models import User
from ..data.db import (
    NEVER_AGAIN,
    Base,
    Keyed,
    ValuesType,
    Versioned,
    enum_column,
    needed_key,
    parent_key,
    pointer_key,
)
from ..lib.text import Words, plain_text, sort_text

SORTED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that both databases sort by its bytes."""


NO_NAME = "N.N."
"""What stands where the name of somebody erased was."""
CONFIRMED_FOR = timedelta(days=365)
"""For how long an entry counts as confirmed."""


def _of_name(kept_as: Callable[[str], str]) -> Callable[[Any], str]:
    """What is kept of a name beside it, when a row comes in; `_rename` keeps it up to date."""

    def default(context: Any) -> str:
        row = context.get_current_parameters()
        name = row["name"] if "name" in row else f"{row['given_name']} {row['family_name']}"
        return kept_as(name)

    return default


def search_column() -> MappedColumn[str]:
    """The name as it is searched: lower case, without accents."""
    return mapped_column(default=_of_name(plain_text))


def sorting_column() -> MappedColumn[str]:
    """The name's place in the Albanian alphabet."""
    return mapped_column(SORTED, default=_of_name(sort_text), index=True)


FORUM_SECTOR = "forum"
"""The key of what is none: the voice of forums in consultations, told apart from every sector."""


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
    county_id: Mapped[int] = parent_key("county.id")
    capital: Mapped[bool] = mapped_column(default=False)
    county: Mapped[County] = relationship()


class Level(StrEnum):
    """How far an organisation's mandate reaches."""

    CENTRAL = "central"
    COUNTY = "county"
    MUNICIPALITY = "municipality"
    INTERNATIONAL = "international"


class OfficeKind(StrEnum):
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

    __table_args__ = NEVER_AGAIN
    name: Mapped[str] = mapped_column(unique=True)
    plain: Mapped[str] = search_column()
    sorting: Mapped[str] = sorting_column()
    kind: Mapped[OfficeKind] = enum_column(OfficeKind)
    level: Mapped[Level] = enum_column(Level)
    sector_id: Mapped[int] = needed_key("sector.id")
    county_id: Mapped[int | None] = needed_key("county.id")
    district_id: Mapped[int | None] = needed_key("district.id")
    sector: Mapped[Sector] = relationship()
    county: Mapped[County | None] = relationship()
    district: Mapped[District | None] = relationship()


class Gender(StrEnum):
    """A person's gender, where they were asked and answered."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


class Person(Versioned):
    """Somebody who may be invited. Gender empty: not asked, or not answered.

    `since`: the day on which this organisation and position were written down; empty where that was not noted.
    `confirmed_on`: when they themselves said that the entry is right; `left_on`: since when nobody writes to them any more.
    """

    __table_args__ = NEVER_AGAIN
    given_name: Mapped[str]
    family_name: Mapped[str]
    plain: Mapped[str] = search_column()
    sorting: Mapped[str] = sorting_column()
    organisation_id: Mapped[int] = needed_key("organisation.id")
    position: Mapped[Words]
    email: Mapped[str]
    phone: Mapped[str]
    languages: Mapped[str] = mapped_column(default="sq")
    gender: Mapped[Gender | None] = enum_column(Gender, default=None)
    since: Mapped[date | None] = mapped_column(default=clock.today)
    confirmed_on: Mapped[date | None] = mapped_column(default=None)
    left_on: Mapped[date | None] = mapped_column(default=None)
    organisation: Mapped[Organisation] = relationship()

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def woman(self) -> bool | None:
        """Whether letters address a woman; None where it is not known, or neither."""
        return {Gender.WOMAN: True, Gender.MAN: False}.get(self.gender) if self.gender else None


@sa.event.listens_for(Organisation, "before_update")
@sa.event.listens_for(Person, "before_update")
def _rename(_mapper: Any, _connection: Any, row: Organisation | Person) -> None:
    """What is kept of a name follows it."""
    row.plain, row.sorting = plain_text(row.name), sort_text(row.name)


class Post(Keyed):
    """An office somebody held before the one on the person's own row, until they left it (a date, or not known)."""

    person_id: Mapped[int] = parent_key("person.id")
    organisation_id: Mapped[int] = parent_key("organisation.id")
    position: Mapped[Words]
    since: Mapped[date | None] = mapped_column(default=None)
    until: Mapped[date | None] = mapped_column(default=None)
    organisation: Mapped[Organisation] = relationship()


class RosterWork(StrEnum):
    """What somebody on the roster does at events."""

    FACILITATOR = "facilitator"
    NOTE_TAKER = "note_taker"
    TRAINER = "trainer"
    INTERPRETER = "interpreter"
    SPEAKER = "speaker"


class Experience(StrEnum):
    """How experienced somebody on the roster is."""

    BEGINNER = "beginner"
    PRACTISED = "practised"
    SENIOR = "senior"


def overlaps_days(absences: list[list[str]], first: date, last: date) -> bool:
    """Whether one of these absences, as they are kept, has one of the days."""
    return any(a <= last.isoformat() and b >= first.isoformat() for a, b in absences)


class RosterEntry(Versioned):
    """What a person of the directory does at events; who has one is on the roster.

    `county_id`: where they work; empty: where their organisation is.
    `absences`: pairs of days, first and last, as ISO text. `account_id`: the account that stands for them in teams; empty:
    the one with their e-mail address. `shows_said`: they agree that it is shown how participants found the facilitation of
    the events at which they led.
    """

    __table_args__ = NEVER_AGAIN
    person_id: Mapped[int] = parent_key("person.id", unique=True)
    does: Mapped[tuple[RosterWork, ...]] = mapped_column(ValuesType(RosterWork))
    experience: Mapped[Experience] = enum_column(Experience, default=Experience.PRACTISED)
    other_languages: Mapped[str] = mapped_column(default="")
    county_id: Mapped[int | None] = pointer_key("county.id")
    absences: Mapped[list[list[str]]] = mapped_column(sa.JSON, default=list)
    note: Mapped[str] = mapped_column(default="")
    account_id: Mapped[int | None] = pointer_key("user.id")
    shows_said: Mapped[bool] = mapped_column(default=False)
    person: Mapped[Person] = relationship()
    county: Mapped[County | None] = relationship()

    @property
    def place(self) -> County | None:
        """The county they work in."""
        return self.county or self.person.organisation.county

    @property
    def away(self) -> list[tuple[date, date]]:
        """The first and last days of their absences, in order."""
        return [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in self.absences]

    def is_away(self, first: date, last: date) -> bool:
        """Whether they are not available on one of these days."""
        return overlaps_days(self.absences, first, last)


class ToldApart(Base):
    """Two rows that look alike and are not the same: somebody said so. The smaller number first."""

    __tablename__ = "told_apart"
    table: Mapped[str] = mapped_column(primary_key=True)
    one_id: Mapped[int] = mapped_column(primary_key=True)
    other_id: Mapped[int] = mapped_column(primary_key=True)


class ContactExport(Keyed):
    """Contact details left the house: who took out what, of how many people. An event's slug where they were an event's."""

    at: Mapped[datetime]
    by_id: Mapped[int | None] = pointer_key("user.id")
    what: Mapped[str]
    event: Mapped[str] = mapped_column(default="")
    people: Mapped[int]
    by: Mapped[User | None] = relationship()
