"""People counted by the database: one statement a family of tables, for any number of events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ...db import db
from ...directory.models import County, District, Organisation, Person, Sector
from ...directory.queries import sectors
from ...directory.regions import region_of
from ...events.models import Event
from ..models import Participation, Standing
from .figures import place_of
from .report import Stage
from .stages import flow_of, main_stage, stages_of

Rows = tuple[tuple[str, ...], ...]


class Counted(NamedTuple):
    """People of one event who are alike: their standing, whether they came without invitation, what they are, how many."""

    event_id: int
    standing: Standing
    walk_in: bool
    who: tuple[Any, ...]
    people: int


@dataclass(frozen=True)
class Place:
    """A district as counting knows it: its key, its county's, whether it is the capital."""

    district: str
    county: str
    county_id: int
    capital: bool


class Land:
    """Sectors, counties and districts by number, read once a report: two statements."""

    def __init__(self) -> None:
        self.sectors: Sequence[Sector] = sectors()
        self.sector_keys = {one.id: one.key for one in self.sectors}
        rows = db.session.execute(
            sa.select(District.id, District.key, District.capital, County.id, County.key, County.name).join(
                District.county
            )
        ).all()
        self.districts = {row[0]: Place(row[1], row[4], row[3], row[2]) for row in rows}
        self.counties = {row[3]: row[4] for row in rows}
        self.county_names = {row[4]: row[5] for row in rows}
        self.capitals = {one.county_id for one in self.districts.values() if one.capital}

    def rows_of(self, who: tuple[int | None, int | None]) -> Rows:
        """In which rows of the tables county, group of counties and place somebody counts, of county and district."""
        county_id, district_id = who
        district = self.districts.get(district_id) if district_id else None
        county = self.counties.get(county_id) if county_id else (district.county if district else None)
        has_capital = (county_id in self.capitals) if county_id else None
        place = place_of(district.capital if district else None, has_capital)
        region = region_of(county, district.district if district else None)
        return (county or "unknown",), (region or "unknown",), (place.value,)


def across_sectors(event_ids: Sequence[int]) -> list[Counted]:
    """By sector and by what they do in the event, of those who come or came."""
    return _counted(_across(event_ids, Participation.sector_id, sa.type_coerce(Participation.parts, sa.Text)))


def across_places(event_ids: Sequence[int]) -> list[Counted]:
    """By county and district, of those who come or came."""
    return _counted(_across(event_ids, Participation.county_id, Participation.district_id))


def across_offices(event_ids: Sequence[int]) -> list[Counted]:
    """By sector, kind and level of the office, of those who come or came."""
    columns = (Participation.sector_id, Organisation.kind, Organisation.level)
    return _counted(_across(event_ids, *columns).join(Participation.organisation))


def across_genders(event_ids: Sequence[int]) -> list[Counted]:
    """By gender, of those who come or came."""
    return _counted(_across(event_ids, Person.gender).join(Participation.person))


def across_returning(event_ids: Sequence[int]) -> list[Counted]:
    """By whether they attended an earlier event of this planner, of those who come or came."""
    attended = aliased(Participation)
    first = (
        sa.select(attended.person_id, sa.func.min(Event.first_day).label("day"))
        .join(Event, attended.event_id == Event.id)
        .where(attended.standing == Standing.ATTENDED)
        .group_by(attended.person_id)
        .subquery()
    )
    before = sa.case((first.c.day < Event.first_day, True), else_=False)
    query = _across(event_ids, before).join(Event, Participation.event_id == Event.id)
    return _counted(query.outerjoin(first, first.c.person_id == Participation.person_id))


def offices(event_id: int) -> list[Counted]:
    """By sector, kind and level of the office they came for."""
    columns = (Participation.sector_id, Organisation.kind, Organisation.level)
    return _counted(_of_one(event_id, *columns).join(Participation.organisation))


def by_place(event_id: int) -> list[Counted]:
    """By county and district."""
    return _counted(_of_one(event_id, Participation.county_id, Participation.district_id))


def by_person(event: Event) -> list[Counted]:
    """By what they do in the event, gender, and whether they attended an earlier event of this planner."""
    before = _came_before(event, "person_id")
    query = _of_one(event.id, sa.type_coerce(Participation.parts, sa.Text), Person.gender, before)
    return _counted(query.join(Participation.person))


class Office(NamedTuple):
    """An organisation at an event: how many of it count in each stage, and whether anybody attended an earlier event."""

    number: int
    name: str
    before: bool
    people: dict[Stage, int]


def by_organisation(event: Event) -> list[Office]:
    """Every organisation at an event, in people at each stage."""
    sums = [sa.func.sum(sa.case((_counts_in(stage), 1), else_=0)) for stage in Stage]
    query = (
        sa.select(
            Participation.organisation_id, Organisation.name, _came_before(event, "organisation_id"), *sums
        )
        .join(Participation.organisation)
        .where(Participation.event_id == event.id, Participation.standing != Standing.LISTED)
        .group_by(Participation.organisation_id, Organisation.name)
    )
    return [
        Office(row[0], row[1], row[2], dict(zip(Stage, row[3:], strict=True)))
        for row in db.session.execute(query)
    ]


class Counts:
    """All that is counted for the report of one event, the same in every language: six statements, four where `land` is known."""

    def __init__(self, event: Event, land: Land | None = None) -> None:
        self.land = land or Land()
        self.offices = offices(event.id)
        self.people = by_person(event)
        self.organisations = by_organisation(event)
        self.places = by_place(event.id)


def _counts_in(stage: Stage) -> Any:
    """The condition that somebody counts in the stage, as `stages_of` says."""
    asked, unasked = (
        [standing for standing in Standing if stage in stages_of(standing, walk_in)]
        for walk_in in (False, True)
    )
    there = Participation.standing.in_(asked) & Participation.walk_in.is_(False)
    return there | (Participation.standing.in_(unasked) & Participation.walk_in.is_(True))


def _across(event_ids: Sequence[int], *columns: Any) -> Any:
    """How many come or came to each event; whoever came without invitation is not told apart."""
    asked = (
        Participation.event_id.in_(event_ids),
        Participation.standing.in_([Standing.COMING, Standing.ATTENDED]),
    )
    return _grouped((Participation.event_id, Participation.standing), (sa.false(),), columns).where(*asked)


def _of_one(event_id: int, *columns: Any) -> Any:
    """How many stand where on the way to one event."""
    asked = Participation.event_id == event_id, Participation.standing != Standing.LISTED
    own = (Participation.event_id, Participation.standing, Participation.walk_in)
    return _grouped(own, (), columns).where(*asked)


def _grouped(own: Sequence[Any], fixed: Sequence[Any], columns: Sequence[Any]) -> Any:
    named = [column.label(f"by{number}") for number, column in enumerate(columns)]
    return (
        sa.select(*own, *fixed, *named, sa.func.count())
        .select_from(Participation)
        .group_by(*own, *(sa.text(f"by{number}") for number in range(len(columns))))
    )


def _came_before(event: Event, of: str) -> Any:
    """Whether the same person, or somebody of the same office (`of`), attended an event that began before this one."""
    earlier, began = aliased(Participation), aliased(Event)
    return (
        sa.exists()
        .where(getattr(earlier, of) == getattr(Participation, of), earlier.standing == Standing.ATTENDED)
        .where(earlier.event_id == began.id, began.first_day < event.first_day)
        .correlate(Participation)
    )


def _counted(query: Any) -> list[Counted]:
    return [Counted(row[0], row[1], row[2], tuple(row[3:-1]), row[-1]) for row in db.session.execute(query)]


def staged(rows: Iterable[Counted], stages: Sequence[Stage]) -> list[tuple[Any, list[int], int]]:
    """For tables of one event: who, the columns they count in, how many."""
    place = {stage: number for number, stage in enumerate(stages)}
    return [
        (row.who, [place[one] for one in stages_of(row.standing, row.walk_in) if one in place], row.people)
        for row in rows
    ]


def beside(rows: Sequence[Counted], stages: dict[int, Stage]) -> list[tuple[Any, list[int], int]]:
    """For tables across events: each event is a column, in the order of `stages`, which says who counts there."""
    column = {event_id: [number] for number, event_id in enumerate(stages)}
    return [
        (row.who, column[row.event_id], row.people)
        for row in rows
        if stages[row.event_id] in stages_of(row.standing, row.walk_in)
    ]


def stages_by_event(rows: Iterable[Counted], event_ids: Sequence[int]) -> dict[int, Stage]:
    """The stage each event is told by."""
    people: dict[int, list[tuple[Standing, bool, int]]] = {event_id: [] for event_id in event_ids}
    for row in rows:
        people[row.event_id].append((row.standing, row.walk_in, row.people))
    return {event_id: main_stage(flow_of(told)) for event_id, told in people.items()}
