"""The guide on screen and as a download: for whom, in which language, and with how many statements."""

import io
from datetime import date

import docx
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.actions import start
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.models import Step
from facilitate.cafe.actions import start as start_cafe
from facilitate.cafe.models import CafeTable
from facilitate.content import PACKAGE, read_toml
from facilitate.db import db
from facilitate.directory.models import Kind, Level, Organisation, Person, Sector
from facilitate.events.actions import add_objective
from facilitate.events.models import Event, Member
from facilitate.guides.choices import Choices
from facilitate.guides.guide import Lack
from facilitate.guides.labels import material_text
from facilitate.guides.papers.actions import guide_bytes, guide_name
from facilitate.guides.queries import guide_of
from facilitate.i18n import use_language
from facilitate.lib.text import Words
from facilitate.participation.models import Participation, Standing

from ..statements import counted

pytestmark = pytest.mark.both_databases
PATH = "/events/spring/guide"
DEMO = read_toml(PACKAGE / "setup" / "demo" / "agenda.toml")


def plan(app: Flask, steps: int | None = None) -> None:
    """The demo's agenda with its café on the event `spring`, or its first steps only."""
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        members = db.session.scalars(sa.select(Member).order_by(Member.id)).all()
        people = dict(zip(["O1", "F1", "F2", "N1", "S1", "S2"], members, strict=True))
        goals = {
            f"O{n}": add_objective(event, Words(f"Objective {n}", f"Objektivi {n}"), Words()) for n in (1, 2)
        }
        days = [{**one, "steps": one["steps"][:steps]} for one in DEMO["days"]]
        made = start(event, {**DEMO, "days": days}, people, goals)
        for one in made:
            if one.kind is StepKind.CAFE:
                start_cafe(one.id, DEMO["cafe"], people)
        db.session.commit()


def test_without_an_agenda_it_says_what_to_do_first(organiser: FlaskClient) -> None:
    answer = organiser.get(PATH)
    assert answer.status_code == 200
    assert "Build the agenda first" in answer.text


def test_it_opens_with_what_is_still_to_do(app: Flask, organiser: FlaskClient) -> None:
    plan(app)
    with app.app_context():
        count = len(guide_of(db.session.scalars(sa.select(Event)).one(), "en", date.today()).holes)
    answer = organiser.get(PATH)
    assert f"32 steps, 2 days; {count} things are still to do." in answer.text
    assert answer.text.count("#step-") == count
    assert "Good morning to you all, from every one of the twelve counties." in answer.text


def test_the_screen_speaks_the_visitor_s_language(app: Flask, organiser: FlaskClient) -> None:
    plan(app)
    with organiser.session_transaction() as session:
        session["language"] = "sq"
    answer = organiser.get(PATH)
    assert "Hapja nga koordinatori kombëtar" in answer.text
    assert "Opening by the national coordinator" not in answer.text


@pytest.mark.parametrize(("asked", "code"), [("en", "en"), ("sq", "sq"), ("", "sq"), ("xx", "sq")])
def test_word_in_the_language_asked_for_else_in_the_event_s(
    app: Flask, organiser: FlaskClient, asked: str, code: str
) -> None:
    plan(app)
    answer = organiser.get(f"{PATH}.docx?lang={asked}")
    assert answer.status_code == 200
    assert f"-spring-{code}.docx" in answer.headers["Content-Disposition"]
    document = docx.Document(io.BytesIO(answer.data))
    titles = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    opening = {"en": "2. Opening by the national coordinator", "sq": "2. Hapja nga koordinatori kombëtar"}
    assert opening[code] in titles


def test_the_file_is_named_in_its_own_language(app: Flask, cast) -> None:
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        assert guide_name(event, Choices("en")) == "facilitator-guide-spring-en.docx"
        assert guide_bytes(event, Choices("sq")).startswith(b"PK")


def sections(content: bytes) -> list[tuple[str, str, str]]:
    """Of every step in a Word guide: its heading, the line below it, and all its other text, tables included."""
    found: list[list[str]] = [[""]]
    for part in docx.Document(io.BytesIO(content)).iter_inner_content():
        if part.style.name in ("Heading 1", "Heading 2"):
            found.append([part.text if part.text[0].isdigit() else ""])
        elif hasattr(part, "rows"):
            found[-1] += [cell.text for row in part.rows for cell in row.cells]
        else:
            found[-1].append(part.text)
    steps = [one for one in found if one[0]]
    return [(title, line, "\n".join(rest)) for title, line, *rest in steps]


@pytest.mark.parametrize("code", ["en", "sq"])
def test_in_word_each_step_has_time_technique_what_to_do_what_to_say_and_materials(
    app: Flask, cast, code: str
) -> None:
    plan(app)
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        steps = guide_of(event, code, date.today()).steps
        made = sections(guide_bytes(event, Choices(code)))
        with use_language(code):
            materials = [[material_text(one) for one in step.materials] for step in steps]
    assert [heading for heading, _line, _text in made] == [f"{one.number}. {one.title}" for one in steps]
    for step, needed, (_heading, line, text) in zip(steps, materials, made, strict=True):
        parts = [step.when, f"{step.minutes} min", step.technique, step.room]
        assert line == " · ".join(part for part in parts if part)
        said = [words for one in step.lines for words in (one.do, one.say) if words]
        assert [words for words in (*said, *needed) if words not in text] == []
        if step.kind not in ("session", "note"):  # a block's words and materials are those of its steps
            assert (len(said) > 0, len(needed) > 0) == (True, True)


@pytest.mark.parametrize("path", [PATH, f"{PATH}.docx"])
def test_for_whom(sign_in, client: FlaskClient, path: str) -> None:
    assert sign_in("viewer").get(path).status_code == 200
    assert sign_in("stranger").get(path).status_code == 404
    assert client.get(path).status_code == 302
    assert sign_in("organiser").post(path).status_code == 405


@pytest.mark.parametrize("path", ["/events/winter/guide", "/events/winter/guide.docx"])
def test_an_event_that_is_not_there(organiser: FlaskClient, path: str) -> None:
    assert organiser.get(path).status_code == 404


def test_a_technique_that_has_left_the_shelf(app: Flask, organiser: FlaskClient) -> None:
    plan(app, steps=2)
    with app.app_context():
        one = db.session.scalars(sa.select(Step).where(Step.technique == "opening-plenary")).first()
        one.technique = "gone-since"
        db.session.commit()
    assert "The technique is no longer on the shelf: gone-since" in organiser.get(PATH).text


def test_the_same_statements_whatever_the_size(app: Flask, organiser: FlaskClient) -> None:
    counts = []
    for steps in (1, 3, None):
        plan(app, steps)
        with counted() as sent:
            organiser.get(PATH)
        counts.append(len(sent))
    assert counts[0] == counts[1] == counts[2] <= 18  # the guide is put together from every room below it


def test_a_participant_who_hosts_has_a_name_for_those_who_may_know_it(app: Flask, sign_in) -> None:
    plan(app)
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        office = Organisation(
            name="Hope Shelter", kind=Kind.SHELTER, level=Level.COUNTY, sector=db.session.scalars(sa.select(Sector)).first()
        )  # fmt: skip
        person = Person(
            given_name="Drita", family_name="Muka", organisation=office, position=Words(), email="", phone=""
        )
        db.session.add(person)
        db.session.flush()
        host = Participation(
            event_id=event.id, person_id=person.id, organisation_id=office.id, sector_id=office.sector.id, standing=Standing.COMING
        )  # fmt: skip
        db.session.add(host)
        db.session.flush()
        table = db.session.scalars(sa.select(CafeTable).where(CafeTable.number == 11)).one()
        table.host_participation_id = host.id
        (before,) = [
            hole.detail for hole in guide_of(event, "en", date.today()).holes if hole.lack is Lack.HOST
        ]
        db.session.commit()
    assert before.split(", ")[-2:] == ["9", "10"]
    assert "Drita Muka" in sign_in("facilitator").get(PATH).text
    for name in ("viewer", "note_taker"):
        page = sign_in(name).get(PATH).text
        assert ("Drita Muka" in page, "a participant" in page) == (False, True)
        word = docx.Document(io.BytesIO(sign_in(name).get(f"{PATH}.docx?lang=en").data))
        assert not any("Drita Muka" in cell.text for table in word.tables for cell in table._cells)
