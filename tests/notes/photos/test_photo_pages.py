"""Photos of an event: brought in, described, kept out of the report, taken out; nobody else sees them."""

import io
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Step
from facilitate.data.db import db
from facilitate.notes.models import NotePhoto
from facilitate.notes.photos.places import read_spot_key, spot_key
from facilitate.notes.photos.queries import photos_of
from facilitate.notes.spots import NoteSpot

from ...statements import count_statements
from ..conftest import NOTES, notes_event
from .pictures import draw_paper, from_a_phone, iphone_picture, picture_bytes

PAGE = f"{NOTES}/photos"


def files(*contents: bytes, name: str = "photo.jpg") -> list[tuple[io.BytesIO, str]]:
    return [(io.BytesIO(content), name) for content in contents]


def kept(app: Flask) -> list[NotePhoto]:
    with app.app_context():
        return list(db.session.scalars(sa.select(NotePhoto).order_by(NotePhoto.id)))


@pytest.fixture
def taker(sign_in: Callable[[str], FlaskClient], places: dict[str, int]) -> FlaskClient:
    return sign_in("note_taker")


@pytest.mark.both_databases
def test_several_at_once_at_a_place(app: Flask, taker: FlaskClient, places: dict[str, int]) -> None:
    spot = NoteSpot(places["Café"], None, places["table"], 2)
    phone = from_a_phone(400, 300)
    both = files(phone, iphone_picture(320, 240))
    assert taker.post(PAGE, data={"photos": both, "place": spot_key(spot)}).status_code == 302
    first, second = kept(app)
    assert (first.step_id, first.table_id, first.round) == (spot.step, spot.table, 2)
    assert first.place.en == "Café · Table 1: Schools · Round 2"
    assert (second.width, second.media_type) == (320, "image/jpeg")
    page = taker.get(PAGE).text
    assert "2 photos have no description yet" in page
    assert taker.post(PAGE, data={"photos": files(phone), "place": ""}).status_code == 302
    assert len(kept(app)) == 2  # the same file once more is the same photo
    assert kept(app)[0].step_id == spot.step


def test_those_that_can_be_read_are_in_of_the_others_it_is_said_why(
    app: Flask, taker: FlaskClient
) -> None:
    mixed = [
        *files(from_a_phone(40, 30)),
        *files(picture_bytes(draw_paper(9, 9), "GIF"), name="\u202edance.gif"),
    ]
    answer = taker.post(PAGE, data={"photos": mixed, "place": ""})
    assert answer.status_code == 422
    for words in (
        "1 photo was added; these were not:",
        "<b>dance.gif</b>",
        "This is an animation (GIF).",
    ):
        assert words in answer.text
    assert len(kept(app)) == 1
    assert taker.post(PAGE, data={"place": ""}).status_code == 422
    assert "Please choose a photo." in taker.post(PAGE, data={"place": "x.y"}).text


def test_more_than_are_read_at_once_are_named(app: Flask, taker: FlaskClient) -> None:
    many = [
        *files(*(picture_bytes(draw_paper(8, 8 + number), "PNG") for number in range(30))),
        *files(from_a_phone(40, 30), name="last.jpg"),
    ]
    answer = taker.post(PAGE, data={"photos": many, "place": ""})
    assert answer.status_code == 422
    assert "30 photos were added; these were not:" in answer.text
    assert "last.jpg" in answer.text
    assert "You can add at most 30 photos at once." in answer.text
    assert len(kept(app)) == 30


def test_photos_may_be_larger_together_than_one_file(app: Flask, taker: FlaskClient) -> None:
    heavy = from_a_phone(40, 30) + b"\0" * (13 * 2**20)  # what follows the picture is not looked at
    assert (
        taker.post(PAGE, data={"photos": files(heavy, heavy + b"\0"), "place": ""}).status_code
        == 302
    )
    assert len(kept(app)) == 2


def test_a_place_that_went_meanwhile_loses_nothing(
    app: Flask, taker: FlaskClient, places: dict[str, int]
) -> None:
    with app.app_context():
        step = db.session.get_one(Step, places["Opening"])
        db.session.delete(step)
        db.session.commit()
    answer = taker.post(
        PAGE, data={"photos": files(from_a_phone(40, 30)), "place": str(places["Opening"])}
    )
    assert answer.status_code == 302
    assert kept(app)[0].step_id is None


@pytest.mark.both_databases
def test_described_moved_withheld_and_taken_out(
    app: Flask, taker: FlaskClient, places: dict[str, int]
) -> None:
    taker.post(
        PAGE, data={"photos": files(from_a_phone(400, 300)), "place": str(places["Opening"])}
    )
    (row,) = kept(app)
    path = f"{PAGE}/{row.id}"
    assert taker.get(path).status_code == 200
    typed = {
        "alt": "Three circles: home, school, road",
        "place": str(places["Café"]),
        "version": "1",
    }
    assert taker.post(path, data=typed).status_code == 302
    (row,) = kept(app)
    assert (row.alt, row.step_id, row.place.en) == (
        "Three circles: home, school, road",
        places["Café"],
        "Café",
    )
    clash = taker.post(path, data={**typed, "alt": "Something else"})
    assert (clash.status_code, "Three circles" in clash.text, "Something else" in clash.text) == (
        409,
        True,
        True,
    )
    assert taker.post(path, data={**typed, "version": "2", "alt": "x" * 2_001}).status_code == 422
    taker.post(f"{path}/withhold")
    assert kept(app)[0].withheld
    taker.post(f"{path}/show")
    assert "Undo" in taker.post(f"{path}/remove", follow_redirects=True).text
    with app.app_context():
        assert (photos_of(notes_event()), len(photos_of(notes_event(), removed=True))) == ([], 1)
    taker.post(f"{path}/back")
    with app.app_context():
        (one,) = photos_of(notes_event())
        assert (one.step.en, one.row.withheld) == ("Café", False)


def test_the_picture_is_the_teams_alone(
    app: Flask, taker: FlaskClient, sign_in: Callable[[str], FlaskClient], client: FlaskClient
) -> None:
    taker.post(PAGE, data={"photos": files(from_a_phone(900, 600)), "place": ""})
    path = f"{PAGE}/{kept(app)[0].id}.jpg"
    answer = taker.get(path)
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "private" in answer.headers["Cache-Control"]
    assert len(taker.get(f"{path}?small=1").data) < len(answer.data)
    assert sign_in("viewer").get(path).status_code == 403
    assert sign_in("stranger").get(path).status_code == 404
    assert client.get(path).status_code == 302
    assert taker.get(f"{PAGE}/999.jpg").status_code == 404


def test_who_may_what(taker: FlaskClient, sign_in: Callable[[str], FlaskClient]) -> None:
    for path in (PAGE, f"{PAGE}/1", f"{PAGE}/1/remove"):
        assert sign_in("viewer").post(path).status_code == 403
        assert sign_in("stranger").post(path).status_code == 404
    assert taker.get(f"{PAGE}/999").status_code == 404
    assert taker.get(f"{PAGE}/1/remove").status_code == 405


def test_the_page_asks_the_same_for_one_and_for_three(
    taker: FlaskClient, places: dict[str, int]
) -> None:
    numbers = []
    for size in (40, 50, 60):
        taker.post(
            PAGE, data={"photos": files(from_a_phone(size, 30)), "place": str(places["Opening"])}
        )
        with count_statements() as asked:
            taker.get(PAGE)
        numbers.append(len(asked))
    assert numbers[0] == numbers[2] <= 12


def test_a_place_is_read_back_from_its_key() -> None:
    for spot in (NoteSpot(None), NoteSpot(3), NoteSpot(3, 4), NoteSpot(3, None, 5, 2)):
        assert read_spot_key(spot_key(spot)) == spot
    for broken in ("x", "1.2.3.4.5", "-1", "9" * 40, "3.x.y.z"):
        assert isinstance(read_spot_key(broken), NoteSpot)
