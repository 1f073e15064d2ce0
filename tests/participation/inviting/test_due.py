"""A month before the event, and the nights people need a bed for."""

from datetime import date

import pytest

from facilitate.participation.inviting.wording import (
    days_late,
    late_invitations_notice,
    month_before,
)
from facilitate.participation.nights import arrival_days, nights_needed


@pytest.mark.parametrize(
    ("first", "before"),
    [
        (date(2027, 3, 18), date(2027, 2, 18)),
        (date(2027, 3, 31), date(2027, 2, 28)),
        (date(2028, 3, 30), date(2028, 2, 29)),
        (date(2027, 1, 5), date(2026, 12, 5)),
    ],
)
def test_a_month_before(first: date, before: date) -> None:
    assert month_before(first) == before


def test_late_is_after_that_day_and_before_the_event() -> None:
    first = date(2027, 3, 18)
    days = [date(2027, 2, 18), date(2027, 2, 19), date(2027, 3, 17)]
    assert [days_late(month_before(first), today) for today in days] == [0, 1, 27]
    assert late_invitations_notice(first, first, 3) == ""


FIRST, LAST = date(2027, 3, 18), date(2027, 3, 19)


def test_people_arrive_the_evening_before_or_on_a_day_of_the_event() -> None:
    assert arrival_days(FIRST, LAST) == ["2027-03-17", "2027-03-18", "2027-03-19"]


@pytest.mark.parametrize(
    ("arrival", "found"),
    [
        ("2027-03-17", [date(2027, 3, 17), date(2027, 3, 18)]),
        ("2027-03-18", [date(2027, 3, 18)]),
        ("2027-03-19", []),
        ("", [date(2027, 3, 18)]),
        ("by bus", [date(2027, 3, 18)]),
        ("2027-01-01", [date(2027, 3, 17), date(2027, 3, 18)]),
        ("2027-04-01", []),
    ],
)
def test_nights_from_arrival_to_the_last_day(arrival: str, found: list[date]) -> None:
    assert nights_needed(arrival, FIRST, LAST) == found
