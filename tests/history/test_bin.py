"""The bin: what was removed in an event, restored as it was."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda import actions as agenda
from facilitate.agenda.history import AgendaAct as InAgenda
from facilitate.agenda.placing import add_to_plan, remove_from_plan
from facilitate.agenda.plan import PlanStep
from facilitate.agenda.queries import plan_of
from facilitate.budget.actions import remove_row
from facilitate.budget.models import CostCategory, CostLine
from facilitate.checklists import actions as checklists
from facilitate.checklists.models import ChecklistAct, Phase
from facilitate.checklists.queries import checklist_of
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words

from ..moment import now, stand_at

BIN = "/events/spring/history/bin"


@pytest.fixture
def rows(app: Flask, cast: Any) -> list[Any]:
    """A step, a task and a cost line that were there and are removed: the plan and the checklist as they were."""
    with app.app_context():
        event, by = db.session.get_one(Event, cast.event_id), cast.users["organiser"]
        plan = agenda.plan_to_change(event)
        step = PlanStep(
            -1, next(iter(plan.days)), title=Words("Opening"), minutes=30, aim=Words("Meet")
        )
        plan = agenda.write_plan(event, plan, add_to_plan(plan, step), InAgenda.ADDED, by=by).plan
        task = checklists.new_task(event)
        task.title, task.benchmark, task.phase = Words("Flowers"), Words(), Phase.LOGISTICS
        task.due_on = event.first_day
        checklists.append_task(task)
        line = CostLine(
            event_id=event.id,
            code="L1",
            position=1,
            category=next(iter(CostCategory)),
            title=Words("Hall"),
            currency="EUR",
        )
        db.session.add(line)
        db.session.flush()
        kept = [plan_of(event), checklist_of(event)]
        agenda.write_plan(
            event, plan, remove_from_plan(plan, list(plan.steps)), InAgenda.REMOVED, by=by
        )
        with checklists.remember_checklist_change(event, ChecklistAct.DELETED, by, tasks=[task.id]):
            checklists.remove_from_checklist(task)
        remove_row(line)
        db.session.commit()
        return kept


def found(app: Flask, cast: Any) -> list[Any]:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        return [plan_of(event), checklist_of(event)]


def addresses(page: str) -> list[str]:
    return re.findall(rf'action="({BIN}/[^"]+)"', page)


def test_an_empty_bin_says_what_comes_there(organiser: FlaskClient) -> None:
    page = organiser.get(BIN)
    assert (page.status_code, "Nothing to restore" in page.text, addresses(page.text)) == (
        200,
        True,
        [],
    )
    assert f'href="{BIN}"' in organiser.get("/events/spring/history").text


@pytest.mark.both_databases
def test_what_was_removed_is_restored_as_it_was(
    app: Flask, cast: Any, organiser: FlaskClient, rows: list[Any]
) -> None:
    page = organiser.get(BIN).text
    assert [name in page for name in ("Opening", "Flowers", "Hall")] == [True] * 3
    assert found(app, cast) != rows
    for address in addresses(page):
        assert organiser.post(address).status_code == 302
    assert found(app, cast) == rows
    assert "Nothing to restore" in organiser.get(BIN).text
    assert (
        "“Hall” was restored." in organiser.get(BIN).text
        or "Hall" in organiser.get("/events/spring/budget").text
    )
    assert {organiser.post(address).status_code for address in addresses(page)} == {
        409
    }  # twice pressed


def test_a_restored_step_can_be_undone_again(
    app: Flask, cast: Any, organiser: FlaskClient, rows: list[Any]
) -> None:
    removed = found(app, cast)
    (address,) = [one for one in addresses(organiser.get(BIN).text) if "/agenda/" in one]
    organiser.post(address)
    assert found(app, cast)[0] == rows[0]
    organiser.post("/events/spring/agenda/undo")
    assert found(app, cast) == removed


@pytest.mark.parametrize(
    ("role", "rooms"),
    [
        ("organiser", {"agenda", "checklists", "costs"}),
        ("staff", {"checklists", "costs"}),
        ("note_taker", set()),
        ("viewer", set()),
    ],
)
def test_everybody_restores_what_their_role_may(
    organiser: FlaskClient, sign_in: Any, rows: list[Any], role: str, rooms: set[str]
) -> None:
    every = addresses(organiser.get(BIN).text)
    client = sign_in(role)
    assert {one.split("/")[5] for one in addresses(client.get(BIN).text)} == rooms
    assert {one.split("/")[5] for one in every if client.post(one).status_code == 302} == rooms
    assert {client.post(one).status_code for one in every if one.split("/")[5] not in rooms} <= {
        403
    }


def test_strangers_and_wrong_numbers(organiser: FlaskClient, sign_in: Any, rows: list[Any]) -> None:
    assert sign_in("stranger").get(BIN).status_code == 404
    for address in ("agenda/99999", "checklists/99999", "costs/99999"):
        answer = organiser.post(f"{BIN}/{address}/restore")
        assert (answer.status_code, "no longer in the bin" in answer.text) == (409, True)
    assert organiser.post(f"{BIN}/nowhere/1/restore").status_code == 404


def test_for_thirty_days_and_no_longer(
    app: Flask, cast: Any, rows: list[Any], organiser: FlaskClient
) -> None:
    page = organiser.get(BIN).text
    assert page.count("here until ") == 3
    removed = now()
    stand_at(removed + timedelta(days=30) - timedelta(hours=1))
    assert addresses(organiser.get(BIN).text) == addresses(page) != []
    stand_at(removed + timedelta(days=30, hours=1))
    assert "Nothing to restore" in organiser.get(BIN).text
    assert [organiser.post(address).status_code for address in addresses(page)] == [409, 409, 409]
    assert found(app, cast) != rows
