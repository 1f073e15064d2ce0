"""Calendar files (RFC 5545) from plain entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Todo, vDuration
from icalendar import Event as Component


@dataclass(frozen=True)
class CalendarEntry:
    """One calendar entry. `uid` stays the same for life, `sequence` counts its changes; times are aware.

    Where it begins with a date, it takes whole days, the last one being the day before `ends`, and its time stays free.
    `cancelled`: calendars that have it drop it. `url`: the page it is about. `attendee`: name and address of who is asked to
    answer, by mail to the address `organizer`. `reminds`: how long before it begins a calendar speaks up. `todo`: it is something to
    do by the day it begins, in that state (`NEEDS-ACTION`, `COMPLETED`), and no entry among appointments.
    """

    uid: str
    title: str
    starts: datetime | date
    ends: datetime | date
    place: str = ""
    text: str = ""
    sequence: int = 0
    categories: tuple[str, ...] = ()
    url: str = ""
    cancelled: bool = False
    organizer: str = ""
    reminds: timedelta | None = None
    todo: str = ""
    attendee: tuple[str, str] | None = None

    @property
    def all_day(self) -> bool:
        return not isinstance(self.starts, datetime)


def whole_day_entry(uid: str, title: str, day: date, **more: Any) -> CalendarEntry:
    """An entry that takes one whole day."""
    return CalendarEntry(uid, title, day, day + timedelta(days=1), **more)


def to_ics(
    name: str,
    entries: Sequence[CalendarEntry],
    *,
    stamp: datetime,
    refresh: timedelta | None = None,
) -> bytes:
    """A calendar called `name` with its time zones; `refresh` tells subscribers how often to look again.

    Where somebody is asked to answer it is a request (RFC 5546), where that is taken back a cancellation, else something that
    is published.
    """
    asked = [entry for entry in entries if entry.attendee]
    cancels = asked and all(entry.cancelled for entry in asked)
    calendar = Calendar()
    calendar.add("prodid", "-//facilitate//programme//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancels else "REQUEST" if asked else "PUBLISH")
    calendar.add("x-wr-calname", name)
    if refresh:
        about = {"VALUE": "DURATION"}  # RFC 7986 wants it said
        calendar.add("refresh-interval", vDuration(refresh), parameters=about)
        calendar.add(
            "x-published-ttl", vDuration(refresh).to_ical().decode()
        )  # Outlook's name for the same
    for entry in entries:
        calendar.add_component(_component(entry, stamp))
    timed = [
        day for entry in entries for day in (entry.starts, entry.ends) if isinstance(day, datetime)
    ]
    if timed:
        first, last = min(timed).date(), max(timed).date()
        calendar.add_missing_timezones(
            first_date=first.replace(month=1, day=1), last_date=last.replace(month=12, day=31)
        )  # whole years: the zone's summer time is told even where the event has none of it
    return bytes(calendar.to_ical())


def _component(entry: CalendarEntry, stamp: datetime) -> Component | Todo:
    component: Component | Todo = Todo() if entry.todo else Component()
    component.add("uid", entry.uid)
    component.add("dtstamp", stamp)
    if entry.todo:
        component.add("due", entry.starts)
    else:
        component.add("dtstart", entry.starts)
        component.add("dtend", entry.ends)
    component.add("summary", entry.title)
    component.add("sequence", entry.sequence)
    if entry.all_day and not entry.todo:
        component.add(
            "transp", "TRANSPARENT"
        )  # a day on which something is due is no day that is taken
    if entry.attendee:
        name, address = entry.attendee
        component.add("organizer", f"mailto:{entry.organizer}")
        about = {"CN": name, "ROLE": "REQ-PARTICIPANT"}
        if not entry.cancelled:
            about |= {"PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
        component.add("attendee", f"mailto:{address}", parameters=about)
    if entry.cancelled or entry.todo:
        component.add("status", "CANCELLED" if entry.cancelled else entry.todo)
    if entry.reminds:
        component.add_component(_alarm(entry))
    if entry.categories:
        component.add("categories", list(entry.categories))
    if entry.url:
        component.add("url", entry.url)
    if entry.place:
        component.add("location", entry.place)
    if entry.text:
        component.add("description", entry.text)
    return component


def _alarm(entry: CalendarEntry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    related = {"RELATED": "END"} if entry.todo else {}
    alarm.add("trigger", -(entry.reminds or timedelta()), parameters=related)
    return alarm
