"""Calendar files (RFC 5545) from plain entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, vDuration
from icalendar import Event as Component


@dataclass(frozen=True)
class Entry:
    """One calendar entry. `uid` stays the same for life, `sequence` counts its changes; times are aware."""

    uid: str
    title: str
    starts: datetime
    ends: datetime
    place: str = ""
    text: str = ""
    sequence: int = 0


def to_ics(
    name: str, entries: Sequence[Entry], *, stamp: datetime, refresh: timedelta | None = None
) -> bytes:
    """A calendar called `name` with its time zones; `refresh` tells subscribers how often to look again."""
    calendar = Calendar()
    calendar.add("prodid", "-//facilitate//programme//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    if refresh:
        calendar.refresh_interval = refresh
        calendar.add("x-published-ttl", vDuration(refresh).to_ical().decode())  # Outlook's name for the same
    for entry in entries:
        calendar.add_component(_component(entry, stamp))
    if entries:
        first = min(entry.starts for entry in entries).date()
        last = max(entry.ends for entry in entries).date()
        calendar.add_missing_timezones(
            first_date=first.replace(month=1, day=1), last_date=last.replace(month=12, day=31)
        )  # whole years: the zone's summer time is told even where the event has none of it
    return bytes(calendar.to_ical())


def _component(entry: Entry, stamp: datetime) -> Component:
    component = Component()
    component.add("uid", entry.uid)
    component.add("dtstamp", stamp)
    component.add("dtstart", entry.starts)
    component.add("dtend", entry.ends)
    component.add("summary", entry.title)
    component.add("sequence", entry.sequence)
    if entry.place:
        component.add("location", entry.place)
    if entry.text:
        component.add("description", entry.text)
    return component
