"""Timetables of Indico as JSON: sessions, contributions and breaks, day by day."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ...lib.numbers import HIGHEST
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
from .cell_times import cell_minutes
from .moments import parse_iso_moment
from .people import read_name
from .program_entries import ProgramEntry, arrive_entries

_NO_PAUSE = ("registr", "regjistr", "arrival", "mberritj", "welcome desk")
_PEOPLE = ("presenters", "speakers", "conveners", "chairs", "primaryauthors", "person_links")
_TITLE = re.compile(r"\b(?:dr|prof|mr|mrs|ms)\.?(?=\s)", re.IGNORECASE)
DEEPEST = 6


def arrived_from_indico(found: Any, zone: ZoneInfo) -> Arrived:
    """A timetable, as Indico's export gives it. Raises ArrivalProblem."""
    entries: list[ProgramEntry] = []
    left: list[LeftOut] = []
    leaves = list(islice(_leaves(found, 0, {}), MOST_STEPS + 1))
    houses = {one.get("location") for one in leaves if _room(one)}
    for number, one in enumerate(leaves, 1):
        if number > MOST_STEPS:
            raise ArrivalProblem(NotArrived.TOO_MANY_STEPS)
        spot = FileSpot(number, Whereabouts.ENTRY)
        starts, title = _moment(one.get("startDate"), zone), _text(one.get("title"))
        if starts is None or not title:
            left.append(LeftOut(spot, title or "?", WhyLeftOut.TEXT))
            continue
        entries.append(
            ProgramEntry(
                starts=starts,
                minutes=_minutes(one, starts, zone),
                title=title,
                people=list(dict.fromkeys(_people(one))),
                room=_room(one)
                or ("" if one.get("location") in houses else _text(one.get("location"))),
                text=_text(one.get("description")),
                spot=spot,
                is_break=_kind(one) == "break" and not plain_text(title).startswith(_NO_PAUSE),
            )
        )
    if not entries:
        raise ArrivalProblem(NotArrived.NO_SCHEDULE)
    return arrive_entries(entries, left)


def _room(one: Mapping[str, Any]) -> str:
    """Its room; the location beside it is the house or town that others share."""
    return _text(one.get("room") or one.get("roomFullname"))


def is_indico(found: Any) -> bool:
    """Whether JSON is a timetable or event of Indico."""
    return isinstance(found, Mapping) and ("results" in found or _any_start(found, 0))


def _any_start(found: Any, depth: int) -> bool:
    if depth > DEEPEST or not isinstance(found, Mapping | list):
        return False
    if isinstance(found, Mapping) and "startDate" in found:
        return True
    return any(
        _any_start(one, depth + 1)
        for one in (list(found.values()) if isinstance(found, Mapping) else found)[:50]
    )


def _kind(one: Mapping[str, Any]) -> str:
    return plain_text(_text(one.get("entryType") or one.get("_type") or one.get("type")))


def _leaves(found: Any, depth: int, over: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The entries that hold no others; one inside a session is in the session's room where it names none."""
    if depth > DEEPEST:
        return
    if isinstance(found, list):
        for one in found:
            yield from _leaves(one, depth + 1, over)
        return
    if not isinstance(found, Mapping):
        return
    inside = next(
        (found[name] for name in ("entries", "contributions", "sessions") if found.get(name)), None
    )
    own = "startDate" in found
    if inside:
        yield from _leaves(
            inside, depth + 1, found if own and "contributions" not in found else over
        )
        if found.get("sessions") and found.get("contributions"):
            yield from _leaves(found["sessions"], depth + 1, over)
    elif own:
        room = found.get("room") or over.get("room")
        yield {**found, "room": room} if room else found
    else:
        for one in found.values():
            if isinstance(one, Mapping | list):
                yield from _leaves(one, depth + 1, over)


def _text(value: Any) -> str:
    return clean_text(str(value)) if isinstance(value, str | int) else ""


def _moment(value: Any, zone: ZoneInfo) -> datetime | None:
    """A moment as Indico tells it (date, time, zone), as wall time of the event's zone."""
    if isinstance(value, str):
        return parse_iso_moment(value, zone)
    if not isinstance(value, Mapping):
        return None
    try:
        at = datetime.combine(
            date.fromisoformat(str(value["date"])), time.fromisoformat(str(value["time"])[:8])
        )
        theirs = ZoneInfo(str(value["tz"])) if value.get("tz") else None
        return at.replace(tzinfo=theirs).astimezone(zone).replace(tzinfo=None) if theirs else at
    except (KeyError, ValueError, OverflowError, ZoneInfoNotFoundError, OSError):
        return None


def _minutes(one: Mapping[str, Any], starts: datetime, zone: ZoneInfo) -> int:
    ends = _moment(one.get("endDate"), zone)
    if ends is not None and ends >= starts:
        return round((ends - starts).total_seconds() / 60)
    lasts = one.get("duration")
    if isinstance(lasts, int | float) and 0 <= lasts < HIGHEST and not isinstance(lasts, bool):
        return round(lasts if lasts < 1440 else lasts / 60)
    return cell_minutes(_text(lasts)) or 0


def _people(one: Mapping[str, Any]) -> Iterator[str]:
    for name in _PEOPLE:
        people = one.get(name)
        if not isinstance(people, list) or not people:
            continue
        for person in people:
            if called := _called(person):
                yield called
        return


def _called(person: Any) -> str:
    if isinstance(person, str):
        name = person
    elif isinstance(person, Mapping):
        first, last = (
            _text(person.get("firstName") or person.get("first_name")),
            _text(person.get("familyName") or person.get("last_name")),
        )
        name = (
            f"{first} {last}"
            if first and last
            else _text(person.get("name") or person.get("fullName"))
        )
    else:
        return ""
    if name.count(",") == 1:
        family, given = (part.strip() for part in name.split(","))
        name = f"{given} {family}"
    name = _TITLE.sub("", name)
    words = [
        word.capitalize() if word.isupper() and len(word) > 2 else word for word in name.split()
    ]
    read = read_name(" ".join(words), alone=True)
    return read.text if read else " ".join(words)
