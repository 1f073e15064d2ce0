"""Whom the meetings of a period reached: different people and organisations and how often they came; and hours of training.

Each counts once, as what it was when it came last; so people never exceed attendances, and all add up over any split.
For the team alone: small groups stand in it.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from ..agenda.kinds import StepKind
from ..agenda.models import Day, Step
from ..data.db import db, model_again
from ..directory.models import Gender, Person
from ..events.models import TEACHING, Event
from ..participation.counting import heads
from ..participation.counting.tables import UNKNOWN, RowHead
from ..participation.counting.tallies import CountedLand
from ..participation.models import Attendance, Participation, Standing
from ..web.i18n import _

IDLE = (StepKind.BREAK, StepKind.MEAL, StepKind.REGISTRATION, StepKind.NOTE)
"""Steps in which nobody is trained."""


class OneAttendance(NamedTuple):
    """Somebody at one event. `before`: they attended an event before the period; `office_before`: somebody of their organisation did."""

    person: int
    organisation: int
    sector: int
    county: int | None
    district: int | None
    gender: Gender | None
    before: bool
    office_before: bool


class ReachedRow(NamedTuple):
    """A part of them by name: how many different people and organisations, and how often they came.

    `organisations`: None where the split says nothing of them.
    """

    name: str
    people: int
    times: int
    organisations: int | None = None


@dataclass(frozen=True)
class ReachedSplit:
    """All of them, split one way; the rows add up to the whole."""

    name: str
    rows: Sequence[ReachedRow]

    @property
    def of_offices(self) -> bool:
        """Whether it says how many organisations fall into each row."""
        return all(one.organisations is not None for one in self.rows)


@dataclass(frozen=True)
class TrainingHours:
    """Trainings of the period whose agenda is known: how many, how many different people, minutes of all of them together.

    `unknown`: further trainings, without an agenda.
    """

    events: int = 0
    people: int = 0
    minutes: int = 0
    unknown: int = 0

    @property
    def each(self) -> int:
        """Minutes per person."""
        return round(self.minutes / self.people) if self.people else 0


@dataclass(frozen=True)
class PeopleReached:
    """The whole. `organisations`: how many different ones they came for."""

    people: int
    times: int
    organisations: int
    splits: Sequence[ReachedSplit]
    training: TrainingHours = TrainingHours()


def reach_of_events(
    events: Sequence[Event], first: date, today: date, land: CountedLand | None = None
) -> PeopleReached | None:
    """Whom the events that have begun reached, in a period from `first` on; None where nobody's attendance is known."""
    held = [one for one in events if one.first_day <= today]
    came = _attendances([one.id for one in held], first)
    if not came:
        return None
    return PeopleReached(
        people=len({one.person for one in came}),
        times=len(came),
        organisations=len({one.organisation for one in came}),
        splits=split_reached(came, land or CountedLand()),
        training=_training([one for one in held if one.kind in TEACHING]),
    )


def _attendances(events: Sequence[int], first: date) -> list[OneAttendance]:
    """Who came, the earliest first."""
    query = (
        sa.select(
            Participation.person_id,
            Participation.organisation_id,
            Participation.sector_id,
            Participation.county_id,
            Participation.district_id,
            Person.gender,
            Participation.person_id.in_(_came_before(first, "person_id")),
            Participation.organisation_id.in_(_came_before(first, "organisation_id")),
        )
        .join(Person, Participation.person_id == Person.id)
        .join(Event, Participation.event_id == Event.id)
        .where(Participation.event_id.in_(events), Participation.standing == Standing.ATTENDED)
        .order_by(Event.first_day, Event.id)
    )
    return [OneAttendance(*row) for row in db.session.execute(query)] if events else []


def _came_before(first: date, who: str) -> sa.Select[tuple[int]]:
    """Who (a column of Participation) attended an event before that day."""
    earlier = model_again(Participation, f"earlier_{who}")
    return (
        sa.select(getattr(earlier, who))
        .join(Event, earlier.event_id == Event.id)
        .where(earlier.standing == Standing.ATTENDED, Event.first_day < first)
    )


class _SplitWay(NamedTuple):
    """How people and their organisations fall into rows; `office`: None where organisations do not."""

    rows: list[RowHead]
    person: Callable[[OneAttendance], str]
    office: Callable[[OneAttendance], str] | None


def split_reached(came: Sequence[OneAttendance], land: CountedLand) -> list[ReachedSplit]:
    """First time and again, by sector, county, gender, and outside the capital. Pure."""

    def sector(one: OneAttendance) -> str:
        return land.sector_keys.get(one.sector, UNKNOWN)

    def county(one: OneAttendance) -> str:
        return land.rows_of((one.county, one.district))[0][0]

    def place(one: OneAttendance) -> str:
        return land.rows_of((one.county, one.district))[2][0]

    sectors = [one for one in heads.sector_heads(land.sectors, ()) if not one.together]
    ways = {
        _("First-time and returning"): _SplitWay(
            heads.returning_heads(),
            lambda one: _first_or_again(one.before),
            lambda one: _first_or_again(one.office_before),
        ),
        _("By sector"): _SplitWay(sectors, sector, sector),
        _("By county"): _SplitWay(heads.county_heads(land.county_names), county, county),
        _("Capital and rest of the country"): _SplitWay(heads.place_heads(), place, place),
        _("By gender"): _SplitWay(
            heads.gender_heads(),
            lambda one: one.gender.value if one.gender else UNKNOWN,
            None,
        ),
    }
    found = [ReachedSplit(name, _rows(way, came)) for name, way in ways.items()]
    return [one for one in found if len(one.rows) > 1]


def _first_or_again(before: bool) -> str:
    return "returning" if before else "first_time"


def _rows(way: _SplitWay, came: Sequence[OneAttendance]) -> list[ReachedRow]:
    """How many people, and organisations, fall into each row; those of nobody are left out."""
    fall = [way.person(one) for one in came]
    times = Counter(fall)
    people = Counter(dict(zip([one.person for one in came], fall, strict=True)).values())
    offices = Counter[str]()
    if way.office:
        same = way.office is way.person
        theirs = fall if same else [way.office(one) for one in came]
        last = dict(zip([one.organisation for one in came], theirs, strict=True))
        offices.update(last.values())
    return [
        ReachedRow(
            name=one.name,
            people=people[one.key],
            times=times[one.key],
            organisations=offices[one.key] if way.office else None,
        )
        for one in way.rows
        if times[one.key] or offices[one.key]
    ]


def _training(events: Sequence[Event]) -> TrainingHours:
    """How long people were trained at these events."""
    ids = [one.id for one in events]
    if not ids:
        return TrainingHours()
    lengths = _minutes_by_day(ids)
    days: dict[tuple[int, int], set[date]] = {}
    query = (
        sa.select(Participation.event_id, Participation.person_id, Attendance.day)
        .outerjoin(Attendance, Attendance.participation_id == Participation.id)
        .where(Participation.event_id.in_(ids), Participation.standing == Standing.ATTENDED)
    )
    for event, person, day in db.session.execute(query):
        days.setdefault((event, person), set()).update([day] if day else [])
    known = {key: some for key, some in days.items() if key[0] in lengths}
    return TrainingHours(
        events=len(lengths),
        people=len({person for _event, person in known}),
        minutes=sum(
            number
            for (event, _person), some in known.items()
            for on, number in lengths[event].items()
            if on in some or not some  # nobody noted the days: then they were there throughout
        ),
        unknown=len(set(ids) - set(lengths)),
    )


def _minutes_by_day(events: Sequence[int]) -> dict[int, dict[date, int]]:
    """The minutes of work of each day of each event, without breaks; of groups side by side those of the longest."""
    columns = (Step.event_id, Step.id, Step.block_id, Step.strand_id, Step.kind, Step.minutes)
    query = (
        sa.select(*columns, Day.on)
        .outerjoin(Day, Step.day_id == Day.id)
        .where(Step.event_id.in_(events), Step.removed_at.is_(None))
    )
    rows = db.session.execute(query).all()
    inside: dict[int, Counter[int]] = {}
    for row in rows:
        if row.block_id and row.kind not in IDLE:
            inside.setdefault(row.block_id, Counter())[row.strand_id or 0] += row.minutes
    found: dict[int, dict[date, int]] = {}
    for row in rows:
        if row.on and not row.block_id and row.kind not in IDLE:
            length = max(inside[row.id].values()) if row.id in inside else row.minutes
            day = found.setdefault(row.event_id, {})
            day[row.on] = day.get(row.on, 0) + length
    return found
