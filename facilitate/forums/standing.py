"""Whether a forum meets as often as it set out to: on time, due, overdue.

A forum that meets n times a year is to meet again 365/n days after its last meeting (the kit's committee,
"at least every three months", is n = 4). It is due in the last quarter of that time, overdue after it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Pace(StrEnum):
    """How a forum keeps to its pace."""

    ON_TIME = "on_time"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Standing:
    """The pace, and the day by which the next meeting should be held."""

    pace: Pace
    by: date


def standing(
    times_a_year: int, last: date | None, since: date, today: date, coming: date | None = None
) -> Standing:
    """Where a forum stands today: `last` is its last meeting, `since` counts for one that has never met.

    A meeting that is coming by that day keeps it on time. Raises ValueError for less than one a year.
    """
    if times_a_year < 1:
        raise ValueError(times_a_year)
    pause = 365 / times_a_year
    start = last or since
    by = start + timedelta(days=round(pause))
    if today > by:
        return Standing(Pace.OVERDUE, by)
    near = today > start + timedelta(days=round(pause * 3 / 4))
    planned = coming is not None and coming <= by
    return Standing(Pace.DUE if near and not planned else Pace.ON_TIME, by)
