"""What an agenda is looked at for: folded where there is much, and complete on request."""

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.actions import start_agenda
from facilitate.agenda.models import Step
from facilitate.data.db import db
from facilitate.events.models import Event

AGENDA = "/events/spring/agenda"


def test_many_of_a_kind_are_cut_short_and_all_are_one_link_away(
    organiser: FlaskClient, app: Flask, cast
) -> None:
    rows = [{"kind": "group", "title_en": f"Round {number}", "minutes": 5} for number in range(45)]
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        start_agenda(event, {"days": [{"start": "09:00", "planned_end": "17:00", "steps": rows}]})
        db.session.commit()
    few = organiser.get(f"{AGENDA}?day=2027-03-18").text
    assert "and 33 more of this kind" in few
    assert f"{AGENDA}?day=2027-03-18&amp;look=all#look" in few
    every = organiser.get(f"{AGENDA}?day=2027-03-18&look=all").text
    assert "more of this kind" not in every
    assert every.count('">Round 44</a>') > few.count('">Round 44</a>')


def test_an_empty_day_and_a_gap_are_told_with_the_way_there(
    organiser: FlaskClient, app: Flask, cast
) -> None:
    rows = [
        {"kind": "plenary", "title_en": "Start", "minutes": 30},
        {"kind": "plenary", "title_en": "End", "minutes": 5, "pinned": "10:00"},
    ]
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        start_agenda(event, {"days": [{"start": "09:00", "planned_end": "17:00", "steps": rows}]})
        late = db.session.scalars(sa.select(Step.id).where(Step.pinned.is_not(None))).one()
        db.session.commit()
    text = organiser.get(AGENDA).text
    assert "What is planned ends on time. Day 2 has no steps yet." in text
    assert "Days without a step" in text
    assert "Gap: 30 min free" in text
    desk = organiser.get("/events/spring/").text
    assert f'href="{AGENDA}?day=2027-03-19"' in desk
    assert f'href="{AGENDA}?day=2027-03-18#step-{late}"' in desk
