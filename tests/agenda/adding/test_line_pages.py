"""A line on the agenda's page: Enter makes a step, several lines several, and what is refused stays."""

import re
from html import unescape
from textwrap import shorten

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import AgendaChange, Step, StepSpeaker
from facilitate.cafe.models import Cafe, CafeTable
from facilitate.data.db import db
from facilitate.events.models import Objective
from facilitate.participation.models import Participation, Standing

from ...directory.rows import add_office, add_worker
from ...participation.invited import make_listed

LINE = "/events/spring/agenda/line"
AGENDA = "/events/spring/agenda"
PART = {"X-Requested-With": "fetch"}


def steps_now(app: Flask) -> dict[str, Step]:
    with app.app_context():
        rows = db.session.scalars(sa.select(Step).where(Step.removed_at.is_(None))).all()
        db.session.expunge_all()
        return {row.title.en or row.title.sq: row for row in rows}


def test_a_line_becomes_a_step(app: Flask, organiser: FlaskClient, steps) -> None:
    answer = organiser.post(
        LINE, data={"line": "11:05 Buzz groups 25 Hall #O1", "in": "2027-03-19"}
    )
    assert answer.status_code == 302
    assert "day=2027-03-19" in answer.location
    made = steps_now(app)["Buzz groups"]
    assert (made.minutes, made.pinned) == (25, None)
    assert made.room_id == steps_now(app)["World café"].room_id
    html = organiser.get(AGENDA + "?day=2027-03-19").text
    assert "Buzz groups" in html


def test_a_line_is_told_what_it_may_go_on_with(app: Flask, organiser: FlaskClient, steps) -> None:
    def offered(line: str) -> list[str]:
        html = organiser.get(LINE, query_string={"line": line, "in": "2027-03-19"}).text
        return [unescape(one) for one in re.findall(r'data-whole="([^"]+)"', html)]

    assert "10:30 Fishbowl" in offered("10:30 fish")
    assert offered("Talk 20 Hal") == ["Talk 20 Hall"]
    assert "Talk @Arta Hoxha" in offered("Talk @arta")
    assert "Talk @Arta Hoxha" in offered("Talk @")
    assert "World café" in offered("World ca")
    assert offered("Talk 20 Hall") == offered("") == offered("zzz") == []
    assert offered("Talk 20 @Hal") == ["Talk 20 Hall"]


def test_the_size_of_groups_is_said_where_it_counts(
    app: Flask, organiser: FlaskClient, steps
) -> None:
    def understood(line: str) -> dict[str, str]:
        html = organiser.get(LINE, query_string={"line": line, "in": "2027-03-19"}).text
        return {
            unescape(name): unescape(text)
            for name, text in re.findall(r"<small>([^<]*)</small>\s*([^<]+?)\s*<", html)
        }

    assert understood("Peer consulting in groups of 4 60m")["people in a group"] == "4"
    assert "people in a group" not in understood("Coffee in groups of 4 60m")


def test_behind_a_hash_objectives_are_offered(app: Flask, organiser: FlaskClient, steps) -> None:
    with app.app_context():
        words = db.session.scalars(sa.select(Objective.text)).first()
        assert words is not None

    def offered(line: str) -> list[tuple[str, str]]:
        html = organiser.get(LINE, query_string={"line": line, "in": "2027-03-19"}).text
        return [
            (unescape(whole), unescape(text))
            for whole, text in re.findall(r'data-whole="([^"]+)">([^<]+)<', html)
        ]

    told = [("Talk 20 #O1", shorten(f"O1 {words.en}", 60, placeholder=" …"))]
    assert offered("Talk 20 #")[:1] == offered("Talk 20 #O")[:1] == told
    assert offered(f"Talk 20 #{words.en[:6].lower()}")[:1] == told
    assert ("#O1 10:30 Fishbowl", "Fishbowl") in offered("#O1 10:30 fish")
    assert offered("Talk 20 #O1") == offered("Talk 20 #1") == offered("Talk 20 #zzz") == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("10:30 " + "Coffee " * 100, "This line is too long for a step: at most 600 characters."),
        ("Tea " * 60, "is too long for a title: at most 200 characters."),
        (
            "Walk 10\n" * 201,
            "At most 200 lines can be added at once. To add a longer agenda, import it from a file.",
        ),
    ],
)
def test_what_would_be_cut_off_is_refused(
    app: Flask, organiser: FlaskClient, steps, line: str, said: str
) -> None:
    before = steps_now(app)
    answer = organiser.post(LINE, data={"line": line, "in": "2027-03-19"}, headers=PART)
    assert answer.status_code == 409
    assert said in unescape(answer.text)
    assert steps_now(app).keys() == before.keys()


def test_lines_that_are_pasted_are_one_change(app: Flask, organiser: FlaskClient, steps) -> None:
    before = len(steps_now(app))
    lines = "Walk 10\n\nTalk (Drita Prenga) 20\r\nClosing 15"
    answer = organiser.post(LINE, data={"line": lines, "in": "2027-03-19"}, headers=PART)
    assert "3 steps were added to the agenda." in answer.text
    assert len(steps_now(app)) == before + 3
    organiser.post(AGENDA + "/undo", headers=PART)
    assert len(steps_now(app)) == before


def test_whoever_is_in_the_directory_is_that_person(
    app: Flask, organiser: FlaskClient, steps
) -> None:
    with app.app_context():
        known = add_worker("Drita Prenga", add_office("Bashkia", "local_government", "vlore"))
        db.session.commit()
        number = known.id
    organiser.post(LINE, data={"line": "Talk (Drita Prenga, Nobody Known)", "in": "2027-03-19"})
    with app.app_context():
        rows = db.session.execute(
            sa.select(StepSpeaker.name, StepSpeaker.person_id).order_by(StepSpeaker.id)
        ).all()
    assert [tuple(row) for row in rows][-2:] == [("Drita Prenga", number), ("Nobody Known", None)]


def test_whoever_alone_has_the_name_on_the_events_list_is_that_person(
    app: Flask, organiser: FlaskClient, cast, steps
) -> None:
    listed = make_listed(
        app,
        cast.event_id,
        [(name, Standing.LISTED) for name in ("Drita Prenga", "Ilir Kola", "Ilir Leka")],
    )
    asked = {"line": "Talk @drita 20", "in": "2027-03-19"}
    assert "<small>speaks</small> Drita Prenga" in organiser.get(LINE, query_string=asked).text
    assert (
        'data-whole="Talk @Drita Prenga"'
        in organiser.get(LINE, query_string={**asked, "line": "Talk @dri"}).text
    )
    organiser.post(LINE, data=asked)
    several = organiser.post(LINE, data={**asked, "line": "Panel (Ilir)"}, headers=PART)
    assert "Several people of this event are called “Ilir”: it stays as typed." in several.text
    with app.app_context():
        person = db.session.get_one(Participation, listed.ids["Prenga"]).person_id
        rows = db.session.execute(
            sa.select(StepSpeaker.name, StepSpeaker.person_id).order_by(StepSpeaker.id)
        ).all()
    assert [tuple(row) for row in rows][-2:] == [("Drita Prenga", person), ("Ilir", None)]


@pytest.mark.parametrize("line", ["", "  ", "10:30", "45"])
def test_a_line_without_a_title_is_refused(
    app: Flask, organiser: FlaskClient, steps, line: str
) -> None:
    before = len(steps_now(app))
    answer = organiser.post(LINE, data={"line": line, "in": "2027-03-19"}, headers=PART)
    assert answer.status_code == 409
    assert "Write what happens in this step" in answer.text
    assert len(steps_now(app)) == before


@pytest.mark.parametrize("name", ["", "2031-01-01", "block-999999", "strand-x"])
def test_a_list_that_is_gone_is_said(organiser: FlaskClient, steps, name: str) -> None:
    answer = organiser.post(LINE, data={"line": "Walk 10", "in": name}, headers=PART)
    assert answer.status_code == 409
    assert "That slot no longer exists" in answer.text


def test_what_is_understood_is_said_while_typing(organiser: FlaskClient, steps) -> None:
    asked = {"line": "9:10 World café 9 tables 3x20 harvest 30 #O1 Hall", "in": "2027-03-19"}
    html = organiser.get(LINE, query_string=asked).text
    said = [" ".join(text.split()) for text in html.replace("<", "\n<").splitlines()]
    assert "09:10" in html
    for text in ("World café", "105 min: 3 × (20 + 5) + 30", "O1", "Hall", "9"):
        assert any(text in one for one in said), text
    assert "begins 95 min before the previous step ends" in html
    assert organiser.get(LINE, query_string={"line": ""}).text.strip() == ""
    said = [
        organiser.get(LINE, query_string={"line": one}).text for one in ("14:00 Votim", "Tea @A")
    ]
    assert 'data-whole="14:00 Votimi me pika"' in said[0]
    assert re.findall('data-whole="(.+?)"', said[1]) == ["Tea @Arta Hoxha"]


def test_an_empty_agenda_begins_with_a_line(app: Flask, organiser: FlaskClient, cast) -> None:
    html = organiser.get(AGENDA).text
    assert 'name="line"' in html
    organiser.post(LINE, data={"line": "8:45 Mirëseardhja 15", "in": "2027-03-18"})
    assert "08:45" in organiser.get(AGENDA).text


@pytest.mark.one_database
def test_who_may_not_edit_may_not_type(app: Flask, sign_in, client: FlaskClient, steps) -> None:
    viewer = sign_in("viewer")
    assert 'name="line"' not in viewer.get(AGENDA).text
    assert viewer.post(LINE, data={"line": "Walk", "in": "2027-03-19"}).status_code == 403
    assert viewer.get(LINE, query_string={"line": "Walk"}).status_code == 403


@pytest.mark.one_database
def test_a_megabyte_is_cut_and_not_slow(app: Flask, organiser: FlaskClient, steps) -> None:
    answer = organiser.post(LINE, data={"line": "a " * 200_000, "in": "2027-03-19"}, headers=PART)
    assert answer.status_code in (200, 409, 413)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(AgendaChange.id))) < 10


def test_a_line_lands_below_the_step_it_is_typed_at(
    app: Flask, organiser: FlaskClient, steps
) -> None:
    with app.app_context():
        first = db.session.get_one(Step, steps["World café"])
        day = first.day_id
        order = sa.select(Step).where(Step.day_id == day, Step.removed_at.is_(None))
        before = [row.id for row in db.session.scalars(order.order_by(Step.rank))]
    data = {"line": "Stretch 5\nSong 5", "in": "2027-03-18", "after": steps["World café"]}
    assert organiser.post(LINE, data=data).status_code == 302
    with app.app_context():
        after = list(db.session.scalars(order.order_by(Step.rank)))
    place = before.index(steps["World café"])
    assert [row.title.en for row in after][place + 1 : place + 3] == ["Stretch", "Song"]
    assert [row.id for row in after if row.id in before] == before
    gone = organiser.post(LINE, data={**data, "after": 9999}, headers=PART)
    assert gone.status_code == 409
    assert "That slot no longer exists" in gone.text
    address = f"{AGENDA}?day=all&below={steps['World café']}"
    assert (
        address.replace("&", "&amp;") in organiser.get(f"{AGENDA}/steps/{steps['World café']}").text
    ), "reached without script from the step's own page"
    shown = organiser.get(address).text
    assert f'name="after" value="{steps["World café"]}"' in shown


def test_what_is_understood_can_be_corrected(app: Flask, organiser: FlaskClient, steps) -> None:
    """A piece goes back to the title, or another choice takes its place; the step is what the pieces said."""
    asked = {"line": "Talk in the Hall 40 people 25", "in": "2027-03-19", "not": ["room", "people"]}
    said = organiser.get(LINE, query_string={**asked, "kind": "group"}).text
    assert "Talk in the Hall 40 people" in said
    assert "room: in the title" in said
    assert '<option value="group" selected>' in said
    organiser.post(LINE, data={**asked, "kind": "group", "technique": "fishbowl"})
    made = steps_now(app)["Talk in the Hall 40 people"]
    assert (made.kind, made.technique, made.room_id, made.people) == ("group", "fishbowl", None, 0)
    assert made.minutes == 25
    odd = {"line": "Odd 10", "in": "2027-03-19", "kind": "x", "room": "x", "lead": 9999, "not": "x"}
    assert organiser.post(LINE, data=odd).status_code == 302
    assert steps_now(app)["Odd"].lead_id is None


def test_a_typed_cafe_is_a_cafe_with_its_rounds_and_tables(
    app: Flask, organiser: FlaskClient, steps
) -> None:
    organiser.post(LINE, data={"line": "World café 9 tables 3x20 harvest 30", "in": "2027-03-19"})
    with app.app_context():
        cafe = db.session.scalars(sa.select(Cafe).order_by(Cafe.id.desc())).first()
        tables = db.session.scalars(sa.select(CafeTable).where(CafeTable.cafe_id == cafe.id)).all()
        step = db.session.get_one(Step, cafe.step_id)
    assert (cafe.rounds, cafe.minutes, cafe.move, cafe.harvest) == (3, 20, 5, 30)
    assert [table.number for table in tables] == list(range(1, 10))
    assert (step.minutes, step.groups) == (105, 9)
    page = organiser.get(f"/events/spring/cafe?step={step.id}").text
    assert "The step in the agenda says" not in page
