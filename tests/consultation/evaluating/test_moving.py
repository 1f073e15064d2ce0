"""An evaluation moves along with its event."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Questionnaire
from facilitate.consultation.questionnaire import is_evaluation
from facilitate.data.db import db
from facilitate.events.models import Event

from ...moving import move_event
from ..conftest import planner_today
from .conftest import Evaluation, give_answer

LATER = timedelta(days=180)
EARLIER = timedelta(days=-400)


def days(app: Flask, event_id: int) -> tuple[date, date]:
    """From when until when people are asked."""
    with app.app_context():
        asked = sa.select(Questionnaire.opens_on, Questionnaire.closes_on)
        opens_on, closes_on = db.session.execute(asked.where(is_evaluation(event_id))).one()
        return opens_on, closes_on


def move(app: Flask, client: FlaskClient, event_id: int, by: timedelta) -> None:
    with app.app_context():
        event = db.session.get_one(Event, event_id)
        first, last = event.first_day + by, event.last_day + by
    move_event(client, first, last)


@pytest.mark.usefixtures("evaluation")
def test_it_is_asked_as_many_days_later(app: Flask, organiser: FlaskClient, cast) -> None:
    opened, closed = days(app, cast.event_id)
    move(app, organiser, cast.event_id, LATER)
    assert days(app, cast.event_id) == (opened + LATER, closed + LATER)


@pytest.mark.usefixtures("evaluation")
def test_of_an_event_long_past_it_begins_today(app: Flask, organiser: FlaskClient, cast) -> None:
    opened, closed = days(app, cast.event_id)
    move(app, organiser, cast.event_id, EARLIER)
    today = planner_today()
    assert days(app, cast.event_id) == (today, today + (closed - opened))
    page = organiser.get("/events/spring/evaluation").text
    assert ("Send it to the people who came" in page, "in the last session" in page) == (
        True,
        False,
    )


def test_with_an_answer_it_stays(
    app: Flask, organiser: FlaskClient, cast, evaluation: Evaluation
) -> None:
    asked = days(app, cast.event_id)
    with app.app_context():
        give_answer(evaluation, "donor", overall=4)
        db.session.commit()
    move(app, organiser, cast.event_id, LATER)
    assert days(app, cast.event_id) == asked
