"""Whether a consultation can be answered today: not yet, open, or closed."""

from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class Standing(StrEnum):
    """What somebody who opens the link finds."""

    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


def local_day(now: datetime, zone: str) -> date:
    """The day on the wall where the event is held; `now` is an aware moment, `zone` an IANA name.

    Answers keep nothing finer than this day.
    """
    return now.astimezone(ZoneInfo(zone)).date()


def standing(opens_on: date, closes_on: date, closed: bool, today: date) -> Standing:
    """The standing on a day. Both days count as open; closed by hand wins over every date."""
    if closed or today > closes_on:
        return Standing.CLOSED
    return Standing.NOT_YET if today < opens_on else Standing.OPEN
