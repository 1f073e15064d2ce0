"""From the shelf into an agenda: which events are offered, and what stands ready there."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.models import Event, EventKind, Member, Role
from facilitate.lib.text import Words

USE = "/techniques/fishbowl/use"


@pytest.fixture
def events(app: Flask, cast) -> None:
    """Three more events: one that is over, one that comes later, one in which the organiser only looks on."""
    with app.app_context():
        for slug, on, role in (
            ("old", date(2020, 5, 4), Role.LEAD_FACILITATOR),
            ("late", date(2099, 5, 4), Role.LEAD_FACILITATOR),
            ("theirs", date(2098, 5, 4), Role.VIEWER),
        ):
            event = Event(
                slug=slug,
                kind=EventKind.CONFERENCE,
                title=Words(slug.title(), ""),
                first_day=on,
                last_day=on,
                venue="Pallati",
                town="Tiranë",
                created_at=db.session.get_one(Event, cast.event_id).created_at,
            )
            db.session.add(event)
            db.session.flush()
            db.session.add(Member(event_id=event.id, user_id=cast.users["organiser"], role=role))
        db.session.get_one(Event, cast.event_id).first_day = date(2097, 3, 18)
        db.session.get_one(Event, cast.event_id).last_day = date(2097, 3, 19)
        db.session.commit()


@pytest.mark.usefixtures("events")
def test_my_events_are_offered_the_next_first(organiser: FlaskClient) -> None:
    html = organiser.get(USE).text
    order = [
        html.find(f"/events/{slug}/agenda/insert?technique=fishbowl")
        for slug in ("spring", "late", "old")
    ]
    assert -1 not in order
    assert order == sorted(order)
    assert "/events/theirs/" not in html


@pytest.mark.usefixtures("events")
def test_whoever_comes_from_an_event_goes_there_straight(organiser: FlaskClient) -> None:
    assert (
        organiser.get(f"{USE}?event=late").location
        == "/events/late/agenda/insert?technique=fishbowl"
    )
    assert organiser.get(f"{USE}?event=theirs").status_code == 200
    assert organiser.get(f"{USE}?event=nothing").status_code == 200


def test_whoever_edits_no_agenda_is_told(sign_in) -> None:
    html = sign_in("viewer").get(USE).text
    assert "You have no agenda to put it in" in html
    assert "/agenda/insert" not in html


def test_the_event_stays_with_the_reader(organiser: FlaskClient) -> None:
    html = organiser.get("/techniques?event=spring").text
    assert 'href="/techniques/fishbowl?event=spring"' in html
    html = organiser.get("/techniques/fishbowl?event=spring").text
    assert 'href="/techniques/fishbowl/use?event=spring"' in html
    assert (
        'href="/techniques/fishbowl?event=spring"'
        in organiser.get("/events/spring/agenda/insert").text
    )


def test_it_stands_ready_to_be_put_in(organiser: FlaskClient) -> None:
    page = "/events/spring/agenda/insert?technique=fishbowl"
    html = organiser.get(page).text
    first = html[: html.index("Or another one")]
    assert "<h1>Insert “Fishbowl”</h1>" in first
    assert 'name="technique" value="fishbowl"' in first
    assert 'name="minutes" value="50"' in first
    assert '<option value="parked">Parking</option>' in first
    wrong = organiser.post(page, data={"technique": "fishbowl", "minutes": "soon", "in": "parked"})
    assert wrong.status_code == 422
    assert 'value="soon"' in wrong.text
    assert (
        organiser.post(
            page, data={"technique": "fishbowl", "minutes": "50", "in": "parked"}
        ).status_code
        == 302
    )


def test_one_that_is_gone_leaves_the_shelf(organiser: FlaskClient) -> None:
    html = organiser.get("/events/spring/agenda/insert?technique=gone").text
    assert "<h1>Insert a technique</h1>" in html
