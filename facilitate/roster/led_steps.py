"""What people have led and observed so far, counted from the agendas of all events."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from ..agenda.dates import dates_between, moved_dates
from ..agenda.models import Day, Step, StepSupporter, Strand
from ..agenda.warnings import UNLED
from ..data.db import db, model_again
from ..events.models import Event, Member


@dataclass
class LedSteps:
    """`techniques`: how often each was led, by its key. `events`: the last day led in each, by the event's number.

    `observed`: how often they helped or took notes in a step of each technique that somebody else led.

    `only_year`: events of which no more than the year is known.
    """

    steps: int = 0
    techniques: Counter[str] = field(default_factory=Counter)
    events: dict[int, date] = field(default_factory=dict)
    only_year: set[int] = field(default_factory=set)
    observed: Counter[str] = field(default_factory=Counter)

    @property
    def last(self) -> date | None:
        """When they led last; None where they never did."""
        return max(self.events.values(), default=None)

    @property
    def last_in_year(self) -> bool:
        """Whether of that day no more than the year is known."""
        return any(self.events[key] == self.last for key in self.only_year)


def led_by(accounts: Collection[int], today: date) -> dict[int, LedSteps]:
    """What the owners of these accounts led and observed before today, by the account's number; who did neither is not in it.

    Who leads a block or a strand leads the steps in it that nobody else does.
    """
    found: dict[int, LedSteps] = {}
    if not accounts:
        return found
    alone = db.session.execute(_led_alone(accounts, today)).all()
    groups = db.session.execute(_led_as_group(accounts, today)).all()
    observed = db.session.execute(_observed(accounts, today)).all()
    moved = _moved_days({row.event for row in (*alone, *groups, *observed) if row.moved})
    for row in observed:
        if moved.get((row.event, row.day), row.day) < today:
            found.setdefault(row.account, LedSteps()).observed[row.technique] += row.steps
    for row in (*alone, *groups):
        day = moved.get((row.event, row.day), row.day)
        if day >= today:
            continue
        mine = found.setdefault(row.account, LedSteps())
        mine.steps += row.steps
        mine.events[row.event] = max(day, mine.events.get(row.event, day))
        if row.only_year:
            mine.only_year.add(row.event)
        if row.technique:
            mine.techniques[row.technique] += row.steps
    return found


def _moved_days(events: Collection[int]) -> dict[tuple[int, date], date]:
    """Of events that were moved since their agenda was made: when each of its days takes place now, by event and its date there."""
    if not events:
        return {}
    query = (
        sa.select(Event.id, Event.first_day, Event.last_day, Day.on)
        .join(Day, Day.event_id == Event.id)
        .where(Event.id.in_(events))
    )
    kept: dict[tuple[int, date, date], list[date]] = {}
    for event, first, last, on in db.session.execute(query):
        kept.setdefault((event, first, last), []).append(on)
    return {
        (event, was): now
        for (event, first, last), days in kept.items()
        for was, now in moved_dates(days, dates_between(first, last)).items()
    }


_HELD = model_again(Step, "held")
"""A step that stands in another one."""


def _led_alone(accounts: Collection[int], today: date) -> sa.Select[Any]:
    """Steps that hold no others."""
    block = model_again(Step, "block")
    lead = sa.func.coalesce(Step.lead_id, Strand.lead_id, block.lead_id)
    holds = sa.exists().where(_HELD.block_id == Step.id, _HELD.removed_at.is_(None))
    day = sa.func.coalesce(block.day_id, Step.day_id)
    query = (
        sa.select(*_columns())
        .select_from(Step)
        .outerjoin(Strand, Strand.id == Step.strand_id)
        .outerjoin(block, block.id == Step.block_id)
        .join(Member, Member.id == lead)
        .join(Day, Day.id == day)
        .join(Event, Event.id == Step.event_id)
        .where(~holds)
    )
    return _narrowed(query, accounts, today)


def _led_as_group(accounts: Collection[int], today: date) -> sa.Select[Any]:
    """Parallel groups that have no steps of their own."""
    filled = sa.exists().where(_HELD.strand_id == Strand.id, _HELD.removed_at.is_(None))
    query = (
        sa.select(*_columns())
        .select_from(Strand)
        .join(Step, Step.id == Strand.block_id)
        .join(Member, Member.id == Strand.lead_id)
        .join(Day, Day.id == Step.day_id)
        .join(Event, Event.id == Step.event_id)
        .where(~filled, Strand.removed_at.is_(None))
    )
    return _narrowed(query, accounts, today)


def _observed(accounts: Collection[int], today: date) -> sa.Select[Any]:
    """Steps in which they help or take notes, and somebody else leads."""
    block = model_again(Step, "block")
    day = sa.func.coalesce(block.day_id, Step.day_id)
    helps = sa.exists().where(
        StepSupporter.step_id == Step.id, StepSupporter.member_id == Member.id
    )
    leads = sa.func.coalesce(Step.lead_id, 0) == Member.id
    query = (
        sa.select(*_columns())
        .select_from(Step)
        .outerjoin(block, block.id == Step.block_id)
        .join(Member, Member.event_id == Step.event_id)
        .join(Day, Day.id == day)
        .join(Event, Event.id == Step.event_id)
        .where(Step.technique != "", ~leads, sa.or_(helps, Step.note_taker_id == Member.id))
    )
    return _narrowed(query, accounts, today)


def _columns() -> list[Any]:
    outside = model_again(Day, "outside")
    moved = sa.exists().where(
        outside.event_id == Event.id,
        ~outside.on.between(Event.first_day, Event.last_day),
    )
    return [
        Member.user_id.label("account"),
        Event.id.label("event"),
        Event.days_unknown.label("only_year"),
        Step.technique.label("technique"),
        Day.on.label("day"),
        moved.label("moved"),
        sa.func.count().label("steps"),
    ]


def _narrowed(query: sa.Select[Any], accounts: Collection[int], today: date) -> sa.Select[Any]:
    begun = sa.or_(Day.on < today, Event.first_day < today)
    there = sa.and_(Step.removed_at.is_(None), Step.kind.not_in(UNLED))
    return query.where(begun, there, Member.user_id.in_(accounts)).group_by(
        Member.user_id, Event.id, Event.days_unknown, Step.technique, Day.on
    )
