"""Questions about inviting: whom the directory offers, who is on the list and what they were sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask_login import current_user
from sqlalchemy.orm import contains_eager

from ...data.db import db, model_again
from ...directory.models import (
    NO_NAME,
    County,
    District,
    Gender,
    Level,
    OfficeKind,
    Organisation,
    Person,
    Sector,
)
from ...directory.search import PAGE, Listing, ListSearch, page_bounds
from ...events.models import Event, Member
from ...lib.text import plain_text
from ...mail.outbox import Message, MessageState
from ...mail.reasons import read_failure
from ..models import Participation, Registration, Standing, Target
from ..queries import WHOLE, is_on_list
from .mix import InviteeGroup, InviteeOrigin

NEVER = "never"
"""Who came to no event yet, as the address says it."""


@dataclass(frozen=True)
class CandidateSearch(ListSearch):
    """Whom somebody looks for in the directory; keys, or empty. `came`: to the event of that number, or `never` to any."""

    level: str = ""
    kind: str = ""
    place: str = ""
    gender: str = ""
    came: str = ""

    @property
    def address(self) -> dict[str, Any]:
        more = {
            name: getattr(self, name) or None
            for name in ("level", "kind", "place", "gender", "came")
        }
        return {**super().address, **more}


class Candidates(NamedTuple):
    """People of the directory who fit: those not in the list yet, one page of them or all, and how many are in it."""

    found: Listing[Any]
    there: int

    @property
    def total(self) -> int:
        return self.found.total + self.there


def find_candidates(event: Event, sought: CandidateSearch) -> Candidates:
    """One page of the people who fit and are not in the list."""
    query = _fitting(sought).where(_was_there_still(event))
    there = is_on_list(event)
    split = query.with_only_columns(sa.case((there, 1), else_=0), sa.func.count(Person.id))
    counts = {
        key: number for key, number in db.session.execute(split.group_by(sa.literal_column("1")))
    }
    number, pages, first = page_bounds(counts.get(0, 0), sought.page)
    rows = db.session.scalars(query.where(~there).order_by(*_IN_ORDER).offset(first).limit(PAGE))
    return Candidates(Listing(list(rows), number, pages, counts.get(0, 0)), counts.get(1, 0))


def all_candidates(event: Event, sought: CandidateSearch) -> Sequence[Person]:
    """Everybody who fits and is not in the list yet."""
    query = _fitting(sought).where(_was_there_still(event), ~is_on_list(event))
    return db.session.scalars(query.order_by(*_IN_ORDER)).all()


def _was_there_still(event: Event) -> sa.ColumnElement[bool]:
    """The condition that a person was not erased, and has not left their post before the event is over."""
    still = sa.or_(Person.left_on.is_(None), Person.left_on > event.last_day)
    return sa.and_(Person.given_name != NO_NAME, still)


def people_with_offices(ids: Sequence[int]) -> Sequence[Person]:
    """People of the directory with their offices, sectors and counties."""
    return db.session.scalars(
        _fitting(CandidateSearch()).where(Person.id.in_(ids)).order_by(*_IN_ORDER)
    ).all()


_IN_ORDER = (Person.sorting, Person.id)


def _fitting(sought: CandidateSearch) -> Any:
    office = contains_eager(Person.organisation)
    query = (
        sa.select(Person)
        .join(Person.organisation)
        .join(Organisation.sector)
        .outerjoin(Organisation.county)
        .outerjoin(Organisation.district)
        .where(*_conditions(sought))
        .options(
            office.contains_eager(Organisation.sector), office.contains_eager(Organisation.county)
        )
    )
    for word in plain_text(sought.q).split():
        query = query.where(
            Person.plain.contains(word, autoescape=True)
            | Organisation.plain.contains(word, autoescape=True)
        )
    return query


def _conditions(sought: CandidateSearch) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if sought.sector:
        found.append(Sector.key == sought.sector)
    if sought.county:
        found.append(County.key == sought.county)
    if sought.level in list(Level):
        found.append(Organisation.level == Level(sought.level))
    if sought.kind in list(OfficeKind):
        found.append(Organisation.kind == OfficeKind(sought.kind))
    if sought.gender in list(Gender):
        found.append(Person.gender == Gender(sought.gender))
    if sought.place == InviteeOrigin.OUTSIDE:
        found.append(sa.or_(~District.capital, sa.and_(District.id.is_(None), ~_has_capital())))
    if sought.place == InviteeOrigin.CAPITAL:
        found.append(District.capital.is_(True))
    came = sa.exists().where(
        Participation.person_id == Person.id, Participation.standing == Standing.ATTENDED
    )
    if sought.came == NEVER:
        found.append(~came)
    elif sought.came.isdecimal() and len(sought.came) < 10:
        found.append(came.where(Participation.event_id == int(sought.came)))
    return found


def _has_capital() -> sa.ColumnElement[bool]:
    """The condition that the county (of the query around it) is the capital's; unknown where there is none."""
    capital = model_again(District, "capital")
    inside = sa.exists().where(capital.county_id == County.id, capital.capital).correlate(County)
    return sa.case((County.id.is_(None), None), else_=inside)


def earlier_events(event: Event) -> Sequence[Event]:
    """Events before this one that people came to: the one it builds on, and those the person signed in may see."""
    came = sa.exists().where(
        Participation.event_id == Event.id, Participation.standing == Standing.ATTENDED
    )
    query = sa.select(Event).where(Event.first_day < event.first_day, came)
    if not current_user.administrator:
        mine = sa.select(Member.event_id).where(Member.user_id == current_user.id)
        query = query.where(sa.or_(Event.id == event.builds_on_id, Event.id.in_(mine)))
    return db.session.scalars(query.order_by(Event.first_day.desc(), Event.id)).all()


def targets_of(event: Event) -> Sequence[Target]:
    """The wishes for the mix, as they were written down."""
    return db.session.scalars(
        sa.select(Target).where(Target.event_id == event.id).order_by(Target.id)
    ).all()


def invitee_groups(event: Event) -> list[InviteeGroup]:
    """The event's people, those who are alike in everything a target counts together."""
    inside = _has_capital()
    columns = (Participation.standing, Sector.key, County.key, District.capital, Person.gender)
    rows = db.session.execute(
        sa.select(*columns, inside, sa.func.count())
        .select_from(Participation)
        .join(Participation.sector)
        .join(Participation.person)
        .outerjoin(County, Participation.county_id == County.id)
        .outerjoin(District, Participation.district_id == District.id)
        .where(Participation.event_id == event.id)
        .group_by(*columns, County.id)
    )
    return [
        InviteeGroup(
            standing=standing,
            sector=sector,
            county=county or "",
            place=InviteeOrigin.of(capital, in_its),
            gender=gender.value if gender else "",
            people=number,
        )
        for standing, sector, county, capital, gender, in_its, number in rows
    ]


class InviteeLine(NamedTuple):
    """One of the list with their registration, and what became of the last mail to them."""

    row: Participation
    registration: Registration | None
    mail: MessageState | None
    error: str


def invitee_lines(event: Event, *standings: Standing) -> list[InviteeLine]:
    """Everybody of the event in these standings (in all, where none is given), in Albanian order."""
    query = (
        sa.select(Participation, Registration, Message.state, Message.error)
        .join(Participation.person)
        .outerjoin(Registration, Registration.participation_id == Participation.id)
        .outerjoin(Message, Message.id == Registration.message_id)
        .where(Participation.event_id == event.id)
        .options(*WHOLE)
        .order_by(Person.sorting, Participation.id)
    )
    if standings:
        query = query.where(Participation.standing.in_(standings))
    return [
        InviteeLine(row, one, state, read_failure(error or ""))
        for row, one, state, error in db.session.execute(query)
    ]
