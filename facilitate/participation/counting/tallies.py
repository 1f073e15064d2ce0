"""People counted by the database, for any number of events."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from ...data.db import db, model_again
from ...directory.models import County, District, Organisation, Person, Sector
from ...directory.queries import all_sectors
from ...directory.regions import region_of
from ...events.models import Event
from ..models import Participation, Standing
from .figures import place_of_origin
from .report import FiguresStage, FlowStep
from .stages import When, count_flow, main_stage, stages_of, when_of_days

Rows = tuple[tuple[str, ...], ...]


class CountedPeople(NamedTuple):
    """People of one event who are alike: their standing, whether they came without invitation, how far they had come

    before they were there, what they are, how many.
    """

    event_id: int
    standing: Standing
    walk_in: bool
    was: Standing | None
    who: tuple[Any, ...]
    people: int


@dataclass(frozen=True)
class CountedDistrict:
    """A district as counting knows it: its key, its county's, whether it is the capital."""

    district: str
    county: str
    county_id: int
    capital: bool


class CountedLand:
    """Sectors, counties and districts by number, read once a report."""

    def __init__(self) -> None:
        self.sectors: Sequence[Sector] = all_sectors()
        self.sector_keys = {one.id: one.key for one in self.sectors}
        rows = db.session.execute(
            sa.select(
                District.id, District.key, District.capital, County.id, County.key, County.name
            ).join(District.county)
        ).all()
        self.districts = {row[0]: CountedDistrict(row[1], row[4], row[3], row[2]) for row in rows}
        self.counties = {row[3]: row[4] for row in rows}
        self.county_names = {row[4]: row[5] for row in rows}
        self.capitals = {one.county_id for one in self.districts.values() if one.capital}

    def rows_of(self, who: tuple[int | None, int | None]) -> Rows:
        """In which rows of the tables county, group of counties and place somebody counts, of county and district."""
        county_id, district_id = who
        district = self.districts.get(district_id) if district_id else None
        county = (
            self.counties.get(county_id) if county_id else (district.county if district else None)
        )
        has_capital = (county_id in self.capitals) if county_id else None
        place = place_of_origin(district.capital if district else None, has_capital)
        region = region_of(county, district.district if district else None)
        return (county or "unknown",), (region or "unknown",), (place.value,)


def when_of_event(event: Event, today: date) -> When:
    """Where the event stands today."""
    return when_of_days(event.first_day, event.last_day, today)


def across_people(events: Sequence[Event], today: date) -> list[CountedPeople]:
    """By sector, kind and level of the office and by what they do in the event, of those who come or came."""
    plain = (
        sa.type_coerce(column, sa.Text)
        for column in (Organisation.kind, Organisation.level, Participation.parts)
    )
    return _across(
        events,
        today,
        Participation.sector_id,
        *plain,
        joined=lambda query: query.join(Participation.organisation),
    )


def across_places(events: Sequence[Event], today: date) -> list[CountedPeople]:
    """By county and district, of those who come or came."""
    return _across(events, today, Participation.county_id, Participation.district_id)


def across_genders(events: Sequence[Event], today: date) -> list[CountedPeople]:
    """By gender, of those who come or came."""
    return _across(
        events, today, Person.gender, joined=lambda query: query.join(Participation.person)
    )


def across_returning(events: Sequence[Event], today: date) -> list[CountedPeople]:
    """By whether they attended an earlier event of this planner, of those who come or came."""
    attended = model_again(Participation, "attended")
    first = (
        sa.select(attended.person_id, sa.func.min(Event.first_day).label("day"))
        .join(Event, attended.event_id == Event.id)
        .where(attended.standing == Standing.ATTENDED, Event.first_day <= today)
        .group_by(attended.person_id)
        .subquery()
    )

    def joined(query: Any) -> Any:
        here = query.join(Event, Participation.event_id == Event.id)
        return here.outerjoin(first, first.c.person_id == Participation.person_id)

    before = sa.case((first.c.day < Event.first_day, True), else_=False)
    return _across(events, today, before, joined=joined)


def people_by_office(event_id: int) -> list[CountedPeople]:
    """By sector, kind and level of the office they came for."""
    columns = (Participation.sector_id, Organisation.kind, Organisation.level)
    return _counted(_of_one(event_id, *columns).join(Participation.organisation))


def people_by_place(event_id: int) -> list[CountedPeople]:
    """By county and district."""
    return _counted(_of_one(event_id, Participation.county_id, Participation.district_id))


def people_by_role(event: Event, today: date) -> list[CountedPeople]:
    """By what they do in the event, gender, and whether they attended an earlier event of this planner."""
    before = _came_before(event, "person_id", today)
    query = _of_one(event.id, sa.type_coerce(Participation.parts, sa.Text), Person.gender, before)
    return _counted(query.join(Participation.person))


class CountedOffice(NamedTuple):
    """An organisation at an event: how many of it count in each stage, and whether anybody attended an earlier event."""

    number: int
    name: str
    before: bool
    people: dict[FiguresStage, int]


def organisations_by_stage(event: Event, today: date) -> list[CountedOffice]:
    """Every organisation at an event, in people at each stage."""
    now = when_of_event(event, today)
    sums = [sa.func.sum(sa.case((_counts_in(stage, now), 1), else_=0)) for stage in FiguresStage]
    before = _came_before(event, "organisation_id", today)
    query = (
        sa.select(Participation.organisation_id, Organisation.name, before, *sums)
        .join(Participation.organisation)
        .where(Participation.event_id == event.id, Participation.standing != Standing.LISTED)
        .group_by(Participation.organisation_id, Organisation.name)
    )
    return [
        CountedOffice(row[0], row[1], row[2], dict(zip(FiguresStage, row[3:], strict=True)))
        for row in db.session.execute(query)
    ]


class EventCounts:
    """All that is counted for the report of one event, the same in every language."""

    def __init__(self, event: Event, today: date, land: CountedLand | None = None) -> None:
        self.land, self.now = land or CountedLand(), when_of_event(event, today)
        self.offices = people_by_office(event.id)
        self.people = people_by_role(event, today)
        self.organisations = organisations_by_stage(event, today)
        self.places = people_by_place(event.id)


def _counts_in(stage: FiguresStage, now: When) -> Any:
    """The condition that somebody counts in the stage, as `stages_of` says."""
    column: Any = Participation.was
    found: list[Any] = []
    for walk_in in (False, True):
        plain = [
            one
            for one in Standing
            if one is not Standing.ATTENDED and stage in stages_of(one, walk_in, None, now)
        ]
        told = [one for one in Standing if stage in stages_of(Standing.ATTENDED, walk_in, one, now)]
        there = [column.in_(told)]
        if stage in stages_of(Standing.ATTENDED, walk_in, None, now):
            there.append(column.is_(None))
        counts = Participation.standing.in_(plain) | (
            (Participation.standing == Standing.ATTENDED) & sa.or_(*there)
        )
        found.append(Participation.walk_in.is_(walk_in) & counts)
    return sa.or_(*found)


def _across(
    events: Sequence[Event],
    today: date,
    *columns: Any,
    joined: Callable[[Any], Any] = lambda query: query,
) -> list[CountedPeople]:
    """How many come or came to each event.

    Of an event that has begun it does not matter how somebody came to be there; of one that is still to come it does, for
    nobody has been there yet.
    """
    ahead = [event.id for event in events if when_of_event(event, today) is When.BEFORE]
    begun = [event.id for event in events if event.id not in ahead]
    unsaid = sa.type_coerce(sa.null(), Participation.was.type)
    event_id, standing = Participation.event_id, Participation.standing
    queries = [
        joined(_grouped(own, fixed, columns)).where(
            event_id.in_(ids), standing.in_([Standing.COMING, Standing.ATTENDED])
        )
        for ids, own, fixed in (
            (begun, (event_id, standing), (sa.false(), unsaid)),
            (ahead, (event_id, standing, Participation.walk_in, Participation.was), ()),
        )
        if ids
    ]
    return [row for query in queries for row in _counted(query)]


def _of_one(event_id: int, *columns: Any) -> Any:
    """How many stand where on the way to one event."""
    asked = Participation.event_id == event_id, Participation.standing != Standing.LISTED
    own = (Participation.event_id, Participation.standing, Participation.walk_in, Participation.was)
    return _grouped(own, (), columns).where(*asked)


def _grouped(own: Sequence[Any], fixed: Sequence[Any], columns: Sequence[Any]) -> Any:
    named = [column.label(f"by{number}") for number, column in enumerate(columns)]
    return (
        sa.select(*own, *fixed, *named, sa.func.count())
        .select_from(Participation)
        .group_by(*own, *(sa.text(f"by{number}") for number in range(len(columns))))
    )


def _came_before(event: Event, of: str, today: date) -> Any:
    """Whether the same person, or somebody of the same office (`of`), attended an event that began before this one."""
    earlier, began = model_again(Participation, "earlier"), model_again(Event, "began")
    return (
        sa.exists()
        .where(
            getattr(earlier, of) == getattr(Participation, of),
            earlier.standing == Standing.ATTENDED,
        )
        .where(
            earlier.event_id == began.id,
            began.first_day < event.first_day,
            began.first_day <= today,
        )
        .correlate(Participation)
    )


def _counted(query: Any) -> list[CountedPeople]:
    return [
        CountedPeople(
            event_id=row[0],
            standing=row[1],
            walk_in=row[2],
            was=row[3],
            who=tuple(row[4:-1]),
            people=row[-1],
        )
        for row in db.session.execute(query)
    ]


def counts_by_stage(
    rows: Iterable[CountedPeople], stages: Sequence[FiguresStage], now: When
) -> list[tuple[Any, list[int], int]]:
    """For tables of one event: who, the columns they count in, how many."""
    place = {stage: number for number, stage in enumerate(stages)}
    return [
        (
            row.who,
            [
                place[one]
                for one in stages_of(row.standing, row.walk_in, row.was, now)
                if one in place
            ],
            row.people,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class EventStage:
    """How one of several events is told: where it stands today, by which stage, and how many people that are."""

    now: When
    stage: FiguresStage
    people: int

    @property
    def only_said(self) -> bool:
        """Whether nobody has been there, and there are people who say that they come."""
        return self.stage is FiguresStage.CONFIRMED and self.people > 0


def counts_by_event(
    rows: Sequence[CountedPeople], told: dict[int, EventStage]
) -> list[tuple[Any, list[int], int]]:
    """For tables across events: each event is a column, in the order of `told`, which says who counts there."""
    places = {
        event_id: ([number], one.stage, one.now)
        for number, (event_id, one) in enumerate(told.items())
    }
    found = []
    for event_id, standing, walk_in, was, who, people in rows:
        if event_id in places:
            column, stage, now = places[event_id]
            if stage in stages_of(standing, walk_in, was, now):
                found.append((who, column, people))
    return found


def stages_by_event(
    rows: Iterable[CountedPeople], events: Sequence[Event], today: date
) -> dict[int, EventStage]:
    """How each event is told."""
    people: dict[int, Counter[tuple[Standing, bool, Standing | None]]] = {
        event.id: Counter() for event in events
    }
    for row in rows:
        people[row.event_id][row.standing, row.walk_in, row.was] += row.people
    found = {}
    for event in events:
        now = when_of_event(event, today)
        flow = count_flow(((*who, number) for who, number in people[event.id].items()), now)
        stage = main_stage(flow)
        found[event.id] = EventStage(now, stage, flow[FlowStep(stage.value)])
    return found
