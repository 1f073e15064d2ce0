"""One clock: between midnight and two in Tirana it is still yesterday in UTC, and every room speaks of the same new day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate import clock
from facilitate.budget.models import CostLine
from facilitate.checklists.models import Task
from facilitate.checklists.starting.actions import start_checklist
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.forums.actions import add_forum, add_meeting, make_keeper
from facilitate.forums.models import Forum
from facilitate.lib.text import Words
from facilitate.lib.workdays import ClosedDays, next_working_day
from facilitate.notes.deciding.actions import record_action
from facilitate.notes.deciding.owners import ActionOwner
from facilitate.notes.models import NoteAction
from facilitate.web.i18n import format_day, use_language

from .people import Cast

NIGHTS = {
    "five-past-midnight": datetime(2026, 11, 28, 23, 5, tzinfo=UTC),
    "new-year": datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
    "summer": datetime(2026, 6, 15, 22, 30, tzinfo=UTC),
    "leap-day": datetime(2028, 2, 28, 23, 30, tzinfo=UTC),
}
"""Moments at which a server that keeps UTC is a day behind Tirana."""


@pytest.fixture
def stands(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Lets the clock stand still at a moment."""

    def stand(at: datetime) -> None:
        monkeypatch.setattr(clock, "_source", lambda: at)

    return stand


@pytest.fixture(params=NIGHTS.values(), ids=NIGHTS)
def today(request: pytest.FixtureRequest, stands: Callable[[datetime], None]) -> date:
    """The new day in Tirana, just after its midnight."""
    at: datetime = request.param
    stands(at)
    return at.date() + timedelta(days=1)


@pytest.fixture
def forum(app: Flask, cast: Cast, today: date) -> str:
    """A forum whose meeting is on the new day; an action promised there was due on the day before. Its address."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = today
        name = Words("South group", "Grupi i Jugut")
        forum = add_forum(
            Forum(name=name, purpose=Words(), kind="regional_group", created_at=clock.now())
        )
        make_keeper(forum, cast.users["organiser"])
        add_meeting(forum, event)
        record_action(
            event,
            "Book the hall",
            ActionOwner(member_id=cast.members["staff"]),
            today - timedelta(days=1),
        )
        db.session.commit()
        return f"/forums/{forum.slug}"


def named(client: FlaskClient, address: str) -> str:
    """What the file at the address is called."""
    return client.get(address).headers["Content-Disposition"]


def test_the_clock_tells_the_day_of_a_place(
    app: Flask, cast: Cast, stands: Callable[[datetime], None]
) -> None:
    stands(datetime(2027, 1, 20, 23, 30, tzinfo=UTC))
    assert clock.day_in("Europe/Tirane") == date(2027, 1, 21)
    assert clock.day_in("America/New_York") == date(2027, 1, 20)
    assert clock.day_in("Europe/Tirane", datetime(2027, 1, 20, 22, 30, tzinfo=UTC)) == date(
        2027, 1, 20
    )
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        assert (clock.today_in(event), clock.today()) == (date(2027, 1, 21), date(2027, 1, 21))
        event.zone = "America/New_York"
        assert (clock.today_in(event), clock.today()) == (date(2027, 1, 20), date(2027, 1, 21))


def test_a_moment_is_shown_on_the_day_it_was_at_home(app: Flask) -> None:
    with app.test_request_context():
        assert format_day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "dated") == "1 January 2027"


def test_files_are_named_after_the_new_day(organiser: FlaskClient, today: date) -> None:
    for address in ("checklist.xlsx", "checklist.csv", "agenda.xlsx", "budget.xlsx"):
        assert f"-{today}." in named(organiser, f"/events/spring/{address}"), address


@pytest.fixture
def due_yesterday(app: Flask, cast: Cast, today: date) -> None:
    """A checklist of which one task was due on the day before the new one, which is still today in UTC."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = today + timedelta(days=200)
        event.created_at = clock.now() - timedelta(days=60)
        start_checklist(event, today, {})
        db.session.execute(sa.update(Task).values(due_on=today))
        db.session.execute(
            sa.update(Task).where(Task.code == "C30").values(due_on=today - timedelta(days=1))
        )
        db.session.commit()


def test_checklist_and_front_page_agree_what_is_late(
    organiser: FlaskClient, due_yesterday: None
) -> None:
    checklist, front = organiser.get("/events/spring/checklist").text, organiser.get("/").text
    assert checklist.count('class="due"><span class="late"') == 1
    assert "200 days to go" in checklist
    assert "<h2>Late</h2>" in front
    assert front.count('<li><span class="late">') == 1


def test_what_was_late_is_caught_up_from_the_new_day_on(
    app: Flask, cast: Cast, organiser: FlaskClient, due_yesterday: None, today: date
) -> None:
    assert organiser.post("/events/spring/checklist/dates/catch-up").status_code == 302
    with app.app_context():
        begins = next_working_day(today, ClosedDays("AL"))
        assert db.session.scalar(sa.select(Task.due_on).where(Task.code == "C30")) == begins


def test_forum_meeting_and_problems_are_of_the_new_day(
    organiser: FlaskClient, forum: str, today: date
) -> None:
    meetings = organiser.get(f"{forum}/meetings").text
    assert meetings.index("Spring conference") > meetings.index("<h2>Held</h2>")
    assert (
        f'value="{today}"' in organiser.get(f"{forum}/problems").text
    )  # found at the meeting, or today


def test_the_report_closes_an_action_on_the_new_day(
    app: Flask, client: FlaskClient, organiser: FlaskClient, forum: str, today: date
) -> None:
    with app.app_context():
        row = db.session.scalars(sa.select(NoteAction)).one()
        key, link = row.id, f"/promised/{row.token}"
        typed = {
            "action": key,
            f"a{key}-reply": "done",
            f"a{key}-outcome": "Booked.",
            f"a{key}-version": row.version,
        }
    assert 'class="late"' in organiser.get("/events/spring/report/following").text
    assert client.post(link, data=typed).status_code == 302
    with app.app_context():
        assert db.session.get_one(NoteAction, key).closed_on == today


def test_what_is_paid_is_paid_on_the_new_day(
    app: Flask, cast: Cast, organiser: FlaskClient, today: date
) -> None:
    organiser.post("/events/spring/budget/start")
    with app.app_context():
        key = db.session.scalars(sa.select(CostLine.id)).first()
    assert (
        organiser.post(f"/events/spring/budget/costs/{key}/do", data={"what": "pay"}).status_code
        == 302
    )
    with app.app_context():
        assert db.session.get_one(CostLine, key).paid_on == today


def test_an_event_elsewhere_keeps_its_own_day(
    app: Flask, cast: Cast, organiser: FlaskClient, forum: str, today: date
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.zone = "Atlantic/Azores"  # it is the evening before there
        db.session.commit()
    for address in ("checklist.xlsx", "agenda.xlsx", "budget.xlsx"):
        assert f"-{today - timedelta(days=1)}." in named(organiser, f"/events/spring/{address}"), (
            address
        )
    meetings = organiser.get(f"{forum}/meetings").text
    assert meetings.index("Spring conference") < meetings.index("<h2>Held</h2>")
    assert f'value="{today}"' in organiser.get(f"{forum}/problems").text


def test_albanian_parts_the_weekday_from_the_date(app: Flask) -> None:
    day = date(2026, 12, 8)
    told = {"en": "Tuesday 8 December 2026", "sq": "e martë, 8 dhjetor 2026"}
    with app.test_request_context():
        for code, said in told.items():
            with use_language(code):
                assert format_day(day, "full") == said
