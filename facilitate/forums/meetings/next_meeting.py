"""The next meeting: until when members may propose items, so that the agenda still gets round, and whose turn it is to receive the others."""

from collections.abc import Sequence
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


def next_host(members: Sequence[int], last: int | None) -> int | None:
    """The member after the last host in their order, from the front again at the end; the first where nobody knows.

    `members`: the numbers of those who can receive the others, without observers.
    """
    if not members:
        return None
    if last not in members:
        return members[0]
    return members[(members.index(last) + 1) % len(members)]
