"""What the planner wrote into a new event waits for no decision; what somebody changes in it does."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.checklists.models import Task
from facilitate.data.db import db
from facilitate.events.models import Event, EventKind
from facilitate.lib.text import Words
from facilitate.release.clearing import texts_of_rooms
from facilitate.release.texts import owner_of_event, passage_finder
from facilitate.report.clearing.looking import look_through_all

pytestmark = pytest.mark.looks_through
BRIEFED = "Brief the speakers: minutes, three main messages, no detail that identifies a victim"


def new_event(organiser: FlaskClient, kind: str) -> None:
    """By the form, as anybody makes one."""
    said = {"title-en": f"New {kind}", "first_day": "2027-03-18", "last_day": "2027-03-19"}
    where = {"language": "sq", "zone": "Europe/Tirane", "country": "AL", "expected": "0"}
    answer = organiser.post("/events/new", data={"kind": kind, "past": "y", **said, **where})
    assert answer.status_code == 302


def passages(event: Event) -> list[str]:
    """What is to be decided in an event's texts."""
    texts = texts_of_rooms(owner_of_event(event))
    find = passage_finder(owner_of_event(event), (one.text for one in texts))
    return [found.found for one in texts for found in find(one.text)]


@pytest.mark.parametrize("looked", [False, True])
def test_a_new_event_of_any_kind_has_nothing_to_decide(
    app: Flask, organiser: FlaskClient, looked: bool
) -> None:
    for kind in EventKind:
        new_event(organiser, kind)
    with app.app_context():
        if looked:
            look_through_all()
        events = db.session.scalars(sa.select(Event)).all()
        assert [(event.slug, found) for event in events if (found := passages(event))] == []


def test_a_sentence_that_somebody_changed_is_theirs(app: Flask, organiser: FlaskClient) -> None:
    new_event(organiser, "conference")
    with app.app_context():
        [task] = [one for one in db.session.scalars(sa.select(Task)) if one.title.en == BRIEFED]
        task.title = Words(f"{BRIEFED} of Ura", task.title.sq)
        db.session.commit()
        assert passages(db.session.get_one(Event, task.event_id)) != []
