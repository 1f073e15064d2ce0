"""A late start: the tasks whose days have passed, and those after them, squeezed into the days that are left, in order.

Rule: from the first overdue day until a day `until` everything is done at a quicker pace; what is due after it stays where it
is. The pace is half the time where that suffices; where the event is too near, everything before it is squeezed. The mapping
from old to new days never changes the order of two tasks. Units: days.
"""

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from ...lib.workdays import next_working_day, working_day
from ..models import OPEN_STATES
from ..value import TaskItem


@dataclass(frozen=True)
class Squeeze:
    """The new days by the number of the task; `until`: from when on nothing moves; `pace`: the share of the time left for it."""

    days: dict[int, date] = field(default_factory=dict)
    until: date = date.min
    pace: float = 1.0

    def __bool__(self) -> bool:
        return bool(self.days)


def squeeze_plan(
    tasks: Iterable[TaskItem], first_day: date, today: date, closed: Container[date]
) -> Squeeze:
    """The compressed plan; nothing where no open task is overdue, or the event has begun.

    Done tasks, dates set by hand that are still to come and what is due from the event on stay. New days are working days from today to the day
    before the event, or its first day where there is none: counted from the event they are the same again, so that it may be moved and back.
    """
    open_ones = [
        task
        for task in tasks
        if task.status in OPEN_STATES
        and task.due_on < first_day
        and (not task.due_by_hand or task.due_on < today)
    ]
    overdue = [task for task in open_ones if task.due_on < today]
    if not overdue or today >= first_day:
        return Squeeze()
    begins = min(task.due_on for task in overdue)
    start = min(next_working_day(today, closed), first_day)
    until = min(start + (start - begins), first_day)
    pace = (until - start).days / (until - begins).days
    days: dict[int, date] = {}
    for task in sorted(open_ones, key=lambda one: (one.due_on, one.position, one.id)):
        if task.due_on < until:
            wanted = start + timedelta(days=int((task.due_on - begins).days * pace))
            day = max(start, working_day(wanted, closed))
            if day != task.due_on:
                days[task.id] = day
    return Squeeze(days, until, pace)


@dataclass(frozen=True)
class BusyWeek:
    """A week (its Monday): how many open tasks are due in it, and their hours of work."""

    monday: date
    tasks: int
    hours: float


def busiest_week(tasks: Iterable[TaskItem], days: dict[int, date]) -> BusyWeek | None:
    """The week in which most is due once these days hold; None where nothing is open."""
    number: Counter[date] = Counter()
    hours: Counter[date] = Counter()
    for task in tasks:
        if task.status in OPEN_STATES:
            day = days.get(task.id, task.due_on)
            monday = day - timedelta(days=day.weekday())
            number[monday] += 1
            hours[monday] += task.effort  # type: ignore[assignment]
    if not number:
        return None
    monday = max(number, key=lambda one: (number[one], -one.toordinal()))
    return BusyWeek(monday, number[monday], float(hours[monday]))
