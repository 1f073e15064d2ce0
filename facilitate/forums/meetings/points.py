"""Which open points a meeting has before it: each of them once, however often meetings are opened and points reopened.

A point is one row for as long as it is open. Nothing is copied from meeting to meeting: what a meeting shows is asked anew,
so that a point cannot double, and closing it once closes it everywhere.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from ...lib.text import plain_text


class Pointed(Protocol):
    """What the rules below want to know of a point."""

    @property
    def id(self) -> int: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def closed_on(self) -> date | None: ...
    @property
    def raised_at_id(self) -> int | None: ...


Point = TypeVar("Point", bound=Pointed)


def is_same_text(one: str, other: str) -> bool:
    """Whether two texts say the same: case, accents, spaces and the full stop at the end do not count."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return " ".join(plain_text(text).split()).rstrip(".!? ")


def is_point_late(point: Pointed, today: date) -> bool:
    """Whether an open point should have been done by now."""
    return point.closed_on is None and point.due_on is not None and point.due_on < today


def open_first(points: Iterable[Point], today: date) -> list[Point]:
    """The points that are open: late ones first, then by their day, then those without a day; each once."""
    rows = {point.id: point for point in points if point.closed_on is None}
    return sorted(
        rows.values(),
        key=lambda row: (
            not is_point_late(row, today),
            row.due_on is None,
            row.due_on or today,
            row.id,
        ),
    )


def carried_to(points: Iterable[Point], meeting_id: int, on: date, today: date) -> list[Point]:
    """What a meeting of that day has before it: everything still open that it did not raise itself.

    A meeting that is over has nothing before it any more; what was left open stands at the next one.
    """
    return (
        [point for point in open_first(points, today) if point.raised_at_id != meeting_id]
        if on >= today
        else []
    )


def raised_at(points: Iterable[Point], meeting_id: int) -> list[Point]:
    """What a meeting raised, open or closed, in the order it was written down."""
    rows = {point.id: point for point in points if point.raised_at_id == meeting_id}
    return sorted(rows.values(), key=lambda row: row.id)
