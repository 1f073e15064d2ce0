"""When a task is due: a distance counted from a day of the event or from another task, moved to a working day."""

from collections.abc import Container, Mapping
from datetime import date, timedelta
from typing import Protocol

from ..lib.workdays import ClosedDays, add_months, working_day

WEEKENDS = ClosedDays()
"""Days closed where no country's holidays are known."""


def due_date(anchor: date, offset: int, unit: str, closed: Container[date] = WEEKENDS) -> date:
    """The working day `offset` units after the anchor (before it when negative).

    Units are `days`, `weeks` and `months`; months are calendar months. A day that is `closed` moves to the working day
    before. What is due on the anchor's day or after it never moves to a day before it: there the anchor's day itself
    stands, weekend or not. Raises ValueError for another unit, OverflowError far outside the calendar.
    """
    if unit == "months":
        day = add_months(anchor, offset)
    elif unit in ("days", "weeks"):
        day = anchor + timedelta(days=offset * (7 if unit == "weeks" else 1))
    else:
        raise ValueError(unit)
    return working_day(day, closed) if offset < 0 else max(working_day(day, closed), anchor)


class Distance(Protocol):
    """What has to be known of a task to date it; `anchor` is `first_day`, `last_day` or `task` (then `after` says which)."""

    @property
    def anchor(self) -> str: ...
    @property
    def after(self) -> int | None: ...
    @property
    def offset(self) -> int: ...
    @property
    def unit(self) -> str: ...
    @property
    def due_on(self) -> date: ...
    @property
    def due_by_hand(self) -> bool: ...
    @property
    def done_on(self) -> date | None: ...


def due_dates(
    tasks: Mapping[int, Distance],
    first_day: date,
    last_day: date,
    closed: Container[date] = WEEKENDS,
) -> dict[int, date]:
    """The day each task is due, counted from the event's days, by the number of the task.

    A task counted from another follows the day that one was done, else the day it is due; dates set by hand and done
    tasks keep theirs. Tasks that wait for each other in a circle, or for one that is gone, count from the first day.
    """
    found: dict[int, date] = {}
    counted = {
        key: one for key, one in tasks.items() if not one.due_by_hand and one.done_on is None
    }

    def day_of(key: int) -> date:
        if key not in found:
            task = tasks[key]
            moves = key in counted
            found[key] = (
                due_date(anchor_of(key), task.offset, task.unit, closed) if moves else task.due_on
            )
        return found[key]

    def anchor_of(key: int) -> date:
        task = tasks[key]
        other = waits_for(tasks, task)
        if other is not None and not find_circle(counted, key):
            return tasks[other].done_on or day_of(other)
        return last_day if task.anchor == "last_day" else first_day

    return {key: day_of(key) for key in tasks}


def find_circle(tasks: Mapping[int, Distance], start: int) -> list[int]:
    """The tasks that wait for each other in a circle through `start`, in order; empty where there is none."""
    way, key = [start], waits_for(tasks, tasks[start])
    while key is not None and key not in way:
        way.append(key)
        key = waits_for(tasks, tasks[key])
    return way if key == start else []


def waits_for(tasks: Mapping[int, Distance], task: Distance) -> int | None:
    """The task that this one is counted from, if it is there."""
    return task.after if task.anchor == "task" and task.after in tasks else None
