"""An event that is archived is out of sight, with its late tasks; everything in it stays, and it comes back at a press."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.checklists.models import Task
from facilitate.checklists.reminding.queries import events_with_mails
from facilitate.checklists.starting.actions import start_checklist
from facilitate.data.db import db
from facilitate.events.models import Event

from .. import moment

pytestmark = pytest.mark.both_databases
SPRING = "/events/spring"


def coming(client: FlaskClient) -> str:
    """The front page without the fold of archived events."""
    return client.get("/").text.split('id="archived"')[0]


def test_it_leaves_the_front_page_and_comes_back(app: Flask, organiser: FlaskClient, cast) -> None:
    with app.app_context():
        start_checklist(db.session.get_one(Event, cast.event_id), moment.planner_today(), {})
        db.session.execute(sa.update(Task).values(due_on=moment.planner_today().replace(year=2020)))
        db.session.commit()
    assert "Spring conference" in coming(organiser)
    answer = organiser.post(f"{SPRING}/archive")
    assert (answer.status_code, answer.location) == (302, "/")
    page = organiser.get("/").text
    assert 'action="/events/spring/restore"' in page  # undone at once
    assert "Spring conference" not in coming(organiser)
    assert "1 archived event" in page
    assert "Spring conference" in page.split('id="archived"')[1]
    assert "This event has been archived since" in organiser.get(f"{SPRING}/").text
    assert organiser.get(f"{SPRING}/checklist").status_code == 200
    assert organiser.post(f"{SPRING}/restore").location == f"{SPRING}/"
    assert "Spring conference" in coming(organiser)
    assert "This event has been archived since" not in organiser.get(f"{SPRING}/").text


def test_nobody_is_reminded_of_its_tasks(app: Flask, organiser: FlaskClient) -> None:
    organiser.post(f"{SPRING}/checklist/mails", data={"weekly": "y", "day_before": "y"})
    with app.app_context():
        assert [event.slug for event in events_with_mails()] == ["spring"]
    organiser.post(f"{SPRING}/archive")
    with app.app_context():
        assert events_with_mails() == []


@pytest.mark.one_database
@pytest.mark.parametrize("what", ["archive", "restore"])
def test_only_an_organiser_does(sign_in, what: str) -> None:
    assert [
        sign_in(who).post(f"{SPRING}/{what}").status_code
        for who in ("lead_facilitator", "stranger")
    ] == [403, 404]
