"""Notes brought in: read, looked at, kept as one; twice is once, and nothing that was typed is lost."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitate.agenda.models import Step
from facilitate.data.db import db
from facilitate.notes.models import NoteKind, NoteLine

from ..conftest import NOTES
from .test_reading import word

PAGE = f"{NOTES}/bring-in"
FILE = word(
    ("Heading 1", "Opening"),
    ("Normal", "Quote: At last"),
    ("Normal", "The phone rings"),
    ("Normal", "Left out"),
)


@pytest.fixture
def taker(sign_in: Callable[[str], FlaskClient], places: dict[str, int]) -> FlaskClient:
    return sign_in("note_taker")


def upload(client: FlaskClient, content: bytes, name: str = "notes.docx") -> str:
    answer = client.post(PAGE, data={"file": (io.BytesIO(content), name)})
    assert answer.status_code == 302, answer.text
    return answer.location


def keep(client: FlaskClient, path: str, **typed: str) -> TestResponse:
    """Say yes to what the page of a file shows, with these choices."""
    mark = client.get(path).text.split('name="fingerprint" value="')[1].split('"')[0]
    said = {name.replace("_", "-"): value for name, value in typed.items()}
    return client.post(path, data={"fingerprint": mark, **said}, follow_redirects=True)


ALL = {f"take_{number}": "on" for number in range(3)}


def test_read_looked_at_and_kept(
    taker: FlaskClient, places: dict[str, int], lines: Callable[[], list[NoteLine]]
) -> None:
    path = upload(taker, FILE)
    page = taker.get(path).text
    assert "3 lines were read." in page
    assert lines() == []
    typed = {"take_0": "on", "take_1": "on", "kind_1": "proposal", "place_1": str(places["Café"])}
    assert taker.post(path, data={"take-2": "on"}).status_code == 409  # it has not been looked at
    keep(taker, path, **typed)
    assert [(one.text, one.kind, one.step_id) for one in lines()] == [
        ("At last", NoteKind.QUOTE, places["Opening"]),
        ("The phone rings", NoteKind.PROPOSAL, places["Café"]),
    ]
    assert taker.get(path).status_code == 404  # it waits no longer
    again = upload(taker, FILE, "other name.docx")
    answer = keep(taker, again, **ALL)
    assert "1 line was added to the notes. 2 were already there." in answer.text
    assert len(lines()) == 3


@pytest.mark.both_databases
def test_it_says_how_many_lines_could_identify_somebody(
    taker: FlaskClient, organiser: FlaskClient, places: dict[str, int]
) -> None:
    named = word(
        ("Heading 1", "Opening"),
        ("Normal", "Pastaj erdhi Elira, 16 vjeçe"),
        ("Normal", "Duam trajnim"),
        ("Normal", "Elira flet"),
    )
    page = keep(taker, upload(taker, named), **ALL).text
    assert "2 lines could identify somebody." in page
    assert '<a class="btn small" href="/events/spring/report/privacy">Look through them</a>' in page
    plain = word(("Heading 1", "Opening"), ("Normal", "Duam trajnim"))
    page = keep(taker, upload(taker, plain), **ALL).text
    assert ("1 line was added to the notes." in page, "Look through them" in page) == (True, False)


def test_pasted_text_of_a_megabyte_is_given_back(taker: FlaskClient) -> None:
    text = "fjalë " * 180_000
    answer = taker.post(PAGE, data={"text": text})
    assert answer.status_code == 422
    assert "too long to import at once" in answer.text
    assert text[:5_000].strip() in answer.text


def test_what_cannot_be_read_is_said(taker: FlaskClient) -> None:
    for content, words in (
        (b"\xd0\xcf\x11\xe0 old", "old Word file"),
        (b"%PDF-1", "This is a PDF"),
        (b"x", "not a Word file"),
    ):
        answer = taker.post(PAGE, data={"file": (io.BytesIO(content), "x.docx")})
        assert (answer.status_code, words in answer.text) == (422, True)
    assert taker.post(PAGE, data={"text": ""}).status_code == 422
    macros = upload(taker, word(("Normal", "A line"), **{"word/vbaProject.bin": b"x"}), "x.docm")
    assert "the macros were not run" in taker.get(macros).text


def test_a_step_that_goes_meanwhile_keeps_its_lines(
    app: Flask, taker: FlaskClient, places: dict[str, int], lines: Callable[[], list[NoteLine]]
) -> None:
    path = upload(taker, FILE)
    with app.app_context():
        db.session.delete(db.session.get_one(Step, places["Opening"]))
        db.session.commit()
    keep(taker, path, take_0="on", section_0=str(places["Opening"]))
    (line,) = lines()
    assert (line.step_id, line.place.sq) == (None, "Opening")


def test_given_up(taker: FlaskClient, lines: Callable[[], list[NoteLine]]) -> None:
    path = upload(taker, FILE)
    assert taker.post(f"{path}/cancel").status_code == 302
    assert taker.get(path).status_code == 404
    path = upload(taker, FILE)
    assert "Nothing was changed." in keep(taker, path).text
    assert lines() == []


def test_who_may(taker: FlaskClient, sign_in: Callable[[str], FlaskClient]) -> None:
    path = upload(taker, FILE)
    for address in (PAGE, path, f"{path}/cancel"):
        assert sign_in("viewer").post(address).status_code == 403
        assert sign_in("stranger").post(address).status_code == 404
    assert taker.get(f"{PAGE}/nothing").status_code == 404
    assert taker.get(f"{path}/cancel").status_code == 405
