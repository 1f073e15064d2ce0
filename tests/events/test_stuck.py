"""Nobody is stuck: a refused page keeps the event's menu, mistakes are named, days that are over are asked about once."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.directory.models import Level, OfficeKind, Organisation, Person, Sector
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.participation.actions import invite_to_event
from facilitate.participation.models import Participation, Standing
from facilitate.web.navigation import GIVES_ADDRESSES

EVENT = {
    "kind": "conference",
    "title-en": "Old days",
    "title-sq": "",
    "first_day": "2019-03-18",
    "last_day": "2019-03-19",
    "language": "en",
    "zone": "Europe/Tirane",
    "country": "AL",
    "template": "",
    "town": "",
    "county_id": "",
    "expected": "0",
    "builds_on_id": "",
}


def test_a_wrong_role_keeps_the_menu_of_the_event(sign_in) -> None:
    answer = sign_in("note_taker").get("/events/spring/settings")
    assert answer.status_code == 403
    assert 'class="thread"' in answer.text
    assert "/events/spring/agenda" in answer.text


def test_a_missing_page_keeps_it_and_a_stranger_learns_nothing(organiser, sign_in) -> None:
    assert 'class="thread"' in organiser.get("/events/spring/checklist/tasks/999").text
    answer = sign_in("stranger").get("/events/spring/checklist/tasks/999")
    assert answer.status_code == 404
    assert "Spring conference" not in answer.text


@pytest.mark.parametrize(
    "path",
    ["nonsense", "agenda/steps/nonsense", "agenda/steps/99999", "cafe/99999/tables", "%C3%AB"],
)
@pytest.mark.parametrize(
    ("role", "menu"), [("organiser", True), ("note_taker", True), ("stranger", False), ("", False)]
)
def test_an_address_that_is_none_keeps_it(
    client: FlaskClient, sign_in, path: str, role: str, menu: bool
) -> None:
    answer = (sign_in(role) if role else client).get(f"/events/spring/{path}")
    thread, named = 'class="thread"' in answer.text, "Spring conference" in answer.text
    assert (answer.status_code in (403, 404) or not role, thread, named) == (True, menu, menu)


def test_what_was_open_too_long_keeps_it(app: Flask, organiser: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = organiser.post("/events/spring/objectives/new", data={"csrf_token": "of yesterday"})
    assert (answer.status_code, 'class="thread"' in answer.text) == (400, True)


def test_who_is_signed_in_keeps_the_menu_of_the_planner(sign_in, client: FlaskClient) -> None:
    signed_in, nobody = sign_in("stranger").get("/nonsense"), client.get("/nonsense")
    menus = ['action="/find"' in answer.text for answer in (signed_in, nobody)]
    assert (signed_in.status_code, nobody.status_code, menus) == (404, 404, [True, False])


def test_a_refused_act_keeps_it(organiser: FlaskClient, cast) -> None:
    answer = organiser.post(f"/events/spring/team/{cast.members['organiser']}/remove")
    assert answer.status_code == 409
    assert 'class="thread"' in answer.text
    assert '<a class="btn main" href="/events/spring/">' in answer.text  # on to its desk


def test_the_box_of_mistakes_leads_to_each_field(organiser: FlaskClient) -> None:
    answer = organiser.post("/events/new", data={**EVENT, "title-en": "", "first_day": ""})
    assert answer.status_code == 422
    box = answer.text.split('class="problems"')[1].split("</div>")[0]
    assert '<a href="#title-en">Title</a>' in box
    assert '<a href="#first_day">First day</a>' in box
    assert 'id="title-en"' in answer.text


def test_days_that_are_over_are_asked_about_once(organiser: FlaskClient) -> None:
    answer = organiser.post("/events/new", data=EVENT)
    assert answer.status_code == 422
    assert "These days have passed." in answer.text
    answer = organiser.post("/events/new", data={**EVENT, "past": "y"})
    assert answer.status_code == 302, answer.text.split('class="error"')[1:]
    assert "Old days" in organiser.get(answer.location).text


@pytest.mark.parametrize("path", ["calendar", "team", "report/following", "report/release"])
def test_addresses_that_only_this_computer_opens_are_said_to_be_so(
    organiser: FlaskClient, path: str
) -> None:
    said = "Only this computer can open the planner’s links and codes."
    assert said in organiser.get(f"/events/spring/{path}").text
    assert said not in organiser.get("/events/spring/objectives").text


def test_every_page_that_gives_addresses_is_one(app: Flask) -> None:
    assert GIVES_ADDRESSES - app.view_functions.keys() == set()


def test_an_empty_planner_welcomes(client: FlaskClient) -> None:
    html = client.get("/", follow_redirects=True).text
    assert "<h1>Welcome</h1>" in html
    assert "Please sign in first." not in html


PEOPLE = "/events/spring/people"
NOTHING = {"email": "", "phone": "", "position": Words(), "languages": ""}


@pytest.mark.parametrize(
    ("path", "empty", "one", "done"),
    [
        ("", "Nobody is on the list yet.", "1 is still to be invited", "1 is coming"),
        (
            "/invite",
            "Nobody is on the list yet.",
            "1 person is still to be invited",
            "Everyone on the list has been invited and has answered.",
        ),
        ("/letters", "Nobody is on the list yet.", "One Word file", "Everybody on the list has"),
        ("/add", "The directory is empty.", "0 people in the directory", "0 people in the"),
    ],
)
def test_people_s_pages_say_what_is_so(
    app: Flask, organiser: FlaskClient, cast, path: str, empty: str, one: str, done: str
) -> None:
    """Of an empty list, of one with one person, and of one where everybody has answered."""

    def lead() -> str:
        head = organiser.get(f"{PEOPLE}{path}").text.split('class="lead">')[1]
        return head.split("</p>")[0]

    assert empty in lead()
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        office = Organisation(
            name="School",
            kind=OfficeKind.MUNICIPALITY,
            level=Level.MUNICIPALITY,
            sector=db.session.scalars(sa.select(Sector).limit(1)).one(),
        )
        somebody = Person(given_name="Ana", family_name="Leka", organisation=office, **NOTHING)
        db.session.add(somebody)
        db.session.flush()
        row = invite_to_event(event, somebody, Standing.LISTED)
        db.session.commit()
        number = row.id
    assert one in lead()
    with app.app_context():
        db.session.get_one(Participation, number).standing = Standing.COMING
        db.session.commit()
    assert done in lead()
