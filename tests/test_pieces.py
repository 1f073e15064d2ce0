"""Pieces of a page that the browser has are named only, and nothing that changed is left out."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup

from facilitate.accounts.models import User
from facilitate.db import db
from facilitate.pieces import HEADER, piece
from facilitate.setup.demo.load import OFFICIAL

CARD = Markup('\n<li class="card"><b>Opening</b></li> ')
AGENDA, CHECKLIST = "/events/annual-next/agenda", "/events/annual-next/checklist"
PART = {"X-Requested-With": "fetch"}


@pytest.fixture
def official(demo: Flask) -> FlaskClient:
    """A browser signed in as the demo's organiser."""
    client = demo.test_client()
    with demo.app_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def sums(html: str) -> list[str]:
    """What a browser that shows this page has."""
    return re.findall(r'data-kept="([^"]+)"', html)


def test_an_element_is_marked_and_only_named_to_who_has_it(app: Flask) -> None:
    with app.test_request_context():
        marked = piece(CARD)
        (number,) = sums(marked)
        assert marked == f'<li class="card" data-kept="{number}"><b>Opening</b></li>'
    with app.test_request_context(headers={HEADER: f"other {number}"}):
        assert piece(CARD) == f'<li data-same="{number}"></li>'
        assert 'data-kept="' in piece(CARD.replace("Opening", "Ending"))


def test_what_may_be_another_is_no_part_of_the_sum(app: Flask) -> None:
    one, other = Markup('<p title="5">a</p>'), Markup('<p title="6">a</p>')
    with app.test_request_context():
        assert sums(piece(one, ['title="5"'])) == sums(piece(other, ['title="6"']))
        assert sums(piece(one)) != sums(piece(other))


def test_a_page_asked_for_again_brings_no_row_that_is_there(official: FlaskClient) -> None:
    for address in (AGENDA, CHECKLIST):
        page = official.get(address).text
        again = official.get(address, headers={HEADER: " ".join(sums(page))}).text
        assert sums(again) == []
        assert re.findall(r'data-same="([^"]+)"', again) == sums(page)
        assert len(again) * 2 < len(page)


def test_a_tick_answers_with_the_row_that_changed(official: FlaskClient) -> None:
    page = official.get(CHECKLIST).text
    tick = re.search(r'formaction="([^"]+/done[^"]*)"', page)[1].replace("&amp;", "&")
    kept = {HEADER: " ".join(sums(page))}
    answer = official.post(tick, headers=kept, follow_redirects=True)
    changed = re.findall(r'<tr id="task-(\d+)"[^>]* data-kept', answer.text)
    assert changed == [re.search(r"/tasks/(\d+)/done", tick)[1]]


def test_a_move_answers_with_times_and_the_cards_that_read_otherwise(
    official: FlaskClient,
) -> None:
    page = official.get(f"{AGENDA}?day=1").text
    first, second = re.findall(r'<li id="step-(\d+)"', page)[:2]
    kept = {**PART, HEADER: " ".join(sums(page))}
    answer = official.post(f"{AGENDA}/move", data={"step": first, "to": "down"}, headers=kept).text
    assert re.findall(r'<li id="step-(\d+)"', answer)[:2] == [second, first]
    cards = re.findall(r'<form class="step[^>]*/steps/(\d+)/minutes"[^>]* data-kept', answer)
    assert set(cards) == {first, second}  # which of them may go further up


def test_in_the_other_language_nothing_is_the_same(official: FlaskClient) -> None:
    page = official.get(CHECKLIST).text
    official.post("/language", data={"language": "sq", "next": "/"})
    other = official.get(CHECKLIST, headers={HEADER: " ".join(sums(page))}).text
    assert "data-same" not in other
