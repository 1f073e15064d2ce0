"""When something was done, by the clock of the event."""

from datetime import datetime
from zoneinfo import ZoneInfo


def local_moment(moment: datetime, zone: str) -> datetime:
    """A moment as the clock of that IANA zone shows it."""
    return moment.astimezone(ZoneInfo(zone))
