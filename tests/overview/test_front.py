"""My events at a glance: what is late, what is unread, which seats are left; for whom."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.checklists.models import Task
from facilitate.checklists.starting.actions import start_checklist
from facilitate.consultation.models import Answer, Questionnaire
from facilitate.data.db import db
from facilitate.directory.models import Sector
from facilitate.events.actions import join_team
from facilitate.events.models import Event, EventKind, Role
from facilitate.lib.text import Words
from facilitate.overview.glance import EventGlance, FrontPage, TaskDeadline
from facilitate.overview.wording import deadline_text, front_page_lead, seats_left_text
from facilitate.participation.actions import invite_to_event
from facilitate.participation.models import RegistrationSetting, Standing

from .. import moment
from ..directory.rows import add_office, add_worker, key_of
from ..statements import count_statements

pytestmark = pytest.mark.both_databases
TODAY = date(2027, 3, 10)


def event(**facts) -> Event:
    return Event(
        **{
            "slug": "spring",
            "title": Words("Spring conference"),
            "first_day": date(2027, 3, 18),
            "last_day": date(2027, 3, 19),
            "expected": 0,
            **facts,
        }
    )


@pytest.mark.parametrize(
    ("people", "capacity", "expected", "said"),
    [
        ({}, 0, 0, ""),
        ({Standing.COMING: 1}, 0, 0, "1 is coming"),
        ({Standing.COMING: 60, Standing.ATTENDED: 2}, 110, 90, "62 of 110 taken, 48 left"),
        ({Standing.COMING: 62}, 0, 90, "62 of 90 taken, 28 left"),
        (
            {Standing.COMING: 110, Standing.WAITING: 6},
            110,
            0,
            "110 of 110 taken, full, 6 on the waiting list",
        ),
        ({Standing.COMING: 115}, 110, 0, "110 of 110 taken, full"),
        (
            {Standing.INVITED: 5, Standing.LISTED: 4, Standing.DECLINED: 3},
            10,
            0,
            "0 of 10 taken, 10 left",
        ),
    ],
)
def test_seats_are_told_in_words(
    app: Flask, people, capacity: int, expected: int, said: str
) -> None:
    with app.test_request_context():
        assert (
            seats_left_text(EventGlance(event(expected=expected), people=people, capacity=capacity))
            == said
        )


@pytest.mark.parametrize(
    ("days", "said"),
    [(-3, "3 days late"), (-1, "1 day late"), (0, "today"), (1, "tomorrow"), (5, "in 5 days")],
)
def test_deadlines_are_told_from_today(app: Flask, days: int, said: str) -> None:
    with app.test_request_context():
        one = TaskDeadline(
            1, Words("Send the letters"), TODAY + timedelta(days=days), event(), "", mine=False
        )
        assert deadline_text(one, TODAY) == said


@pytest.mark.any_day
def test_the_lead_tells_what_is_next_late_and_unread(app: Flask) -> None:
    with app.test_request_context():
        assert front_page_lead(FrontPage([], [], [], [])) == "Nothing is planned at the moment."
        coming = [
            EventGlance(event(), late=2, open=5, unread=12),
            EventGlance(event(), unread=None),
        ]
        past = [EventGlance(event(), late=1, unread=30)]
        told = "Next: Spring conference, 18–19 March. 3 tasks are late. 12 answers are unread."
        assert front_page_lead(FrontPage(coming, past, [], [])) == told


@pytest.fixture
def filled(app: Flask, cast) -> str:
    """The event of the cast has a checklist with one late task, two answers (one unread), three seats, two people coming."""
    today = moment.planner_today()
    with app.app_context():
        row = db.session.get_one(Event, cast.event_id)
        row.first_day = row.last_day = today + timedelta(days=100)
        start_checklist(row, today, {})
        tasks = db.session.scalars(sa.select(Task).order_by(Task.due_on, Task.id)).all()
        for task in tasks:
            task.due_on = max(task.due_on, today)
        tasks[0].due_on, tasks[0].owner_id = today - timedelta(days=3), cast.members["organiser"]
        asked = Questionnaire(
            event_id=row.id,
            title=Words("What lasts?"),
            intro=Words(),
            opens_on=today,
            closes_on=today,
            token="open-link",
        )
        db.session.add(asked)
        db.session.flush()
        for number, reader in enumerate((None, cast.users["organiser"])):
            db.session.add(
                Answer(
                    questionnaire_id=asked.id,
                    receipt=str(number),
                    language="en",
                    given_on=today,
                    sector_id=key_of(Sector, "donor"),
                    capital=None,
                    read_by_id=reader,
                )
            )
        db.session.add(RegistrationSetting(event_id=row.id, capacity=3))
        ngo = add_office("Qendra Përmet")
        for name in ("Ana Ndoj", "Bora Xhafa"):
            invite_to_event(row, add_worker(name, ngo), Standing.COMING)
        invite_to_event(row, add_worker("Çlirim Kola", ngo))
        db.session.commit()
        return tasks[0].title.en


@pytest.mark.one_database
@pytest.mark.any_day
def test_the_front_page_shows_the_event_on_one_line(organiser: FlaskClient, filled: str) -> None:
    html = organiser.get("/").text
    for text in (
        "2 of 3 taken, 1 left",
        "1 has not answered",
        "1 answer unread",
        "1 task is late.",
        "1 task late",
        "3 days late",
        filled,
        "100 days to go",
    ):
        assert text in html, text
    assert "checklist?late=1" in html
    assert "consultation/answers?unread=1" in html


@pytest.mark.one_database
def test_who_may_not_read_answers_is_not_told_of_them(sign_in, filled: str) -> None:
    html = sign_in("note_taker").get("/").text
    assert "1 answer unread" not in html
    assert "2 of 3 taken" in html


@pytest.mark.one_database
def test_a_stranger_sees_nothing_of_it(sign_in, filled: str) -> None:
    html = sign_in("stranger").get("/").text
    assert "Spring conference" not in html
    assert filled not in html
    assert "Your first event" in html


def test_many_events_ask_no_more(app: Flask, sign_in, cast, filled: str) -> None:
    client, today = sign_in("administrator"), moment.planner_today()
    client.get("/")
    with count_statements() as one:
        client.get("/")
    with app.app_context():
        for number in range(6):
            db.session.add(
                Event(
                    slug=f"more-{number}",
                    kind=db.session.get_one(Event, cast.event_id).kind,
                    title=Words(f"More {number}"),
                    description=Words(),
                    first_day=today + timedelta(days=400 * (number % 2)),
                    last_day=today + timedelta(days=400),
                    venue="",
                    town="",
                    created_at=moment.now(),
                )
            )
        db.session.commit()
    with count_statements() as seven:
        html = client.get("/").text
    assert len(seven) == len(one) <= 12
    assert (html.count("no answers yet"), html.count("1 answer unread")) == (6, 1)
    assert html.partition("2 more upcoming events")[2].count("no answers yet") == 2
    with app.app_context():
        db.session.execute(sa.update(Answer).values(read_by_id=cast.users["organiser"]))
        db.session.commit()
    html = client.get("/").text
    assert (html.count("no answers yet"), html.count("all answers read")) == (6, 1)


@pytest.mark.one_database
def test_of_many_earlier_events_only_some_are_on_the_page(app, cast, organiser) -> None:
    with app.app_context():
        for number in range(40):
            event = Event(
                slug=f"old-{number}",
                kind=EventKind.CONFERENCE,
                title=Words(f"Old {number}.", f"Vjetër {number}."),
                description=Words("As before.", "Si më parë."),
                venue="Hotel Adriatik",
                town="Durrës",
                expected=20,
                first_day=date(2020, 1, 1) + timedelta(days=number),
                last_day=date(2020, 1, 1) + timedelta(days=number),
                created_at=datetime(2020, 1, 1, tzinfo=UTC),
            )
            db.session.add(event)
            db.session.flush()
            join_team(event, db.session.get_one(User, cast.users["organiser"]), Role.ORGANISER)
        db.session.commit()
    page = organiser.get("/").text
    assert sum(f"Old {number}." in page for number in range(40)) == 30
    assert "10 more earlier events" in page
    assert 'href="/?events=all#earlier"' in page
    whole = organiser.get("/?events=all").text
    assert sum(f"Old {number}." in whole for number in range(40)) == 40
    assert "events=all#" not in whole
