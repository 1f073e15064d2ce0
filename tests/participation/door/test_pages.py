"""The pages at the door: who may open them, checking in by name and badge, walk-ins, door links, bad input."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.directory.models import Sector
from facilitate.participation.actions import invite_to_event
from facilitate.participation.door.actions import create_door_link
from facilitate.participation.door.badge import badge_token, badge_url
from facilitate.participation.models import Attendance, DoorLink, Participation, Standing

from ...directory.rows import add_office, add_worker, key_of
from ..rows import add_conference as another_event
from .conftest import Guests
from .test_actions import spring, standing

DOOR = "/events/spring/door"
PAGES = ["", "/roll.json", "/walk-in", "/attendance", "/papers", "/list.docx", "/list.xlsx"]
Enter = Callable[[str], FlaskClient]


@pytest.fixture
def link(app: Flask, guests: Guests) -> str:
    with app.app_context():
        token = create_door_link(spring(), "Main entrance").token
        db.session.commit()
    return f"/d/{token}"


def attendances(app: Flask) -> list[tuple[int, str, str]]:
    with app.app_context():
        rows = db.session.execute(
            sa.select(Attendance.participation_id, Attendance.day, Attendance.door)
        )
        return [(who, str(day), door) for who, day, door in rows]


@pytest.mark.parametrize("page", PAGES)
def test_who_may_check_in_opens_the_door_others_do_not(
    sign_in: Enter, guests: Guests, page: str
) -> None:
    for role in ("organiser", "lead_facilitator", "facilitator", "staff"):
        assert sign_in(role).get(DOOR + page).status_code == 200
    assert sign_in("viewer").get(DOOR + page).status_code == 403
    assert sign_in("stranger").get(DOOR + page).status_code == 404


def test_a_press_is_a_post(organiser: FlaskClient, guests: Guests) -> None:
    assert organiser.get(f"{DOOR}/press").status_code == 405


@pytest.mark.both_databases
def test_one_press_checks_in_and_one_takes_back(
    app: Flask, organiser: FlaskClient, guests: Guests
) -> None:
    page = organiser.post(
        f"{DOOR}/press",
        data={"who": guests.ids["Kola"], "day": "2027-03-19"},
        follow_redirects=True,
    )
    assert "Ana Kola is checked in." in page.text
    assert "Present: 1 of 2 expected. Still missing: 1." in page.text
    assert attendances(app) == [(guests.ids["Kola"], "2027-03-19", "")]
    again = organiser.post(
        f"{DOOR}/press",
        data={"who": guests.ids["Kola"], "day": "2027-03-19"},
        follow_redirects=True,
    )
    assert "Ana Kola was already checked in at" in again.text
    assert "(Arta Hoxha)" in again.text
    back = organiser.post(
        f"{DOOR}/press?who={guests.ids['Kola']}&do=out&day=2027-03-19", follow_redirects=True
    )
    assert "Ana Kola is no longer checked in." in back.text
    assert attendances(app) == []
    with app.app_context():
        assert standing(guests.ids["Kola"]) == Standing.COMING


def test_somebody_who_is_not_in_the_list_is_told_so(organiser: FlaskClient, guests: Guests) -> None:
    for who in ("999999", "x", "9" * 30, ""):
        page = organiser.post(f"{DOOR}/press", data={"who": who}, follow_redirects=True)
        assert "This person is no longer on the list." in page.text


def test_the_search_wants_no_accents(organiser: FlaskClient, guests: Guests) -> None:
    page = organiser.get(DOOR, query_string={"q": "clirim"}).text
    assert "Çlirim Basha" in page
    assert "Ana Kola" not in page
    assert "declined" in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"letter": "GJ"}, ["Gjergj Doçi"]),
        ({"office": "Bashkia Shkodër"}, ["Ana Kola", "Elda Prifti", "Vera Zeka"]),
        ({"show": "missing"}, ["Ana Kola", "Gjergj Doçi"]),
        ({"show": "there"}, []),
        (
            {"show": "nonsense", "page": "soon"},
            ["Ana Kola", "Çlirim Basha", "Elda Prifti", "Gjergj Doçi", "Vera Zeka"],
        ),
    ],
)
def test_the_list_by_letter_organisation_and_who_is_missing(
    organiser: FlaskClient, guests: Guests, query: dict[str, str], names: list[str]
) -> None:
    page = organiser.get(DOOR, query_string=query).text
    listed = page.split("data-door-list")[1].split("<template")[0]
    every = ["Ana Kola", "Çlirim Basha", "Elda Prifti", "Gjergj Doçi", "Vera Zeka"]
    assert [name for name in every if f"<b>{name}</b>" in listed] == names


@pytest.mark.both_databases
def test_a_badge_checks_in_and_one_of_another_event_says_whose_it_is(
    app: Flask, organiser: FlaskClient, guests: Guests
) -> None:
    with app.app_context():
        other = invite_to_event(
            another_event("annual-2008", 2008),
            add_worker("Luan Hysa", add_office("Elsewhere")),
            Standing.COMING,
        )
        db.session.commit()
        mine, theirs = badge_url(guests.ids["Doçi"]), badge_token(other.id)
        gone = badge_token(10**6)
    page = organiser.post(f"{DOOR}/press", data={"code": mine}, follow_redirects=True)
    assert "Gjergj Doçi is checked in." in page.text
    page = organiser.post(f"{DOOR}/press", data={"code": theirs}, follow_redirects=True)
    assert (
        "This badge belongs to “Conference 2008”, not to this event. Nobody was checked in."
        in page.text
    )
    for code in (gone, "12-aaaaaaaaaaa", "https://elsewhere.example/menu"):
        answer = organiser.post(f"{DOOR}/press", data={"code": code, "json": "1"})
        assert answer.status_code == 422
        assert answer.json == {
            "said": "This code is not on any of our badges. Type the name instead."
        }
    assert [row[0] for row in attendances(app)] == [guests.ids["Doçi"]]


def test_a_badge_typed_into_the_field_shows_its_person(
    app: Flask, organiser: FlaskClient, guests: Guests
) -> None:
    with app.app_context():
        code = badge_url(guests.ids["Doçi"])
    page = organiser.get(DOOR, query_string={"q": code}).text
    assert page.index("Gjergj Doçi") < page.index("data-door-letters")
    page = organiser.get(DOOR, query_string={"q": "12-aaaaaaaaaaa"}).text
    assert "This code is not on any of our badges." in page


def test_the_script_gets_the_row_and_the_moment_it_was_pressed(
    organiser: FlaskClient, guests: Guests, app: Flask
) -> None:
    sent = 1_000_000_000_000
    data = {
        "who": guests.ids["Kola"],
        "json": "1",
        "key": "device-00000001",
        "pressed": sent - 20 * 60_000,
        "sent": sent,
    }
    first = organiser.post(f"{DOOR}/press", data=data).json
    again = organiser.post(f"{DOOR}/press", data=data).json
    assert first
    assert again
    assert (first["said"], first["row"]["name"], first["row"]["mine"]) == (
        "Ana Kola is checked in.",
        "Ana Kola",
        True,
    )
    assert again["row"] == first["row"]
    assert len(attendances(app)) == 1


def test_the_list_of_the_device_holds_no_contact_details(
    organiser: FlaskClient, guests: Guests
) -> None:
    answer = organiser.get(f"{DOOR}/roll.json")
    assert "@" not in answer.text
    assert "555" not in answer.text
    assert answer.json
    assert (answer.json["there"], answer.json["expected"], len(answer.json["people"])) == (0, 2, 5)
    same = organiser.get(f"{DOOR}/roll.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert same.status_code == 304


def walk_in(**values: object) -> dict[str, object]:
    return {
        "given_name": "Nora",
        "family_name": "Leka",
        "office": "Qendra Çelësi",
        "part": "participant",
        **values,
    }


@pytest.mark.both_databases
def test_a_walk_in_of_a_known_organisation_takes_three_fields(
    app: Flask, organiser: FlaskClient, guests: Guests
) -> None:
    page = organiser.post(
        f"{DOOR}/walk-in", data=walk_in(office="qendra celesi"), follow_redirects=True
    )
    assert "Nora Leka is checked in." in page.text
    with app.app_context():
        row = db.session.scalars(sa.select(Participation).where(Participation.walk_in)).one()
        assert (row.organisation.name, row.standing) == ("Qendra Çelësi", Standing.ATTENDED)


def test_a_new_organisation_is_asked_for_its_sector(
    app: Flask, organiser: FlaskClient, guests: Guests
) -> None:
    page = organiser.post(f"{DOOR}/walk-in", data=walk_in(office="Radio Drini"))
    assert page.status_code == 422
    assert "This organisation is new here. Which sector is it?" in page.text
    assert 'value="Nora"' in page.text
    with app.app_context():
        media = key_of(Sector, "media")
    page = organiser.post(f"{DOOR}/walk-in", data=walk_in(office="Radio Drini", sector_id=media))
    assert page.status_code == 302


def test_who_is_called_like_somebody_in_the_list_is_asked_about(
    app: Flask, organiser: FlaskClient, guests: Guests
) -> None:
    data = walk_in(given_name="Ana", family_name="Kola")
    page = organiser.post(f"{DOOR}/walk-in", data=data)
    assert page.status_code == 422
    assert "Somebody with this name is already on the list. Is it the same person?" in page.text
    assert attendances(app) == []
    assert organiser.post(f"{DOOR}/walk-in", data={**data, "other": "1"}).status_code == 302
    assert len(attendances(app)) == 1


def test_a_walk_in_without_a_name_says_so(organiser: FlaskClient, guests: Guests) -> None:
    page = organiser.post(f"{DOOR}/walk-in", data=walk_in(given_name=" ", part="king", email="no"))
    assert page.status_code == 422
    assert "Please fill this in." in page.text
    answer = organiser.post(f"{DOOR}/walk-in", data=walk_in(given_name="", json="1"))
    assert (answer.status_code, answer.json) == (422, {"said": "Please fill this in."})


def test_a_walk_in_sent_twice_is_one_person(
    app: Flask, organiser: FlaskClient, guests: Guests
) -> None:
    data = walk_in(json="1", key="device-00000002")
    assert organiser.post(f"{DOOR}/walk-in", data=data).status_code == 200
    assert organiser.post(f"{DOOR}/walk-in", data=data).status_code == 200
    assert len(attendances(app)) == 1


@pytest.mark.both_databases
def test_a_helper_checks_in_without_account_until_the_link_is_taken_back(
    app: Flask, client: FlaskClient, organiser: FlaskClient, guests: Guests, link: str
) -> None:
    page = client.get(link)
    assert "Main entrance" in page.text
    assert "@" not in page.text.split("<main")[1]
    assert page.headers["Permissions-Policy"].startswith("camera=(self)")
    client.post(f"{link}/press", data={"who": guests.ids["Kola"]})
    client.post(f"{link}/walk-in", data=walk_in())
    assert [row[2] for row in attendances(app)] == ["Main entrance", "Main entrance"]
    second = organiser.post(
        f"{DOOR}/press", data={"who": guests.ids["Kola"]}, follow_redirects=True
    )
    assert "(Main entrance)" in second.text
    with app.app_context():
        link_id = db.session.scalars(sa.select(DoorLink.id)).one()
    assert organiser.post(f"{DOOR}/links/{link_id}/remove").status_code == 302
    for what in ("", "/roll.json", "/walk-in"):
        assert client.get(link + what).status_code == 404
    assert (
        client.post(f"{link}/press", data={"who": guests.ids["Doçi"], "json": "1"}).status_code
        == 404
    )
    assert len(attendances(app)) == 2


def test_a_helper_takes_back_only_what_that_door_did(
    app: Flask, client: FlaskClient, organiser: FlaskClient, guests: Guests, link: str
) -> None:
    organiser.post(f"{DOOR}/press", data={"who": guests.ids["Kola"]})
    answer = client.post(
        f"{link}/press", data={"who": guests.ids["Kola"], "do": "out", "json": "1"}
    )
    assert answer.status_code == 422
    assert answer.json == {"said": "This was done at another door. The team can undo it."}
    assert len(attendances(app)) == 1


def test_links_are_made_by_who_may_edit_people(sign_in: Enter, guests: Guests) -> None:
    assert sign_in("facilitator").get(f"{DOOR}/links").status_code == 403
    assert sign_in("stranger").get(f"{DOOR}/links").status_code == 404
    staff = sign_in("staff")
    assert staff.post(f"{DOOR}/links", data={"name": ""}).status_code == 422
    page = staff.post(f"{DOOR}/links", data={"name": "Side door"}, follow_redirects=True)
    assert "The link of “Side door” works now." in page.text
    assert staff.post(f"{DOOR}/links", data={"name": "Side door"}).status_code == 409
    assert staff.post(f"{DOOR}/links/999999/remove").status_code == 404


def test_a_door_that_never_was_is_not_there(client: FlaskClient, cast) -> None:
    assert client.get("/d/x").status_code == 404


def test_the_worker_may_serve_every_door(client: FlaskClient, cast) -> None:
    answer = client.get("/door-worker.js")
    assert (answer.status_code, answer.mimetype, answer.headers["Service-Worker-Allowed"]) == (
        200,
        "text/javascript",
        "/",
    )
