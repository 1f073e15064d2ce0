"""The café's first page: for whom it works, one person's way, who is looked for, names only for people who may see them."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.cafe.actions import cafe_of, recount_quality, save_seating
from facilitate.cafe.floor import CafeFloor
from facilitate.cafe.models import SeatingCause
from facilitate.data.db import db

from ...statements import count_statements

POSTS = ["seat", "seat/stop", "compare", "take"]


def test_before_there_is_a_cafe_step(organiser: FlaskClient) -> None:
    assert "First give it time" in organiser.get("/events/spring/cafe").text


def test_before_there_are_tables_people_and_seats(
    organiser: FlaskClient, steps, page: str, cafe: int
) -> None:
    assert (
        "Set up the tables first"
        in organiser.get(f"/events/spring/cafe?step={steps['A second café']}").text
    )
    text = organiser.get(page).text
    assert "Nobody is coming yet" in text
    assert "/seat" not in text


def test_before_anybody_is_seated(organiser: FlaskClient, page: str, people) -> None:
    text = organiser.get(page).text
    assert "Nobody is seated yet" in text
    assert "24 people · 3 tables · 3 rounds of 20 min" in text
    assert "Seat everyone" in text


def test_the_page_tells_how_good_it_is_and_shows_everybody(
    organiser: FlaskClient, page: str, seated: int
) -> None:
    text = organiser.get(page).text
    assert text.count('<a data-k="p') == 3 * 24
    assert "Each person meets" in text
    assert "Every table has somebody from" in text
    assert "Table 2 has no host yet." in text
    assert "Round 1 · 09:00" in text
    assert "Central government 6" in text


def test_every_dot_says_who_it_is(organiser: FlaskClient, page: str, seated: int, people) -> None:
    key = f"p{people['Agim Basha']}"
    text = organiser.get(page).text
    assert text.count(f'<a data-k="{key}" href="?step={seated}&amp;who={key}"') == 3
    assert 'title="Agim Basha, Central government, Tiranë, table' in text


def test_one_persons_way_without_a_script(
    organiser: FlaskClient, page: str, seated: int, people, to
) -> None:
    key = f"p{people['Agim Basha']}"
    text = organiser.get(f"{page}&who={key}").text
    part = organiser.get(to(f"path?who={key}")).text
    for shown in (text, part):
        assert "Ministry of Interior · Central government" in shown
        assert "with 7 others:" in shown
        assert f"change?who={key}" in shown
    assert "<html" not in part
    assert text.count(' on" title=') == 3


@pytest.mark.parametrize("who", ["p999999", "", "x", "<b>"])
def test_nobody_s_way(organiser: FlaskClient, page: str, seated: int, to, who: str) -> None:
    assert organiser.get(f"{page}&who={who}").status_code == 200
    assert organiser.get(to(f"path?who={who}")).status_code == 404


def test_somebody_is_found_without_accents(organiser: FlaskClient, page: str, seated: int) -> None:
    text = organiser.get(f"{page}&q=cela").text
    assert '<h2 id="way-title">' in text
    assert text.count(' on found" title=') == 3
    assert "24 people found:" not in text
    text = organiser.get(f"{page}&q=a").text
    assert "people found:" in text
    assert "Nobody here is called “zzz”." in organiser.get(f"{page}&q=zzz").text


def test_who_may_not_see_people_sees_letters(sign_in, page: str, seated: int, people, to) -> None:
    key = f"p{people['Agim Basha']}"
    for role in ("viewer", "note_taker"):
        client = sign_in(role)
        for address in (page, f"{page}&who={key}", f"{page}&q=agim", to(f"path?who={key}")):
            text = client.get(address).text
            assert "Agim" not in text
            assert "Basha" not in text
        assert 'title="Central government, Tiranë, table' in client.get(page).text
        assert "Find somebody" not in client.get(page).text
        assert "2 Central government" in client.get(page).text


@pytest.mark.parametrize(
    "role", ["lead_facilitator", "facilitator", "staff", "viewer", "note_taker"]
)
def test_who_sees_the_page(sign_in, page: str, seated: int, role: str) -> None:
    text = sign_in(role).get(page).text
    assert "Who sits where" in text
    assert ("Seat everyone again" in text) == (role == "lead_facilitator")


def test_strangers_see_nothing(sign_in, page: str, seated: int, to) -> None:
    client = sign_in("stranger")
    for address in (page, to("path?who=p1"), to("searching"), to("compare")):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("what", POSTS)
def test_doors_of_buttons(sign_in, app: Flask, seated: int, to, what: str) -> None:
    assert sign_in("stranger").post(to(what)).status_code == 404
    assert sign_in("viewer").post(to(what)).status_code == 403
    if what != "compare":  # its page
        assert sign_in("organiser").get(to(what)).status_code == 405


@pytest.mark.parametrize("what", POSTS)
def test_a_cafe_there_is_not(organiser: FlaskClient, cafe: int, steps, what: str) -> None:
    for number in (999999, steps["Opening"]):
        assert organiser.post(f"/events/spring/cafe/{number}/{what}").status_code == 404


def test_facilitators_do_not_seat(sign_in, seated: int, to) -> None:
    for what in ("seat", "compare"):
        assert sign_in("facilitator").post(to(what)).status_code == 403
    assert sign_in("facilitator").get(to("compare")).status_code == 403


def test_in_albanian(organiser: FlaskClient, page: str, seated: int) -> None:
    organiser.post("/language", data={"language": "sq", "next": page})
    assert "Qeveri qendrore" in organiser.get(page).text


def test_a_round_on_a_phone(organiser: FlaskClient, page: str, seated: int) -> None:
    assert organiser.get(f"{page}&round=2").text.count('<td class="out">') == 6
    assert '<td class="out">' not in organiser.get(f"{page}&round=9").text


def test_what_people_typed_is_escaped(
    organiser: FlaskClient, app: Flask, page: str, seated: int, floor
) -> None:
    with app.app_context():
        from facilitate.directory.models import Person  # noqa: PLC0415

        db.session.query(Person).filter_by(given_name="Agim").update({"given_name": '<i>"x&'})
        db.session.commit()
    text = organiser.get(page).text
    assert "<i>" not in text
    assert 'title="&lt;i&gt;&quot;x&amp; Basha, Central' in text


def changed_by_hand(app: Flask, floor: Callable[[], CafeFloor]) -> None:
    """Everybody of table 1 moves to table 2 in round 1: too many there."""
    now = floor()
    assert now.seating
    seating = now.seating
    for key in seating.people_at(1, seating.tables[0]):
        seating = seating.move_person(1, key, seating.tables[1])
    with app.app_context():
        save_seating(
            cafe_of(now.cafe.step_id), recount_quality(now, seating), SeatingCause.MOVED, by=None
        )
        db.session.commit()


def test_broken_rules_come_first(
    organiser: FlaskClient, app: Flask, page: str, seated: int, floor, sign_in
) -> None:
    changed_by_hand(app, floor)
    text = organiser.get(page).text
    assert '<p class="lead">Round 1: ' in text
    assert "Round 1: 16 people sit at table 2, which has 10 seats." in text
    assert "16 people sit" not in sign_in("viewer").get(page).text


def test_it_asks_little_of_the_database(
    organiser: FlaskClient, page: str, seated: int, to, people
) -> None:
    for address in (
        page,
        f"{page}&who=p{people['Agim Basha']}",
        to("compare"),
        to("path?who=p1"),
        to("searching"),
    ):
        organiser.get(address)
        with count_statements() as asked:
            organiser.get(address)
        assert len(asked) <= 16, asked


@pytest.mark.parametrize("asked", ["99999", "-1", "abc", "9" * 30])
def test_a_cafe_that_is_none_is_not_another_one(
    organiser: FlaskClient, cafe: int, asked: str
) -> None:
    answer = organiser.get(f"/events/spring/cafe?step={asked}")
    assert (answer.status_code, 'class="thread"' in answer.text) == (404, True)
    assert organiser.get("/events/spring/cafe?step=").status_code == 200
