"""When people lead, take notes or speak, over all events: from their agendas, on one common clock."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ..agenda.dates import dates_between, moved_dates
from ..agenda.models import Day, Step, StepSpeaker, Strand
from ..agenda.plan import Plan, PlanDay, PlanSpeaker, PlanStep, PlanStrand
from ..data.db import db
from ..events.models import Event, Member
from ..lib.text import Words

DAY = timedelta(days=1)


@dataclass(frozen=True)
class BusyTime:
    """A step in which somebody has something to do. `begins`, `ends`: moments in UTC; `start`, `end`: as the event's clock says.

    `accounts`: who of its team leads it or takes notes; `people`: who of the directory speaks.
    """

    event_id: int
    step_id: int
    title: Words
    begins: datetime
    ends: datetime
    start: datetime
    end: datetime
    accounts: frozenset[int]
    people: frozenset[int]

    def is_of(self, person: int, account: int | None) -> bool:
        """Whether it keeps that person of the directory busy, or the account that stands for them."""
        return person in self.people or account in self.accounts

    def overlaps(self, other: "BusyTime") -> bool:
        """Whether both are at the same time for a while."""
        return self.begins < other.ends and other.begins < self.ends


def busy_times(first: date, last: date) -> list[BusyTime]:
    """Who leads, takes notes or speaks when, in all events that have one of these days, in order of time.

    Six statements, however many events there are. An event of which only the year is known keeps nobody busy.
    """
    near = sa.and_(Event.first_day <= last + DAY, Event.last_day >= first - DAY)
    events = db.session.execute(
        sa.select(Event.id, Event.first_day, Event.last_day, Event.zone).where(
            near, ~Event.days_unknown
        )
    ).all()
    ids = [event.id for event in events]
    if not ids:
        return []
    tables = [_by_event(table) for table in _rows_of(ids)]
    found = [
        one
        for event in events
        for one in _of_event(event, *(table.get(event.id, []) for table in tables))
    ]
    return sorted(found, key=lambda one: (one.begins, one.event_id, one.step_id))


def _rows_of(ids: Sequence[int]) -> Iterator[Iterable[Any]]:
    """Days, steps, strands, speakers of the directory and team of these events; each row begins with its event."""
    there = (Step.event_id.in_(ids), Step.removed_at.is_(None))
    yield db.session.execute(
        sa.select(Day.event_id, Day.id, Day.on, Day.starts).where(Day.event_id.in_(ids))
    )
    yield db.session.execute(
        sa.select(
            Step.event_id,
            Step.id,
            Step.day_id,
            Step.block_id,
            Step.strand_id,
            Step.rank,
            Step.title,
            Step.minutes,
            Step.pinned,
            Step.lead_id,
            Step.note_taker_id,
        ).where(*there)
    )
    yield db.session.execute(
        sa.select(
            Strand.event_id, Strand.id, Strand.block_id, Strand.lead_id, Strand.note_taker_id
        ).where(Strand.event_id.in_(ids), Strand.removed_at.is_(None))
    )
    yield db.session.execute(
        sa.select(Step.event_id, StepSpeaker.step_id, StepSpeaker.person_id)
        .join(Step, Step.id == StepSpeaker.step_id)
        .where(*there, StepSpeaker.person_id.is_not(None))
    )
    yield db.session.execute(
        sa.select(Member.event_id, Member.id, Member.user_id).where(Member.event_id.in_(ids))
    )


def _by_event(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found


def _of_event(event: Any, *tables: list[Any]) -> Iterator[BusyTime]:
    days, steps, strands, speaks, team = tables
    speakers: dict[int, list[PlanSpeaker]] = {}
    for row in speaks:
        speakers.setdefault(row.step_id, []).append(PlanSpeaker("", row.person_id))
    dates = dates_between(event.first_day, event.last_day)
    now_on = moved_dates([row.on for row in days], dates)
    plan = Plan(
        days={row.id: PlanDay(row.id, now_on[row.on], row.starts) for row in days},
        strands={row.id: _strand(row) for row in strands},
        steps={row.id: _step(row, speakers.get(row.id, [])) for row in steps},
    )
    accounts = {row.id: row.user_id for row in team}
    for day in plan.days.values():
        midnight = datetime.combine(day.on, time.min)
        for timed in plan.timed(day.id):
            step = plan.steps[timed.id]
            if plan.inside(step.id) or timed.end <= timed.start:
                continue
            start, end = (midnight + timedelta(minutes=at) for at in (timed.start, timed.end))
            zone = ZoneInfo(event.zone)
            yield BusyTime(
                event_id=event.id,
                step_id=step.id,
                title=step.title,
                begins=start.replace(tzinfo=zone).astimezone(UTC),
                ends=end.replace(tzinfo=zone).astimezone(UTC),
                start=start,
                end=end,
                accounts=frozenset(
                    accounts[key] for key in _team_in(plan, step) if key in accounts
                ),
                people=frozenset(one.person for one in step.speakers if one.person),
            )


def _strand(row: Any) -> PlanStrand:
    return PlanStrand(row.id, row.block_id, lead=row.lead_id, note_taker=row.note_taker_id)


def _step(row: Any, speakers: Iterable[PlanSpeaker]) -> PlanStep:
    return PlanStep(
        id=row.id,
        day=row.day_id,
        block=row.block_id,
        strand=row.strand_id,
        rank=row.rank,
        title=row.title,
        minutes=row.minutes,
        pinned=row.pinned,
        lead=row.lead_id,
        note_taker=row.note_taker_id,
        speakers=tuple(speakers),
    )


def _team_in(plan: Plan, step: PlanStep) -> Iterator[int]:
    """Who of the team (numbers of members) leads a step or takes notes: its own, else its strand's or its block's; its groups'."""
    strand, block = plan.strands.get(step.strand or 0), plan.steps.get(step.block or 0)
    led = step.lead or (strand and strand.lead) or (block and block.lead)
    noted = step.note_taker or (strand and strand.note_taker) or (block and block.note_taker)
    groups = plan.strands_of.get(step.id, [])
    yield from filter(None, (led, noted))
    for one in groups:
        yield from filter(None, (one.lead, one.note_taker))
