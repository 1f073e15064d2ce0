"""Questions about the directory asked in more than one place."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from .. import clock
from ..data.content import PACKAGE, read_toml
from ..data.db import db, holds_value
from ..lib.text import plain_text
from ..mail.outbox import Message, MessageState
from ..web.i18n import sort_by_name
from .models import (
    CONFIRMED_FOR,
    FORUM_SECTOR,
    NO_NAME,
    County,
    District,
    Organisation,
    Person,
    Post,
    RosterEntry,
    Sector,
    overlaps_days,
)
from .search import PAGE, Listing, ListSearch, RosterSearch, page_bounds


@cache
def county_borders() -> Mapping[str, frozenset[str]]:
    """The counties beside each of those every planner starts with, by key."""
    rows = read_toml(PACKAGE / "directory" / "albania.toml")["counties"]
    return {row["key"]: frozenset(row["borders"]) for row in rows}


def all_sectors() -> Sequence[Sector]:
    """All sectors in the order tables and pictures show them."""
    query = sa.select(Sector).where(Sector.key != FORUM_SECTOR)
    return db.session.scalars(query.order_by(Sector.position)).all()


def answering_sectors() -> Sequence[Sector]:
    """Who answers of consultations are counted as: all sectors, then forums, once one has passed up a problem."""
    return db.session.scalars(sa.select(Sector).order_by(Sector.position)).all()


def all_counties() -> list[County]:
    """The twelve counties in Albanian order."""
    return sort_by_name(list(db.session.scalars(sa.select(County))), lambda county: county.name)


def all_districts() -> list[District]:
    """The 36 districts in Albanian order, with their counties."""
    query = sa.select(District).join(District.county).options(contains_eager(District.county))
    return sort_by_name(list(db.session.scalars(query)), lambda district: district.name)


def all_organisations() -> list[Organisation]:
    """Every organisation in Albanian order, for choosing one."""
    return list(
        db.session.scalars(sa.select(Organisation).order_by(Organisation.sorting, Organisation.id))
    )


def find_organisations(asked: ListSearch, size: int = PAGE) -> Listing[Organisation]:
    """The organisations somebody looks for, one page of them."""
    query = _narrowed(sa.select(Organisation), asked)
    for word in plain_text(asked.q).split():
        query = query.where(_holds(Organisation.plain, word))
    order = (Organisation.sorting, Organisation.id)
    return _page(
        query, Organisation.id, order=order, number=asked.page, size=size, loads=_with_place()
    )


def find_people(
    asked: ListSearch, but: sa.ColumnElement[bool] | None = None, size: int = PAGE
) -> Listing[Person]:
    """The people somebody looks for, by their own or their organisation's name.

    `but` leaves some out; `size` is how many a page holds.
    """
    query = sa.select(Person)
    if asked.sector or asked.county:
        query = _narrowed(
            query.join(Organisation, Person.organisation_id == Organisation.id), asked
        )
    for word in plain_text(asked.q).split():
        offices = sa.select(Organisation.id).where(_holds(Organisation.plain, word))
        query = query.where(_holds(Person.plain, word) | Person.organisation_id.in_(offices))
    if asked.unconfirmed:
        query = query.where(_is_unconfirmed())
    query = query if but is None else query.where(~but)
    office = joinedload(Person.organisation)
    loads = (office.joinedload(Organisation.sector), office.joinedload(Organisation.county))
    return _page(
        query,
        Person.id,
        order=(Person.sorting, Person.id),
        number=asked.page,
        size=size,
        loads=loads,
    )


def is_written_to() -> sa.ColumnElement[bool]:
    """The condition that letters go to a person of the directory: they have not left their post, and were not erased."""
    return sa.and_(Person.left_on.is_(None), Person.given_name != NO_NAME)


def _is_unconfirmed() -> sa.ColumnElement[bool]:
    """Who has not said within a year that their entry is right, and has not left."""
    old = sa.or_(
        Person.confirmed_on.is_(None), Person.confirmed_on <= clock.today() - CONFIRMED_FOR
    )
    return sa.and_(old, is_written_to())


def undelivered_people() -> dict[int, date]:
    """Whose last mail, at the address they have now, did not go out, and when; by the number of the person."""
    settled = Message.state.in_([MessageState.SENT, MessageState.FAILED])
    last = (
        sa.select(sa.func.max(Message.id).label("id"))
        .where(settled, Message.person_id.is_not(None))
        .group_by(Message.person_id)
        .subquery()
    )
    rows = db.session.execute(
        sa.select(Person.id, Message.created_at)
        .join(Message, Message.person_id == Person.id)
        .join(last, last.c.id == Message.id)
        .where(Message.state == MessageState.FAILED, Message.to == Person.email)
    )
    return {key: clock.day_at_home(at) for key, at in rows}


def roster_entry_of(person: Person) -> RosterEntry | None:
    """What somebody does at events; None for who is not on the roster."""
    return db.session.scalar(sa.select(RosterEntry).where(RosterEntry.person_id == person.id))


def find_roster(
    asked: RosterSearch, but: Collection[int] = (), size: int = PAGE
) -> Listing[RosterEntry]:
    """Who of the roster is looked for, without those people (ids)."""
    query = (
        sa.select(RosterEntry)
        .join(Person, RosterEntry.person_id == Person.id)
        .join(Organisation, Person.organisation_id == Organisation.id)
    )
    for word in plain_text(asked.q).split():
        query = query.where(_holds(Person.plain, word) | _holds(Organisation.plain, word))
    if asked.work:
        query = query.where(holds_value(RosterEntry.does, asked.work))
    if asked.language:
        query = query.where(Person.languages.contains(asked.language, autoescape=True))
    if asked.county:
        place = sa.func.coalesce(RosterEntry.county_id, Organisation.county_id)
        query = query.join(County, County.id == place).where(County.key == asked.county)
    if but:
        query = query.where(Person.id.not_in(but))
    return _page(
        query,
        RosterEntry.id,
        order=(Person.sorting, Person.id),
        number=asked.page,
        size=size,
        loads=loads_of_entry(),
    )


def loads_of_entry() -> tuple[Any, ...]:
    """The person of an entry, their office and its place."""
    office = joinedload(RosterEntry.person).joinedload(Person.organisation)
    return (
        office.joinedload(Organisation.county),
        office.joinedload(Organisation.sector),
        joinedload(RosterEntry.county),
    )


def people_away(first: date, last: date) -> set[int]:
    """Who of the roster (ids of people) is not available on one of these days."""
    rows = db.session.execute(sa.select(RosterEntry.person_id, RosterEntry.absences))
    return {key for key, absences in rows if overlaps_days(absences, first, last)}


def _holds(column: Any, word: str) -> sa.ColumnElement[bool]:
    """Whether a name, as it is searched, has the word in it."""
    there: sa.ColumnElement[bool] = column.contains(word, autoescape=True)
    return there


def _with_place() -> tuple[Any, ...]:
    return (
        joinedload(Organisation.sector),
        joinedload(Organisation.county),
        joinedload(Organisation.district),
    )


def _page(
    query: Any, key: Any, order: tuple[Any, ...], number: int, size: int, loads: tuple[Any, ...]
) -> Any:
    """One page of what a query finds, and how many there are: found and counted in one go, then read."""
    ids = query.with_only_columns(key, sa.func.count().over()).order_by(*order).limit(size)
    there = db.session.execute(ids.offset((number - 1) * size)).all()
    if not there and number > 1:  # past the end
        total = db.session.scalar(query.with_only_columns(sa.func.count(key))) or 0
        number = page_bounds(total, number, size)[0]
        there = db.session.execute(ids.offset((number - 1) * size)).all()
    total = there[0][1] if there else 0
    number, pages, _first = page_bounds(total, number, size)
    found = Listing([row[0] for row in there], number, pages, total)
    return found.filled(
        db.session.scalars(sa.select(key.class_).where(key.in_(found.rows)).options(*loads))
    )


def people_working_at(organisation: Organisation) -> list[Person]:
    """Who works there, in Albanian order."""
    people = sa.select(Person).where(Person.organisation_id == organisation.id)
    return list(db.session.scalars(people.order_by(Person.sorting, Person.id)))


def posts_of(person: Person) -> list[Post]:
    """The posts somebody held before, the last one first; those without a date at the end."""
    posts = db.session.scalars(
        sa.select(Post).where(Post.person_id == person.id).options(joinedload(Post.organisation))
    )
    return sorted(posts, key=lambda post: (post.until or date.min, post.id), reverse=True)


def former_people_of(organisation: Organisation) -> list[tuple[Person, Post]]:
    """Who worked there before, the last one first."""
    query = (
        sa.select(Person, Post)
        .join(Post, Post.person_id == Person.id)
        .where(Post.organisation_id == organisation.id)
        .order_by(Post.until.desc(), Post.id.desc())
    )
    return [(person, post) for person, post in db.session.execute(query)]


def _narrowed(query: Any, asked: ListSearch) -> Any:
    if asked.sector:
        query = query.join(Sector, Organisation.sector_id == Sector.id).where(
            Sector.key == asked.sector
        )
    if asked.county:
        query = query.join(County, Organisation.county_id == County.id).where(
            County.key == asked.county
        )
    return query
