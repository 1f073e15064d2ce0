"""A new event: what is copied in, bad dates, and that files never touch a running event."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Step
from facilitate.agenda.plan import PARKED
from facilitate.agenda.queries import plan_of
from facilitate.cafe.models import Cafe
from facilitate.checklists.models import Task
from facilitate.data.db import db
from facilitate.events.models import Event, EventKind
from facilitate.events.queries import event_by_slug

pytestmark = pytest.mark.both_databases
FACTS = {
    "title-en": "Meeting of the East group",
    "title-sq": "Takimi i grupit të Lindjes",
    "language": "sq",
    "zone": "Europe/Tirane",
    "first_day": "2027-05-13",
    "last_day": "2027-05-14",
    "town": "Korçë",
    "county_id": "",
    "expected": "40",
    "builds_on_id": "",
}


@pytest.mark.parametrize("kind", list(EventKind))
def test_agenda_and_checklist_are_copied_in(
    app: Flask, organiser: FlaskClient, kind: EventKind
) -> None:
    answer = organiser.post("/events/new", data={**FACTS, "kind": kind.value})
    assert answer.location == "/events/meeting-of-the-east-group-2027/"
    assert organiser.get(answer.location).status_code == 200
    with app.app_context():
        event = db.session.scalars(
            sa.select(Event).where(Event.slug == "meeting-of-the-east-group-2027")
        ).one()
        steps = db.session.scalars(sa.select(Step).where(Step.event_id == event.id)).all()
        tasks = db.session.scalars(sa.select(Task).where(Task.event_id == event.id)).all()
        assert len(steps) >= 9
        assert len(tasks) >= 20
        assert db.session.scalar(sa.select(sa.func.count(Cafe.id))) == (
            1 if kind is EventKind.CONFERENCE else 0
        )


@pytest.mark.parametrize(
    ("last_day", "closes"),
    [
        ("2027-05-13", "Plus and delta, and what happens next"),
        ("2027-05-14", "What happens next, and closing"),
    ],
)
def test_a_conference_of_one_day_is_closed_on_that_day(
    app: Flask, organiser: FlaskClient, last_day: str, closes: str
) -> None:
    facts = {**FACTS, "kind": "conference", "last_day": last_day}
    assert organiser.post("/events/new", data=facts).status_code == 302
    with app.app_context():
        event = event_by_slug("meeting-of-the-east-group-2027")
        plan = plan_of(event)
        timed = plan.timed(plan.in_order[-1].id)
        assert plan.steps[timed[-1].id].title.en == closes
        assert plan.at(PARKED) == []


def test_documents_speak_the_readers_language_at_first(organiser: FlaskClient) -> None:
    for code in ("sq", "en"):
        organiser.post("/language", data={"language": code})
        assert f'<option selected value="{code}"' in organiser.get("/events/new").text


def test_a_second_event_of_that_name_gets_its_own_address(organiser: FlaskClient) -> None:
    organiser.post("/events/new", data={**FACTS, "kind": "training"})
    answer = organiser.post("/events/new", data={**FACTS, "kind": "training"})
    assert answer.location == "/events/meeting-of-the-east-group-2027-2/"


def test_bad_dates_save_nothing(app: Flask, organiser: FlaskClient) -> None:
    answer = organiser.post(
        "/events/new", data={**FACTS, "kind": "training", "last_day": "2027-05-01"}
    )
    assert (answer.status_code, "The last day is before the first." in answer.text) == (422, True)
    assert 'value="Takimi i grupit të Lindjes"' in answer.text
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Event.id))) == 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_save_nothing(
    app: Flask, organiser: FlaskClient, day: str
) -> None:
    facts = {**FACTS, "kind": "conference", "first_day": day, "last_day": day}
    answer = organiser.post("/events/new", data=facts)
    assert (answer.status_code, "Please choose a date between 2000 and 2100." in answer.text) == (
        422,
        True,
    )
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Event.id))) == 1


@pytest.mark.parametrize("day", ["2000-01-01", "2100-12-31"])
def test_the_first_and_the_last_year_work(organiser: FlaskClient, day: str) -> None:
    facts = {**FACTS, "kind": "conference", "first_day": day, "last_day": day, "past": "y"}
    address = organiser.post("/events/new", data=facts).location
    pages = ["", "agenda", "checklist", "checklist/dates", "calendar.ics", "checklist.xlsx"]
    assert [organiser.get(address + path).status_code for path in pages] == [200] * len(pages)


@pytest.mark.one_database
def test_others_do_not_see_it(sign_in, organiser: FlaskClient) -> None:
    organiser.post("/events/new", data={**FACTS, "kind": "training"})
    assert sign_in("viewer").get("/events/meeting-of-the-east-group-2027/").status_code == 404
