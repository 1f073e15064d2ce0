"""When somebody arrives, and the nights they need a bed for: days as they are kept, `2027-03-17`."""

from datetime import date, timedelta

A_DAY = timedelta(days=1)


def arrival_days(first: date, last: date) -> list[str]:
    """The days somebody may say they arrive: the one before the event, and the event's own."""
    return [(first + A_DAY * number).isoformat() for number in range(-1, (last - first).days + 1)]


def arrival_day(arrival: str) -> date | None:
    """The day that was said; None where none was, or something else is written there."""
    try:
        return date.fromisoformat(arrival)
    except ValueError:
        return None


def nights_needed(arrival: str, first: date, last: date) -> list[date]:
    """The nights (each by the day it begins) from the arrival to the event's last day.

    Who did not say when they arrive comes on the first day. At most the night before the event, too.
    """
    came = max(arrival_day(arrival) or first, first - A_DAY)
    return [came + A_DAY * number for number in range((last - came).days)]
