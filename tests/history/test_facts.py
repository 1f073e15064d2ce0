"""An event's own facts: who edited which, told in both languages, and undone with whatever follows its days."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.forms import event_form
from facilitate.events.models import Event
from facilitate.history.facts import FACTS_HISTORY, edit_facts
from facilitate.history.models import FactsChange

from ..events.test_event_pages import FACTS
from ..moving import move_event
from .acts import ONE
from .test_undoing import differing, rows_there

PAGE = "/events/spring/history"
FIRST = date(2027, 3, 18)


def last_change(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(sa.select(sa.func.max(FactsChange.id))).one()


def test_what_was_edited_is_told_field_by_field(organiser: FlaskClient) -> None:
    organiser.post("/events/spring/settings", data={**FACTS, "town": "Durrës", "expected": "90"})
    told = organiser.get(PAGE).text
    assert "The details of the event were edited." in told
    assert "Town: Tiranë → Durrës; Expected participants: 110 → 90" in told


def test_saving_without_a_change_is_none(app: Flask, organiser: FlaskClient) -> None:
    organiser.post("/events/spring/settings", data={**FACTS, "town": "Durrës"})
    once = last_change(app)
    organiser.post("/events/spring/settings", data={**FACTS, "town": "Durrës", "version": "2"})
    assert last_change(app) == once


def test_other_days_are_told_and_undone(app: Flask, organiser: FlaskClient) -> None:
    move_event(organiser, FIRST + timedelta(days=21), FIRST + timedelta(days=22))
    told = organiser.get(PAGE).text
    assert "The event was moved to other days." in told
    assert "Days: 18–19 March 2027 → 8–9 April 2027" in told
    answer = organiser.post(f"{PAGE}/event/{last_change(app)}/undo", follow_redirects=True)
    assert "Undone: The event was moved to other days." in answer.text
    assert f'value="{FIRST}"' in organiser.get("/events/spring/settings").text


@pytest.mark.both_databases
def test_a_moved_event_goes_back_with_all_that_follows_its_days(demo: Flask) -> None:
    with demo.test_request_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "annual-next")).one()
        before = rows_there()

        def move(event: Event) -> bool:
            event.first_day += timedelta(days=21)
            event.last_day += timedelta(days=21)
            return True

        _saved, change = edit_facts(event, event_form(event, [], []), move, ONE)
        assert change is not None
        moved = differing(rows_there(), before)
        assert {"event", "day"} <= set(moved)
        FACTS_HISTORY.take_back(event, change.id, ONE, False)
        assert differing(rows_there(), before) == {}


def test_who_archived_it_is_told_and_undone(app: Flask, organiser: FlaskClient) -> None:
    for _twice in range(2):
        organiser.post("/events/spring/archive")
    archived = last_change(app)
    organiser.post("/events/spring/restore")
    told = organiser.get(PAGE).text
    assert told.count('id="event-') == 2
    for said in ("The event was archived.", "The event was restored."):
        assert f"Undo: {said}" in told
    organiser.post(f"{PAGE}/event/{last_change(app)}/undo")
    assert organiser.post(f"{PAGE}/event/{archived}/undo").status_code == 302
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        assert event.archived_at is None


def test_the_page_that_says_saved_offers_the_way_back(organiser: FlaskClient) -> None:
    saved = organiser.post(
        "/events/spring/settings", data={**FACTS, "town": "Durrës"}, follow_redirects=True
    )
    assert "/history/event/" in saved.text


def test_only_who_edits_the_event_undoes_it(app: Flask, organiser: FlaskClient, sign_in) -> None:
    organiser.post("/events/spring/settings", data={**FACTS, "town": "Durrës"})
    address = f"{PAGE}/event/{last_change(app)}/undo"
    asked = [sign_in(one).post(address).status_code for one in ("staff", "stranger")]
    assert asked == [403, 404]
