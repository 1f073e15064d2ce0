"""An event's desk: the one next act, what waits for whoever may do it, the team's week; asking little."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.checklists.models import Task
from facilitate.checklists.starting.actions import start_checklist
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words

from .. import moment
from ..statements import count_statements

pytestmark = pytest.mark.both_databases
DESK = "/events/spring/"


def next_of(html: str) -> tuple[str, str]:
    """The next act: its title, and the words of its button."""
    card = html.split('class="card next"')[1].split("</section>")[0]
    found = re.search(r'<h2 id="now">(.*?)</h2>', card)
    button = re.search(r'class="btn main"[^>]*>(.*?)</a>', card)
    return found[1] if found else "", button[1] if button else ""


@pytest.mark.one_database
def test_a_new_event_begins_with_asking(organiser: FlaskClient) -> None:
    html = organiser.get(DESK).text
    assert next_of(html) == ("Ask the stakeholders what they want", "Prepare the questionnaire")
    assert "Nothing is late, and you are not waiting for anyone." in html
    assert html.split("<main")[1].count('class="btn main') == 1


@pytest.mark.one_database
def test_on_its_days_it_leads_to_the_door_the_clock_and_the_notes(
    app: Flask, sign_in: Callable[[str], FlaskClient], cast
) -> None:
    def led_to(name: str) -> list[str]:
        html = sign_in(name).get(DESK).text
        today = html.partition('id="today"')[2].partition("</section>")[0]
        return re.findall(r'href="/events/spring/([\w/]+)"', today)

    assert led_to("organiser") == []
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.last_day += moment.planner_today() - event.first_day
        event.first_day = moment.planner_today()
        db.session.commit()
    assert led_to("organiser") == ["agenda/live", "door", "notes"]
    assert led_to("viewer") == ["agenda/live"]


@pytest.mark.one_database
def test_once_it_is_over_nothing_is_to_be_prepared(
    app: Flask, organiser: FlaskClient, cast
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = moment.planner_today() - timedelta(days=30)
        db.session.commit()
    html = organiser.get(DESK).text
    needs = html.split('id="needs"')[1].split("</section>")[0]
    assert ("Ask the stakeholders" in html, "agenda" in needs) == (False, False)
    assert next_of(html)[0] not in ("", "Nothing needs you in this event")
    ends = [
        organiser.get(DESK + room).text.partition('class="way-on')[2]
        for room in ("agenda", "report", "checklist")
    ]
    led_to = [re.search(r'href="/events/spring/(\w+)', end)[1] for end in ends]
    assert led_to == ["people", "people", "notes"]


@pytest.mark.one_database
def test_who_may_do_nothing_is_told_so(sign_in) -> None:
    assert next_of(sign_in("viewer").get(DESK).text) == ("Nothing needs you in this event", "")


def test_what_was_due_before_the_event_was_made_is_not_called_late(
    app: Flask, organiser: FlaskClient, cast
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        start_checklist(event, moment.planner_today(), {})
        first = db.session.scalars(sa.select(Task).order_by(Task.id)).first()
        assert first is not None
        db.session.execute(
            sa.update(Task).values(due_on=event.created_at.date() + timedelta(days=400))
        )
        db.session.execute(
            sa.update(Task)
            .where(Task.id == first.id)
            .values(due_on=event.created_at.date() - timedelta(days=400))
        )
        db.session.commit()
    html = organiser.get(DESK).text
    needs = html.split('id="needs"')[1].split("</section>")[0]
    assert "task was due before this event was created" in needs
    assert 'class="n late"' not in needs


def test_a_moved_event_names_the_dates_it_left_behind(
    app: Flask, organiser: FlaskClient, sign_in, cast
) -> None:
    said = "dates of the checklist no longer fit the days of the event"
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = moment.planner_today() + timedelta(days=300)
        start_checklist(event, moment.planner_today(), {})
        db.session.commit()
        assert said not in organiser.get(DESK).text
        event.last_day += timedelta(days=7)
        event.first_day += timedelta(days=7)
        db.session.commit()
    assert said in organiser.get(DESK).text
    assert said not in sign_in("viewer").get(DESK).text


@pytest.mark.one_database
def test_what_waits_is_next_where_no_room_asks_for_anything(
    app: Flask, organiser: FlaskClient, cast, monkeypatch
) -> None:
    with app.app_context():
        start_checklist(db.session.get_one(Event, cast.event_id), moment.planner_today(), {})
        db.session.execute(
            sa.update(Task).values(
                due_on=moment.planner_today() + timedelta(days=9), due_by_hand=True
            )
        )
        db.session.commit()
    monkeypatch.setattr("facilitate.overview.desk.next_station_stop", lambda *_asked: None)
    html = organiser.get(DESK).text
    assert next_of(html) == ("95 tasks belong to nobody", "Assign the jobs")
    assert "Nothing else needs you." in html


def test_with_200_events_it_asks_no_more(app: Flask, organiser: FlaskClient, cast) -> None:
    organiser.get(DESK)
    with count_statements() as few:
        organiser.get(DESK)
    with app.app_context():
        kind = db.session.get_one(Event, cast.event_id).kind
        for number in range(200):
            db.session.add(
                Event(
                    slug=f"more-{number}",
                    kind=kind,
                    title=Words(f"More {number}"),
                    description=Words(),
                    first_day=moment.planner_today(),
                    last_day=moment.planner_today(),
                    venue="",
                    town="",
                    created_at=moment.now(),
                )
            )
        db.session.commit()
    with count_statements() as many:
        organiser.get(DESK)
    assert len(many) == len(few) <= 12
