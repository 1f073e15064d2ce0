"""When a task is due: a distance counted from a day of the event or from another task, moved to a working day."""

from collections.abc import Container, Mapping
from datetime import date
from typing import Protocol

from ..lib.workdays import WEEKENDS, due_date

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
"""What many tasks counted one from the other come to stays between these: weeks and months are counted round each day."""


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
    counted = {
        key: one for key, one in tasks.items() if not one.due_by_hand and one.done_on is None
    }
    found = {key: one.due_on for key, one in tasks.items() if key not in counted}
    circled = in_circles(counted)
    for key in counted:
        way = [key]  # a list of thousands may wait one for the other: no call within a call
        while way[-1] not in found:
            task = counted[way[-1]]
            other = None if way[-1] in circled else waits_for(tasks, task)
            if other is not None and other not in found:
                way.append(other)
                continue
            anchor = last_day if task.anchor == "last_day" else first_day
            if other is not None:
                anchor = tasks[other].done_on or found[other]
            found[way.pop()] = _due_within(anchor, task, closed)
            if not way:
                break
    return {key: found[key] for key in tasks}


def _due_within(anchor: date, task: Distance, closed: Container[date]) -> date:
    try:
        day = due_date(anchor, task.offset, task.unit, closed)
    except OverflowError:
        return EARLIEST if task.offset < 0 else LATEST
    return min(max(day, EARLIEST), LATEST)


def in_circles(tasks: Mapping[int, Distance]) -> set[int]:
    """The tasks that wait for each other in a circle."""
    circled: set[int] = set()
    seen: set[int] = set()
    for start in tasks:
        way: dict[int, int] = {}
        key: int | None = start
        while key is not None and key not in seen and key not in way:
            way[key] = len(way)
            key = waits_for(tasks, tasks[key])
        if key in way:
            circled.update(list(way)[way[key] :])
        seen.update(way)
    return circled


def find_circle(tasks: Mapping[int, Distance], start: int) -> list[int]:
    """The tasks that wait for each other in a circle through `start`, in order; empty where there is none."""
    way, key = {start: None}, waits_for(tasks, tasks[start])
    while key is not None and key not in way:
        way[key] = None
        key = waits_for(tasks, tasks[key])
    return list(way) if key == start else []


def waits_for(tasks: Mapping[int, Distance], task: Distance) -> int | None:
    """The task that this one is counted from, if it is there."""
    return task.after if task.anchor == "task" and task.after in tasks else None
