"""What an agenda is looked at for: folded where there is much, and complete on request."""

import re

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.actions import start_agenda
from facilitate.agenda.models import Step
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words

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


def test_what_a_page_has_below_the_agenda_comes_again_only_when_it_says_something_else(
    organiser: FlaskClient, app: Flask, cast
) -> None:
    rows = [{"kind": "group", "title_en": f"Round {number}", "minutes": 5} for number in range(3)]
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        first = next(
            iter(
                start_agenda(
                    event, {"days": [{"start": "09:00", "planned_end": "17:00", "steps": rows}]}
                )
            )
        )
        db.session.commit()
        step = first if isinstance(first, int) else first.id

    def part(kept: str = "") -> str:
        headers = {"X-Requested-With": "fetch", "Kept": kept}
        return organiser.get(f"{AGENDA}?day=2027-03-18", headers=headers).text

    whole = part()
    kept = " ".join(re.findall(r'data-kept="([^"]+)"', whole))
    assert ['id="look"' in whole, 'id="look"' in part(kept)] == [True, False]
    with app.app_context():
        db.session.get_one(Step, step).title = Words(en="Another round")
        db.session.commit()
    again = part(kept)
    assert ['id="look"' in again, again.count("Another round") > 1] == [True, True]
