"""Which date of an event each day of its agenda belongs to, also after the event was moved, and moments by its clock."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
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
