"""When a task is due: a distance counted from a day of the event, moved off the weekend."""

import calendar
from datetime import date, timedelta

SATURDAY = 5


def add_months(day: date, months: int) -> date:
    """That many calendar months later (or earlier); where the month is too short, its last day.

    >>> add_months(date(2027, 3, 31), -1)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def working_day(day: date) -> date:
    """The day itself, or the Friday before when it falls on a Saturday or Sunday."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))


def due(anchor: date, offset: int, unit: str) -> date:
    """The working day `offset` units after the anchor (before it when negative).

    Units are `days`, `weeks` and `months`; months are calendar months. What is due on the event's day or
    after it never moves to a day before it: there the event's day itself stands, weekend or not. Raises
    ValueError for another unit, OverflowError far outside the calendar.
    """
    if unit == "months":
        day = add_months(anchor, offset)
    elif unit in ("days", "weeks"):
        day = anchor + timedelta(days=offset * (7 if unit == "weeks" else 1))
    else:
        raise ValueError(unit)
    return working_day(day) if offset < 0 else max(working_day(day), anchor)
