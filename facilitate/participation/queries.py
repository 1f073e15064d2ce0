"""Questions about participation asked in more than one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from ..data.db import db
from ..directory.models import County, Gender, Organisation, Person, Sector
from ..directory.search import PAGE, Listing, ListSearch, page_bounds
from ..events.extensions import counts_attendance
from ..events.models import Event
from ..lib.text import Words, plain_text
from .models import (
    ParticipantRole,
    Participation,
    Registration,
    RegistrationSetting,
    Standing,
    has_role,
)

_IN_ORDER = (Person.sorting, Participation.id)
WHOLE = (
    contains_eager(Participation.person),
    joinedload(Participation.organisation),
    joinedload(Participation.sector),
    joinedload(Participation.county),
    joinedload(Participation.district),
)
"""What a list shows of somebody at an event, loaded with them; their person is joined."""

UNREAD_ANSWERS = "mailbox-unread-"
"""Under this and the event's number it is noted how many answers of calendars came by mail, count for nothing and were not looked at."""


@dataclass(frozen=True)
class PeopleSearch(ListSearch):
    """Whom somebody looks for in an event's list; `standing` and `part` are keys, or empty."""

    standing: str = ""
    part: str = ""

    @property
    def address(self) -> dict[str, Any]:
        return {**super().address, "standing": self.standing or None, "part": self.part or None}


def find_participations(event: Event, wanted: PeopleSearch) -> Listing[Participation]:
    """One page of an event's people."""
    query = _fitting(event, wanted)
    total = db.session.scalar(query.with_only_columns(sa.func.count(Participation.id))) or 0
    number, pages, first = page_bounds(total, wanted.page)
    rows = db.session.scalars(query.order_by(*_IN_ORDER).offset(first).limit(PAGE).options(*WHOLE))
    return Listing(list(rows), number, pages, total)


def participation_ids(event: Event, wanted: PeopleSearch) -> list[int]:
    """The numbers of everybody who fits, in Albanian order."""
    query = _fitting(event, wanted).order_by(*_IN_ORDER)
    return list(db.session.scalars(query.with_only_columns(Participation.id)))


def _fitting(event: Event, wanted: PeopleSearch) -> Any:
    query = (
        sa.select(Participation)
        .join(Participation.person)
        .where(Participation.event_id == event.id)
    )
    if wanted.sector:
        query = query.join(Participation.sector).where(Sector.key == wanted.sector)
    if wanted.county:
        query = query.join(County, Participation.county_id == County.id).where(
            County.key == wanted.county
        )
    if wanted.standing in list(Standing):
        query = query.where(Participation.standing == Standing(wanted.standing))
    if wanted.part in list(ParticipantRole):
        query = query.where(has_role(ParticipantRole(wanted.part)))
    for word in plain_text(wanted.q).split():
        offices = sa.select(Organisation.id).where(
            Organisation.plain.contains(word, autoescape=True)
        )
        here = Participation.organisation_id.in_(offices)
        query = query.where(Person.plain.contains(word, autoescape=True) | here)
    return query


def count_standings(event: Event) -> dict[Standing, int]:
    """How many people of an event have come how far."""
    query = (
        sa.select(Participation.standing, sa.func.count())
        .where(Participation.event_id == event.id)
        .group_by(Participation.standing)
    )
    return {standing: number for standing, number in db.session.execute(query)}


def is_on_list(event: Event) -> sa.ColumnElement[bool]:
    """The condition that a person is in the event's list already."""
    return sa.exists().where(
        Participation.event_id == event.id, Participation.person_id == Person.id
    )


def names_on_list(event: Event) -> dict[int, str]:
    """Who is on the event's list, by the number of the person."""
    query = (
        sa.select(Person.id, Person.given_name, Person.family_name)
        .join(Participation, Participation.person_id == Person.id)
        .where(Participation.event_id == event.id)
        .order_by(Person.sorting)
    )
    return {key: f"{given} {family}" for key, given, family in db.session.execute(query)}


def count_who_may_come(event: Event) -> int:
    """How many people on the list have not said no."""
    no = (Standing.DECLINED, Standing.REPLACED)
    return sum(many for one, many in count_standings(event).items() if one not in no)


def registration_setting(event: Event) -> RegistrationSetting:
    """How people register for the event: its row, or a usual one that is not kept yet."""
    row = db.session.scalar(
        sa.select(RegistrationSetting).where(RegistrationSetting.event_id == event.id)
    )
    return row or RegistrationSetting(
        event_id=event.id,
        capacity=0,
        answer_by=None,
        asks_needs=True,
        asks_gender=False,
        takes_calendars=False,
        letter=Words(),
        signed_by=Words(),
    )


def registration_for(participation: Participation) -> Registration | None:
    """What is known of somebody's answer; None where they have no link yet."""
    query = sa.select(Registration).where(Registration.participation_id == participation.id)
    return db.session.scalar(query)


@counts_attendance
def count_attended(event: Event) -> int:
    """How many people were at the event."""
    there = sa.select(sa.func.count(Participation.id)).where(
        Participation.event_id == event.id, Participation.standing == Standing.ATTENDED
    )
    return db.session.scalar(there) or 0


def find_registration(token: str, anew: bool = False) -> tuple[Registration, Event] | None:
    """The registration of that link with its people, and the event; `anew`: as the database has it now."""
    mine = joinedload(Registration.participation)
    instead = joinedload(Registration.substitute)
    found = db.session.execute(
        sa.select(Registration, Event)
        .join(Participation, Registration.participation_id == Participation.id)
        .join(Event, Participation.event_id == Event.id)
        .options(
            mine.joinedload(Participation.person),
            mine.joinedload(Participation.organisation),
            instead.joinedload(Participation.person),
            instead.joinedload(Participation.organisation),
        )
        .where(Registration.token == token)
        .execution_options(populate_existing=anew)
    ).first()
    return (found[0], found[1]) if found else None


def participations_by_person(event: Event) -> dict[int, Participation]:
    """Everybody of the list by the number of the person."""
    query = (
        sa.select(Participation)
        .join(Participation.person)
        .where(Participation.event_id == event.id)
    )
    return {row.person_id: row for row in db.session.scalars(query.options(*WHOLE))}


def known_genders(people: Iterable[int]) -> dict[int, Gender]:
    """The gender of those people (numbers of persons) of whom it is known."""
    query = sa.select(Person.id, Person.gender).where(
        Person.id.in_(list(people)), Person.gender.is_not(None)
    )
    return {number: gender for number, gender in db.session.execute(query) if gender}


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
