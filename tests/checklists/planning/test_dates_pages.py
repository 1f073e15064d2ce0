"""The page of dates: house rules, the event moved there and back, a late start caught up and undone."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate import clock
from facilitate.checklists.actions import undo_or_redo_last
from facilitate.checklists.models import Task
from facilitate.checklists.queries import checklist_of
from facilitate.checklists.starting.actions import start_checklist
from facilitate.checklists.working import event_dates
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.workdays import ClosedDays

from ... import moment
from ...people import Cast
from ...statements import count_statements

DATES = "/events/spring/checklist/dates"


@pytest.fixture(
    params=[
        (2026, 11, 27),
        (2026, 11, 28),
        (2026, 11, 29),
        (2026, 11, 30),
        (2026, 12, 6),
        (2026, 12, 9),
    ],
    ids=["Friday", "Saturday", "holiday", "holiday-on-Monday", "Sunday", "Wednesday"],
)
def that_day(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day on which it is caught up: offices are open, or closed."""
    at = datetime(*request.param, 10, tzinfo=UTC)
    monkeypatch.setattr(clock, "_source", lambda: at)


@pytest.fixture
def listed(app: Flask, cast: Cast) -> None:
    """The starting list, for an event in a hundred days."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = moment.planner_today() + timedelta(days=100)
        event.last_day = event.first_day + timedelta(days=1)
        start_checklist(event, moment.planner_today(), {})
        db.session.commit()


def test_the_rules_are_told_and_a_late_start_is_offered_a_way(
    organiser: FlaskClient, listed: None
) -> None:
    with count_statements() as asked:
        text = organiser.get(DATES).text
    assert len(asked) <= 12
    assert "Design starts at least three months before the first day." in text
    assert "Catch up" in text
    assert "What it cannot fix:" in text or "With these dates all house rules are kept." in text


@pytest.mark.any_day
def test_catching_up_is_one_change_that_is_undone(
    organiser: FlaskClient, app: Flask, cast: Cast, listed: None
) -> None:
    with app.app_context():
        before = checklist_of(db.session.get_one(Event, cast.event_id))
    assert organiser.post(f"{DATES}/catch-up").status_code == 302
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        after = checklist_of(event)
        assert not [task for task in after.tasks.values() if task.due_on < moment.planner_today()]
        assert {key: task.first_due_on for key, task in after.tasks.items()} == {
            key: task.first_due_on for key, task in before.tasks.items()
        }
        undo_or_redo_last(event, cast.users["organiser"])
        assert checklist_of(event) == before
        db.session.commit()
    assert organiser.post(f"{DATES}/catch-up").status_code == 302
    assert organiser.post(f"{DATES}/catch-up").status_code == 409


@pytest.mark.any_day
def test_what_was_caught_up_moves_with_the_event_and_back(
    organiser: FlaskClient, app: Flask, cast: Cast, listed: None
) -> None:
    moves_there_and_back(organiser, app, cast)


def test_what_was_caught_up_on_a_closed_day_moves_and_comes_back(
    that_day: None, organiser: FlaskClient, app: Flask, cast: Cast, listed: None
) -> None:
    moves_there_and_back(organiser, app, cast)


def moves_there_and_back(organiser: FlaskClient, app: Flask, cast: Cast) -> None:
    """Catch up, move the event a week later and back: every task is due again when it was."""
    organiser.post(f"{DATES}/catch-up")
    with app.app_context():
        days = dict(map(tuple, db.session.execute(sa.select(Task.id, Task.due_on))))
        assert not [day for day in days.values() if day < moment.planner_today()]
        first_day = db.session.get_one(Event, cast.event_id).first_day
        assert not [day for day in days.values() if day < first_day and day in ClosedDays("AL")]
    for move in (7, -7):
        with app.app_context():
            event = db.session.get_one(Event, cast.event_id)
            event.first_day += timedelta(days=move)
            event.last_day += timedelta(days=move)
            db.session.commit()
        assert "The event’s days have moved" in organiser.get(DATES).text
        assert organiser.post(f"{DATES}/count").status_code == 302
    with app.app_context():
        assert dict(map(tuple, db.session.execute(sa.select(Task.id, Task.due_on)))) == days


@pytest.mark.parametrize(
    ("who", "status"), [("viewer", 403), ("facilitator", 403), ("stranger", 404)]
)
def test_only_who_edits_the_list_changes_dates(
    sign_in, listed: None, who: str, status: int
) -> None:
    assert sign_in(who).post(f"{DATES}/catch-up").status_code == status
    assert sign_in(who).post(f"{DATES}/count").status_code == status


def test_others_read_them(sign_in, listed: None) -> None:
    assert sign_in("viewer").get(DATES).status_code == 200
    assert sign_in("stranger").get(DATES).status_code == 404
    assert sign_in("organiser").get(f"{DATES}/count").status_code == 405


@pytest.mark.any_day
def test_the_list_offers_to_catch_up_only_where_that_changes_something(
    app: Flask, listed: None
) -> None:
    with app.app_context():
        db.session.execute(
            sa.update(Task).values(due_on=moment.planner_today() + timedelta(days=5))
        )
        db.session.execute(
            sa.update(Task)
            .where(Task.code == "C30")
            .values(due_on=moment.planner_today() - timedelta(days=1))
        )
        db.session.commit()
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        dates = event_dates.dates_of(event, every=False)
        assert event_dates.can_catch_up(event, dates, moment.planner_today())
        assert not event_dates.can_catch_up(event, dates, event.first_day)
        db.session.execute(sa.update(Task).values(due_by_hand=True))
        assert not event_dates.can_catch_up(
            event, event_dates.dates_of(event, every=True), moment.planner_today()
        )
