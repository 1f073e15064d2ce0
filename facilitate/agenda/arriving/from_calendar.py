"""Calendars (.ics): what they hold as steps, in the event's zone. What repeats every year is refused."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from ...lib.text import clean_text, plain_text
from .arrived import (
    MOST_STEPS,
    ArrivalProblem,
    Arrived,
    FileSpot,
    LeftOut,
    NotArrived,
    Whereabouts,
    WhyLeftOut,
)
from .people import read_people
from .program_entries import ProgramEntry, arrive_entries
from .vocabulary import PEOPLE_LABEL
from .wording import understand_text

MOST_REPEATED = 60
MOST_GUESTS = 8
LONGEST_LOOKED_AHEAD = 800
"""Days from its first on in which an entry that repeats must come to its end."""
_TAG_OF_LINE = re.compile(r"</(?:p|div|li|h\d)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def arrived_from_calendar(text: str, zone: ZoneInfo) -> Arrived:
    """The calendar's entries. Raises ArrivalProblem."""
    try:
        calendars = Calendar.from_ical(text.encode(), multiple=True)
    except Exception as error:  # whatever a broken line leads to
        raise ArrivalProblem(NotArrived.NO_SCHEDULE) from error
    entries: list[ProgramEntry] = []
    left: list[LeftOut] = []
    number = 0
    moved = _moved(calendars)
    for calendar in calendars:
        for component in calendar.walk("VEVENT"):
            number += 1
            if number > MOST_STEPS:
                raise ArrivalProblem(NotArrived.TOO_MANY_STEPS)
            spot = FileSpot(number, Whereabouts.ENTRY)
            title = _text(component, "SUMMARY")
            starts = _value(component, "DTSTART")
            if str(component.get("STATUS", "")).upper() == "CANCELLED":
                left.append(LeftOut(spot, title, WhyLeftOut.CANCELLED))
            elif starts is None:
                left.append(LeftOut(spot, title, WhyLeftOut.TEXT))
            elif not isinstance(starts, datetime):
                left.append(LeftOut(spot, title, WhyLeftOut.ALL_DAY))
            else:
                try:
                    entries += _entries(component, starts, zone, spot, moved)
                except ArrivalProblem:
                    raise
                except Exception:  # a part that nobody can read, a day beyond the calendar
                    left.append(LeftOut(spot, title, WhyLeftOut.TEXT))
    left += _organisers(calendars)
    return arrive_entries(entries, left)


def _organisers(calendars: Iterable[Any]) -> Iterator[LeftOut]:
    """Who organises entries, each once: who has sent a calendar speaks in none of it, and is shown all the same."""
    told: set[str] = set()
    number = 0
    for calendar in calendars:
        for component in calendar.walk("VEVENT"):
            number += 1
            organiser = component.get("ORGANIZER")
            name = clean_text(str(getattr(organiser, "params", {}).get("CN", "")))
            if not name or "@" in name or name in told:
                continue
            told.add(name)
            if name not in _guests(component):
                spot = FileSpot(number, Whereabouts.ENTRY)
                yield LeftOut(spot, f"ORGANIZER: {name}", WhyLeftOut.NOTE)


def _text(component: Any, name: str) -> str:
    value = component.get(name)
    value = value[0] if isinstance(value, list) and value else value
    return clean_text(str(value)) if value is not None else ""


def _value(component: Any, name: str) -> Any:
    try:
        found = component.get(name)
        return found.dt if found is not None else None
    except Exception:  # a value nobody can read
        return None


def to_wall_time(moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment as wall time of the zone; one without a zone of its own is wall time already."""
    return moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment


def _entries(
    component: Any,
    starts: datetime,
    zone: ZoneInfo,
    spot: FileSpot,
    moved: Mapping[str, set[datetime]],
) -> Iterator[ProgramEntry]:
    ends, lasts = _value(component, "DTEND"), _value(component, "DURATION")
    minutes = 0
    if isinstance(ends, datetime):
        minutes = round(
            (to_wall_time(ends, zone) - to_wall_time(starts, zone)).total_seconds() / 60
        )
        if bool(ends.tzinfo) and bool(starts.tzinfo):
            minutes = round((ends - starts).total_seconds() / 60)
    elif isinstance(lasts, timedelta):
        minutes = round(lasts.total_seconds() / 60)
    told = understand_text(_text(component, "SUMMARY"))
    text = _plain(_text(component, "DESCRIPTION"))
    people = told.people or _people_in(text) or _guests(component)
    categories = " ".join(_categories(component))
    repeats = component.get("RECURRENCE-ID") is None
    without = _excepted(component) | (
        moved.get(_text(component, "UID"), set()) if repeats else set()
    )
    for begin in _repeated(component, starts):
        if begin in without:
            continue
        yield ProgramEntry(
            starts=to_wall_time(begin, zone),
            minutes=max(minutes, 0),
            title=told.title,
            people=people,
            room=_text(component, "LOCATION") or told.room,
            is_break=plain_text(categories) in ("break", "pushim", "meal", "lunch", "pause"),
            text=text,
            spot=spot,
        )


def _categories(component: Any) -> list[str]:
    found = component.get("CATEGORIES")
    found = found if isinstance(found, list) else [found] if found is not None else []
    return [str(name) for one in found for name in getattr(one, "cats", [])]


def _plain(text: str) -> str:
    """A description without the tags some calendars write into it."""
    return _TAG.sub("", _TAG_OF_LINE.sub("\n", text)) if _TAG_OF_LINE.search(text) else text


def _people_in(text: str) -> list[str]:
    """Who stands behind `Speakers:` and the like in a description."""
    found: list[str] = []
    for line in text.split("\n"):
        label = PEOPLE_LABEL.match(line.strip())
        if label and label["colon"]:
            found += read_people(line.strip()[label.end() :])
    return found


def _guests(component: Any) -> list[str]:
    """Those invited by name, where they are few."""
    found = component.get("ATTENDEE")
    found = found if isinstance(found, list) else [found] if found is not None else []
    named = [str(one.params.get("CN", "")) for one in found if hasattr(one, "params")]
    names = [name for one in named if one and "@" not in one for name in read_people(one)]
    return names if len(named) <= MOST_GUESTS else []


def _repeated(component: Any, starts: datetime) -> list[datetime]:
    """When an entry that repeats takes place: daily or on days of the week, for a while, is understood, nothing else."""
    rule = component.get("RRULE")
    if rule is None:
        return [starts]
    rule = rule[0] if isinstance(rule, list) else rule
    often = str((rule.get("FREQ") or [""])[0]).upper()
    every = int((rule.get("INTERVAL") or [1])[0])
    count, until = (rule.get("COUNT") or [None])[0], (rule.get("UNTIL") or [None])[0]
    named = [str(one).upper() for one in rule.get("BYDAY") or ()]
    if (
        often not in ("DAILY", "WEEKLY")
        or set(rule) - {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"}
        or set(named) - set(_WEEKDAYS)
        or not (count or until)
        or every < 1
    ):
        raise _repeats(component)
    usual = {starts.weekday()} if often == "WEEKLY" else set(range(7))
    wanted = {_WEEKDAYS.index(one) for one in named} or usual
    last = (until.date() if isinstance(until, datetime) else _day(until)) if until else date.max
    monday = starts.date() - timedelta(days=starts.weekday())
    found: list[datetime] = []
    for number in range(LONGEST_LOOKED_AHEAD):
        at = starts + timedelta(days=number)
        passed = number if often == "DAILY" else (at.date() - monday).days // 7
        if at.date() > last:
            return found
        if at.weekday() in wanted and passed % every == 0:
            found.append(at)
        if len(found) == count:
            return found
        if len(found) > MOST_REPEATED:
            break
    raise _repeats(component)


def _repeats(component: Any) -> ArrivalProblem:
    return ArrivalProblem(NotArrived.REPEATS, _text(component, "SUMMARY")[:80])


def _moved(calendars: Iterable[Any]) -> dict[str, set[datetime]]:
    """By entry, the times of those repetitions that have an entry of their own: moved, renamed or cancelled."""
    found: dict[str, set[datetime]] = {}
    for calendar in calendars:
        for component in calendar.walk("VEVENT"):
            if isinstance(at := _value(component, "RECURRENCE-ID"), datetime):
                found.setdefault(_text(component, "UID"), set()).add(at)
    return found


def _excepted(component: Any) -> set[datetime]:
    """When an entry that repeats does not take place."""
    found = component.get("EXDATE")
    found = found if isinstance(found, list) else [found] if found is not None else []
    return {one.dt for dates in found for one in dates.dts if isinstance(one.dt, datetime)}


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.max


def is_calendar(text: str) -> bool:
    """Whether a text is a calendar."""
    return bool(re.match(r"\s*BEGIN:VCALENDAR", text))
