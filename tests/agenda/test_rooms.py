"""The rooms of an event: what takes place in each, one name once, taken away without losing steps."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Room, Step
from facilitate.data.db import db

from ..statements import count_statements

PAGE = "/events/spring/agenda/rooms"


def hall(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(sa.select(Room.id).where(Room.name == "Hall")).one()


def test_the_page_says_what_takes_place_where_and_when(
    organiser: FlaskClient, app: Flask, steps
) -> None:
    for path in (PAGE, f"{PAGE}/{hall(app)}"):
        with count_statements() as asked:
            text = organiser.get(path).text
        assert "09:00–10:45" in text
        assert (
            f'href="/events/spring/agenda?day=2027-03-19#step-{steps["World café"]}">World café</a>'
            in text
        )
        assert len(asked) <= 16


def test_a_room_that_is_too_small_shows(organiser: FlaskClient, app: Flask, steps) -> None:
    data = {"name": "Hall", "capacity": "60", "revision": ""}
    assert organiser.post(f"{PAGE}/{hall(app)}", data=data).status_code == 302
    assert '<span class="late">110 people</span>' in organiser.get(PAGE).text
    text = organiser.get("/events/spring/agenda").text
    assert "110 people, but “Hall” holds 60" in text


def test_one_name_once(organiser: FlaskClient, app: Flask, steps) -> None:
    assert organiser.post(PAGE, data={"name": "Drini", "capacity": "20"}).status_code == 302
    answer = organiser.post(PAGE, data={"name": "HALL", "capacity": "20"})
    assert (answer.status_code, "There is already a room with that name." in answer.text) == (
        422,
        True,
    )
    with app.app_context():
        drini = db.session.scalars(sa.select(Room.id).where(Room.name == "Drini")).one()
    renamed = organiser.post(f"{PAGE}/{drini}", data={"name": "Hall", "capacity": "20"})
    assert (renamed.status_code, "There is already a room with that name." in renamed.text) == (
        422,
        True,
    )
    own = {"name": "Drini", "capacity": "30"}
    assert organiser.post(f"{PAGE}/{drini}", data=own).status_code == 302
    with app.app_context():
        assert sorted(db.session.scalars(sa.select(Room.name))) == ["Drini", "Hall"]


def test_taken_away_the_steps_stay_without_a_room_and_undo_brings_both_back(
    organiser: FlaskClient, app: Flask, steps
) -> None:
    key = hall(app)
    organiser.post(f"{PAGE}/{key}/remove")
    found = []
    for _again in range(2):
        with app.app_context():
            found.append(db.session.get_one(Step, steps["World café"]).room_id)
        organiser.post("/events/spring/agenda/undo")
    assert found == [None, key]


@pytest.mark.parametrize("path", ["", "/{room}"])
def test_doors(sign_in, app: Flask, steps, path: str) -> None:
    address = PAGE + path.format(room=hall(app))
    for name, status in (("organiser", 200), ("viewer", 403), ("stranger", 404)):
        assert sign_in(name).get(address).status_code == status
    assert sign_in("viewer").post(address, data={"name": "x"}).status_code == 403
    assert sign_in("organiser").get(f"{PAGE}/99999").status_code == 404
    assert sign_in("organiser").get(f"{PAGE}/{hall(app)}/remove").status_code == 405
