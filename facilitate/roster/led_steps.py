"""What people have led so far, counted from the agendas of all events."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from ..agenda.models import Day, Step, Strand
from ..agenda.warnings import UNLED
from ..data.db import db, model_again
from ..events.models import Event, Member


@dataclass
class LedSteps:
    """`techniques`: how often each was led, by its key. `events`: the last day led in each, by the event's number.

    `only_year`: events of which no more than the year is known.
    """

    steps: int = 0
    techniques: Counter[str] = field(default_factory=Counter)
    events: dict[int, date] = field(default_factory=dict)
    only_year: set[int] = field(default_factory=set)

    @property
    def last(self) -> date | None:
        """When they led last; None where they never did."""
        return max(self.events.values(), default=None)

    @property
    def last_in_year(self) -> bool:
        """Whether of that day no more than the year is known."""
        return any(self.events[key] == self.last for key in self.only_year)


def led_by(accounts: Collection[int], today: date) -> dict[int, LedSteps]:
    """What the owners of these accounts led before today, by the account's number; who led nothing is not in it.

    Who leads a block or a strand leads the steps in it that nobody else does.
    """
    found: dict[int, LedSteps] = {}
    if not accounts:
        return found
    query = sa.union_all(_led_alone(accounts, today), _led_as_group(accounts, today))
    for account, event, only_year, technique, last, steps in db.session.execute(query):
        mine = found.setdefault(account, LedSteps())
        mine.steps += steps
        mine.events[event] = max(last, mine.events.get(event, last))
        if only_year:
            mine.only_year.add(event)
        if technique:
            mine.techniques[technique] += steps
    return found


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


def _columns() -> list[Any]:
    last, steps = sa.func.max(Day.on), sa.func.count()
    return [Member.user_id, Event.id, Event.days_unknown, Step.technique, last, steps]


def _narrowed(query: sa.Select[Any], accounts: Collection[int], today: date) -> sa.Select[Any]:
    over = Day.on < today
    there = sa.and_(Step.removed_at.is_(None), Step.kind.not_in(UNLED))
    return query.where(over, there, Member.user_id.in_(accounts)).group_by(
        Member.user_id, Event.id, Event.days_unknown, Step.technique
    )
