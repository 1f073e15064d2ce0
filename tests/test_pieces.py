"""Pieces of a page that the browser has are named only, and nothing that changed is left out."""

import re
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup

from facilitate.accounts.models import User
from facilitate.agenda.actions import plan_to_change, write_plan
from facilitate.agenda.history import AgendaAct
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.plan import PlanMaterial, PlanPlace, PlanSpeaker
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.events.queries import objectives_of, team_of
from facilitate.lib.text import Words
from facilitate.setup.demo.load import OFFICIAL
from facilitate.web.pieces import HEADER, keyed_piece, page_piece

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
        marked = page_piece(CARD)
        (number,) = sums(marked)
        assert marked == f'<li class="card" data-kept="{number}"><b>Opening</b></li>'
    with app.test_request_context(headers={HEADER: f"other {number}"}):
        assert page_piece(CARD) == f'<li data-same="{number}"></li>'
        assert 'data-kept="' in page_piece(CARD.replace("Opening", "Ending"))


def test_what_may_be_another_is_no_part_of_the_sum(app: Flask) -> None:
    one, other = Markup('<p title="5">a</p>'), Markup('<p title="6">a</p>')
    with app.test_request_context():
        assert sums(page_piece(one, ['title="5"'])) == sums(page_piece(other, ['title="6"']))
        assert sums(page_piece(one)) != sums(page_piece(other))


def test_a_piece_the_browser_has_is_not_even_made(app: Flask) -> None:
    made: list[str] = []

    def make(text: str) -> Markup:
        made.append(text)
        return CARD

    with app.test_request_context():
        (number,) = sums(keyed_piece(("a", 1), make, "first"))
    with app.test_request_context(headers={HEADER: number}):
        assert keyed_piece(("a", 1), make, "known") == f'<li data-same="{number}"></li>'
        keyed_piece(("a", 2), make, "another")
    with app.test_request_context():
        keyed_piece(("a", 1), make, "the browser has it no more")
    assert made == ["first", "another", "the browser has it no more"]


CHANGED: dict[str, Any] = {
    "title": Words("Another", "Tjetër"),
    "kind": StepKind.TALK,
    "technique": "fishbowl",
    "pinned": 1200,
    "minutes": 7,
    "speakers": (PlanSpeaker("Somebody"),),
    "materials": (PlanMaterial(Words("stars")), PlanMaterial(Words("moons"))),
    "internal": True,
}


def test_whatever_is_changed_in_a_step_comes_with_its_card(
    official: FlaskClient, demo: Flask
) -> None:
    """What is known of cards by what they are made of never stands for a card that says something else."""
    asked = f"{AGENDA}?day=1"
    for name, value in [
        *CHANGED.items(),
        *dict.fromkeys(("room", "lead", "supporters", "objectives")).items(),
    ]:
        page = official.get(asked).text
        with demo.app_context():
            event = db.session.scalars(sa.select(Event).where(Event.slug == "annual-next")).one()
            plan = plan_to_change(event)
            step = next(
                one for one in plan.at(PlanPlace(plan.in_order[0].id)) if one.kind != "cafe"
            )
            others = {
                "room": next(key for key in plan.rooms if key != step.room),
                "lead": team_of(event)[-1].id,
                "supporters": (team_of(event)[0].id,),
                "objectives": (objectives_of(event)[0].id,),
            }
            changed = replace(step, **{name: others.get(name, value)})
            assert changed != step, name
            write_plan(event, plan, plan.with_rows(changed), AgendaAct.EDITED)
            db.session.commit()
        part = official.get(asked, headers={HEADER: " ".join(sums(page))}).text
        fresh = official.get(asked).text
        assert re.findall(r'data-(?:same|kept)="([^"]+)"', part) == sums(fresh), name
        assert sums(part), name


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
