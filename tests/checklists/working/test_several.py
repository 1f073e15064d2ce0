"""Several tasks at once: one form, one change, one undo; whole groups; only for those who may."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from facilitate.checklists.models import (
    ChecklistAct,
    ChecklistChange,
    Phase,
    Task,
    TaskRole,
    TaskStatus,
)
from facilitate.checklists.working.actions import shifted_day
from facilitate.data.db import db
from facilitate.lib.workdays import ClosedDays

from ... import moment
from ...people import Cast
from .facts import LIST, task_id


@pytest.fixture
def ids(app: Flask, started: FlaskClient) -> list[str]:
    return [str(task_id(app, code)) for code in ("C01", "C02", "C03")]


def rows(app: Flask, *columns: Any) -> list[Any]:
    with app.app_context():
        query = sa.select(*columns).where(Task.code.in_(["C01", "C02", "C03"])).order_by(Task.code)
        return [tuple(row) for row in db.session.execute(query)]


def last_change(app: Flask) -> ChecklistChange:
    with app.app_context():
        change = db.session.scalars(
            sa.select(ChecklistChange).order_by(ChecklistChange.id.desc())
        ).first()
        assert change
        return change


def test_one_change_that_is_undone(app: Flask, started: FlaskClient, ids: list[str]) -> None:
    text = started.post(
        f"{LIST}/many?phase=design", data={"task": ids, "do": "done"}, follow_redirects=True
    ).text
    assert "3 tasks have a new status." in text
    assert f'action="{LIST}/undo?phase=design"' in text
    assert rows(app, Task.status, Task.done_on) == [(TaskStatus.DONE, moment.planner_today())] * 3
    assert (last_change(app).did, last_change(app).count) == (ChecklistAct.STATUS, 3)
    started.post(f"{LIST}/undo")
    assert rows(app, Task.status) == [(TaskStatus.OPEN,)] * 3


def test_everything_it_does(app: Flask, started: FlaskClient, ids: list[str], cast: Cast) -> None:
    send = lambda **data: started.post(f"{LIST}/many", data={"task": ids, **data}).status_code  # noqa: E731
    with app.app_context():
        role = db.session.scalars(sa.select(TaskRole).order_by(TaskRole.id.desc())).first()
        assert role
        job, member = role.id, role.member_id
    for status in ("in_progress", "open", "not_needed"):
        assert send(do=status) == 302
        assert rows(app, Task.status) == [(TaskStatus(status),)] * 3
    assert send(do="blocked", blocked_by="the budget") == 302
    assert rows(app, Task.blocked_by) == [("the budget",)] * 3
    assert send(do="person", person=str(cast.members["viewer"])) == 302
    assert rows(app, Task.owner_id, Task.owner_by_hand) == [(cast.members["viewer"], True)] * 3
    assert send(do="job", job=str(job)) == 302
    assert rows(app, Task.role_id, Task.owner_id) == [(job, cast.members["viewer"])] * 3
    assert send(do="person", person="job") == 302
    assert rows(app, Task.owner_id, Task.owner_by_hand) == [(member, False)] * 3
    assert send(do="person", person="nobody") == 302
    assert rows(app, Task.owner_id, Task.owner_by_hand) == [(None, True)] * 3
    assert send(do="job", job="") == 302
    assert rows(app, Task.role_id, Task.owner_id, Task.owner_by_hand) == [(None, None, False)] * 3
    assert send(do="phase", phase="follow_up") == 302
    assert rows(app, Task.phase) == [(Phase.FOLLOW_UP,)] * 3
    assert send(do="delete") == 302
    assert all(row[0] for row in rows(app, Task.removed_at))
    started.post(f"{LIST}/undo")
    assert rows(app, Task.removed_at, Task.phase) == [(None, Phase.FOLLOW_UP)] * 3


def test_dates_are_shifted_but_not_of_what_is_done(
    app: Flask, started: FlaskClient, ids: list[str]
) -> None:
    started.post(f"{LIST}/tasks/{ids[0]}/done")
    before = rows(app, Task.due_on)
    text = started.post(
        f"{LIST}/many", data={"task": ids, "do": "shift", "days": "7"}, follow_redirects=True
    ).text
    assert "2 tasks have new dates. 1 keeps its date: it is not open." in text
    after = rows(app, Task.due_on, Task.due_by_hand)
    assert after[0] == (before[0][0], False)
    for old, new in zip(before[1:], after[1:], strict=True):
        assert new[1]
        assert new[0] >= old[0] + timedelta(days=7)
    assert (
        "Nothing was changed."
        in started.post(
            f"{LIST}/many", data={"task": ids, "do": "shift", "days": "0"}, follow_redirects=True
        ).text
    )


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(-400, 400).filter(bool))
def test_a_shifted_day_is_a_working_day_at_least_as_far(day: date, days: int) -> None:
    shut = ClosedDays("AL")
    found = shifted_day(day, days, shut)
    assert found not in shut
    assert (found - day).days * (1 if days > 0 else -1) >= abs(days)
    assert abs((found - day).days - days) <= 10


@pytest.mark.any_day
def test_a_whole_group_of_what_is_shown(app: Flask, started: FlaskClient, first: str) -> None:
    def done() -> int:
        with app.app_context():
            query = sa.select(sa.func.count(Task.id)).where(Task.status == TaskStatus.IN_PROGRESS)
            return db.session.scalar(query) or 0

    started.post(f"{first}/done")
    started.post(
        f"{LIST}/many?open=1",
        data={"group": ["design", "nothing", "2026-13-40"], "do": "in_progress"},
    )
    assert done() == 16
    started.post(f"{LIST}/undo")
    with app.app_context():
        monday = db.session.scalars(
            sa.select(sa.func.max(Task.due_on))
        ).one()  # late ones are a group of their own
    monday -= timedelta(days=monday.weekday())
    started.post(f"{LIST}/many?view=week", data={"group": monday.isoformat(), "do": "in_progress"})
    with app.app_context():
        days = db.session.scalars(
            sa.select(Task.due_on).where(Task.status == TaskStatus.IN_PROGRESS)
        ).all()
        all_of_it = sa.select(sa.func.count(Task.id)).where(
            Task.due_on.between(monday, monday + timedelta(days=6))
        )
        assert len(days) == db.session.scalar(all_of_it)
    started.post(f"{LIST}/undo")
    started.post(f"{LIST}/many?view=person", data={"group": "0", "do": "in_progress"})
    assert done() == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"do": "blocked"}, "Please say what they wait for."),
        ({"do": "shift", "days": "many"}, "Enter a whole number"),
        ({"do": "shift", "days": "401"}, "Enter a number from -400 to 400."),
        ({"do": "person", "person": "999"}, "Please choose one from the list."),
        ({"do": "job", "job": "999"}, "Please choose one from the list."),
        ({"do": "phase", "phase": ""}, "Please choose one from the list."),
        ({"do": ""}, "Press the button for what you want to do."),
        ({}, "Press the button for what you want to do."),
    ],
)
def test_a_mistake_keeps_the_ticks(
    app: Flask, started: FlaskClient, ids: list[str], data: dict[str, str], said: str
) -> None:
    answer = started.post(f"{LIST}/many", data={"task": ids, **data})
    assert answer.status_code == 422
    assert said in answer.text or "integer" in said
    assert answer.text.count('" checked') == 3
    assert rows(app, Task.status) == [(TaskStatus.OPEN,)] * 3


def test_nothing_ticked_and_what_is_not_there(
    app: Flask, started: FlaskClient, ids: list[str]
) -> None:
    for ticked in ([], ["999"], ["x", "-1", "99999999999999999999"]):
        text = started.post(
            f"{LIST}/many", data={"task": ticked, "do": "done"}, follow_redirects=True
        ).text
        assert "Tick the tasks first." in text
    assert rows(app, Task.status) == [(TaskStatus.OPEN,)] * 3


@pytest.mark.both_databases
@pytest.mark.parametrize("group", ["9" * 30, "-1", "x"])
def test_a_group_that_no_person_has_is_left_out(
    started: FlaskClient, ids: list[str], group: str
) -> None:
    answer = started.post(f"{LIST}/many?view=person", data={"group": group, "do": "done"})
    assert answer.status_code == 302


def test_who_only_ticks_changes_the_status_alone(
    app: Flask, ids: list[str], sign_in: Callable[[str], FlaskClient]
) -> None:
    helper = sign_in("note_taker")
    assert helper.post(f"{LIST}/many", data={"task": ids, "do": "done"}).status_code == 302
    for do in ("delete", "not_needed", "shift", "person", "job", "phase"):
        data = {"task": ids, "do": do, "days": "3", "person": "job", "phase": "design"}
        assert helper.post(f"{LIST}/many", data=data).status_code == 422
    assert rows(app, Task.status, Task.removed_at) == [(TaskStatus.DONE, None)] * 3
    text = helper.get(LIST).text
    assert 'value="in_progress"' in text
    assert 'value="delete"' not in text
