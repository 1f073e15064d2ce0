"""What happened: everything that was done in an event, told in words, narrowed, and undone from there."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda import actions as agenda
from facilitate.agenda.history import AgendaAct as InAgenda
from facilitate.agenda.placing import add_to_plan
from facilitate.agenda.plan import PlanStep
from facilitate.agenda.queries import plan_of
from facilitate.checklists import actions as checklists
from facilitate.checklists.models import ChecklistAct, Phase, Task, TaskStatus
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.history.models import Change
from facilitate.lib.text import Words

from .. import moment

PAGE = "/events/spring/history"


@pytest.fixture
def done(app: Flask, cast: Any) -> dict[str, int]:
    """The lead facilitator adds a step, the organiser a task, which a note-taker ticks: numbers of what was done."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        before = agenda.plan_to_change(event)
        step = PlanStep(-1, next(iter(before.days)), title=Words("Opening", "Hapja"), minutes=30)
        by = cast.users["lead_facilitator"]
        agenda.write_plan(
            event, before, add_to_plan(before, step), InAgenda.ADDED, by=by, about=step.title
        )
        task = checklists.new_task(event)
        task.title, task.benchmark = Words("Order the flowers", "Porosit lulet"), Words()
        task.phase = Phase.LOGISTICS
        with checklists.remember_checklist_change(
            event, ChecklistAct.ADDED, cast.users["organiser"], about=task.title, tasks=[]
        ) as made:
            task.due_on = event.first_day - timedelta(days=9)
            made.add(checklists.append_task(task).id)
        with checklists.remember_checklist_change(
            event, ChecklistAct.STATUS, cast.users["note_taker"], about=task.title, tasks=[task.id]
        ):
            checklists.set_status(task, TaskStatus.DONE, moment.planner_today())
        db.session.commit()
        return dict(
            zip(
                ["step", "task", "tick"],
                db.session.scalars(sa.select(Change.id).order_by(Change.id)),
                strict=True,
            )
        )


def rows(app: Flask) -> list[list[Any]]:
    """Every step and task that is there, as it is."""
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        steps = [(one.id, one.title.en) for one in plan_of(event).steps.values()]
        tasks = sa.select(Task.title, Task.status, Task.done_on).where(Task.removed_at.is_(None))
        return [steps, [tuple(row) for row in db.session.execute(tasks)]]


def test_an_empty_event_says_what_will_stand_there(organiser: FlaskClient) -> None:
    page = organiser.get(PAGE)
    assert page.status_code == 200
    assert "Nothing to undo yet" in page.text
    assert "history-who" not in page.text


def test_it_says_who_did_what_where(organiser: FlaskClient, done: dict[str, int]) -> None:
    page = organiser.get(PAGE).text
    assert "3 changes are kept here, the latest first." in page
    for said in (
        "“Opening” is now in the agenda.",
        "“Order the flowers” was added.",
        "Besnik Kola",
        "Dritan Gjoka",
    ):
        assert said in page
    assert (
        page.index("has a new status")
        < page.index("was added")
        < page.index("is now in the agenda")
    )
    assert "Status: open → done" in page


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("who=organiser", ["task"]),
        ("where=agenda", ["step"]),
        ("where=checklists&who=note_taker", ["tick"]),
        ("where=nowhere", ["step", "task", "tick"]),
        ("day=soon", ["step", "task", "tick"]),
        ("who=-7", ["step", "task", "tick"]),
        ("day=2001-01-01", []),
        ("day=0001-01-01", ["step", "task", "tick"]),
        ("day=9999-12-31", ["step", "task", "tick"]),
        ("page=99999999999999999999", ["step", "task", "tick"]),
        ("page=7", ["step", "task", "tick"]),
    ],
)
def test_it_is_narrowed(
    organiser: FlaskClient, cast: Any, done: dict[str, int], asked: str, left: list[str]
) -> None:
    for role, user in cast.users.items():
        asked = asked.replace(f"={role}", f"={user}")
    page = organiser.get(f"{PAGE}?{asked}").text
    there = [
        name
        for name, key in done.items()
        if f'id="agenda-{key}"' in page or f'id="checklists-{key}"' in page
    ]
    assert there == left
    assert ("No changes found." in page) is (left == [])


def test_a_day_is_the_event_s(app: Flask, organiser: FlaskClient, done: dict[str, int]) -> None:
    with app.app_context():
        late = moment.now().astimezone(ZoneInfo("Europe/Tirane")).replace(hour=0, minute=20)
        db.session.execute(sa.update(Change).where(Change.id == done["step"]).values(at=late))
        db.session.execute(
            sa.update(Change).where(Change.id != done["step"]).values(at=late - timedelta(hours=1))
        )
        db.session.commit()
    page = organiser.get(f"{PAGE}?day={late:%Y-%m-%d}").text
    assert "“Opening” is now in the agenda." in page
    assert "Order the flowers" not in page


@pytest.mark.both_databases
def test_each_is_undone_and_done_again_by_its_own(
    app: Flask, organiser: FlaskClient, done: dict[str, int]
) -> None:
    first = rows(app)
    undone = organiser.post(f"{PAGE}/agenda/{done['step']}/undo", follow_redirects=True).text
    assert "Undone: “Opening” is now in the agenda." in undone
    assert rows(app) == [[], first[1]]
    organiser.post(f"{PAGE}/checklists/{done['tick']}/undo")
    assert rows(app) == [[], [(Words("Order the flowers", "Porosit lulet"), TaskStatus.OPEN, None)]]
    for room, key in (("agenda", "step"), ("checklists", "tick")):
        organiser.post(f"{PAGE}/{room}/{done[key]}/redo")
    assert rows(app) == first


def test_twice_pressed_is_once_undone(organiser: FlaskClient, done: dict[str, int]) -> None:
    address = f"{PAGE}/checklists/{done['tick']}"
    assert organiser.post(f"{address}/redo").status_code == 409
    assert organiser.post(f"{address}/undo").status_code == 302
    again = organiser.post(f"{address}/undo")
    assert (again.status_code, "This has already been undone." in again.text) == (409, True)


def test_what_somebody_changed_since_is_left_alone_and_said(
    app: Flask, organiser: FlaskClient, done: dict[str, int]
) -> None:
    before = rows(app)
    page = organiser.post(f"{PAGE}/checklists/{done['task']}/undo")
    assert page.status_code == 409
    assert "Somebody has changed “Order the flowers” since; nothing was undone." in page.text
    assert rows(app) == before


def test_undo_of_another_s_change_is_none_of_their_own_undo(
    app: Flask, organiser: FlaskClient, lead: FlaskClient, done: dict[str, int]
) -> None:
    organiser.post(f"{PAGE}/agenda/{done['step']}/undo")
    there = rows(app)
    for client in (lead, organiser):
        for way in ("undo", "redo"):
            page = client.post(f"/events/spring/agenda/{way}", follow_redirects=True).text
            assert "There is nothing to" in page
    assert rows(app) == there


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("organiser", {"step", "task", "tick"}),
        ("lead_facilitator", {"step", "task", "tick"}),
        ("staff", {"task", "tick"}),
        ("note_taker", {"tick"}),
        ("facilitator", set()),
        ("viewer", set()),
        ("administrator", {"step", "task", "tick"}),
    ],
)
def test_who_may_undo_what(sign_in: Any, done: dict[str, int], role: str, may: set[str]) -> None:
    client, room = sign_in(role), {"step": "agenda", "task": "checklists", "tick": "checklists"}
    page = client.get(PAGE).text
    assert {key for key in done if f'{PAGE}/{room[key]}/{done[key]}/undo"' in page} == may
    refused = {
        key
        for key in done
        if client.post(f"{PAGE}/{room[key]}/{done[key]}/undo").status_code == 403
    }
    assert refused == set(done) - may


def test_strangers_and_wrong_numbers(
    sign_in: Any, organiser: FlaskClient, done: dict[str, int]
) -> None:
    stranger = sign_in("stranger")
    assert stranger.get(PAGE).status_code == 404
    assert stranger.post(f"{PAGE}/agenda/{done['step']}/undo").status_code == 404
    for address in (f"agenda/{done['task']}", f"nowhere/{done['step']}", "agenda/99999"):
        assert organiser.post(f"{PAGE}/{address}/undo").status_code == 404
    organiser.post(f"{PAGE}/agenda/{done['step']}/undo")
    assert (
        organiser.post(f"{PAGE}/agenda/{done['tick'] + 1}/undo").status_code == 404
    )  # to undo is no change of its own


def test_many_changes_are_paged(app: Flask, organiser: FlaskClient, cast: Any) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        for number in range(53):
            db.session.add(
                Change(
                    event_id=event.id,
                    room="agenda",
                    at=moment.now() + timedelta(seconds=number),
                    did="moved",
                    about=Words(f"Step {number}"),
                )
            )
        db.session.commit()
    first, second = organiser.get(PAGE).text, organiser.get(f"{PAGE}?page=2").text
    assert ("“Step 52” was moved." in first, "“Step 2” was moved." in first) == (True, False)
    assert ("“Step 52” was moved." in second, "“Step 2” was moved." in second) == (False, True)
    assert "somebody without an account" in first


@pytest.mark.both_databases
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2027-02-30"])
def test_a_day_at_the_calendars_end_narrows_nothing(organiser, day: str) -> None:
    assert organiser.get(f"{PAGE}?day={day}").status_code == 200
