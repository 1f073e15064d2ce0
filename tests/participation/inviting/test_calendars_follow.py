"""Entries in calendars follow the event: changed when it changes, taken out where somebody is not expected or it is called off."""

from dataclasses import replace
from datetime import timedelta
from email.message import Message

import icalendar
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.events.extensions import move_with_dates
from facilitate.events.models import Event
from facilitate.participation.models import Participation, Standing
from facilitate.participation.queries import registration_setting
from facilitate.web.shared_keys import calendar_host, keep_calendar_host

from ...inbox import Inbox
from ..invited import Listed

INVITE = "/events/spring/people/invite"


def send(client: FlaskClient, kind: str) -> str:
    page = client.get(f"{INVITE}/{kind}").text
    if 'name="fingerprint"' in page:
        mark = page.split('name="fingerprint" value="')[1].split('"')[0]
        client.post(f"{INVITE}/{kind}", data={"fingerprint": mark})
    return page


def entries(inbox: Inbox) -> list[tuple[str, str, str, int]]:
    """Whom each mail went to, what its calendar is asked to do with which entry, in which state."""
    found = []
    for [to], mail in inbox.received:
        parts: list[Message] = [one for one in mail.walk() if "calendar" in one.get_content_type()]
        for part in parts:
            calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
            [entry] = calendar.walk("VEVENT")
            method = str(calendar["METHOD"])
            assert part.get_param("method") == method
            found.append((to.split("@")[0], method, str(entry["UID"]), int(entry["SEQUENCE"])))
        if not parts:
            found.append((to.split("@")[0], "", "", 0))
    inbox.received.clear()
    return found


def test_calendars_follow_the_event(
    app: Flask, organiser: FlaskClient, sign_in, inbox: Inbox, listed: Listed
) -> None:
    listed.setting(takes_calendars=True)
    send(organiser, "invitation/send")
    [ana, ben] = entries(inbox)
    assert (ana[:2], ben[:2]) == (("ana", "REQUEST"), ("ben", "REQUEST"))
    assert "Everybody’s calendar shows the event as it is." in send(organiser, "calendars/changed")
    with app.app_context():
        event = db.session.get_one(Event, listed.event_id)
        event.last_day += timedelta(days=3)
        db.session.delete(db.session.get_one(Participation, listed.ids["Kola"]))
        db.session.commit()
    page = organiser.get(INVITE).text
    assert "1 person has the event in their calendar as it was before it changed." in page
    assert "although they are no longer expected." in page
    send(organiser, "calendars/changed")
    send(organiser, "calendars/withdrawn")
    [changed, withdrawn] = entries(inbox)
    assert changed[:3] == ("ana", "REQUEST", ana[2])
    assert withdrawn[:3] == ("ben", "CANCEL", ben[2])
    assert changed[3] > ana[3]
    assert withdrawn[3] > ben[3]
    assert "calendar as it was" not in organiser.get(INVITE).text
    send(organiser, "calendars/called-off")
    [off, *others] = sorted(entries(inbox))
    assert off == ("ana", "CANCEL", ana[2], changed[3] + 1)
    assert [one[:2] for one in others] == [("drita", ""), ("elda", ""), ("fatos", "")]
    assert "Nobody is invited who would have to be told." in send(organiser, "calendars/called-off")
    assert entries(inbox) == []
    assert sign_in("viewer").get(f"{INVITE}/calendars/called-off").status_code == 403
    assert organiser.get(f"{INVITE}/calendars/other").status_code == 404


@pytest.mark.both_databases
def test_the_desk_says_whose_calendar_has_the_old_days(
    app: Flask, organiser: FlaskClient, inbox: Inbox, listed: Listed
) -> None:
    said = "person has the event on its old days in their calendar"
    send(organiser, "invitation/send")
    assert [one[0] for one in entries(inbox)] == ["ana", "ben"]
    assert said not in organiser.get("/events/spring/").text
    with app.app_context():
        db.session.get_one(Event, listed.event_id).last_day += timedelta(days=3)
        db.session.get_one(
            Participation, listed.ids["Kola"]
        ).standing = Standing.DECLINED  # has said so
        db.session.commit()
    html = organiser.get("/events/spring/").text
    assert '<span class="n late">1</span>' in html
    assert said in html
    assert f"{INVITE}/calendars/changed" in html
    send(organiser, "calendars/changed")
    assert said not in organiser.get("/events/spring/").text


def test_who_has_not_answered_is_asked_and_not_told_that_their_answer_stands(
    app: Flask, organiser: FlaskClient, inbox: Inbox, listed: Listed
) -> None:
    send(organiser, "invitation/send")
    inbox.received.clear()
    with app.app_context():
        db.session.get_one(Event, listed.event_id).last_day += timedelta(days=3)
        row = db.session.get_one(Participation, listed.ids["Kola"])
        row.standing = Standing.COMING
        db.session.commit()
    send(organiser, "calendars/changed")
    told = {}
    for [to], mail in inbox.received:
        [text] = [one for one in mail.walk() if one.get_content_type() == "text/plain"]
        told[to.split("@")[0]] = " ".join(text.get_content().split())
    stands, asks = "Përgjigjja juaj mbetet në fuqi", "na njoftoni këtu nëse vini:"
    assert {who: (stands in text, asks in text) for who, text in told.items()} == {
        "ana": (False, True),
        "ben": (True, False),
    }


def test_nobody_is_asked_to_answer_after_a_moved_event_has_begun(
    app: Flask, organiser: FlaskClient, listed: Listed
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, listed.event_id)
        before, first = event.first_day - timedelta(days=9), event.first_day
        db.session.rollback()
        listed.setting(answer_by=before)
        move_with_dates(event, timedelta())
        assert registration_setting(event).answer_by == before  # they were told that day
        event.first_day = first - timedelta(days=20)
        move_with_dates(event, timedelta(days=-20))
        assert registration_setting(event).answer_by == event.first_day


def test_a_letter_that_says_no_place_is_not_sent_unawares(
    app: Flask, organiser: FlaskClient, listed: Listed
) -> None:
    said, page = "the letter does not say where the event is", f"{INVITE}/invitation/send"
    with app.app_context():
        event = db.session.get_one(Event, listed.event_id)
        event.venue = event.town = ""
        db.session.commit()
        assert said in organiser.get(page).text
        event.town = "Korçë"
        db.session.commit()
    assert said not in organiser.get(page).text


def test_entries_keep_their_name_whatever_the_address(app: Flask) -> None:
    keep_calendar_host(app)
    with app.app_context():
        first = calendar_host()
        assert first.endswith(
            ".facilitate"
        )  # two planners on "localhost" do not write over each other
    moved = replace(app.extensions["settings"], base_url="https://plan.office.example")
    app.extensions["settings"] = moved
    keep_calendar_host(app)
    with app.app_context():
        assert calendar_host() == first


def test_who_has_left_their_post_gets_no_mail_about_the_event_any_more(
    app: Flask, organiser: FlaskClient, inbox: Inbox, listed: Listed
) -> None:
    listed.setting(takes_calendars=True)
    send(organiser, "invitation/send")
    assert [one[0] for one in entries(inbox)] == ["ana", "ben"]
    with app.app_context():
        event = db.session.get_one(Event, listed.event_id)
        event.last_day += timedelta(days=3)
        [ben] = db.session.scalars(
            sa.select(Person)
            .join(Participation, Participation.person_id == Person.id)
            .where(Participation.id == listed.ids["Kola"])
        )
        ben.left_on = event.first_day - timedelta(days=60)
        db.session.commit()
    assert "1 person has the event in their calendar" in organiser.get(INVITE).text
    for mail in ("changed", "withdrawn", "called-off"):
        send(organiser, f"calendars/{mail}")
    assert "ben" not in {one[0] for one in entries(inbox)}
