"""Two editions side by side on the page."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.kinds import StepKind
from facilitate.consultation.models import Theme
from facilitate.data.db import db
from facilitate.events.actions import add_objective
from facilitate.events.models import Event, Member, Role
from facilitate.lib.text import Words
from facilitate.participation.models import ParticipantRole, Participation, Standing

from ...directory.rows import add_office, add_worker
from ...scenes import keep_scene
from ...statements import count_statements
from ..rows import add_edition, add_lesson, note_run, with_step

pytestmark = pytest.mark.both_databases
PAGE = "/events/spring/builds-on"
SignIn = Callable[[str], FlaskClient]


@pytest.fixture
@keep_scene
def before(app: Flask, cast) -> int:
    """The conference that `spring` builds on: an objective, a theme, a presenter, a café in common."""
    with app.app_context():
        spring = db.session.get_one(Event, cast.event_id)
        earlier = add_edition("annual-2006", date(2026, 5, 30))
        spring.builds_on_id = earlier.id
        db.session.add(
            Member(event_id=earlier.id, user_id=cast.users["organiser"], role=Role.VIEWER)
        )
        for event in (earlier, spring):
            add_objective(event, Words("One list of contacts", "Një listë kontaktesh"), Words())
            db.session.add(Theme(event_id=event.id, position=1, name=Words("Money", "Paratë")))
            step = with_step(
                event, Words("World café", "World café"), StepKind.CAFE, "world-cafe", 60
            )
        note_run(
            earlier, with_step(earlier, Words("Donors", ""), StepKind.PANEL, "donors-panel"), 45, 57
        )
        db.session.add(add_lesson(earlier.id, "Three rounds, not four", step_id=step))
        db.session.commit()
        return earlier.id


@pytest.mark.one_database
def test_what_would_repeat_is_said_first(organiser: FlaskClient, before: int) -> None:
    page = organiser.get(PAGE).text
    assert "1 objective says nearly the same: “One list of contacts”." in page
    assert "1 theme was already named there: “Money”." in page
    assert "1 technique is in the same place: World café (day 1, morning)." in page
    assert "12 min longer" in page
    assert "Three rounds, not four" in page


@pytest.mark.one_database
def test_another_event_may_be_put_beside_it(
    app: Flask, cast, organiser: FlaskClient, before: int
) -> None:
    with app.app_context():
        other = add_edition("annual-2005", date(2025, 5, 30))
        db.session.add(Member(event_id=other.id, user_id=cast.users["organiser"], role=Role.VIEWER))
        db.session.commit()
    assert (
        "nothing from “Annual-2005” would be repeated"
        in organiser.get(f"{PAGE}?with=annual-2005").text
    )
    assert "Choose one to compare it with" in organiser.get(f"{PAGE}?with=nowhere").text


@pytest.mark.one_database
def test_only_events_the_reader_may_see(sign_in: SignIn, before: int) -> None:
    page = sign_in("viewer").get(PAGE).text
    assert "One list of contacts" not in page
    assert "There is no other event you can see." in page
    assert sign_in("stranger").get(PAGE).status_code == 404
    assert "One list of contacts" in sign_in("administrator").get(PAGE).text


def test_presenters_who_come_again(app: Flask, cast, organiser: FlaskClient, before: int) -> None:
    with app.app_context():
        there = add_office("Vatra")
        agim = add_worker("Agim Balla", there)
        db.session.flush()
        for event_id in (before, cast.event_id):
            db.session.add(
                Participation(
                    event_id=event_id,
                    person_id=agim.id,
                    organisation_id=there.id,
                    sector_id=there.sector_id,
                    parts=(ParticipantRole.PRESENTER,),
                    standing=Standing.ATTENDED,
                )
            )
        db.session.commit()
    page = organiser.get(PAGE).text
    assert "1 of 1 presenters also spoke at “Annual-2006”: Agim Balla." in page


@pytest.mark.one_database
def test_it_asks_the_same_however_much_there_is(
    app: Flask, cast, organiser: FlaskClient, before: int
) -> None:
    asked = []
    for turn in range(2):
        with app.app_context():
            for event_id in (before, cast.event_id):
                event = db.session.get_one(Event, event_id)
                for number in range(3):
                    add_objective(event, Words(f"Objective {turn} {number}", ""), Words())
                    db.session.add(add_lesson(event_id, "More"))
            db.session.commit()
        organiser.get(PAGE)
        with count_statements() as statements:
            organiser.get(PAGE)
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 16
