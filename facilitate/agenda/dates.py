"""Dates and moments of an event by its own clock: the date of each day, also after the event was moved, and which moments a press may have."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def dates_between(first: date, last: date) -> list[date]:
    """Every date from the first to the last."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def moved_dates(kept: Sequence[date], dates: Sequence[date]) -> dict[date, date]:
    """For each date the agenda has a day of: the date it takes place on now.

    When the event was moved, its days move along in their order. When it has fewer dates than the agenda
    has days, nobody can say which day is to go: then every day keeps its date, and somebody has to clear
    the one outside.
    """
    if set(kept) <= set(dates) or len(kept) > len(dates):
        return {on: on for on in kept}
    return dict(zip(sorted(kept), dates, strict=False))


def local_moment(moment: datetime, zone: str) -> datetime:
    """A moment as the clock of that IANA zone shows it."""
    return moment.astimezone(ZoneInfo(zone))


AHEAD, OLD = timedelta(minutes=2), timedelta(hours=48)
"""A device's clock may be this far ahead; a press that waited longer than this for a connection is not counted."""
LASTS = 36 * 3600
"""A day is run from its midnight until noon of the next one, in seconds."""


def seconds_of_day(at: datetime, on: date, zone: str) -> float:
    """Seconds after midnight of that date, by the clock on the wall there; below 0 before that day."""
    wall = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return round((wall - datetime.combine(on, time())).total_seconds(), 3)


def device_zero(now: datetime, on: date, zone: str) -> int:
    """The moment a device counts its seconds of that day from, in milliseconds since 1970."""
    return round(now.timestamp() * 1000 - seconds_of_day(now, on, zone) * 1000)


def is_on_day(at: datetime, on: date, zone: str) -> bool:
    """Whether that moment belongs to the day of that date."""
    return 0 <= seconds_of_day(at, on, zone) < LASTS


def from_milliseconds(value: int) -> datetime:
    """A moment from milliseconds since 1970. Raises ValueError for what is no moment."""
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value)
    except OverflowError:
        raise ValueError(value) from None
