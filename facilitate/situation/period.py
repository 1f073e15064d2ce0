"""Half-years, the periods of a situation analysis, as one number each: the one after another is one more."""

from datetime import date, timedelta

from ..web.i18n import _, lazy_pgettext

FIRST_YEAR, LAST_YEAR = 2000, 2100


def period_of(day: date) -> int:
    """The half-year in which a day is."""
    return day.year * 2 + (day.month > 6)


def latest_ended(today: date) -> int:
    """The half-year that ended last: the one that is asked for."""
    return period_of(today) - 1


def year_of(period: int) -> int:
    """The year of a half-year."""
    return period // 2


def half_of(period: int) -> int:
    """1 or 2."""
    return period % 2 + 1


def first_day(period: int) -> date:
    """1 January or 1 July."""
    return date(year_of(period), 1 if half_of(period) == 1 else 7, 1)


def last_day(period: int) -> date:
    """30 June or 31 December."""
    return first_day(period + 1) - timedelta(days=1)


def period_key(period: int) -> str:
    """A half-year as an address and a heading have it: `2026-1`."""
    return f"{year_of(period)}-{half_of(period)}"


def read_period(key: str) -> int | None:
    """The half-year of such a key; None for anything else."""
    year, _dash, half = key.partition("-")
    if not (year.isdecimal() and len(year) == 4 and half in ("1", "2")):
        return None
    found = int(year) * 2 + int(half) - 1
    return found if FIRST_YEAR <= year_of(found) <= LAST_YEAR else None


def choose_period(key: str, today: date) -> int | None:
    """The half-year that is asked for, without a key the one that ended last; None where no half-year is called so."""
    return read_period(key) if key else latest_ended(today)


def period_name(period: int) -> str:
    """`first half of 2026`, in the language spoken now."""
    if half_of(period) == 1:
        return _("first half of %(year)d", year=year_of(period))
    return _("second half of %(year)d", year=year_of(period))


def of_period(period: int) -> str:
    """A half-year after `of the`, where Albanian declines it: `gjashtëmujorit të parë 2026`."""
    year = year_of(period)
    if half_of(period) == 1:
        return str(lazy_pgettext("of the", "first half of %(year)d", year=year))
    return str(lazy_pgettext("of the", "second half of %(year)d", year=year))
