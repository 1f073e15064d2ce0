"""An event's own pages: they work, for whom, and what happens to bad input and to edits that collide."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words

PAGES = [
    "/events/spring/",
    "/events/spring/settings",
    "/events/spring/team",
    "/events/spring/practice-sheet",
]
FACTS = {
    "version": "1",
    "title-en": "Spring conference",
    "title-sq": "Konferenca e pranverës",
    "language": "sq",
    "zone": "Europe/Tirane",
    "first_day": "2027-03-18",
    "last_day": "2027-03-19",
    "venue": "Pallati",
    "town": "Tiranë",
    "county_id": "",
    "expected": "110",
    "builds_on_id": "",
}


@pytest.mark.parametrize("path", PAGES)
def test_organiser_opens_every_page(organiser: FlaskClient, path: str) -> None:
    assert organiser.get(path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_finds_nothing(sign_in, path: str) -> None:
    assert sign_in("stranger").get(path).status_code == 404


@pytest.mark.parametrize("path", PAGES[1:3])
def test_a_wrong_role_is_refused(sign_in, path: str) -> None:
    assert sign_in("note_taker").get(path).status_code == 403


def test_whoever_is_not_signed_in_is_asked_to(client: FlaskClient, cast) -> None:
    answer = client.get("/events/spring/")
    assert (answer.status_code, answer.location) == (302, "/sign-in?next=%2Fevents%2Fspring%2F")


def test_facts_are_saved(organiser: FlaskClient) -> None:
    answer = organiser.post("/events/spring/settings", data={**FACTS, "town": "Durrës"})
    assert answer.status_code == 302
    assert "Durrës" in organiser.get("/events/spring/").text


def test_last_day_before_the_first_keeps_what_was_typed(organiser: FlaskClient) -> None:
    answer = organiser.post(
        "/events/spring/settings", data={**FACTS, "last_day": "2027-03-17", "town": "Vlorë"}
    )
    assert answer.status_code == 422
    assert "The last day is before the first." in answer.text
    assert 'value="Vlorë"' in answer.text


def test_a_form_with_mistakes_still_meets_the_other_edit(organiser: FlaskClient) -> None:
    organiser.post("/events/spring/settings", data={**FACTS, "town": "Durrës"})
    wrong = organiser.post("/events/spring/settings", data={**FACTS, "last_day": "2027-03-17"})
    assert 'name="version" type="hidden" value="1"' in wrong.text
    assert (
        organiser.post("/events/spring/settings", data={**FACTS, "town": "Fier"}).status_code == 409
    )


def test_an_edit_that_meets_another_shows_both_texts(organiser: FlaskClient) -> None:
    organiser.post("/events/spring/settings", data={**FACTS, "town": "Durrës"})
    answer = organiser.post("/events/spring/settings", data={**FACTS, "town": "Fier"})
    assert answer.status_code == 409
    assert "Durrës" in answer.text
    assert "Fier" in answer.text
    again = organiser.post(
        "/events/spring/settings", data={**FACTS, "town": "Fier", "version": "2"}
    )
    assert again.status_code == 302


def test_the_last_organiser_cannot_leave(organiser: FlaskClient, cast) -> None:
    answer = organiser.post(f"/events/spring/team/{cast.members['organiser']}/remove")
    assert answer.status_code == 409
    assert "An event needs an organiser" in answer.text


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"])
def test_a_year_nobody_plans_in_is_refused_beside_the_field(
    organiser: FlaskClient, day: str
) -> None:
    """From 9999-12-31 there is no day after, from 0001-01-01 no task is due before."""
    answer = organiser.post(
        "/events/spring/settings", data={**FACTS, "first_day": day, "last_day": day}
    )
    assert answer.status_code == 422
    assert answer.text.count("Please choose a date between 2000 and 2100.") == 2
    assert f'value="{day}"' in answer.text


def test_what_an_event_builds_on_stays_when_its_organiser_may_not_open_it(
    app: Flask, organiser: FlaskClient, cast
) -> None:
    with app.app_context():
        spring = db.session.get_one(Event, cast.event_id)
        other = Event(
            slug="autumn",
            kind=spring.kind,
            title=Words("Autumn conference"),
            description=Words(),
            first_day=spring.first_day,
            last_day=spring.last_day,
            venue="",
            town="",
            created_at=spring.created_at,
        )
        db.session.add(other)
        db.session.flush()
        spring.builds_on_id = number = other.id
        db.session.commit()
    assert organiser.get("/events/autumn/").status_code == 404
    assert f'<option selected value="{number}">' in organiser.get("/events/spring/settings").text
    data = {**FACTS, "version": "2", "builds_on_id": str(number), "town": "Fier"}
    assert organiser.post("/events/spring/settings", data=data).status_code == 302
    with app.app_context():
        assert db.session.get_one(Event, cast.event_id).builds_on_id == number


@pytest.mark.parametrize("number", [str(10**30), "-1", "9" * 5000, "soon", "2147483648"])
def test_a_list_takes_no_number_of_any_size(organiser: FlaskClient, number: str) -> None:
    data = {**FACTS, "county_id": number, "builds_on_id": number}
    answer = organiser.post("/events/spring/settings", data=data)
    assert (answer.status_code, answer.text.count("Please choose one from the list.")) == (422, 2)
