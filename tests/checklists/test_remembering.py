"""What is done to a checklist is remembered, undone and redone; jobs move their tasks; tasks follow tasks."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.checklists.actions import (
    assign_job,
    assign_task,
    mark_done,
    redate_followers,
    remember_checklist_change,
    remove_from_checklist,
    undo_or_redo_last,
)
from facilitate.checklists.models import Anchor, ChecklistAct, Task, TaskRole, TaskStatus, Unit
from facilitate.checklists.queries import checklist_of, tasks_of
from facilitate.checklists.starting.actions import start_checklist
from facilitate.data.db import db
from facilitate.events.models import Event, Member, Role
from facilitate.web.refused import Refused

from ..people import Cast

pytestmark = pytest.mark.both_databases
TODAY = date(2026, 11, 25)


@pytest.fixture
def event(app: Flask, cast: Cast):
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        start_checklist(
            event,
            TODAY,
            {Role(role): db.session.get_one(Member, id_) for role, id_ in cast.members.items()},
        )
        db.session.commit()
        yield event


def task(code: str) -> Task:
    return db.session.scalars(sa.select(Task).where(Task.code == code)).one()


def test_what_was_done_is_undone_and_redone(event: Event, cast: Cast) -> None:
    by, before = cast.users["organiser"], checklist_of(event)
    one = task("C01")
    with remember_checklist_change(event, ChecklistAct.STATUS, by, about=one.title, tasks=[one.id]):
        mark_done(one, TODAY)
    with remember_checklist_change(event, ChecklistAct.DELETED, by, tasks=[task("C02").id]):
        remove_from_checklist(task("C02"))
    assert (task("C01").status, len(tasks_of(event))) == (TaskStatus.DONE, 94)
    after = checklist_of(event)
    undo_or_redo_last(event, by)
    undo_or_redo_last(event, by)
    assert checklist_of(event) == before
    assert undo_or_redo_last(event, by) is None
    undo_or_redo_last(event, by, again=True)
    undo_or_redo_last(event, by, again=True)
    assert checklist_of(event) == after


def test_what_was_undone_before_something_new_is_given_up(event: Event, cast: Cast) -> None:
    by = cast.users["organiser"]
    for code in ("C01", "C02"):
        with remember_checklist_change(
            event, ChecklistAct.STATUS, by, about=task(code).title, tasks=[task(code).id]
        ):
            mark_done(task(code), TODAY)
        undo_or_redo_last(event, by)
    undo_or_redo_last(event, by, again=True)
    assert [task(code).status for code in ("C01", "C02")] == [TaskStatus.OPEN, TaskStatus.DONE]
    assert undo_or_redo_last(event, by, again=True) is None


def test_what_somebody_else_changed_since_is_not_undone(event: Event, cast: Cast) -> None:
    one = task("C01")
    with remember_checklist_change(
        event, ChecklistAct.STATUS, cast.users["organiser"], tasks=[one.id]
    ):
        mark_done(one, TODAY)
    with remember_checklist_change(event, ChecklistAct.STATUS, cast.users["staff"], tasks=[one.id]):
        one.done_on = date(2026, 11, 20)
    with pytest.raises(Refused):
        undo_or_redo_last(event, cast.users["organiser"])
    assert task("C01").done_on == date(2026, 11, 20)


def test_a_job_moves_its_tasks_but_those_given_by_hand(event: Event, cast: Cast) -> None:
    role = db.session.scalars(sa.select(TaskRole).order_by(TaskRole.id)).first()
    assert role is not None
    own = db.session.scalars(sa.select(Task).where(Task.role_id == role.id)).all()
    assign_task(own[0], cast.members["viewer"])
    assert assign_job(role, cast.members["staff"]) == len(own) - 1
    owners = {
        one.owner_id for one in db.session.scalars(sa.select(Task).where(Task.role_id == role.id))
    }
    assert owners == {cast.members["viewer"], cast.members["staff"]}
    assign_task(own[0], cast.members["staff"])
    assert not own[0].owner_by_hand


def test_a_task_follows_another(event: Event) -> None:
    first, second = task("C01"), task("C02")
    second.anchor, second.after_id, second.offset, second.unit = Anchor.TASK, first.id, 5, Unit.DAYS
    db.session.flush()
    redate_followers(event)
    assert task("C02").due_on == date(2026, 11, 20)  # Alphabet Day is kept on Monday, the 23rd
    mark_done(first, date(2026, 12, 1))
    db.session.flush()
    redate_followers(event)
    assert task("C02").due_on == date(2026, 12, 4)  # the 6th is a Sunday
