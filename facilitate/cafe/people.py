"""Whom a café may seat: who is in the list of participants, who walked in, and in what they differ."""

from typing import Any

import sqlalchemy as sa

from ..data.db import db, model_again
from ..directory.models import County, District, Organisation, Person, Sector
from ..events.models import Event
from ..lib.text import albanian_key
from ..participation.models import Participation, Registration, Standing
from .floor import CAPITAL, Guest
from .models import Cafe, CafeGuest, CafeTable, Priority, Who
from .traits import OWN, Trait


def seatable_people(
    event: Event, cafe: Cafe, *, traits: bool = False
) -> tuple[dict[str, Guest], dict[str, str]]:
    """Whom a café may seat, by key in the order of their names; and the letter of each sector.

    In what people differ is read where the café mixes it, or with `traits`.
    """
    guests, letters = [], {}
    traits = (
        traits
        or bool(cafe.mix or cafe.wants or cafe.alike)
        or cafe.priority is Priority.REPRESENTATIVE
    )
    for row in db.session.execute(_people(event, cafe, traits=traits)):
        key = f"p{row.participation}" if row.participation else f"w{row.row}"
        region = CAPITAL if row.capital else row.county or ""
        letters[row.sector or ""] = row.letter or ""
        guests.append(
            Guest(
                key=key,
                given=row.given,
                family=row.family,
                organisation=row.organisation or "",
                sector=row.sector or "",
                letter=row.letter or "",
                region=region,
                region_name=row.county_name or "",
                absent=frozenset(row.absent or ()),
                wishes=tuple(row.wishes or ()),
                out=bool(row.out),
                online=bool(row.online),
                row=row.row,
                traits=_traits_of(row) if traits else {},
            )
        )
    guests.sort(
        key=lambda guest: (albanian_key(guest.given), albanian_key(guest.family), guest.key)
    )
    return {guest.key: guest for guest in guests}, letters


def listed_people(event: Event) -> list[Guest]:
    """Everybody on the event's list, whether or not they come, in the order of their names."""
    rows = db.session.execute(
        sa.select(Participation.id, Person.given_name, Person.family_name, Organisation.name)
        .join(Participation.person)
        .join(Participation.organisation)
        .where(Participation.event_id == event.id)
    )
    guests = [Guest(f"p{number}", given, family, office) for number, given, family, office in rows]
    return sorted(
        guests, key=lambda guest: (albanian_key(guest.given), albanian_key(guest.family), guest.key)
    )


def _traits_of(row: Any) -> dict[str, str]:
    """What is known of somebody: level of the office, gender, first language, whether they are here for the first time, own columns."""
    known = {
        Trait.LEVEL.value: row.level.value if row.level else "",
        Trait.GENDER.value: row.gender.value if row.gender else "",
        Trait.LANGUAGE.value: (row.languages or "").split(" ")[0],
        Trait.FIRST.value: "" if row.earlier is None else "no" if row.earlier else "yes",
        **{f"{OWN}{name}": str(value) for name, value in (row.own or {}).items()},
    }
    return {name: value for name, value in known.items() if value}


def _was_here_before(event: Event) -> Any:
    """Whether somebody has attended an event that ended before this one begins."""
    other, theirs = model_again(Participation, "other"), model_again(Event, "theirs")
    return (
        sa.exists()
        .where(
            other.person_id == Participation.person_id,
            other.standing == Standing.ATTENDED,
            other.event_id == theirs.id,
            theirs.last_day < event.first_day,
        )
        .correlate(Participation)
    )


def _wishes_handed_on(cafe: Cafe) -> Any:
    """What somebody wished for who has named the participant to come instead."""
    theirs = model_again(CafeGuest, "theirs")
    return (
        sa.select(theirs.wishes)
        .join(Registration, Registration.participation_id == theirs.participation_id)
        .join(
            replaced := model_again(Participation, "replaced"),
            replaced.id == theirs.participation_id,
        )
        .where(
            theirs.cafe_id == (cafe.id or 0),
            Registration.substitute_id == Participation.id,
            replaced.standing == Standing.REPLACED,
        )
        .order_by(theirs.id)
        .limit(1)
        .correlate(Participation)
        .scalar_subquery()
    )


def wishes_of(cafe: Cafe, participation_id: int) -> list[int]:
    """The tables (ids) a participant would like to sit at: their own wishes, or those of who named them to come instead."""
    own = sa.and_(
        CafeGuest.participation_id == Participation.id, CafeGuest.cafe_id == (cafe.id or 0)
    )
    query = sa.select(_wishes(cafe)).select_from(Participation).outerjoin(CafeGuest, own)
    return db.session.scalar(query.where(Participation.id == participation_id)) or []


def _wishes(cafe: Cafe) -> Any:
    """A participant's wishes, where the café's own row about them is joined."""
    if not cafe.asks_wishes:
        return CafeGuest.wishes
    return sa.case((CafeGuest.id.is_(None), _wishes_handed_on(cafe)), else_=CafeGuest.wishes)


def _people(event: Event, cafe: Cafe, *, traits: bool) -> Any:
    """Participants with what the café knows of them, and walk-ins; with `traits` also in what they differ."""
    nothing: sa.ColumnElement[Any] = sa.null()
    coming = (
        [Standing.ATTENDED] if cafe.who is Who.CHECKED_IN else [Standing.COMING, Standing.ATTENDED]
    )
    own = sa.and_(
        CafeGuest.participation_id == Participation.id, CafeGuest.cafe_id == (cafe.id or 0)
    )
    extra: tuple[Any, ...] = (
        CafeGuest.id.label("row"),
        CafeGuest.absent.label("absent"),
        _wishes(cafe).label("wishes"),
        CafeGuest.out.label("out"),
        CafeGuest.online.label("online"),
    )
    differ: tuple[Any, ...] = ()
    if traits:
        extra = (*extra, CafeGuest.own.label("own"))
        differ = (
            Organisation.level.label("level"),
            Person.gender.label("gender"),
            Person.languages.label("languages"),
            _was_here_before(event).label("earlier"),
        )
    listed = (
        sa.select(
            Participation.id.label("participation"),
            Person.given_name.label("given"),
            Person.family_name.label("family"),
            Organisation.name.label("organisation"),
            Sector.key.label("sector"),
            Sector.letter.label("letter"),
            County.key.label("county"),
            County.name.label("county_name"),
            District.capital.label("capital"),
            *differ,
            *extra,
        )
        .join(Person, Participation.person_id == Person.id)
        .join(Organisation, Participation.organisation_id == Organisation.id)
        .join(Sector, Participation.sector_id == Sector.id)
        .outerjoin(County, Participation.county_id == County.id)
        .outerjoin(District, Participation.district_id == District.id)
        .outerjoin(CafeGuest, own)
        .where(Participation.event_id == event.id, Participation.standing.in_(coming))
    )
    walked = (
        sa.select(
            nothing,
            CafeGuest.given_name,
            CafeGuest.family_name,
            CafeGuest.organisation,
            Sector.key,
            Sector.letter,
            County.key,
            County.name,
            sa.false(),
            *(nothing for _trait in differ),
            *extra,
        )
        .outerjoin(Sector, CafeGuest.sector_id == Sector.id)
        .outerjoin(County, CafeGuest.county_id == County.id)
        .where(CafeGuest.cafe_id == (cafe.id or 0), CafeGuest.participation_id.is_(None))
    )
    return sa.union_all(listed, walked)


def note_taker_moves(event: Event) -> sa.ColumnElement[bool]:
    """Of a statement about tables: whether who takes notes there is written by the name of a participant who gets a seat."""
    theirs, writer = model_again(Participation, "theirs"), model_again(Person, "writer")
    told = model_again(CafeGuest, "told")
    left_out = sa.exists().where(
        told.participation_id == theirs.id, told.cafe_id == CafeTable.cafe_id, told.out.is_(True)
    )
    return (
        sa.exists()
        .where(
            theirs.event_id == event.id,
            theirs.standing.in_([Standing.COMING, Standing.ATTENDED]),
            theirs.person_id == writer.id,
            CafeTable.note_taker_name != "",
            CafeTable.note_taker_name == writer.given_name + " " + writer.family_name,
            ~left_out.correlate(theirs, CafeTable),
        )
        .correlate(CafeTable)
    )
