"""The days of an event beside those of its tasks: what is left behind, and whether one can catch up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event
from ..actions import planned_day
from ..models import (
    OPEN_STATES,
    Anchor,
    Task,
    TaskStatus,
    Unit,
)
from ..planning.actions import moved_dates
from ..queries import tasks_of
from .queries import _OPEN, _of


@dataclass(frozen=True)
class Dates:
    """How many tasks of a status are due on a day, and are counted in this way."""

    status: TaskStatus
    due_on: date
    anchor: Anchor
    offset: int
    unit: Unit
    by_hand: bool
    count: int
    made_on: date | None = None
    """The day on which the event was made."""


def dates_of(event: Event, every: bool) -> list[Dates]:
    """Counts of tasks by date and by how it is counted: of `every` one, or of those that move along with the event."""
    parts = (Task.status, Task.due_on, Task.anchor, Task.offset, Task.unit, Task.due_by_hand)
    query = sa.select(*parts, sa.func.count()).where(_of(event)).group_by(*parts)
    if not every:
        query = query.where(_OPEN, Task.due_by_hand.is_(False))
    return [Dates(*row, event.made_on) for row in db.session.execute(query)]


def left_behind(event: Event, dates: Sequence[Dates]) -> int:
    """How many open tasks have a date that no longer fits the event's days; asks only where tasks follow others."""
    number, chained = 0, False
    for one in dates:
        chained = chained or one.anchor is Anchor.TASK
        if one.status in OPEN_STATES and not one.by_hand and one.anchor is not Anchor.TASK:
            number += one.count * (
                planned_day(event, one.offset, one.unit, one.anchor) != one.due_on
            )
    return len(moved_dates(event, tasks_of(event))) if number and chained else number


def overdue_number(dates: Sequence[Dates], today: date) -> int:
    """How many open tasks that follow the event's days have a day that has passed, whether missed or over from the start."""
    return sum(
        one.count
        for one in dates
        if one.status in OPEN_STATES and not one.by_hand and one.due_on < today
    )


def can_catch_up(event: Event, dates: Sequence[Dates], today: date) -> bool:
    """Whether a compressed plan would move anything: something counted is overdue, and the event is still to come."""
    return today < event.first_day and overdue_number(dates, today) > 0
