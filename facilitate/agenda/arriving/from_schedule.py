"""Schedules of conference programs: schedule.xml and schedule.json, as c3voc, frab and pretalx write them."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from defusedxml.ElementTree import fromstring

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
from .cell_times import cell_minutes, cell_span
from .moments import parse_iso_moment
from .people import read_name
from .program_entries import ProgramEntry, arrive_entries
from .vocabulary import BREAK

_BREAKS = frozenset(("break", "pause", "meal", "lunch", "pushim", "coffee break", "dreke"))


def arrived_from_xml(content: bytes, zone: ZoneInfo) -> Arrived:
    """A schedule.xml. Raises ArrivalProblem."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except Exception as error:  # whatever a broken part leads to
        raise ArrivalProblem(NotArrived.NO_SCHEDULE) from error
    if root.tag != "schedule":
        raise ArrivalProblem(NotArrived.NO_SCHEDULE)
    raw = [
        (
            _day_of(day.get("date")),
            str(room.get("name") or ""),
            {
                **{one.tag: (one.text or "") for one in event},
                "persons": [one.text or one.get("name") or "" for one in event.iter("person")],
            },
        )
        for day in root.iter("day")
        for room in day.iter("room")
        for event in room.iter("event")
    ]
    return _arrived(raw, zone)


def is_schedule(found: Any) -> bool:
    """Whether JSON holds days with rooms, as a schedule.json does."""
    held = found.get("schedule", found) if isinstance(found, Mapping) else None
    held = held.get("conference", held) if isinstance(held, Mapping) else None
    days = held.get("days") if isinstance(held, Mapping) else None
    return isinstance(days, list) and any(
        isinstance(one, Mapping) and "rooms" in one for one in days
    )


def arrived_from_json(found: Any, zone: ZoneInfo) -> Arrived:
    """A schedule.json. Raises ArrivalProblem."""
    raw = []
    try:
        schedule = found.get("schedule", found)
        for day in (schedule.get("conference") or schedule)["days"]:
            rooms = day["rooms"]
            listed = (
                rooms.items()
                if isinstance(rooms, Mapping)
                else [
                    (one.get("name", ""), one.get("events", one.get("talks", []))) for one in rooms
                ]
            )
            raw += [
                (_day_of(day.get("date")), _one(room), event)
                for room, events in listed
                for event in events
            ]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ArrivalProblem(NotArrived.NO_SCHEDULE) from error
    return _arrived(raw, zone)


def _day_of(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text or "")[:10])
    except ValueError:
        return None


def _one(text: Any) -> str:
    """A text that may stand in several languages."""
    if isinstance(text, Mapping):
        text = next((one for one in text.values() if one), "")
    return clean_text(str(text)) if text is not None else ""


def _people(found: Any) -> Iterator[str]:
    for one in found if isinstance(found, list | tuple) else []:
        name = (
            one
            if isinstance(one, str)
            else _one(one.get("public_name") or one.get("name") or one.get("full_public_name"))
            if isinstance(one, Mapping)
            else ""
        )
        name = " ".join(name.split())
        read = read_name(name, alone=True)
        if name:
            yield read.text if read else name


def _arrived(raw: list[tuple[date | None, str, Any]], zone: ZoneInfo) -> Arrived:
    if len(raw) > MOST_STEPS:
        raise ArrivalProblem(NotArrived.TOO_MANY_STEPS)
    entries: list[ProgramEntry] = []
    left: list[LeftOut] = []
    for number, (day, room, event) in enumerate(raw, 1):
        spot = FileSpot(number, Whereabouts.ENTRY)
        if not isinstance(event, Mapping):
            left.append(LeftOut(spot, str(event)[:200], WhyLeftOut.TEXT))
            continue
        title, kind = _one(event.get("title")), plain_text(_one(event.get("type")))
        starts = _starts(event, day, zone)
        if starts is None or not title:
            left.append(LeftOut(spot, title or "?", WhyLeftOut.TEXT))
            continue
        persons = event.get("persons") or event.get("speakers") or []
        entries.append(
            ProgramEntry(
                starts=starts,
                minutes=cell_minutes(_one(event.get("duration"))) or 0,
                title=title,
                people=list(_people(persons)),
                room=_one(event.get("room")) or room,
                is_break=kind in _BREAKS or bool(BREAK.fullmatch(kind)),
                spot=spot,
                text=_one(event.get("abstract")) or _one(event.get("description")),
                day=_kept_under(day, starts),
            )
        )
    return arrive_entries(entries, left)


def _kept_under(day: date | None, starts: datetime) -> date | None:
    """The day of the file, where what is past midnight stands under the evening before."""
    return (
        day
        if day
        and 0 <= (starts.date() - day).days <= 1
        and (starts.date() == day or starts.hour < 12)
        else None
    )


def _starts(event: Mapping[str, Any], day: date | None, zone: ZoneInfo) -> datetime | None:
    if told := parse_iso_moment(_one(event.get("date")), zone) or parse_iso_moment(
        _one(event.get("start")), zone
    ):
        return told
    span = cell_span(_one(event.get("start")))
    if day is None or span is None or span.start is None:
        return None
    return datetime(day.year, day.month, day.day, span.start.minute // 60, span.start.minute % 60)
