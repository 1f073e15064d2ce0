"""Minutes and clock times as people write them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.lib.clock import (
    format_wall_span,
    format_wall_time,
    hours_and_minutes,
    read_clock,
    read_minutes,
)

WRITTEN = [
    ("45", 45),
    ("45m", 45),
    ("45 min", 45),
    ("1h30", 90),
    ("1:30", 90),
    ("1,5h", 90),
    ("1.5 h", 90),
    ("2h", 120),
    ("0", 0),
    ("1 orë", 60),
    (" 20 ", 20),
    ("1h 05", 65),
]


@pytest.mark.parametrize(("text", "minutes"), WRITTEN)
def test_minutes_are_understood(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(
    "text", ["", "-5", "soon", "1:75", "25h", "1e3", "½", "9" * 400 + "h", "9" * 5000]
)
def test_unreadable_minutes_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_minutes(text)


@given(st.integers(0, 1440))
def test_what_is_printed_is_read_back(minutes: int) -> None:
    assert read_minutes(hours_and_minutes(minutes)) == minutes


@pytest.mark.parametrize(
    ("text", "clock"),
    [("9:30", time(9, 30)), ("09.30", time(9, 30)), ("9h30", time(9, 30)), ("9", time(9))],
)
def test_clock_times_are_understood(text: str, clock: time) -> None:
    assert read_clock(text) == clock


def test_past_midnight_shows_the_day() -> None:
    assert (
        format_wall_time(510),
        format_wall_time(1439),
        format_wall_time(1440),
        format_wall_time(1470),
    ) == (
        "08:30",
        "23:59",
        "00:00 +1",
        "00:30 +1",
    )


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (540, 555, "09:00–09:15"),
        (1415, 1460, "23:35–00:20 +1"),
        (1460, 1475, "00:20–00:35 +1"),
        (1440, 1440, "00:00–00:00 +1"),
    ],
)
def test_a_span_past_midnight_tells_its_day_once(start: int, end: int, told: str) -> None:
    assert format_wall_span(start, end) == told
