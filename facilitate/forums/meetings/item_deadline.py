"""Until when members may propose items for a meeting: some working days before it, so that the agenda still gets round."""

from datetime import date, timedelta

from ...lib.workdays import ClosedDays, working_day

BEFORE = 3
"""So many working days before the meeting the list closes."""


def last_day_to_propose(first_day: date, country: str = "") -> date:
    """The last day on which members may add items: the third working day before the meeting."""
    day, closed = first_day, ClosedDays(country)
    for _number in range(BEFORE):
        day = working_day(day - timedelta(days=1), closed)
    return day


def is_open_for_items(first_day: date, today: date, country: str = "") -> bool:
    """Whether items may still be added and withdrawn."""
    return today <= last_day_to_propose(first_day, country)
