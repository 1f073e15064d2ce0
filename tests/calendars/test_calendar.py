"""The programme as .ics: reopened, in the event's zone and language; feeds that can be taken back."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from facilitate.agenda.actions import plan_to_change, write_plan
from facilitate.agenda.history import AgendaAct
from facilitate.agenda.models import Step
from facilitate.agenda.placing import add_strand, add_to_plan
from facilitate.agenda.plan import PlanRoom, PlanSpeaker, PlanStep, PlanStrand
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.clock import wall_moment
from facilitate.lib.ics import CalendarEntry, to_ics
from facilitate.lib.text import Words
from tests.browser.server import LAUNCH

ICAL = Path(__file__).parent.parent / "browser" / "vendor" / "ical.js-2.2.1" / "ical.es5.min.cjs"


@pytest.fixture
def steps(app: Flask, cast) -> dict[str, int]:
    """Two days over which the clock changes: a talk, a night past midnight, groups beside each other, a step for the team."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day, event.last_day = date(2027, 3, 27), date(2027, 3, 28)
        db.session.flush()
        lead, helper = cast.members["lead_facilitator"], cast.members["facilitator"]
        plan = plan_to_change(event)
        first, second = (day.id for day in plan.in_order)
        after = plan.with_rows(PlanRoom(-1, "Dhoma 1"))
        for step in (
            PlanStep(
                -1,
                first,
                title=Words("Opening", "Hapja"),
                minutes=30,
                lead=lead,
                speakers=(PlanSpeaker("Ana Leka"),),
                about=Words("Why we meet", "Pse; këtu, tani"),
                aim=Words("Welcome; everybody, at once", "Mirëseardhja"),
            ),
            PlanStep(
                -2,
                first,
                title=Words("Night of the counties", "Nata e qarqeve"),
                minutes=120,
                pinned=23 * 60,
            ),
            PlanStep(-3, second, title=Words("Groups", "Grupet"), minutes=90),
            PlanStep(
                -4,
                second,
                title=Words("Team", "Skuadra"),
                minutes=15,
                internal=True,
                supporters=(helper,),
            ),
        ):
            after = add_to_plan(after, step)
        after = add_strand(
            after, PlanStrand(-1, -3, name=Words("North", "Veriu"), room=-1, lead=lead)
        )
        after = add_strand(
            after, PlanStrand(-2, -3, name=Words("South", "Jugu"), note_taker=helper)
        )
        write_plan(event, plan, after, AgendaAct.ADDED)
        db.session.commit()
        return {step.title.en: step.id for step in db.session.scalars(sa.select(Step))}


def events(ics: bytes) -> list[Any]:
    return list(Calendar.from_ical(ics).walk("VEVENT"))


def entries(client: FlaskClient, question: str = "") -> list[tuple[str, str, str]]:
    answer = client.get(f"/events/spring/calendar.ics{question}")
    assert answer.content_type == "text/calendar; charset=utf-8"
    return [
        (str(one["SUMMARY"]), one.start.isoformat(), one.end.isoformat())
        for one in events(answer.data)
    ]


OPENING = ("Hapja", "2027-03-27T09:00:00+01:00", "2027-03-27T09:30:00+01:00")
NIGHT = ("Nata e qarqeve", "2027-03-27T23:00:00+01:00", "2027-03-28T01:00:00+01:00")
GROUPS = ("Grupet", "2027-03-28T09:00:00+02:00", "2027-03-28T10:30:00+02:00")
TEAM = ("Skuadra", "2027-03-28T10:30:00+02:00", "2027-03-28T10:45:00+02:00")


def test_the_programme_keeps_wall_times_over_the_change_of_the_clock(
    organiser: FlaskClient, steps
) -> None:
    assert entries(organiser) == [OPENING, NIGHT, GROUPS, TEAM]


def test_a_day_a_person_a_speaker_and_a_step_have_calendars_of_their_own(
    organiser: FlaskClient, cast, steps
) -> None:
    north = ("Grupet: Veriu", *GROUPS[1:])
    assert entries(organiser, "?day=2027-03-28") == [GROUPS, TEAM]
    assert entries(organiser, f"?member={cast.members['lead_facilitator']}") == [OPENING, north]
    assert entries(organiser, f"?member={cast.members['facilitator']}") == [
        ("Grupet: Jugu", *GROUPS[1:]),
        TEAM,
    ]
    assert entries(organiser, f"?member={cast.members['viewer']}") == []
    assert entries(organiser, "?speaker=Ana+Leka") == [OPENING]
    assert entries(organiser, f"?step={steps['Night of the counties']}") == [NIGHT]
    wrong = (
        "?day=2027-05-01",
        "?member=999",
        "?member=x",
        "?speaker=Nobody",
        "?step=999",
        "?step=x",
    )
    assert [organiser.get(f"/events/spring/calendar.ics{one}").status_code for one in wrong] == [
        404
    ] * 6


def test_a_strand_is_in_its_own_room(organiser: FlaskClient, cast, steps) -> None:
    answer = organiser.get(f"/events/spring/calendar.ics?member={cast.members['lead_facilitator']}")
    assert [str(one["LOCATION"]) for one in events(answer.data)] == [
        "Pallati i Kongreseve, Tiranë",
        "Dhoma 1, Pallati i Kongreseve, Tiranë",
    ]


def test_a_step_has_one_name_for_life_and_counts_its_changes(organiser: FlaskClient, steps) -> None:
    before = events(organiser.get("/events/spring/calendar.ics").data)[0]
    organiser.post(
        "/events/spring/agenda/move", data={"step": steps["Opening"], "list": "2027-03-28"}
    )
    moved = {
        str(one["UID"]): one for one in events(organiser.get("/events/spring/calendar.ics").data)
    }
    after = moved[str(before["UID"])]
    assert (before["UID"], after["SEQUENCE"] > before["SEQUENCE"]) == (
        f"step-{steps['Opening']}@localhost",
        True,
    )
    assert str(after["SUMMARY"]) == "Hapja"
    assert after.start.date() == date(2027, 3, 28)


def test_the_teams_copy_says_the_aim_the_public_one_what_it_is_about(
    app: Flask, organiser: FlaskClient, steps
) -> None:
    assert (
        str(events(organiser.get("/events/spring/calendar.ics").data)[0]["DESCRIPTION"])
        == "Mirëseardhja"
    )
    assert app.test_client().get("/programme/spring.ics").status_code == 404
    organiser.post("/events/spring/agenda/publish")
    public = events(app.test_client().get("/programme/spring.ics").data)
    assert [str(one["SUMMARY"]) for one in public] == [
        "Hapja",
        "Nata e qarqeve",
        "Grupet: Veriu",
        "Grupet: Jugu",
    ]
    assert str(public[0]["DESCRIPTION"]) == "Ana Leka\nPse; këtu, tani"
    english = events(app.test_client().get("/programme/spring.ics?lang=en").data)
    assert [str(one["UID"]) for one in english] == [str(one["UID"]) for one in public]


def test_the_public_calendar_stands_still_until_it_is_published_again(
    app: Flask, organiser: FlaskClient, steps
) -> None:
    organiser.post("/events/spring/agenda/publish")
    before = app.test_client().get("/programme/spring.ics").data
    organiser.post("/events/spring/agenda/remove", data={"step": steps["Opening"]})
    same = events(app.test_client().get("/programme/spring.ics").data)
    assert [(one["UID"], one["SEQUENCE"], one.start) for one in same] == [
        (one["UID"], one["SEQUENCE"], one.start) for one in events(before)
    ]


@pytest.mark.any_day
def test_a_feed_needs_no_account_and_can_be_taken_back(
    app: Flask, organiser: FlaskClient, steps
) -> None:
    organiser.post("/events/spring/calendar/feed")
    first = feed_link(organiser)
    assert len(events(app.test_client().get(first).data)) == 4
    organiser.post("/events/spring/calendar/feed")
    assert app.test_client().get(first).status_code == 404
    assert app.test_client().get(feed_link(organiser)).status_code == 200
    assert app.test_client().get("/feed/made-up.ics").status_code == 404


def feed_link(client: FlaskClient) -> str:
    text = client.get("/events/spring/calendar").text
    return text.split('id="feed" readonly value="http://localhost')[1].split('"')[0]


def test_the_page_offers_each_of_them(organiser: FlaskClient, steps) -> None:
    page = organiser.get("/events/spring/calendar").text
    assert [
        "Besnik Kola" in page,
        "Fatos Zeka" in page.split("One person of the team")[1],
        "Ana Leka" in page,
    ] == [
        True,
        False,
        True,
    ]
    assert "Nothing is published yet." in page
    organiser.post("/events/spring/agenda/publish")
    assert "http://localhost/programme/spring.ics" in organiser.get("/events/spring/calendar").text


def test_doors(sign_in, client: FlaskClient) -> None:
    assert sign_in("viewer").get("/events/spring/calendar").status_code == 200
    assert sign_in("viewer").post("/events/spring/calendar/feed").status_code == 403
    assert sign_in("stranger").get("/events/spring/calendar.ics").status_code == 404
    assert client.get("/events/spring/calendar.ics").status_code == 302
    assert sign_in("organiser").get("/events/spring/calendar/feed").status_code == 405


def test_times_stay_on_the_wall_when_the_clock_changes() -> None:
    before, after = (
        wall_moment(date(2027, 3, 27), 9 * 60, "Europe/Tirane"),
        wall_moment(date(2027, 3, 28), 9 * 60, "Europe/Tirane"),
    )
    assert (before.hour, after.hour) == (9, 9)
    assert after.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=23)


def test_text_with_commas_and_newlines_survives() -> None:
    start = datetime(2027, 3, 18, 9, tzinfo=UTC)
    entry = CalendarEntry(
        "a@b", "Kafe, çaj; byrek", start, start + timedelta(minutes=20), text="një\ndy, tre"
    )
    (event,) = Calendar.from_ical(to_ics("Programi", [entry], stamp=start)).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (
        "Kafe, çaj; byrek",
        "një\ndy, tre",
    )


@pytest.mark.browser
def test_a_second_reader_understands_the_same(browser: Any, organiser: FlaskClient, steps) -> None:
    text = organiser.get("/events/spring/calendar.ics").text
    page = browser.new_page()
    found = page.evaluate(
        """([code, text]) => {
            const module = {exports: {}};
            new Function('module', 'exports', code)(module, module.exports);
            const ICAL = module.exports.default || module.exports;
            const calendar = new ICAL.Component(ICAL.parse(text));
            for (const zone of calendar.getAllSubcomponents('vtimezone'))
                ICAL.TimezoneService.register(new ICAL.Timezone(zone).tzid, new ICAL.Timezone(zone));
            return calendar.getAllSubcomponents('vevent').map(one => new ICAL.Event(one)).map(one =>
                [one.uid, one.summary, one.sequence, one.startDate.toUnixTime(), one.endDate.toUnixTime(), one.startDate.zone.tzid]);
        }""",
        [ICAL.read_text(), text],
    )
    page.close()
    ours = [
        [
            str(one["UID"]),
            str(one["SUMMARY"]),
            one["SEQUENCE"],
            one.start.timestamp(),
            one.end.timestamp(),
            "Europe/Tirane",
        ]
        for one in events(text.encode())
    ]
    assert found == ours


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's Chromium."""
    return LAUNCH
