"""From UTC to the clock on the wall, also where the clock is changed and past midnight; and sentences with places."""

from datetime import UTC, date, datetime

import pytest

from facilitate.agenda.dates import device_zero, from_milliseconds, is_on_day, seconds_of_day
from facilitate.agenda.running.wording import countdown_text, fill_pattern

DAY = date(2027, 3, 28)  # the clock is put forward at two in the morning


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "wall"),
    [
        (utc(28, 7), 9 * 3600),
        (utc(27, 23), 0),
        (utc(27, 22), -3600),
        (utc(28, 22, 30), 24 * 3600 + 1800),
    ],
)
def test_seconds_after_midnight(at: datetime, wall: int) -> None:
    assert seconds_of_day(at, DAY, "Europe/Tirane") == wall
    assert device_zero(at, DAY, "Europe/Tirane") == at.timestamp() * 1000 - wall * 1000


def test_a_day_runs_until_noon_of_the_next() -> None:
    assert [
        is_on_day(utc(day, hour), DAY, "Europe/Tirane")
        for day, hour in ((27, 22), (27, 23), (29, 9), (29, 10))
    ] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("value", [10**30, -(10**30)])
def test_what_is_no_moment(value: int) -> None:
    with pytest.raises(ValueError, match=str(value)[:5]):
        from_milliseconds(value)


def test_a_title_is_left_as_it_is() -> None:
    assert (
        fill_pattern("Start “{title}” at {time}", {"title": "{time} {", "time": "9:00"})
        == "Start “{time} {” at 9:00"
    )


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (0, "0:00"),
        (0.2, "0:01"),
        (59.9, "1:00"),
        (725, "12:05"),
        (3920, "1:05:20"),
        (-0.5, "0:00"),
        (-61, "1:01"),
    ],
)
def test_a_countdown(left: float, text: str) -> None:
    assert countdown_text(left) == text
