"""Calendar files: what a calendar needs to know of a time zone, and of an entry."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from facilitate.lib.ics import CalendarEntry, to_ics, whole_day_entry

ZONE = ZoneInfo("Europe/Tirane")
STAMP = datetime(2026, 11, 2, 12, tzinfo=UTC)


def entry(month: int, **more: object) -> CalendarEntry:
    starts = datetime(2027, month, 14, 9, tzinfo=ZONE)
    return CalendarEntry("1@office.example", "Opening", starts, starts + timedelta(hours=1), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("month", [1, 7])
def test_summer_and_winter_time_are_told_even_where_the_event_has_one_of_them(month: int) -> None:
    """Who moves the entry to another month, or repeats it, has it at the hour on the wall."""
    (zone,) = Calendar.from_ical(to_ics("Spring", [entry(month)], stamp=STAMP)).walk("VTIMEZONE")
    told = {
        (one.name, one["TZOFFSETTO"].td, one["DTSTART"].dt.date()) for one in zone.subcomponents
    }
    assert str(zone["TZID"]) == "Europe/Tirane"
    assert {
        ("DAYLIGHT", timedelta(hours=2), date(2027, 3, 28)),
        ("STANDARD", timedelta(hours=1), date(2027, 10, 31)),
    } <= told


def test_how_often_to_look_again_is_told_as_the_standard_wants_it() -> None:
    told = to_ics("Spring", [entry(1)], stamp=STAMP, refresh=timedelta(hours=1)).splitlines()
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in told
    assert b"X-PUBLISHED-TTL:PT1H" in told
    assert not [line for line in to_ics("Spring", [], stamp=STAMP).splitlines() if b"PT1H" in line]


def test_an_entry_says_all_that_is_known_of_it_and_nothing_else() -> None:
    full = entry(
        1,
        place="Salla",
        text="Why we meet",
        sequence=3,
        categories=("Plenary", "Day 1"),
        url="http://localhost/x",
        cancelled=True,
    )
    (read,) = Calendar.from_ical(to_ics("Spring", [full], stamp=STAMP)).walk("VEVENT")
    assert {
        name: str(read[name])
        for name in ("UID", "SUMMARY", "LOCATION", "DESCRIPTION", "SEQUENCE", "STATUS", "URL")
    } == {
        "UID": "1@office.example",
        "SUMMARY": "Opening",
        "LOCATION": "Salla",
        "DESCRIPTION": "Why we meet",
        "SEQUENCE": "3",
        "STATUS": "CANCELLED",
        "URL": "http://localhost/x",
    }
    assert read["CATEGORIES"].to_ical() == b"Plenary,Day 1"
    assert (read.start, read.end, read["DTSTAMP"].dt) == (full.starts, full.ends, STAMP)
    (plain,) = Calendar.from_ical(to_ics("Spring", [entry(1)], stamp=STAMP)).walk("VEVENT")
    assert set(plain) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"}


def test_a_whole_day_leaves_the_time_free_and_ends_with_the_day() -> None:
    file = to_ics(
        "Spring",
        [whole_day_entry("1", "Invite", date(2027, 2, 28))],
        stamp=STAMP,
        refresh=timedelta(hours=6),
    )
    calendar = Calendar.from_ical(file)
    (read,) = calendar.walk("VEVENT")
    assert (read.start, read.end, str(read["TRANSP"])) == (
        date(2027, 2, 28),
        date(2027, 3, 1),
        "TRANSPARENT",
    )
    assert calendar.walk("VTIMEZONE") == []
    assert {
        name: str(calendar[name])
        for name in ("METHOD", "X-WR-CALNAME", "VERSION", "X-PUBLISHED-TTL")
    } == {
        "METHOD": "PUBLISH",
        "X-WR-CALNAME": "Spring",
        "VERSION": "2.0",
        "X-PUBLISHED-TTL": "PT6H",
    }
