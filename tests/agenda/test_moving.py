"""An event that is moved takes its agenda along."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Day, Step
from facilitate.data.db import db
from facilitate.events.models import Event

from .. import moment
from ..moving import move_event


def new_dates() -> list[date]:
    """Half a year after those of the event."""
    first = moment.spring_day() + timedelta(days=180)
    return [first, first + timedelta(days=1)]


def dates(app: Flask) -> list[date]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Day.on).order_by(Day.on)))


def station_of(client: FlaskClient) -> str:
    """What the thread says of the agenda."""
    page = client.get("/events/spring/").text
    found = re.search(r'href="/events/spring/agenda"[^>]*>(.*?)</a>', page, re.DOTALL)
    assert found is not None
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


@pytest.mark.usefixtures("steps")
def test_the_days_move_as_soon_as_the_event_does(app: Flask, organiser: FlaskClient) -> None:
    before = station_of(organiser)
    first, last = new_dates()
    move_event(organiser, first, last)
    assert (dates(app), station_of(organiser)) == ([first, last], before)


@pytest.mark.usefixtures("steps")
def test_the_thread_counts_days_that_have_not_moved_yet(app: Flask, organiser: FlaskClient) -> None:
    before = station_of(organiser)
    first, last = new_dates()
    with app.app_context():
        moved = sa.update(Event).where(Event.slug == "spring")
        db.session.execute(moved.values(first_day=first, last_day=last))
        db.session.commit()
    assert station_of(organiser) == before


@pytest.mark.usefixtures("steps")
def test_a_day_that_fell_away_is_not_the_one_that_runs(
    app: Flask, organiser: FlaskClient, cast
) -> None:
    today = moment.planner_today()
    move_event(organiser, today - timedelta(days=2), today - timedelta(days=1))
    with app.app_context():
        day = {"event_id": cast.event_id, "starts": 540, "planned_end": 1020}
        db.session.add(Day(on=today, **day))
        db.session.commit()
    page = organiser.get("/events/spring/agenda/live").text
    assert re.findall(r"\?day=([\d-]+)\"", page.split('class="tabs"')[1].split("</nav>")[0]) == [
        (today - timedelta(days=number)).isoformat() for number in (2, 1)
    ]
    assert "What you told us" in page
    assert organiser.get(f"/events/spring/agenda/live?day={today}").status_code == 404


@pytest.mark.usefixtures("steps")
def test_a_day_that_was_added_and_left_empty_does_not_hold_the_others_back(
    app: Flask, organiser: FlaskClient
) -> None:
    before, (first, last) = dates(app), new_dates()
    move_event(organiser, before[0], before[1] + timedelta(days=1))
    move_event(organiser, before[0], before[1])
    assert dates(app) == before
    move_event(organiser, first, last)
    assert dates(app) == [first, last]


@pytest.mark.usefixtures("steps")
def test_what_stood_on_a_day_that_is_gone_is_not_put_back_there(
    app: Flask, organiser: FlaskClient
) -> None:
    before = dates(app)
    with app.app_context():
        second = sa.select(Day.id).where(Day.on == before[1]).scalar_subquery()
        moving = list(db.session.scalars(sa.select(Step.id).where(Step.day_id == second)))
    for step in moving:
        where = {"step": step, "list": before[0].isoformat(), "after": ""}
        assert organiser.post("/events/spring/agenda/move", data=where).status_code == 302
    move_event(organiser, before[0], before[0])
    answer = organiser.post("/events/spring/agenda/undo")
    assert (dates(app), answer.status_code) == (before[:1], 409)
