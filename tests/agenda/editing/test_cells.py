"""The cells of a step: each saves what the form saves, and refuses what the form refuses."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitate.agenda.editing.forms import CELLS
from facilitate.agenda.models import Room
from facilitate.data.db import db
from facilitate.events.models import Objective

AGENDA = "/events/spring/agenda"
PART = {"X-Requested-With": "fetch"}
FORM: dict[str, Any] = {
    "title-en": "Coffee",
    "title-sq": "",
    "kind": "break",
    "minutes": "20",
    "pinned": "",
    "where": "2027-03-19",
    "technique": "",
    "room": "",
    "lead": "",
    "note_taker": "",
    "people": "0",
    "groups": "0",
}
TITLES = st.sampled_from(["", "Tea", "  Kafe  ", "=1+1", "<b>", "x" * 201, "Çaj & fruta"])
CLOCKS = ["", "9:30", "2.15 pm", "0:30 +1", "25:00", "soon"]
MINUTES = ["", "0", "45", "1h30", "1,5h", "soon", "-5", "9999"]
KINDS = ["break", "cafe", "group", "party"]
TECHNIQUES = ["", "world-cafe", "no-such"]
NAMES = st.sampled_from(["", "Drita Prenga", "  Ilir  ", "x" * 300])
QUANTITIES = st.sampled_from(["", "0", "12", "many", "-1"])


@pytest.fixture
def typed(app: Flask, cast, steps) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """A cell and what somebody types into it, right or wrong."""
    with app.app_context():
        rooms = ["", "0", "x", *map(str, db.session.scalars(sa.select(Room.id)))]
        served = ["x", *map(str, db.session.scalars(sa.select(Objective.id)))]
    team = ["", "x", "999999", *map(str, cast.members.values())]
    several = st.lists(st.sampled_from(team[1:]), max_size=3)
    fields: dict[str, Any] = {
        "title": {"title-en": TITLES, "title-sq": TITLES},
        "start": {"pinned": st.sampled_from(CLOCKS)},
        "minutes": {"minutes": st.sampled_from(MINUTES)},
        "lead": {"lead": st.sampled_from(team)},
        "people": {"supporters": several, "speakers": st.lists(NAMES, min_size=1, max_size=3)},
        "room": {"room": st.sampled_from(rooms)},
        "technique": {"kind": st.sampled_from(KINDS), "technique": st.sampled_from(TECHNIQUES)},
        "objectives": {"objectives": st.lists(st.sampled_from(served), max_size=3)},
        "materials": {
            "materials-quantity": QUANTITIES,
            "materials-per": st.sampled_from(["event", "person", "hour"]),
            "materials-en": NAMES,
            "materials-sq": NAMES,
        },
    }
    assert fields.keys() == CELLS.keys()
    return st.sampled_from(list(fields)).flatmap(
        lambda cell: st.tuples(st.just(cell), st.fixed_dictionaries(fields[cell]))
    )


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_what_a_cell_saves_equals_what_the_form_saves(
    organiser: FlaskClient, steps, plan, typed, data: st.DataObject
) -> None:
    cell, values = data.draw(typed)
    address, before = f"{AGENDA}/steps/{steps['Coffee']}", plan().steps[steps["Coffee"]]
    saved = []
    for way, sent in ((address, {**FORM, **values}), (f"{address}/{cell}", values)):
        answer = organiser.post(way, data=sent)
        saved.append((answer.status_code, plan().steps[steps["Coffee"]]))
        if saved[-1][1] != before:
            organiser.post(f"{AGENDA}/undo")
    assert saved[0] == saved[1]
    assert plan().steps[steps["Coffee"]] == before


def test_a_cell_comes_alone_and_answers_with_what_changed(organiser: FlaskClient, steps) -> None:
    address = f"{AGENDA}/steps/{steps['Coffee']}/title"
    shown = f"{AGENDA}/steps/{steps['Coffee']}/cells/title"
    part = organiser.get(shown, headers=PART).text
    assert "<html" not in part
    assert 'name="title-en" lang="en" value="Coffee"' in part
    assert 'type="hidden" name="title-sq" value=""' in part
    assert "<h1>Coffee</h1>" in organiser.get(shown).text
    tea = {"title-en": "Tea", "title-sq": "", "day": "2027-03-19"}
    answer = organiser.post(address, data=tea, headers=PART)
    assert 'id="programme"' in answer.text
    assert "Tea" in answer.text
    refused = organiser.post(address, data={"title-en": "", "title-sq": ""}, headers=PART)
    assert refused.status_code == 422
    assert "Please fill this in, in at least one language." in refused.text


def test_a_parked_step_gets_no_start(organiser: FlaskClient, blocks, plan) -> None:
    address = f"{AGENDA}/steps/{blocks['A walk']}/start"
    answer = organiser.post(address, data={"pinned": "10:00"}, headers=PART)
    assert answer.status_code == 422
    assert "A parked step has no time" in answer.text
    assert plan().steps[blocks["A walk"]].pinned is None


def test_who_may_edit_a_cell(sign_in, steps) -> None:
    cells = f"{AGENDA}/steps/{steps['Coffee']}/cells"
    assert sign_in("viewer").get(f"{cells}/room").status_code == 403
    assert sign_in("stranger").get(f"{cells}/room").status_code == 404
    assert sign_in("organiser").get(f"{cells}/colour").status_code == 404
    assert sign_in("organiser").get(f"{AGENDA}/steps/999999/cells/room").status_code == 404


def test_the_form_comes_alone_folded_and_open_where_it_is_wrong(
    organiser: FlaskClient, steps
) -> None:
    address = f"{AGENDA}/steps/{steps['World café']}"
    part = organiser.get(address, headers=PART).text
    assert "<html" not in part
    assert part.count('<details class="of-step">') == 6
    assert "Hall" in part[part.index("<summary>") : part.index("</summary>")]
    assert "<small>11 sheets</small>" in part
    assert organiser.get(address).text.count('<details class="of-step" open>') == 3
    wrong = organiser.post(address, data={**FORM, "people": "many"}, headers=PART)
    assert wrong.status_code == 422
    assert "data-refused" in wrong.text
    assert wrong.text.count('<details class="of-step" open>') == 1
    new = organiser.post(f"{AGENDA}/steps/new", data={**FORM, "title-en": "A song"}, headers=PART)
    assert 'id="programme"' in new.text
    assert "“A song” is now in the agenda." in new.text


def test_titles_that_are_missing_in_a_language_are_told(sign_in, steps) -> None:
    page = sign_in("organiser").get(AGENDA).text
    assert "4 titles not yet in Albanian" in page
    assert f'href="{AGENDA}/steps/{steps["What you told us"]}" data-untold="sq"' in page
    assert "not yet in English" not in page
    assert "not yet in Albanian" not in sign_in("viewer").get(AGENDA).text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"speakers": ["Drita Prenga", "x" * 201]}, "at most 200 characters"),
        ({"speakers": [f"Folësi {number}" for number in range(61)]}, "At most 60 rows."),
        ({"materials-en": ["y" * 201], "materials-sq": ["stilolapsa"]}, "at most 200 characters"),
        ({"materials-en": [f"pen {number}" for number in range(61)]}, "At most 60 rows."),
    ],
)
def test_nothing_that_is_typed_is_cut_off_without_a_word(
    organiser: FlaskClient, app: Flask, steps, more: dict[str, list[str]], said: str
) -> None:
    number = len(more.get("materials-en", ()))
    rows = {"materials-quantity": ["1"] * number, "materials-per": ["event"] * number}
    data = {**FORM, **rows, "materials-sq": [""] * number, **more}
    answer = organiser.post(f"{AGENDA}/steps/{steps['Coffee']}", data=data)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert all(text in answer.text for texts in more.values() for text in texts)
