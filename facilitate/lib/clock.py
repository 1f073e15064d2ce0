"""Minutes and clock times as people write them."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_CLOCK = re.compile(r"^(\d{1,2})\s*[:.h]\s*(\d{2})$")
_HOURS = re.compile(r"^(\d+(?:[.,]\d+)?)\s*(?:h|orë|ore|o)$")
_HOURS_MINUTES = re.compile(r"^(\d+)\s*(?:h|orë|ore|o)\s*(\d{1,2})\s*(?:m|min|minuta|minutes)?$")
_MINUTES = re.compile(r"^(\d+)\s*(?:m|min|minuta|minutë|minutes|minute|')?$")

LONGEST = 24 * 60


def read_minutes(text: str) -> int:
    """Minutes from `45`, `45m`, `45 min`, `1h30`, `1:30`, `1,5h`, `1 orë`.

    Raises ValueError when it cannot be read, is negative or longer than a day.
    """
    typed = text.strip().lower()
    if found := _MINUTES.match(typed):
        minutes = int(found[1])
    elif found := _HOURS_MINUTES.match(typed) or _CLOCK.match(typed):
        minutes = int(found[1]) * 60 + int(found[2])
        if int(found[2]) > 59:
            raise ValueError(text)
    elif found := _HOURS.match(typed):
        hours = float(found[1].replace(",", "."))
        minutes = round(min(hours, LONGEST) * 60)  # with enough digits the hours are infinite
    else:
        raise ValueError(text)
    if minutes > LONGEST:
        raise ValueError(text)
    return minutes


def read_clock(text: str) -> time:
    """A clock time from `9:30`, `09.30`, `9h30`, `9`. Raises ValueError."""
    typed = text.strip().lower()
    if typed.isdigit() and len(typed) <= 2:
        return time(int(typed))
    found = _CLOCK.match(typed)
    if not found:
        raise ValueError(text)
    return time(int(found[1]), int(found[2]))


def after_midnight(clock: time) -> int:
    """Minutes from midnight to that wall time."""
    return clock.hour * 60 + clock.minute


def format_wall_time(minutes: int) -> str:
    """`HH:MM` for minutes after midnight; a time past midnight shows the day it falls on: `00:30 +1`."""
    days, rest = divmod(minutes, LONGEST)
    return f"{rest // 60:02d}:{rest % 60:02d}" + (f" +{days}" if days else "")


def format_wall_span(start: int, end: int) -> str:
    """`09:00–10:30`; where both are past midnight the day is told once, at its end: `00:30–01:15 +1`."""
    last = format_wall_time(end)
    first = format_wall_time(start)
    if start // LONGEST == end // LONGEST:
        first = first.partition(" ")[0]
    return f"{first}–{last}"


def hours_and_minutes(minutes: int) -> str:
    """`6 h 05`, `45 min`."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if hours else f"{rest} min"


def wall_moment(on: date, minutes: int, zone: str) -> datetime:
    """The moment `minutes` after midnight of that date, by the clock on the wall in that zone."""
    return (datetime(on.year, on.month, on.day) + timedelta(minutes=minutes)).replace(
        tzinfo=ZoneInfo(zone)
    )
