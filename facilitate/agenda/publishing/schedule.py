"""The published programme as programme apps read it: schedule.xml and schedule.json in the form the c3voc keeps.

Every slot has a number and a guid for life; times carry the offset of the event's zone; rooms are names.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from ...lib.sheets import OUTSIDE_XML
from ...lib.text import make_slug as slug_of
from .public import Occasion, PublicDay, list_occasions

STRANDS = 1_000_000_000
"""Added to the numbers of parallel strands, which have numbers of their own: a slot's number is its own in the file."""

IN_XML = (
    "date",
    "start",
    "duration",
    "room",
    "slug",
    "title",
    "subtitle",
    "track",
    "type",
    "language",
    "abstract",
    "description",
)


@dataclass(frozen=True)
class ScheduleAbout:
    """What the files say of the event. `version` names the published copy; `url` is the public page, `site` the planner."""

    slug: str
    title: str
    language: str
    zone: str
    version: str
    url: str
    site: str
    elsewhere: str
    app: str = "facilitate"


@dataclass(frozen=True)
class _Slot:
    """An occasion with what the form asks for."""

    id: int
    guid: str
    at: datetime
    minutes: int
    slug: str
    one: Occasion


def render_schedule_xml(about: ScheduleAbout, days: Sequence[PublicDay]) -> bytes:
    """schedule.xml"""
    root = ElementTree.Element("schedule")
    _text(root, "version", about.version)
    conference = ElementTree.SubElement(root, "conference")
    for name, value in _conference(about, days).items():
        _text(conference, name, value)
    for index, day in enumerate(days, 1):
        slots = _slots(about, day)
        first, last = _from_to(about, day, slots)
        element = ElementTree.SubElement(
            root,
            "day",
            index=str(index),
            date=day.on.isoformat(),
            start=first.isoformat(),
            end=last.isoformat(),
        )
        for room, inside in _rooms(about, slots).items():
            place = ElementTree.SubElement(element, "room", name=_legal(room))
            for slot in inside:
                _event(place, about, room, slot)
    ElementTree.indent(root)
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def render_schedule_json(about: ScheduleAbout, days: Sequence[PublicDay]) -> bytes:
    """schedule.json"""
    facts = _conference(about, days)
    listed: list[dict[str, Any]] = []
    rooms: dict[str, None] = {}
    for index, day in enumerate(days, 1):
        slots = _slots(about, day)
        first, last = _from_to(about, day, slots)
        by_room = _rooms(about, slots)
        rooms |= dict.fromkeys(by_room)
        listed.append(
            {
                "index": index,
                "date": day.on.isoformat(),
                "day_start": first.isoformat(),
                "day_end": last.isoformat(),
                "rooms": {
                    room: [_fields(about, room, slot) for slot in inside]
                    for room, inside in by_room.items()
                },
            }
        )
    conference = {
        "acronym": facts["acronym"],
        "title": about.title,
        "start": facts["start"],
        "end": facts["end"],
        "daysCount": len(days),
        "timeslot_duration": facts["timeslot_duration"],
        "time_zone_name": about.zone,
        "url": about.url,
        "rooms": [{"name": room, "guid": _guid(about, f"room/{room}")} for room in rooms],
        "days": listed,
    }
    whole = {
        "generator": {"name": about.app, "url": about.site},
        "schedule": {"version": about.version, "base_url": about.url, "conference": conference},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def _conference(about: ScheduleAbout, days: Sequence[PublicDay]) -> dict[str, str]:
    today = days[0].on if days else date.min
    return {
        "title": about.title,
        "acronym": schedule_acronym(about.slug),
        "start": today.isoformat(),
        "end": (days[-1].on if days else today).isoformat(),
        "days": str(len(days)),
        "timeslot_duration": "00:05",
    }


def schedule_acronym(slug: str) -> str:
    """A short name of letters, digits and _, at least four of them."""
    return slug.replace("-", "_").ljust(4, "_")


def _slots(about: ScheduleAbout, day: PublicDay) -> list[_Slot]:
    made = []
    for one in list_occasions(day.steps):
        number = STRANDS + one.strand if one.strand else one.step
        name = f"strand/{one.strand}" if one.strand else f"step/{one.step}"
        at = _moment(day.on, one.start, about.zone)
        made.append(
            _Slot(
                id=number,
                guid=_guid(about, name),
                at=at,
                minutes=one.end - one.start,
                slug=f"{schedule_acronym(about.slug)}-{number}-{slug_of(one.title)}",
                one=one,
            )
        )
    return made


def _guid(about: ScheduleAbout, name: str) -> str:
    """An identifier that never changes: made of the planner's address and the number of what it stands for."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{about.site}/{name}"))


def _moment(on: date, minutes: int, zone: str) -> datetime:
    return (datetime(on.year, on.month, on.day) + timedelta(minutes=minutes)).replace(
        tzinfo=ZoneInfo(zone)
    )


def _from_to(
    about: ScheduleAbout, day: PublicDay, slots: Sequence[_Slot]
) -> tuple[datetime, datetime]:
    """When a day begins and ends; one that has only markers is as long as those."""
    first = min((one.start for one in day.steps), default=0)
    last = max([first, *(slot.one.start + slot.minutes for slot in slots)])
    return _moment(day.on, first, about.zone), _moment(day.on, last, about.zone)


def _rooms(about: ScheduleAbout, slots: Sequence[_Slot]) -> dict[str, list[_Slot]]:
    found: dict[str, list[_Slot]] = {}
    for slot in slots:
        found.setdefault(slot.one.room or about.elsewhere, []).append(slot)
    return found


def duration_text(minutes: int) -> str:
    """`01:30`"""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _fields(about: ScheduleAbout, room: str, slot: _Slot) -> dict[str, Any]:
    one = slot.one
    return {
        "id": slot.id,
        "guid": slot.guid,
        "date": slot.at.isoformat(),
        "start": f"{slot.at:%H:%M}",
        "duration": duration_text(slot.minutes),
        "room": room,
        "slug": slot.slug,
        "url": about.url,
        "title": one.title,
        "subtitle": "",
        "track": one.track,
        "type": one.kind.value,
        "language": about.language,
        "abstract": one.about,
        "description": "",
        "links": [],
        "attachments": [],
        "persons": [{"id": key, "guid": guid, "name": name} for key, guid, name in _persons(one)],
    }


def _persons(one: Occasion) -> list[tuple[int, str, str]]:
    """Each speaker with a number and a guid made of the name: the planner's own numbers of people stay inside."""
    guids = [(uuid.uuid5(uuid.NAMESPACE_OID, name), name) for name in one.speakers]
    return [(guid.int % 2**31 + 1, str(guid), name) for guid, name in guids]


def _event(place: ElementTree.Element, about: ScheduleAbout, room: str, slot: _Slot) -> None:
    event = ElementTree.SubElement(place, "event", id=str(slot.id), guid=slot.guid)
    fields = _fields(about, room, slot)
    for name in IN_XML:
        _text(event, name, str(fields[name]))
    persons = ElementTree.SubElement(event, "persons")
    for one in fields["persons"]:
        _text(persons, "person", one["name"]).set("id", str(one["id"]))
    _text(ElementTree.SubElement(event, "links"), "link", about.title).set("href", about.url)


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = _legal(text)
    return element


def _legal(text: str) -> str:
    return OUTSIDE_XML.sub("", text)
