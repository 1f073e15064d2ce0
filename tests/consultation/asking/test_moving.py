"""A consultation that closed in time for its event closes in time for its new days, or its page says that it does not."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.asking.actions import latest_closing_day
from facilitate.consultation.models import Questionnaire
from facilitate.consultation.questionnaire import is_consultation
from facilitate.data.db import db
from facilitate.events.models import Event

from ...moving import move_event
from ..conftest import Asked, planner_today

HOME = "/events/spring/consultation"
TOO_LATE = "the last answers would come too late for it"


def event_in(app: Flask, event_id: int, days: int) -> date:
    """Let the event begin so many days from today; gives its first day."""
    first = planner_today() + timedelta(days=days)
    with app.app_context():
        event = db.session.get_one(Event, event_id)
        event.first_day, event.last_day = first, first + timedelta(days=1)
        db.session.commit()
    return first


def closing_day(app: Flask, event_id: int) -> date | None:
    with app.app_context():
        return db.session.scalar(
            sa.select(Questionnaire.closes_on).where(is_consultation(event_id))
        )


@pytest.mark.usefixtures("asked")
def test_it_closes_the_day_before_an_event_that_is_earlier(
    app: Flask, organiser: FlaskClient, cast
) -> None:
    first = event_in(app, cast.event_id, 30) - timedelta(days=28)
    assert TOO_LATE not in organiser.get(HOME).text
    move_event(organiser, first, first + timedelta(days=1))
    assert closing_day(app, cast.event_id) == first - timedelta(days=1)
    assert TOO_LATE not in organiser.get(HOME).text


@pytest.mark.usefixtures("asked")
def test_an_event_that_is_later_leaves_it(app: Flask, organiser: FlaskClient, cast) -> None:
    first = event_in(app, cast.event_id, 30) + timedelta(days=28)
    closes = closing_day(app, cast.event_id)
    move_event(organiser, first, first + timedelta(days=1))
    assert closing_day(app, cast.event_id) == closes


def test_a_day_that_people_were_told_stays_and_the_page_says_so(
    app: Flask, organiser: FlaskClient, cast, asked: Asked, answered, sign_in
) -> None:
    answered("donor", "More shelters")
    first = event_in(app, cast.event_id, 30) - timedelta(days=28)
    closes = closing_day(app, cast.event_id)
    move_event(organiser, first, first + timedelta(days=1))
    assert closing_day(app, cast.event_id) == closes
    page, seen = organiser.get(HOME).text, sign_in("viewer").get(HOME).text
    assert (TOO_LATE in page, f'href="{HOME}/about"' in page) == (True, True)
    assert (TOO_LATE in seen, "Change the last day" in seen) == (True, False)


@pytest.mark.usefixtures("asked")
def test_one_that_closes_as_the_event_begins_was_not_in_time_and_stays(
    app: Flask, organiser: FlaskClient, cast
) -> None:
    first = event_in(app, cast.event_id, 30)
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(closes_on=first))
        db.session.commit()
    earlier = first - timedelta(days=7)
    move_event(organiser, earlier, earlier + timedelta(days=1))
    assert closing_day(app, cast.event_id) == first


def test_answers_help_until_the_day_before_the_event_and_nothing_closes_in_the_past() -> None:
    today = date(2027, 3, 1)
    days = [latest_closing_day(today + timedelta(days=ahead), today) for ahead in (-5, 0, 1, 2)]
    assert [(day - today).days for day in days] == [0, 0, 0, 1]
