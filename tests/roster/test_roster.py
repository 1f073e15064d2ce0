"""The roster: who is on it, what they led so far, and when they have something else to do."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person, RosterEntry
from facilitate.events.models import Event, EventKind
from facilitate.lib.text import Words
from facilitate.participation.actions import invite_to_event
from facilitate.participation.models import Standing
from facilitate.roster.forms import read_absence
from facilitate.roster.training_path import TrainingPath, TrainingStage

from .. import moment
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
    assert (len(many), len(names(page.text))) == (len(few), 25)
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
    put_on_roster(sign_in("administrator"), people["Ana"])
    page = f"/directory/people/{people['Ana']}/training"
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
