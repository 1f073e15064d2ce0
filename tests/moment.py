"""What time it is in the tests: the product's clock stands where `any_day.py` or a test puts it, and goes on from there."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest

from facilitate import clock

ZONE = "Europe/Tirane"
"""Where the tests are at home: the planner's zone, and that of its events."""
SPRING = date(2027, 3, 18)
"""The first day of the cast's event, a Thursday, on every moment that a run draws."""

now = clock.now
_begins: datetime | None = None


def planner_today() -> date:
    """Today, as the planner sees it."""
    return clock.day_in(ZONE)


def stand_at(at: datetime) -> None:
    """Let the planner's clock stand on a moment now, and go on from there."""
    since = time.monotonic()
    clock.set_clock(lambda: at.astimezone(UTC) + timedelta(seconds=time.monotonic() - since))


def begin_run(at: datetime) -> None:
    """Let a run begin at a moment; its tests do so ten seconds later."""
    global _begins
    _begins = at
    stand_at(at + timedelta(seconds=10))


@contextmanager
def before_run(after: int = 0) -> Iterator[None]:
    """The ten seconds before any test, for what is made once: the clock goes a hundred times slower, as that takes long.

    `after`: so many seconds of the ten are over already.
    """
    before, begins, since = clock._source, _begins or now(), time.monotonic()
    clock.set_clock(
        lambda: begins.astimezone(UTC) + timedelta(seconds=after + (time.monotonic() - since) / 100)
    )
    try:
        yield
    finally:
        clock.set_clock(before)


def own_moment(test: pytest.Item) -> datetime | None:
    """The moment on which a test stands and no other; None where it is that of the run."""
    mark = test.get_closest_marker("at")
    if mark:
        return datetime.fromisoformat(mark.args[0])
    return getattr(test, "callspec", None) and test.callspec.params.get("on_its_moment")


def spring_day() -> date:
    """The first day of the cast's event: `SPRING`, or a Thursday sixteen weeks ahead where that is past or near."""
    day = planner_today()
    if SPRING - day >= timedelta(weeks=4):
        return SPRING
    return day + timedelta(weeks=16, days=(3 - day.weekday()) % 7)
