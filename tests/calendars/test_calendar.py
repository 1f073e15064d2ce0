"""The programme as .ics: reopened, in the event's zone and language; feeds that can be taken back."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from facilitate.agenda.models import Day, Step, StepKind
from facilitate.calendars.entries import moment
from facilitate.db import db
from facilitate.lib.ics import Entry, to_ics
from facilitate.lib.text import Words


@pytest.fixture
def steps(app: Flask, cast) -> None:
    """Two steps on the first day, one of them past midnight."""
    with app.app_context():
        day = Day(event_id=cast.event_id, on=date(2027, 3, 18), starts=time(9))
        db.session.add(day)
        db.session.flush()
        for position, (title, minutes, pinned) in enumerate(
            [
                (Words("Opening", "Hapja"), 30, None),
                (Words("Night of the counties", "Nata e qarqeve"), 120, time(23)),
            ]
        ):
            db.session.add(
                Step(
                    event_id=cast.event_id, day_id=day.id, position=position, kind=StepKind.PLENARY, title=title,
                    aim=Words("Welcome; everybody, at once", "Mirëseardhja"), say=Words(), do=Words(), materials=Words(), minutes=minutes,
                    pinned=pinned,
                )
            )  # fmt: skip
        db.session.commit()


def entries(ics: bytes) -> list[tuple[str, datetime, datetime]]:
    calendar = Calendar.from_ical(ics)
    return [(str(e["SUMMARY"]), e.start, e.end) for e in calendar.walk("VEVENT")]


def test_the_programme_reads_back(organiser: FlaskClient, steps) -> None:
    answer = organiser.get("/events/spring/calendar.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    found = entries(answer.data)
    assert [title for title, _start, _end in found] == ["Hapja", "Nata e qarqeve"]
    assert [start.isoformat() for _title, start, _end in found] == [
        "2027-03-18T09:00:00+01:00",
        "2027-03-18T23:00:00+01:00",
    ]
    assert found[1][2].isoformat() == "2027-03-19T01:00:00+01:00"
    assert "BEGIN:VTIMEZONE" in answer.text


def test_a_feed_needs_no_account_and_can_be_taken_back(app: Flask, organiser: FlaskClient, steps) -> None:
    organiser.post("/events/spring/calendar/feed")
    first = feed_link(organiser)
    assert len(entries(app.test_client().get(first).data)) == 2
    organiser.post("/events/spring/calendar/feed")
    assert app.test_client().get(first).status_code == 404
    assert app.test_client().get(feed_link(organiser)).status_code == 200
    assert app.test_client().get("/feed/made-up.ics").status_code == 404


def feed_link(client: FlaskClient) -> str:
    text = client.get("/events/spring/calendar").text
    return text.split('readonly value="http://localhost')[1].split('"')[0]


def test_doors(sign_in, client: FlaskClient) -> None:
    assert sign_in("viewer").get("/events/spring/calendar").status_code == 200
    assert sign_in("viewer").post("/events/spring/calendar/feed").status_code == 403
    assert sign_in("stranger").get("/events/spring/calendar.ics").status_code == 404
    assert client.get("/events/spring/calendar.ics").status_code == 302
    assert sign_in("organiser").get("/events/spring/calendar/feed").status_code == 405


def test_times_stay_on_the_wall_when_the_clock_changes() -> None:
    before, after = (
        moment(date(2027, 3, 27), 9 * 60, "Europe/Tirane"),
        moment(date(2027, 3, 28), 9 * 60, "Europe/Tirane"),
    )
    assert (before.hour, after.hour) == (9, 9)
    assert after.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=23)


def test_text_with_commas_and_newlines_survives() -> None:
    start = datetime(2027, 3, 18, 9, tzinfo=UTC)
    entry = Entry("a@b", "Kafe, çaj; byrek", start, start + timedelta(minutes=20), text="një\ndy, tre")
    (event,) = Calendar.from_ical(to_ics("Programi", [entry], stamp=start)).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == ("Kafe, çaj; byrek", "një\ndy, tre")
