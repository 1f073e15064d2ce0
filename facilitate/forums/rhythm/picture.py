"""A year of forums as a picture: in each month what was held, is planned, is due, was missed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ...lib.text import Words
from ..due import Pace, Standing, State, periods, standing
from ..kinds import DoneBy, Rhythm


class Mark(StrEnum):
    """What a month shows, as a shape and a letter."""

    HELD = "held"
    PLANNED = "planned"
    DUE = "due"
    MISSED = "missed"
    FILED = "filed"


@dataclass(frozen=True)
class Task:
    """A duty as a value."""

    id: int
    key: str
    name: Words
    rhythm: Rhythm
    done_by: DoneBy
    since: date


@dataclass(frozen=True)
class Times:
    """The days on which a forum met or will meet, filed what each duty asks for, and began a presidency."""

    meetings: list[date] = field(default_factory=list)
    filed: dict[int, list[date]] = field(default_factory=dict)
    starts: list[date] = field(default_factory=list)

    def of(self, task: Task) -> list[date]:
        """The days that count for a duty."""
        return self.meetings if task.done_by is DoneBy.MEETING else self.filed.get(task.id, [])


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
    standings: list[tuple[Task, Standing]]

    @property
    def late(self) -> list[tuple[Task, Standing]]:
        """The duties that are overdue today."""
        return [(task, stands) for task, stands in self.standings if stands.pace is Pace.OVERDUE]


_SHOWN = {State.SKIPPED: Mark.MISSED, State.OVERDUE: Mark.MISSED, State.DUE: Mark.DUE, State.AHEAD: Mark.DUE}


def line(tasks: Sequence[Task], times: Times, year: int, today: date, ended: date | None = None) -> Line:
    """The year of one forum; after the day it `ended` nothing is due."""
    found: list[tuple[int, Sign]] = []
    for day in times.meetings:
        if day.year == year:
            found.append((day.month, Sign(day.day, False, Mark.HELD if day <= today else Mark.PLANNED)))
    for task_id, days in times.filed.items():
        found += [(day.month, Sign(day.day, True, Mark.FILED, task_id)) for day in days if day.year == year]
    for task in tasks:
        found += _due(task, times, year, today, ended)
    months = tuple(tuple(sorted(sign for month, sign in found if month == one)) for one in range(1, 13))
    count = [sign.mark for _month, sign in found if not sign.paper]
    over = year != today.year or (ended is not None and ended <= today)
    return Line(
        months,
        count.count(Mark.HELD),
        count.count(Mark.MISSED),
        count.count(Mark.PLANNED),
        []
        if over
        else [
            (task, standing(task.rhythm, task.since, times.of(task), today, times.starts)) for task in tasks
        ],
    )


def _due(task: Task, times: Times, year: int, today: date, ended: date | None) -> Iterable[tuple[int, Sign]]:
    within = (date(year, 1, 1), date(year, 12, 31))
    paper = task.done_by is DoneBy.DOCUMENT
    for one in periods(task.rhythm, task.since, times.of(task), today, times.starts, within):
        if (mark := _SHOWN.get(one.state)) and (ended is None or one.due <= ended):
            yield one.due.month, Sign(one.due.day, paper, mark, task.id)
