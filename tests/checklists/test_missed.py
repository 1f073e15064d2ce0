"""What was due before an event was made is late nowhere; what was missed since is counted alike everywhere."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from facilitate.checklists.models import Task
from facilitate.data.db import db
from facilitate.events.models import Event

from ..moment import planner_today

pytestmark = pytest.mark.both_databases


def text_of(client: FlaskClient, address: str) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", client.get(address).text)


@pytest.fixture
def near(app: Flask, organiser: FlaskClient) -> str:
    """The address of an event made today that begins in seven weeks: usual dates have passed."""
    day = planner_today() + timedelta(days=50)
    said = {"kind": "conference", "title-en": "Near", "first_day": day, "last_day": day}
    where = {"language": "en", "zone": "Europe/Tirane", "country": "AL", "expected": "0"}
    return organiser.post("/events/new", data={**said, **where}).location


def test_an_event_of_this_minute_is_late_with_nothing(organiser: FlaskClient, near: str) -> None:
    assert " late" not in text_of(organiser, "/")
    assert "none late" in text_of(organiser, f"{near}checklist")
    assert "0 late" not in text_of(organiser, near)
    assert "tasks were due before this event was created" in text_of(organiser, near)
    assert "The usual dates of" in text_of(organiser, f"{near}checklist")


def test_what_is_missed_then_is_one_number_everywhere(
    app: Flask, organiser: FlaskClient, near: str
) -> None:
    with app.app_context():
        slug = near.rstrip("/").rsplit("/", 1)[1]
        event = db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()
        event.created_at -= timedelta(days=3)
        due = sa.select(Task).where(
            Task.event_id == event.id, Task.due_on >= planner_today() + timedelta(days=1)
        )
        for task in db.session.scalars(due.limit(2)):
            task.due_on = planner_today() - timedelta(days=1)
        db.session.commit()
    told = re.search(r"(\d+) tasks are late", text_of(organiser, "/"))
    assert told is not None
    late = int(told[1])
    assert late >= 2
    assert f", {late} late" in text_of(organiser, f"{near}checklist")
    assert f"{late} tasks are late" in text_of(organiser, near)
    assert f"{late} late" in text_of(organiser, f"{near}objectives")  # in the thread
    shown = organiser.get(f"{near}checklist?late=1&view=week").text
    assert len(re.findall(r'<td class="due">\s*<span class="late">', shown)) == late


@pytest.mark.at("2026-12-02T23:16:00+00:00")
def test_an_event_made_after_midnight_is_of_the_day_where_it_is_held(
    app: Flask, organiser: FlaskClient, near: str
) -> None:
    """Sixteen minutes into the third of December in Tirana it is still the second in UTC, in which moments are kept."""
    with app.app_context():
        slug = near.rstrip("/").rsplit("/", 1)[1]
        event = db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()
        passed = sa.select(Task).where(
            Task.event_id == event.id, Task.due_on < planner_today() - timedelta(days=1)
        )
        for task in db.session.scalars(passed):
            task.due_on = planner_today() - timedelta(days=1)
        task_id = task.id
        db.session.commit()
    assert planner_today() == date(2026, 12, 3)
    assert "– late" not in text_of(organiser, f"{near}checklist/tasks/{task_id}")
    assert " late" not in text_of(organiser, "/")
    assert "none late" in text_of(organiser, f"{near}checklist")
    assert "0 late" not in text_of(organiser, near)
    assert "tasks were due before this event was created" in text_of(organiser, near)
    book = load_workbook(BytesIO(organiser.get(f"{near}checklist.xlsx").data))
    assert [
        rule.formula
        for sheet in book
        for ranged in sheet.conditional_formatting
        for rule in ranged.rules
        if "DATE(2026,12,2)" in "".join(rule.formula)
    ] == []
