"""What time it is: the one clock of the planner.

Rules never read it, they are handed `today`. Whoever asks for today asks here, in the zone of an event where there is
one, else in the planner's: a server that keeps UTC is a day behind Tirana until one or two in the morning.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from flask import current_app


class Held(Protocol):
    """Something that is held somewhere: an event."""

    @property
    def zone(self) -> str:
        """The name of its time zone, `Europe/Tirane`."""


def _read() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _read


def now() -> datetime:
    """This moment, in UTC."""
    return _source()


def today_in(event: Held) -> date:
    """Today, where the event is held."""
    return day_in(event.zone)


def today() -> date:
    """Today, where the planner is at home: for what belongs to no event."""
    return day_at_home(now())


def day_at_home(moment: datetime) -> date:
    """The day of a moment (aware), where the planner is at home."""
    return day_in(current_app.extensions["settings"].zone, moment)


def at_home(moment: datetime) -> datetime:
    """A moment (aware) as the clock on the wall shows it, where the planner is at home."""
    return moment.astimezone(ZoneInfo(current_app.extensions["settings"].zone))


def day_in(zone: str, moment: datetime | None = None) -> date:
    """The day that it is in a time zone, now or at another moment (aware)."""
    return (moment or now()).astimezone(ZoneInfo(zone)).date()


def day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """The moment a day begins in a time zone, and the moment the next one does: 23 to 25 hours later."""
    begins, ends = (
        datetime.combine(on, time(), ZoneInfo(zone)) for on in (day, day + timedelta(days=1))
    )
    return begins, ends


def set_clock(source: Callable[[], datetime] | None) -> None:
    """Let the planner read another clock (tests); None puts the real one back."""
    global _source
    _source = source or _read
