"""An event's thread tells the truth: nothing is ready that is not done, and what is open is counted as its room counts it."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask, g
from flask.testing import FlaskClient

from facilitate import clock
from facilitate.agenda.editing.checked_days import days_to_check
from facilitate.agenda.programmes import programme_from
from facilitate.agenda.queries import plan_of
from facilitate.agenda.warnings import WarningKind, find_warnings
from facilitate.budget.queries import book_of
from facilitate.consultation.models import Answer, Question, QuestionKind, Questionnaire
from facilitate.data.db import db
from facilitate.directory.models import Sector
from facilitate.events.access import Can
from facilitate.events.models import AgreementStatus, Event, Objective
from facilitate.events.queries import objectives_of, team_of
from facilitate.events.stations import (
    Band,
    RoomProgress,
    RoomState,
    percent_done,
    split_text_rows,
    station_stops,
)
from facilitate.lib.text import Words
from facilitate.participation.models import Standing
from facilitate.participation.station import people_progress
from facilitate.web.app import STATIONS

from .. import moment
from ..statements import count_statements

pytestmark = pytest.mark.both_databases


def told(app: Flask, slug: str = "spring") -> dict[str, RoomProgress]:
    """How far each room of the event is, for somebody who may do everything."""
    with app.test_request_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()
        g.allowed = frozenset(Can)
        return {one.station.key: one.told for one in station_stops(event)}


def test_nothing_of_a_new_event_is_ready_or_late(app: Flask, cast) -> None:
    found = told(app)
    assert {one.state for one in found.values()} == {RoomState.NOT_BEGUN, RoomState.UNNEEDED}
    assert [key for key, one in found.items() if one.late or one.needs] == []
    assert {one.key for one in STATIONS if found[one.key].state is RoomState.UNNEEDED} == {
        "cafe",
        "figures",
        "calendar",
        "history",
        "outbox",
        "outcomes",
        "thread",
    }


def test_the_consultation_is_ready_only_once_read_decided_and_closed(app: Flask, cast) -> None:
    today = moment.planner_today()
    with app.app_context():
        asked = Questionnaire(
            event_id=cast.event_id,
            token="t",
            title=Words("What do you want?"),
            intro=Words(),
            opens_on=today,
            closes_on=today,
        )
        db.session.add(asked)
        db.session.flush()
        db.session.add(
            Question(
                questionnaire_id=asked.id,
                position=1,
                kind=QuestionKind.OPEN,
                text=Words("What?"),
                help=Words(),
            )
        )
        sector = db.session.scalars(sa.select(Sector.id)).first()
        for receipt in ("a", "b"):
            db.session.add(
                Answer(
                    questionnaire_id=asked.id,
                    receipt=receipt,
                    language="en",
                    sector_id=sector,
                    given_on=today,
                )
            )
        db.session.commit()
    found = told(app)["consultation"]
    assert (found.state, found.open) == (RoomState.UNDER_WAY, "2 unread")
    assert [(one.number, one.what) for one in found.needs] == [(2, "answers are unread")]
    assert found.act is not None
    assert found.act.title == "Read 2 answers"
    with app.app_context():
        db.session.execute(sa.update(Answer).values(read_by_id=cast.users["organiser"]))
        db.session.execute(sa.update(Questionnaire).values(closed=True))
        db.session.commit()
    found = told(app)["consultation"]
    assert (found.state, found.open) == (RoomState.UNDER_WAY, "")
    assert found.act is not None
    assert found.act.title == "Apply themes to what people said"


def test_objectives_are_ready_once_all_are_agreed(app: Flask, cast) -> None:
    with app.app_context():
        for number, status in enumerate((AgreementStatus.AGREED, AgreementStatus.IDEA), 1):
            db.session.add(
                Objective(
                    event_id=cast.event_id,
                    position=number,
                    text=Words("Do it"),
                    result=Words(),
                    status=status,
                )
            )
        db.session.commit()
    found = told(app)["objectives"]
    assert (found.state, found.reason, found.open) == (
        RoomState.UNDER_WAY,
        "2 objectives, 1 agreed",
        "1 to agree",
    )
    with app.app_context():
        db.session.execute(sa.update(Objective).values(status=AgreementStatus.AGREED))
        db.session.commit()
    found = told(app)["objectives"]
    assert (found.state, found.reason) == (RoomState.READY, "2 objectives, all agreed")


def test_the_thread_counts_as_the_rooms_do(demo: Flask) -> None:
    found = told(demo, "annual-next")
    with demo.test_request_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "annual-next")).one()
        budget = book_of(event, clock.today_in(event)).budget
        short = [
            line
            for line in budget.lines
            if budget.covered().lines.get(line.id, 0)
            < (budget.exchange.into(line.planned, line.currency) or 0)
        ]
        assert f"{len(short)} lines not covered" in found["budget"].reason
        plan, team, objectives = plan_of(event), team_of(event), objectives_of(event)
        days = programme_from(event, plan, team, objectives)
        looked = days_to_check(event, days, plan, team)
        unled = [one for one in find_warnings(looked, []) if one.what is WarningKind.UNLED]
        gaps = sum(step.gap > 0 for day in looked for step in day.steps if not step.block)
    needs = {one.what: one.number for one in found["agenda"].needs}
    assert found["agenda"].reason.startswith(f"{sum(len(day.steps) for day in days)} steps")
    assert needs.get("gap in the agenda", 0) + needs.get("gaps in the agenda", 0) == gaps
    assert needs.get("step has no lead", 0) == len(unled)


def test_people_are_under_way_while_fewer_come_than_expected(app: Flask, cast) -> None:
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        found = {one.value: 13 if one is Standing.COMING else 0 for one in Standing}
        found["other_days"] = 0
        event.expected, first = 60, event.first_day
        told_of = people_progress(found, event, first)
        assert (told_of.state, told_of.reason) == (
            RoomState.UNDER_WAY,
            "13 people on the list, 13 of the 60 expected are coming",
        )
        event.expected = 13
        assert people_progress(found, event, first).state is RoomState.READY


def test_the_thread_is_one_statement(app: Flask, cast, organiser: FlaskClient) -> None:
    organiser.get("/events/spring/settings")
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        g.allowed = frozenset(Can)
        with count_statements() as asked:
            station_stops(event)
            station_stops(event)
    assert len(asked) == 1


@pytest.mark.one_database
def test_each_state_is_said_in_words_and_views_have_none(organiser: FlaskClient) -> None:
    html = organiser.get("/events/spring/").text
    thread = html.split('class="thread"')[1].split("</nav>")[0]
    bands = re.findall(r'class="band">([^<]*?)(?: <small>(.*?)</small>)?</p>', thread)
    assert bands == [
        ("Before", "0 of 6 ready"),
        ("In the room", "0 of 2 ready"),
        ("After", "0 of 2 ready"),
        ("Views", ""),
    ]
    assert '<span class="hidden"> – not started: nobody has been asked yet</span>' in thread
    assert 'title="not started: nobody has been asked yet"' in thread
    assert thread.split('class="band">Views')[1].count('class="mark') == 0


@pytest.mark.one_database
def test_who_may_not_open_a_room_is_not_told_of_it(sign_in) -> None:
    thread = (
        sign_in("viewer").get("/events/spring/").text.split('class="thread"')[1].split("</nav>")[0]
    )
    assert [name for name in ("People", "Notes", "Outbox") if f"<span>{name}" in thread] == []
    assert "<span>Budget" in thread


@pytest.mark.one_database
def test_a_page_of_a_room_ends_with_what_is_next(organiser: FlaskClient) -> None:
    page = organiser.get("/events/spring/objectives").text
    assert (
        page.split('class="way-on')[1]
        .split("</p>")[0]
        .endswith('<a href="/events/spring/agenda">Plan the days</a>')
    )
    assert 'class="way-on' not in organiser.get("/events/spring/calendar").text


def test_all_of_it_is_said_only_when_nothing_is_left() -> None:
    assert [percent_done(done, 3) for done in range(4)] == [0, 33, 66, 100]
    assert percent_done(999, 1000) == 99
    assert split_text_rows(None) == []
    assert {one.band for one in STATIONS} == set(Band)
