"""What the figures of events ask of the database."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from ...data.db import db, model_again
from ...directory.models import County, District, Sector
from ...directory.queries import all_counties, all_sectors
from ...events.models import Event
from ..models import ParticipantRole, Participation, Standing
from .disclosure import people_to_tell
from .figures import CountedGroup, EventFigures, add_up_figures, count_figures, place_of_origin
from .report import DifferentPeople
from .stages import When, told_standing
from .tallies import when_of_event


def chain_of_events(event: Event) -> list[Event]:
    """The event and those it builds on, one after the other, oldest first; a circle ends."""
    columns = (Event.id, Event.builds_on_id)
    before = sa.select(*columns).where(Event.id == event.id).cte("before", recursive=True)
    before = before.union(sa.select(*columns).join(before, Event.id == before.c.builds_on_id))
    query = (
        sa.select(Event).join(before, Event.id == before.c.id).order_by(Event.first_day, Event.id)
    )
    return list(db.session.scalars(query))


def figures_of_events(events: Sequence[Event], today: date) -> list[EventFigures]:
    """The figures of these events, in their order."""
    return _figures(events, today, all_sectors(), all_counties())


def figures_together(
    events: Sequence[Event], figures: Sequence[EventFigures], today: date
) -> EventFigures:
    """The figures of these events added up; each person counts once in `people`."""
    attended = [bool(one.standing.get(Standing.ATTENDED.value)) for one in figures]
    return add_up_figures(figures, count_people(list(zip(events, attended, strict=True)), today))


def count_people(events: Sequence[tuple[Event, bool]], today: date) -> int:
    """How many different people the figures of these events count.

    With each event whether anybody attended: then who did counts, else who is coming.
    """
    alike: dict[tuple[bool, bool], list[int]] = {}
    for event, attended in events:
        ahead = when_of_event(event, today) is When.BEFORE
        alike.setdefault((attended, ahead), []).append(event.id)
    counted = [
        Participation.event_id.in_(ids) & _counts_there(attended, ahead)
        for (attended, ahead), ids in alike.items()
    ]
    query = sa.select(sa.func.count(Participation.person_id.distinct()))
    return db.session.scalar(query.where(sa.or_(sa.false(), *counted))) or 0


def different_people(events: Sequence[Event], *, outside: bool) -> DifferentPeople | None:
    """How many different people attended these events; None where not even that may be told `outside`."""
    query = sa.select(Participation.event_id, Participation.person_id).where(
        Participation.event_id.in_([one.id for one in events]),
        Participation.standing == Standing.ATTENDED,
    )
    came: dict[int, set[int]] = {}
    for event, person in db.session.execute(query):
        came.setdefault(event, set()).add(person)
    if outside:
        return people_to_tell(list(came.values()))
    return DifferentPeople(len(set().union(*came.values())))


def _counts_there(attended: bool, ahead: bool) -> Any:
    """Who counts at an event: who attended where anybody did, else who is coming. `ahead`: it has not begun."""
    present, coming = (
        Participation.standing == one for one in (Standing.ATTENDED, Standing.COMING)
    )
    if attended:
        return present
    if not ahead:
        return coming
    early = sa.case(
        (Participation.was.is_not(None), Participation.was == Standing.COMING),
        else_=Participation.walk_in.is_(False),
    )
    return coming | (present & early)


def counted_groups(event: Event) -> list[CountedGroup]:
    """The event's people, those who are alike counted together."""
    return [_group(row, row.standing) for row in db.session.execute(_groups([event.id]))]


def _group(row: Any, standing: Standing) -> CountedGroup:
    place = place_of_origin(row.capital, row.county_has_capital if row.county else None)
    return CountedGroup(
        sector=row.sector,
        county=row.county,
        place=place,
        standing=standing.value,
        presents=ParticipantRole.PRESENTER in row.parts,
        people=row.people,
    )


def _figures(
    events: Sequence[Event],
    today: date,
    all_sectors: Sequence[Sector],
    all_counties: Sequence[County],
) -> list[EventFigures]:
    groups: dict[int, list[CountedGroup]] = {event.id: [] for event in events}
    now = {event.id: when_of_event(event, today) for event in events}
    for row in db.session.execute(_groups(list(groups))):
        told = told_standing(row.standing, row.walk_in, row.was, now[row.event_id])
        groups[row.event_id].append(_group(row, told))
    sector_keys, county_keys = [row.key for row in all_sectors], [row.key for row in all_counties]
    return [
        count_figures(event.slug, groups[event.id], sector_keys, county_keys) for event in events
    ]


def _groups(event_ids: Sequence[int]) -> Any:
    """People of these events who are alike, counted by the database."""
    capital = model_again(District, "capital")
    has_capital = (
        sa.exists().where(capital.county_id == County.id, capital.capital).correlate(County)
    )
    return (
        sa.select(
            Participation.event_id,
            Sector.key.label("sector"),
            County.key.label("county"),
            has_capital.label("county_has_capital"),
            District.capital,
            Participation.parts,
            Participation.standing,
            Participation.walk_in,
            Participation.was,
            sa.func.count().label("people"),
        )
        .join(Participation.sector)
        .outerjoin(County, Participation.county_id == County.id)
        .outerjoin(District, Participation.district_id == District.id)
        .where(Participation.event_id.in_(event_ids))
        .group_by(
            Participation.event_id,
            Sector.key,
            County.id,
            County.key,
            District.capital,
            Participation.parts,
            Participation.standing,
            Participation.walk_in,
            Participation.was,
        )
    )
