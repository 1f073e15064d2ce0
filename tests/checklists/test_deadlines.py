"""Due dates against a table worked out by hand, and what holds for any date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.lib.workdays import ClosedDays, add_months, due_date, working_day

BY_HAND = [
    # anchor, offset, unit, due: the weekday of the plain result
    ("2027-03-31", -1, "months", "2027-02-26"),  # 28 February is a Sunday
    ("2028-03-31", -1, "months", "2028-02-29"),  # leap year, a Tuesday
    ("2027-03-18", -3, "months", "2026-12-18"),  # a Friday
    ("2027-03-18", -4, "months", "2026-11-18"),  # a Wednesday
    ("2027-05-31", -3, "months", "2027-02-26"),  # 28 February is a Sunday
    ("2027-01-31", 1, "months", "2027-02-26"),  # after, but still off the Sunday
    ("2027-03-18", -5, "weeks", "2027-02-11"),  # a Thursday
    ("2027-03-20", -1, "weeks", "2027-03-12"),  # a Saturday, so Friday
    ("2027-03-21", -1, "weeks", "2027-03-12"),  # a Sunday, so Friday
    ("2027-03-18", -4, "days", "2027-03-12"),  # a Sunday
    ("2027-03-18", -3, "days", "2027-03-15"),  # a Monday
    ("2027-03-30", -2, "days", "2027-03-26"),  # a Sunday, on the day summer time begins
    ("2027-03-19", 3, "days", "2027-03-22"),  # a Monday
    ("2027-03-19", 1, "days", "2027-03-19"),  # a Saturday; never before the event's day
    ("2027-03-20", 1, "days", "2027-03-20"),  # a Sunday; the event's day stands, a Saturday
    ("2027-03-20", 0, "days", "2027-03-20"),  # the event's day itself
    ("2028-02-29", -12, "months", "2027-02-26"),  # 28 February 2027 is a Sunday
    ("2027-01-01", -1, "days", "2026-12-31"),  # over the year's end, a Thursday
]


@pytest.mark.parametrize(("anchor", "offset", "unit", "expected"), BY_HAND)
def test_worked_out_by_hand(anchor: str, offset: int, unit: str, expected: str) -> None:
    assert due_date(date.fromisoformat(anchor), offset, unit) == date.fromisoformat(expected)


days = st.dates(date(2020, 1, 1), date(2080, 1, 1))
units = st.sampled_from(["days", "weeks", "months"])


@given(days, st.integers(-400, -1), units)
def test_what_is_due_before_is_a_working_day_before(anchor: date, offset: int, unit: str) -> None:
    day = due_date(anchor, offset, unit)
    assert day.weekday() < 5
    assert day < anchor


@given(days, st.integers(0, 400), units)
def test_what_is_due_after_is_not_before(anchor: date, offset: int, unit: str) -> None:
    day = due_date(anchor, offset, unit)
    assert day >= anchor
    assert day.weekday() < 5 or day == anchor


@given(days, st.integers(-100, 100), units)
def test_a_longer_distance_is_never_a_later_start(anchor: date, offset: int, unit: str) -> None:
    assert due_date(anchor, offset - 1, unit) <= due_date(anchor, offset, unit)


@given(days, st.integers(-200, 200))
def test_months_keep_the_day_or_end_with_the_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months


@given(days)
def test_weekends_move_to_friday(day: date) -> None:
    assert (day - working_day(day, ClosedDays())).days == {5: 1, 6: 2}.get(day.weekday(), 0)


def test_an_unknown_unit_is_no_distance() -> None:
    with pytest.raises(ValueError, match="years"):
        due_date(date(2027, 3, 18), -1, "years")


HOLIDAYS = [
    # day, working day before it in Albania
    (
        "2026-11-30",
        "2026-11-27",
    ),  # the 28th and 29th are holidays on a weekend, kept on the Monday and the Tuesday after
    ("2027-01-04", "2026-12-31"),  # New Year, kept on the Monday after the weekend
    ("2027-03-29", "2027-03-26"),  # the Monday after Catholic Easter
    ("2027-05-04", "2027-04-30"),  # Orthodox Easter and May Day on one weekend
    ("2027-03-09", "2027-03-08"),  # the end of Ramadan, as far as it can be counted
    ("2027-05-17", "2027-05-14"),  # the feast of sacrifice on a Sunday, kept on the Monday
    ("2027-12-08", "2027-12-07"),  # a Wednesday
]


@pytest.mark.parametrize(("day", "before"), HOLIDAYS)
def test_holidays_move_to_the_working_day_before(day: str, before: str) -> None:
    assert working_day(date.fromisoformat(day), ClosedDays("AL")) == date.fromisoformat(before)
