"""A year of forums as a picture: in each month what was held, is planned, is due, was missed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..due import State, periods
from ..keeping import Keeping, Task, Times, keeping
from ..kinds import DoneBy


class Mark(StrEnum):
    """What a month shows, as a shape and a letter."""

    HELD = "held"
    PLANNED = "planned"
    DUE = "due"
    MISSED = "missed"
    FILED = "filed"


@dataclass(frozen=True, order=True)
class Sign:
    """A mark on a day of a month. `paper`: it is about a document; `task`: which duty, 0 for a meeting held anyway."""

    day: int
    paper: bool
    mark: Mark
    task: int = 0


@dataclass(frozen=True)
class Line:
    """A forum's year: twelve months of signs, how often it met; in this year, how each of its duties stands today."""

    months: tuple[tuple[Sign, ...], ...]
    held: int
    missed: int
    planned: int
    keeping: Keeping


_SHOWN = {
    State.SKIPPED: Mark.MISSED,
    State.OVERDUE: Mark.MISSED,
    State.DUE: Mark.DUE,
    State.AHEAD: Mark.DUE,
}


def line(
    tasks: Sequence[Task], times: Times, year: int, today: date, ended: date | None = None
) -> Line:
    """The year of one forum; after the day it `ended` nothing is due."""
    found: list[tuple[int, Sign]] = []
    for day in times.meetings:
        if day.year == year:
            found.append(
                (day.month, Sign(day.day, False, Mark.HELD if day <= today else Mark.PLANNED))
            )
    for task_id, days in times.filed.items():
        found += [
            (day.month, Sign(day.day, True, Mark.FILED, task_id))
            for day in days
            if day.year == year
        ]
    for task in tasks:
        found += _due(task, times, year=year, today=today, ended=ended)
    months = tuple(
        tuple(sorted(sign for month, sign in found if month == one)) for one in range(1, 13)
    )
    count = [sign.mark for _month, sign in found if not sign.paper]
    return Line(
        months=months,
        held=count.count(Mark.HELD),
        missed=count.count(Mark.MISSED),
        planned=count.count(Mark.PLANNED),
        keeping=keeping(tasks, times, today, ended) if year == today.year else Keeping(),
    )


def _due(
    task: Task, times: Times, year: int, today: date, ended: date | None
) -> Iterable[tuple[int, Sign]]:
    within = (date(year, 1, 1), date(year, 12, 31))
    paper = task.done_by is DoneBy.DOCUMENT
    for one in periods(
        task.rhythm,
        task.since,
        days=times.of(task),
        today=today,
        starts=times.starts,
        within=within,
    ):
        if (mark := _SHOWN.get(one.state)) and (ended is None or one.due <= ended):
            yield one.due.month, Sign(one.due.day, paper, mark, task.id)
