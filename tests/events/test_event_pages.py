"""An event's own pages: they work, for whom, and what happens to bad input and to edits that collide."""

import pytest
from flask.testing import FlaskClient

PAGES = ["/events/spring/", "/events/spring/settings", "/events/spring/team", "/events/spring/practice-sheet"]
FACTS = {
    "version": "1", "title-en": "Spring conference", "title-sq": "Konferenca e pranverës", "language": "sq",
    "zone": "Europe/Tirane", "first_day": "2027-03-18", "last_day": "2027-03-19", "venue": "Pallati", "town": "Tiranë",
    "county_id": "", "expected": "110", "builds_on_id": "",
}  # fmt: skip


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


def test_an_edit_that_meets_another_shows_both_texts(organiser: FlaskClient) -> None:
    organiser.post("/events/spring/settings", data={**FACTS, "town": "Durrës"})
    answer = organiser.post("/events/spring/settings", data={**FACTS, "town": "Fier"})
    assert answer.status_code == 409
    assert "Durrës" in answer.text
    assert "Fier" in answer.text
    again = organiser.post("/events/spring/settings", data={**FACTS, "town": "Fier", "version": "2"})
    assert again.status_code == 302


def test_the_last_organiser_cannot_leave(organiser: FlaskClient, cast) -> None:
    answer = organiser.post(f"/events/spring/team/{cast.members['organiser']}/remove")
    assert answer.status_code == 409
    assert "An event needs an organiser" in answer.text
