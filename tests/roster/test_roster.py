"""The roster: who is on it, what they led so far, and when they have something else to do."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.agenda.models import Step, StepSupporter
from facilitate.consultation.models import Answer
from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person, RosterEntry
from facilitate.events.actions import join_team
from facilitate.events.models import Event, EventKind, Role
from facilitate.lib.text import Words
from facilitate.participation.actions import invite_to_event
from facilitate.participation.models import Standing
from facilitate.roster.forms import read_absence
from facilitate.roster.training_path import TrainingPath, TrainingStage

from .. import moment
from ..consultation.evaluating.conftest import give_answer, make_evaluation
from ..directory.rows import new_person
from ..statements import count_statements
from .conftest import put_on_roster

ROSTER = "/directory/roster"


def names(page: str) -> list[str]:
    return re.findall(r'<a href="/directory/people/\d+">([^<]+)', page)


def test_somebody_comes_onto_the_roster_is_found_and_leaves_it_with_undo(
    sign_in, organiser: FlaskClient, people
) -> None:
    assert "Nobody is on the roster yet" in organiser.get(ROSTER).text
    administrator, ana = sign_in("administrator"), f"/directory/people/{people['Ana']}"
    assert put_on_roster(organiser, people["Ana"]).status_code == 403
    assert put_on_roster(administrator, people["Ana"], does=[]).status_code == 422
    wrong = put_on_roster(administrator, people["Ana"], absences="tomorrow or so")
    assert (wrong.status_code, "“tomorrow or so” is not a period" in wrong.text) == (422, True)
    assert put_on_roster(administrator, people["Ana"], absences="1.6.2027 – 3.6.2027").location
    assert put_on_roster(administrator, people["Besa"], does=["speaker"]).location
    assert "1–3 June 2027" in organiser.get(ana).text
    for asked, found in {
        "": ["Ana Çela", "Besa Gjoni"],
        "?work=speaker": ["Besa Gjoni"],
        "?county=kukes": ["Ana Çela"],
        "?language=en": [],
        "?q=qendra": ["Ana Çela"],
        "?work=nothing": ["Ana Çela", "Besa Gjoni"],
    }.items():
        assert names(organiser.get(ROSTER + asked).text) == found, asked
    met = put_on_roster(administrator, people["Ana"], experience="beginner")
    assert (met.status_code, "Written by you" in met.text) == (409, True)
    left = administrator.post(f"{ana}/roster", data={"version": "1", "experience": "senior"})
    undo = re.search(
        r'action="([^"]+/roster/\d+/undo[^"]*)"', administrator.get(left.location).text
    )
    assert names(organiser.get(ROSTER).text) == ["Besa Gjoni"]
    administrator.post(undo[1].replace("&amp;", "&"))
    assert names(organiser.get(ROSTER).text) == ["Ana Çela", "Besa Gjoni"]


def test_what_they_led_is_counted_from_agendas_and_who_is_busy_elsewhere_is_not_free(
    app: Flask, sign_in, organiser: FlaskClient, people, hold
) -> None:
    administrator = sign_in("administrator")
    hold("before", -300)
    for name in people:
        put_on_roster(administrator, people[name])
    page = organiser.get(ROSTER).text
    assert len(re.findall("1 event, last [^<]*: World café", page)) == 1
    spring = f"{ROSTER}?event=spring"
    free = re.compile(r"\bfree\s*</td>")
    assert len(free.findall(organiser.get(spring).text)) == 3
    hold("elsewhere", (moment.spring_day() - moment.planner_today()).days)
    page = organiser.get(spring).text
    assert "09:00–10:00: another event" in page  # its title is none of their business
    assert len(free.findall(page)) == 2
    assert names(organiser.get(f"{spring}&free=1").text) == ["Besa Gjoni", "Dritan Hoxha"]
    assert "09:00–10:00: Spring conference" in administrator.get(spring).text


def test_a_long_roster_asks_no_more_and_takes_its_own_file_out(
    app: Flask, sign_in, organiser: FlaskClient, people, hold
) -> None:
    put_on_roster(sign_in("administrator"), people["Ana"])
    hold("before", -300)
    with count_statements() as few:
        organiser.get(f"{ROSTER}?event=spring")
    with app.app_context():
        office = db.session.scalars(sa.select(Organisation).limit(1)).one()
        rows = [new_person(f"Lira {number:03}", office) for number in range(60)]
        db.session.flush()
        db.session.add_all(RosterEntry(person_id=row.id, does=(), absences=[]) for row in rows)
        db.session.commit()
    with count_statements() as many:
        page = organiser.get(f"{ROSTER}?event=spring")
    assert (len(many), len(names(page.text))) == (len(few), 20)
    text = organiser.get(f"{ROSTER}.csv").text
    assert (len(text.splitlines()), "office.example" in text) == (62, False)


def test_who_is_erased_leaves_nothing_on_the_roster(app: Flask, sign_in, people) -> None:
    administrator = sign_in("administrator")
    put_on_roster(administrator, people["Ana"], note="Speaks softly")
    administrator.post(f"/planner/persons/person/{people['Ana']}/erase")
    with app.app_context():
        assert db.session.scalars(sa.select(RosterEntry)).all() == []
        assert db.session.scalar(sa.text("SELECT count(*) FROM change WHERE room = 'roster'")) == 0


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("24.12.2026 – 2.1.2027", ("2026-12-24", "2027-01-02")),
        ("24 December 2026 - 2.1.2027", ("2026-12-24", "2027-01-02")),
        ("5.3.2027", ("2027-03-05", "2027-03-05")),
    ],
)
def test_an_absence_is_read_as_people_write_it(line: str, days: tuple[str, str]) -> None:
    first, last = read_absence(line, moment.planner_today())
    assert (first.isoformat(), last.isoformat()) == days


def test_the_training_path_says_where_somebody_stands_and_what_is_next(
    app: Flask, sign_in, organiser: FlaskClient, people, hold
) -> None:
    administrator, key = sign_in("administrator"), people["Ana"]
    put_on_roster(administrator, key, experience="practised")
    page = f"/directory/people/{key}/training"
    assert (
        "To be trained. Next: take part in a training for facilitators." in organiser.get(page).text
    )
    with app.app_context():
        ana = db.session.get_one(Person, people["Ana"])
        trained = Event(
            slug="training",
            kind=EventKind.TRAINING,
            title=Words("Facilitators’ training"),
            description=Words(),
            first_day=moment.planner_today() - timedelta(days=400),
            last_day=moment.planner_today() - timedelta(days=399),
            venue="",
            town="",
            created_at=moment.now(),
        )
        db.session.add(trained)
        db.session.flush()
        invite_to_event(trained, ana, Standing.ATTENDED)
        db.session.commit()
    text = organiser.get(page).text
    assert "Trained, has not led yet. Next: lead a step beside somebody experienced." in text
    assert "Facilitators’ training" in text
    hold("once", -30)
    assert "Next: lead at another event, until it is three." in organiser.get(page).text
    assert "leads beside somebody experienced" in organiser.get(ROSTER).text
    put_on_roster(administrator, key, experience="senior", version="1")
    assert "Leads alone. Next: train others" in organiser.get(page).text
    assert "leads beside somebody experienced" not in organiser.get(ROSTER).text
    assert [
        TrainingPath(taken=[trained], given=given, led=led).stage
        for given, led in (((), 0), ((), 2), ((), 3), ([trained], 3))
    ] == [
        TrainingStage.TRAINED,
        TrainingStage.BESIDE,
        TrainingStage.ALONE,
        TrainingStage.TRAINS,
    ]
    assert sign_in("stranger").get(page).status_code == 403


def test_what_was_led_counts_on_the_day_it_takes_place_now(
    app: Flask, sign_in, organiser: FlaskClient, people, hold
) -> None:
    """The event was moved after its agenda was made: the agenda's own dates are over, the event is not."""
    hold("moved", -30)
    put_on_roster(sign_in("administrator"), people["Ana"])
    assert "1 event, last" in organiser.get(ROSTER).text
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "moved")).one()
        event.first_day = event.last_day = moment.planner_today() + timedelta(days=30)
        db.session.commit()
    assert "1 event, last" not in organiser.get(ROSTER).text
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "moved")).one()
        event.first_day = event.last_day = moment.planner_today() - timedelta(days=3)
        db.session.commit()
    day = moment.planner_today() - timedelta(days=3)
    assert f"1 event, last {day.day} {day:%B} {day.year}" in organiser.get(ROSTER).text


@pytest.mark.both_databases
def test_techniques_in_which_they_helped_or_took_notes_are_observed(
    app: Flask, sign_in, organiser: FlaskClient, people, hold, cast
) -> None:
    hold("before", -300)
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "before")).one()
        helper = join_team(
            event, db.session.get_one(User, cast.users["note_taker"]), Role.NOTE_TAKER
        )
        step = db.session.scalars(
            sa.select(Step).where(Step.event_id == event.id, Step.technique == "world-cafe")
        ).one()
        db.session.add(StepSupporter(step_id=step.id, member_id=helper.id))
        db.session.commit()
    administrator = sign_in("administrator")
    put_on_roster(
        administrator,
        people["Dritan"],
        experience="beginner",
        account_id=str(cast.users["note_taker"]),
    )
    page = organiser.get(ROSTER).text
    assert ("observed: World café" in page, "1 event, last" in page) == (True, False)
    path = organiser.get(f"/directory/people/{people['Dritan']}/training").text
    assert "Observed, helping or taking notes: World café" in path
    assert "Nothing yet." in path


def test_what_participants_said_is_shown_once_they_agree(
    app: Flask, sign_in, organiser: FlaskClient, people, hold
) -> None:
    hold("before", -300)
    with app.test_request_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "before")).one()
        made = make_evaluation(event)
        for mark in (5, 5, 5, 4, 4, 4):
            give_answer(made, "civil_society", facilitation=mark)
        db.session.commit()
    administrator, path = sign_in("administrator"), f"/directory/people/{people['Ana']}/training"
    put_on_roster(administrator, people["Ana"])
    assert "What participants said" not in organiser.get(path).text
    put_on_roster(administrator, people["Ana"], version="1", shows_said="y")
    page = organiser.get(path).text
    row = re.findall(r'<td class="num"[^>]*>\s*([^<]*?)\s*</td>', page)
    assert row == ["4.5", "6"]
    with app.test_request_context():
        ids = [one.id for one in db.session.scalars(sa.select(Answer))][2:]
        for one in ids:
            db.session.delete(db.session.get_one(Answer, one))
        db.session.commit()
    few = organiser.get(path).text
    assert "No event they led has been evaluated by enough people yet." in few
