"""schedule.xml and schedule.json keep the form of the c3voc (github.com/voc/schedule, validator/): what it asks for, as rules."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from docx.oxml.parser import parse_xml
from flask.testing import FlaskClient

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.publishing.public import PublicDay, PublicStep
from facilitate.agenda.publishing.schedule import (
    STRANDS,
    ScheduleAbout,
    render_schedule_json,
    render_schedule_xml,
    schedule_acronym,
)

CONFERENCE_XML = {
    "title",
    "acronym",
    "start",
    "end",
    "days",
    "timeslot_duration",
    "base_url",
    "time_zone_name",
}
EVENT_XML = {
    "room",
    "title",
    "subtitle",
    "type",
    "date",
    "start",
    "duration",
    "abstract",
    "slug",
    "track",
}
MORE_XML = {
    "logo",
    "persons",
    "language",
    "description",
    "recording",
    "links",
    "attachments",
    "video_download_url",
    "url",
}
CONFERENCE = {"title", "acronym", "days", "daysCount", "start", "end", "timeslot_duration"}
DAY = {"index", "date", "day_start", "day_end", "rooms"}
EVENT = {
    "abstract",
    "date",
    "duration",
    "guid",
    "id",
    "language",
    "links",
    "persons",
    "room",
    "slug",
    "start",
    "subtitle",
    "title",
    "track",
    "type",
    "url",
}
MORE = {
    "logo",
    "description",
    "recording_license",
    "do_not_record",
    "do_not_stream",
    "attachments",
    "answers",
}
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PATTERNS = {
    "start": r"[0-2][0-9]:[0-5][0-9]",
    "duration": r"[0-9]{1,2}:[0-9]{2}",
    "slug": r"[a-z0-9_-]+[a-z0-9]",
    "date": r".+[+-][0-9]{2}:[0-9]{2}",
}
ABOUT = ScheduleAbout(
    "annual-2027",
    "Annual & more",
    "en",
    "Europe/Tirane",
    "2027-01-05 10:00",
    "https://plan.example/programme/x/en",
    "https://plan.example",
    "Hotel",
)


def slots(schedule: dict[str, Any]) -> list[dict[str, Any]]:
    days = schedule["schedule"]["conference"]["days"]
    return [slot for day in days for room in day["rooms"].values() for slot in room]


def wrong_in_json(schedule: dict[str, Any]) -> Iterator[str]:
    """Everything in which a schedule.json is not of the form."""
    conference = schedule["schedule"]["conference"]
    if (
        set(schedule) - {"schedule", "generator", "$schema"}
        or "version" not in schedule["schedule"]
    ):
        yield "top"
    if CONFERENCE - set(conference) or set(conference) - CONFERENCE - {
        "time_zone_name",
        "url",
        "rooms",
        "description",
    }:
        yield "conference"
    if not re.fullmatch(r"[a-z0-9_-][a-z0-9_]{3,}", conference["acronym"]):
        yield "acronym"
    if conference["daysCount"] != len(conference["days"]) or any(
        set(day) != DAY for day in conference["days"]
    ):
        yield "days"
    if any(
        set(room) != {"name", "guid"} or not GUID.fullmatch(room["guid"])
        for room in conference["rooms"]
    ):
        yield "rooms"
    for slot in slots(schedule):
        if (
            EVENT - set(slot)
            or set(slot) - EVENT - MORE
            or slot["id"] < 1
            or not GUID.fullmatch(slot["guid"])
        ):
            yield f"slot {slot['id']}"
        yield from (name for name, form in PATTERNS.items() if not re.fullmatch(form, slot[name]))
        for person in slot["persons"]:
            if ("public_name" in person) == ("name" in person) or not GUID.fullmatch(
                person["guid"]
            ):
                yield "person"


def wrong_in_xml(content: bytes) -> Iterator[str]:
    """Everything in which a schedule.xml is not of the form."""
    root = parse_xml(content)
    if [child.tag for child in root][:2] != ["version", "conference"] or {
        child.tag for child in root[2:]
    } > {"day"}:
        yield "top"
    if {child.tag for child in root.find("conference")} - CONFERENCE_XML:
        yield "conference"
    for day in root.iter("day"):
        for name in ("start", "end"):
            datetime.fromisoformat(day.get(name))
            if not re.fullmatch(PATTERNS["date"], day.get(name)):
                yield f"day {name}"
    for event in root.iter("event"):
        tags = [child.tag for child in event]
        if EVENT_XML - set(tags) or set(tags) - EVENT_XML - MORE_XML or len(tags) != len(set(tags)):
            yield f"event {event.get('id')}"
        if int(event.get("id")) < 1 or not GUID.fullmatch(event.get("guid")):
            yield "id"
        yield from (
            name for name, form in PATTERNS.items() if not re.fullmatch(form, event.findtext(name))
        )
        if event.findtext("room") != event.getparent().get("name"):
            yield "room"
        if any(int(person.get("id")) < 1 for person in event.iter("person")):
            yield "person"
    for name in ("id", "guid"):
        found = [event.get(name) for event in root.iter("event")]
        if len(found) != len(set(found)):
            yield f"{name} twice"
    names = [event.findtext("slug") for event in root.iter("event")]
    if len(names) != len(set(names)):
        yield "slug twice"


def test_both_files_keep_the_form(client: FlaskClient, public) -> None:
    xml, plain = (client.get(f"/programme/spring/schedule.{ending}") for ending in ("xml", "json"))
    assert (xml.mimetype, plain.mimetype) == ("application/xml", "application/json")
    assert (list(wrong_in_xml(xml.data)), list(wrong_in_json(plain.json))) == ([], [])


def test_what_they_say(client: FlaskClient, public) -> None:
    found = slots(client.get("/programme/spring/schedule.json?lang=en").json)
    assert [
        (one["title"], one["date"], one["duration"], one["room"], one["track"]) for one in found
    ] == [
        ("Opening", "2027-03-18T09:00:00+01:00", "00:30", "Salla", ""),
        ("Coffee", "2027-03-18T10:30:00+01:00", "00:30", "Pallati i Kongreseve, Tiranë", ""),
        ("Groups: North", "2027-03-19T09:00:00+01:00", "01:30", "Dhoma 1", "Groups"),
        ("Who pays", "2027-03-19T11:30:00+01:00", "00:30", "Dhoma 1", "Money"),
        ("Groups: South", "2027-03-19T09:00:00+01:00", "01:30", "Salla", "Groups"),
        ("Donors", "2027-03-19T10:30:00+01:00", "00:45", "Pallati i Kongreseve, Tiranë", "Money"),
    ]
    assert [person["name"] for person in found[0]["persons"]] == ["Ana Leka", "Ben Doda"]
    assert (found[0]["abstract"], found[0]["id"]) == ("Why we meet", public["Opening"])
    assert found[2]["id"] > STRANDS


def test_numbers_and_guids_are_for_life(
    client: FlaskClient, organiser: FlaskClient, public
) -> None:
    before = slots(client.get("/programme/spring/schedule.json").json)
    organiser.post(
        "/events/spring/agenda/move", data={"step": public["Coffee"], "list": "2027-03-19"}
    )
    organiser.post("/events/spring/agenda/publish")
    after = slots(client.get("/programme/spring/schedule.json").json)
    assert {one["id"]: one["guid"] for one in before} == {one["id"]: one["guid"] for one in after}
    assert [one["date"][:10] for one in after if one["id"] == public["Coffee"]] == ["2027-03-19"]


@pytest.mark.parametrize("title", ["A & B <c>", "e ë 🎉", "a\x0bb", ""])
def test_any_text_goes(title: str) -> None:
    day = PublicDay(
        date(2027, 3, 28),
        (PublicStep(1, StepKind.TALK, title, 60, 240, "R & D", ("Ë & Co",), title),),
    )
    assert list(wrong_in_xml(render_schedule_xml(ABOUT, [day]))) == []
    plain = json.loads(render_schedule_json(ABOUT, [day]))
    assert list(wrong_in_json(plain)) == []
    assert slots(plain)[0]["date"] == "2027-03-28T01:00:00+01:00"


def test_an_empty_programme_has_no_days_and_no_end() -> None:
    assert json.loads(render_schedule_json(ABOUT, []))["schedule"]["conference"]["days"] == []
    assert parse_xml(render_schedule_xml(ABOUT, [])).find("day") is None


def test_a_short_name_is_long_enough() -> None:
    assert [schedule_acronym(slug) for slug in ("annual-next", "x")] == ["annual_next", "x___"]
