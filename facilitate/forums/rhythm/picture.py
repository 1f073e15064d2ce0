"""A year of forums as a picture: in each month what was held, is planned, is due, was missed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..duty_dates import DutyState, duty_periods
from ..duty_status import DutyStatus, DutyTask, DutyTimes, status_of_duties
from ..kinds import DoneBy


class YearMark(StrEnum):
    """What a month shows, as a shape and a letter."""

    HELD = "held"
    PLANNED = "planned"
    DUE = "due"
    MISSED = "missed"
    FILED = "filed"


@dataclass(frozen=True, order=True)
class YearSign:
    """A mark on a day of a month. `paper`: it is about a document; `task`: which duty, 0 for a meeting held anyway."""

    day: int
    paper: bool
    mark: YearMark
    task: int = 0


@dataclass(frozen=True)
class YearLine:
    """A forum's year: twelve months of signs, how often it met; in this year, how each of its duties stands today."""

    months: tuple[tuple[YearSign, ...], ...]
    held: int
    missed: int
    planned: int
    keeping: DutyStatus


_SHOWN = {
    DutyState.SKIPPED: YearMark.MISSED,
    DutyState.OVERDUE: YearMark.MISSED,
    DutyState.DUE: YearMark.DUE,
    DutyState.AHEAD: YearMark.DUE,
}


def year_line(
    tasks: Sequence[DutyTask], times: DutyTimes, year: int, today: date, ended: date | None = None
) -> YearLine:
    """The year of one forum; after the day it `ended` nothing is due."""
    found: list[tuple[int, YearSign]] = []
    for day in times.meetings:
        if day.year == year:
            found.append(
                (
                    day.month,
                    YearSign(day.day, False, YearMark.HELD if day <= today else YearMark.PLANNED),
                )
            )
    for task_id, days in times.filed.items():
        found += [
            (day.month, YearSign(day.day, True, YearMark.FILED, task_id))
            for day in days
            if day.year == year
        ]
    for task in tasks:
        found += _due(task, times, year=year, today=today, ended=ended)
    months = tuple(
        tuple(sorted(sign for month, sign in found if month == one)) for one in range(1, 13)
    )
    count = [sign.mark for _month, sign in found if not sign.paper]
    return YearLine(
        months=months,
        held=count.count(YearMark.HELD),
        missed=count.count(YearMark.MISSED),
        planned=count.count(YearMark.PLANNED),
        keeping=status_of_duties(tasks, times, today, ended)
        if year == today.year
        else DutyStatus(),
    )


def _due(
    task: DutyTask, times: DutyTimes, year: int, today: date, ended: date | None
) -> Iterable[tuple[int, YearSign]]:
    within = (date(year, 1, 1), date(year, 12, 31))
    paper = task.done_by is DoneBy.DOCUMENT
    for one in duty_periods(
        task.rhythm,
        task.since,
        days=times.of(task),
        today=today,
        starts=times.starts,
        within=within,
    ):
        if (mark := _SHOWN.get(one.state)) and (ended is None or one.due <= ended):
            yield one.due.month, YearSign(one.due.day, paper, mark, task.id)
