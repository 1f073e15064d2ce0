"""Who is in an event's list and who has come on a day; which organisation and which person a walk-in is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from ...accounts.models import User
from ...data.db import db
from ...directory.models import County, Organisation, Person, Sector
from ...events.models import Event
from ...lib.text import Words
from ...web.i18n import LANGUAGES, sort_by_name
from ..models import Attendance, DoorLink, ParticipantRole, Participation, Registration, Standing
from ..typed_people import is_same_full_name
from .roll import DoorEntry

HINTS_OF_DAY: list[Callable[[Event, date], Mapping[int, Sequence[str]]]] = []
"""What other rooms say of people on a day, by participation; told beside their name at the door."""


def hinted_entries(event: Event, day: date, only: int | None = None) -> list[DoorEntry]:
    """Everybody in the event's list (or one of them) as they stand on that day, with what other rooms say of each."""
    told = [hints(event, day) for hints in HINTS_OF_DAY]
    return [
        replace(one, told=tuple(text for hints in told for text in hints.get(one.id, ())))
        for one in door_entries(event, day, only)
    ]


def door_entries(event: Event, day: date, only: int | None = None) -> list[DoorEntry]:
    """Everybody in the event's list (or one of them) as they stand on that day."""
    on = sa.and_(Attendance.participation_id == Participation.id, Attendance.day == day)
    query = (
        sa.select(
            Participation.id,
            Person.given_name.label("given"),
            Person.family_name.label("family"),
            Organisation.name.label("office"),
            Sector.key.label("sector"),
            Sector.letter,
            Participation.standing,
            Participation.parts,
            Participation.walk_in,
            sa.func.coalesce(Registration.interpreter, sa.false()).label("interpreter"),
            Attendance.at.label("since"),
            sa.func.coalesce(Attendance.door, "").label("door"),
            sa.func.coalesce(sa.func.nullif(Attendance.door, ""), User.name, "").label("place"),
        )
        .join(Person, Participation.person_id == Person.id)
        .join(Organisation, Participation.organisation_id == Organisation.id)
        .join(Sector, Participation.sector_id == Sector.id)
        .outerjoin(Attendance, on)
        .outerjoin(User, Attendance.by_id == User.id)
        .outerjoin(Registration, Registration.participation_id == Participation.id)
        .where(Participation.event_id == event.id)
    )
    query = query if only is None else query.where(Participation.id == only)
    return [
        DoorEntry(**(row | {"interpreter": bool(row["interpreter"])}))
        for row in map(dict, db.session.execute(query).mappings())
    ]


def working_door_links(event: Event) -> Sequence[DoorLink]:
    """The door links that work, in the order of their names."""
    query = sa.select(DoorLink).where(DoorLink.event_id == event.id)
    return db.session.scalars(query.order_by(DoorLink.name, DoorLink.id)).all()


@dataclass(frozen=True)
class AtDoor:
    """A door link and its event."""

    link: DoorLink
    event: Event


def find_door(token: str) -> AtDoor | None:
    """The door with that address, while it works."""
    query = sa.select(DoorLink, Event).join(Event, DoorLink.event_id == Event.id)
    row = db.session.execute(query.where(DoorLink.token == token)).first()
    return AtDoor(row[0], row[1]) if row else None


def listed_namesakes(event: Event, name: str) -> list[tuple[int, str, str]]:
    """Who of the event's list is called so already: id, name, organisation."""
    query = (
        sa.select(Participation.id, Person.given_name, Person.family_name, Organisation.name)
        .join(Person, Participation.person_id == Person.id)
        .join(Organisation, Participation.organisation_id == Organisation.id)
        .where(Participation.event_id == event.id)
    )
    rows = (
        (key, f"{given} {family}", office)
        for key, given, family, office in db.session.execute(query)
    )
    return [row for row in rows if is_same_full_name(row[1], name)]


def event_title_of(participation_id: int) -> Event | None:
    """The event a badge belongs to."""
    query = sa.select(Event).join(Participation, Participation.event_id == Event.id)
    return db.session.scalar(query.where(Participation.id == participation_id))


def check_ins_by_day(event: Event) -> list[tuple[int, str, date]]:
    """Who (participation) of which sector came on which day; not whom the list does not count as having come any more."""
    query = (
        sa.select(Attendance.participation_id, Sector.key, Attendance.day)
        .join(Participation, Attendance.participation_id == Participation.id)
        .join(Sector, Participation.sector_id == Sector.id)
        .where(Participation.event_id == event.id, Participation.standing == Standing.ATTENDED)
    )
    return [(who, sector, day) for who, sector, day in db.session.execute(query)]


NO_COUNTY = "none"


@dataclass(frozen=True)
class Attended:
    """Somebody who attended, with the days they were checked in on (none, where only the standing says so).

    `county` and its key: where they came from; empty and `NO_COUNTY` where nobody knows.
    """

    id: int
    name: str
    position: Words
    office: str
    parts: tuple[ParticipantRole, ...]
    languages: str
    county: str
    county_key: str
    on: tuple[date, ...]

    def language_in(self, event: Event) -> str:
        """The language they are written to in: their own, or where they read both the event's."""
        return self.languages if self.languages in LANGUAGES else event.language


def attended_people(event: Event, only: int | None = None) -> list[Attended]:
    """Everybody who attended (or one of them), in the order of their names."""
    here = [Participation.event_id == event.id, Participation.standing == Standing.ATTENDED]
    if only is not None:
        here.append(Participation.id == only)
    days: dict[int, list[date]] = {}
    visits = sa.select(Attendance.participation_id, Attendance.day).join(Participation).where(*here)
    for who, on in db.session.execute(visits.order_by(Attendance.day)):
        days.setdefault(who, []).append(on)
    people = (
        sa.select(
            Participation.id,
            Person.given_name,
            Person.family_name,
            Person.position,
            Organisation.name,
            Participation.parts,
            Person.languages,
            County.name.label("county"),
            County.key,
        )
        .join(Person, Participation.person_id == Person.id)
        .join(Organisation, Participation.organisation_id == Organisation.id)
        .outerjoin(County, Participation.county_id == County.id)
        .where(*here)
    )
    rows = [
        Attended(
            id=key,
            name=f"{given} {family}".strip(),
            position=position,
            office=office,
            parts=parts,
            languages=languages,
            county=county or "",
            county_key=county_key or NO_COUNTY,
            on=tuple(days.get(key, ())),
        )
        for key, given, family, position, office, parts, languages, county, county_key in (
            db.session.execute(people)
        )
    ]
    return sort_by_name(rows, lambda one: one.name)
