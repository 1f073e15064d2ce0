"""Undo where somebody or something the agenda mentioned has gone since: what is left of it comes back, nothing is stuck."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.plan import Plan, PlanSpeaker
from facilitate.data.db import db
from facilitate.directory.models import Level, OfficeKind, Organisation, Person, Sector
from facilitate.events.actions import add_objective
from facilitate.events.models import Event, Member, Objective
from facilitate.lib.text import Words

AGENDA = "/events/spring/agenda"


def typed(**more: Any) -> dict[str, Any]:
    """What the form of “Opening” posts."""
    blank = dict.fromkeys(("pinned", "technique", "room", "lead", "note_taker"), "")
    return {
        "title-en": "Opening",
        "kind": "plenary",
        "minutes": "15",
        "where": "2027-03-18",
        "people": "0",
        "groups": "0",
        **blank,
        **more,
    }


@pytest.fixture
def speaker(app: Flask) -> int:
    """Somebody in the directory."""
    with app.app_context():
        sector = db.session.scalars(sa.select(Sector.id)).first()
        office = Organisation(
            name="An office", kind=list(OfficeKind)[0], level=list(Level)[0], sector_id=sector
        )
        db.session.add(office)
        db.session.flush()
        person = Person(
            given_name="Ana",
            family_name="Leka",
            organisation_id=office.id,
            position=Words(),
            email="",
            phone="",
        )
        db.session.add(person)
        db.session.commit()
        return person.id


def go(app: Flask, model: Any, key: int) -> None:
    with app.app_context():
        db.session.delete(db.session.get_one(model, key))
        db.session.commit()


def test_a_speaker_who_left_the_directory_keeps_the_name_and_undo_goes_on(
    app: Flask, organiser: FlaskClient, blocks, plan: Callable[[], Plan], speaker: int
) -> None:
    before, address = plan(), f"{AGENDA}/steps/{blocks['Opening']}"
    assert organiser.post(address, data=typed(speakers="Ana Leka – An office")).status_code == 302
    assert organiser.post(f"{address}/minutes", data={"minutes": "25"}).status_code == 302
    assert plan().steps[blocks["Opening"]].speakers == (PlanSpeaker("Ana Leka", speaker),)
    go(app, Person, speaker)
    assert plan().steps[blocks["Opening"]].speakers == (PlanSpeaker("Ana Leka"),)
    organiser.post(f"{AGENDA}/undo")
    organiser.post(f"{AGENDA}/undo")
    assert plan() == before
    organiser.post(f"{AGENDA}/redo")
    assert plan().steps[blocks["Opening"]].speakers == (PlanSpeaker("Ana Leka"),)


def test_a_lead_who_left_the_team_and_an_objective_that_went(
    app: Flask, organiser: FlaskClient, cast, blocks, plan: Callable[[], Plan]
) -> None:
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        objective = add_objective(event, Words("Share data"), Words()).id
        db.session.commit()
    before, member = plan(), cast.members["staff"]
    data = typed(lead=str(member), supporters=[str(member)], objectives=[str(objective)])
    assert organiser.post(f"{AGENDA}/steps/{blocks['Opening']}", data=data).status_code == 302
    go(app, Member, member)
    go(app, Objective, objective)
    organiser.post(f"{AGENDA}/undo")
    assert plan() == before
    organiser.post(f"{AGENDA}/redo")
    step = plan().steps[blocks["Opening"]]
    assert (step.lead, step.supporters, step.objectives) == (None, (), ())


def test_a_new_step_is_taken_back_although_its_lead_has_left(
    app: Flask, organiser: FlaskClient, cast, blocks, plan: Callable[[], Plan]
) -> None:
    before, member = plan(), cast.members["staff"]
    data = typed(**{"title-en": "New", "lead": str(member)})
    assert organiser.post(f"{AGENDA}/steps/new?in=2027-03-18", data=data).status_code == 302
    go(app, Member, member)
    organiser.post(f"{AGENDA}/undo")
    assert plan() == before


def test_somebody_elses_change_still_stands_in_the_way(
    organiser: FlaskClient, sign_in, cast, blocks, plan: Callable[[], Plan]
) -> None:
    address = f"{AGENDA}/steps/{blocks['Opening']}"
    organiser.post(address, data=typed(lead=str(cast.members["staff"])))
    sign_in("lead_facilitator").post(address, data=typed(lead=str(cast.members["facilitator"])))
    assert organiser.post(f"{AGENDA}/undo").status_code == 409
    assert plan().steps[blocks["Opening"]].lead == cast.members["facilitator"]


def test_who_is_ticked_twice_helps_once(
    organiser: FlaskClient, cast, blocks, plan: Callable[[], Plan]
) -> None:
    member = cast.members["staff"]
    data = typed(supporters=[str(member), str(member)])
    assert organiser.post(f"{AGENDA}/steps/{blocks['Opening']}", data=data).status_code == 302
    assert plan().steps[blocks["Opening"]].supporters == (member,)
