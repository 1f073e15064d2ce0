"""Days on which offices are closed: weekends and the holidays of a country."""

import calendar
from collections.abc import Container
from datetime import date, timedelta
from functools import lru_cache

COUNTRIES = ("AL", "XK", "MK", "ME", "RS", "GR", "IT")
"""The countries an event may be in, as ISO codes; holidays of others are not known."""
SATURDAY = 5


@lru_cache(maxsize=256)
def holidays_of(country: str, year: int) -> dict[date, tuple[str, str]]:
    """The public holidays of one year with their names in English and in Albanian; the days given in their place too.

    Movable feasts are counted; both Bajrams are estimates, as the moon is seen only then. No country: no holiday.
    """
    import holidays  # noqa: PLC0415 - costs 50 ms, and few pages ask

    if country not in COUNTRIES:
        return {}
    english = holidays.country_holidays(country, years=year, language="en_US")
    albanian = (
        holidays.country_holidays(country, years=year, language="sq")
        if "sq" in english.supported_languages
        else english
    )
    return {day: (name, albanian.get(day, name)) for day, name in english.items()}


class ClosedDays(Container[date]):
    """The days a country's offices are closed, weekends too."""

    def __init__(self, country: str = "") -> None:
        self.country = country

    def __contains__(self, day: object) -> bool:
        assert isinstance(day, date)
        return day.weekday() >= SATURDAY or day in holidays_of(self.country, day.year)


WEEKENDS = ClosedDays()
"""Days closed where no country's holidays are known."""


def working_day(day: date, closed: Container[date]) -> date:
    """The day itself, or the last one before it on which offices are open."""
    while day in closed:
        day -= timedelta(days=1)
    return day


def next_working_day(day: date, closed: Container[date]) -> date:
    """The day itself, or the first one after it on which offices are open."""
    while day in closed:
        day += timedelta(days=1)
    return day


def add_months(day: date, months: int) -> date:
    """That many calendar months later (or earlier); where the month is too short, its last day.

    >>> add_months(date(2027, 3, 31), -1)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def due_date(anchor: date, offset: int, unit: str, closed: Container[date] = WEEKENDS) -> date:
    """The working day `offset` units after the anchor (before it when negative).

    Units are `days`, `weeks` and `months`; months are calendar months. A day that is `closed` moves to the working day
    before. What is due on the anchor's day or after it never moves to a day before it: there the anchor's day itself
    stands, weekend or not. Raises ValueError for another unit, OverflowError far outside the calendar.
    """
    if unit == "months":
        day = add_months(anchor, offset)
    elif unit in ("days", "weeks"):
        day = anchor + timedelta(days=offset * (7 if unit == "weeks" else 1))
    else:
        raise ValueError(unit)
    return working_day(day, closed) if offset < 0 else max(working_day(day, closed), anchor)
