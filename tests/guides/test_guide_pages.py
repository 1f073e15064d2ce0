"""The guide as a download, and what page and download share: for whom, in which language, whose names."""

import io

import docx
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.cafe.models import CafeTable
from facilitate.data.db import db
from facilitate.directory.models import Level, OfficeKind, Organisation, Person, Sector
from facilitate.events.models import Event
from facilitate.guides.choices import Choices
from facilitate.guides.guide import Lack
from facilitate.guides.keeping_time import RESTS
from facilitate.guides.labels import guide_material_text
from facilitate.guides.papers.actions import guide_bytes, guide_name
from facilitate.guides.queries import guide_of
from facilitate.lib.clock import format_wall_time
from facilitate.lib.text import Words
from facilitate.participation.models import Participation, Standing
from facilitate.web.i18n import use_language

from .. import moment
from .demo import demo_plan

pytestmark = pytest.mark.both_databases
PATH = "/events/spring/guide"


@pytest.mark.one_database
@pytest.mark.parametrize(("asked", "code"), [("en", "en"), ("sq", "sq"), ("", "sq"), ("xx", "sq")])
def test_word_in_the_language_asked_for_else_in_the_event_s(
    app: Flask, organiser: FlaskClient, asked: str, code: str
) -> None:
    demo_plan(app)
    answer = organiser.get(f"{PATH}.docx?lang={asked}")
    assert answer.status_code == 200
    assert f"-spring-{code}.docx" in answer.headers["Content-Disposition"]
    document = docx.Document(io.BytesIO(answer.data))
    titles = [one.text for one in document.paragraphs if one.style.name == "Step Heading"]
    opening = {"en": "Opening by the national coordinator", "sq": "Hapja nga koordinatori kombëtar"}
    assert opening[code] in titles


@pytest.mark.one_database
def test_the_file_is_named_in_its_own_language(app: Flask, cast) -> None:
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        assert guide_name(event, Choices("en")) == "facilitator-guide-spring-en.docx"
        assert guide_bytes(event, Choices("sq")).startswith(b"PK")


def sections(content: bytes) -> list[tuple[str, str, str]]:
    """Of every step in a Word guide: its heading, the line below it, and all its other text, tables included."""
    found: list[list[str]] = [[""]]
    for part in docx.Document(io.BytesIO(content)).iter_inner_content():
        if part.style.name in ("Heading 1", "Heading 2", "Step Heading"):
            found.append([part.text if part.style.name == "Step Heading" else ""])
        elif hasattr(part, "rows"):
            found[-1] += [cell.text for row in part.rows for cell in row.cells]
        else:
            found[-1].append(part.text)
    steps = [one for one in found if one[0]]
    return [(title, line, "\n".join(rest)) for title, line, *rest in steps]


@pytest.mark.one_database
@pytest.mark.parametrize("code", ["en", "sq"])
def test_in_word_each_step_has_time_technique_what_to_do_what_to_say_and_materials(
    app: Flask, cast, code: str
) -> None:
    demo_plan(app)
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        steps = guide_of(event, code, moment.planner_today()).steps
        made = sections(guide_bytes(event, Choices(code)))
        with use_language(code):
            materials = [[guide_material_text(one) for one in step.materials] for step in steps]
    assert [heading for heading, _line, _text in made] == [one.title for one in steps]
    for step, needed, (_heading, line, text) in zip(steps, materials, made, strict=True):
        parts = [
            step.when if step.minutes else format_wall_time(step.start),
            f"{step.minutes} min" if step.minutes else "",
            step.technique,
            step.room,
            step.lead if step.kind in RESTS else "",  # a break has no table of facts
        ]
        assert line == " · ".join(part for part in parts if part)
        said = [words for one in step.lines for words in (one.do, one.say) if words]
        assert [words for words in (*said, *needed) if words not in text] == []
        if step.kind not in (
            "session",
            "note",
        ):  # a block's words and materials are those of its steps
            assert (len(said) > 0, len(needed) > 0) == (True, True)


@pytest.mark.one_database
@pytest.mark.parametrize("path", [PATH, f"{PATH}.docx"])
def test_for_whom(sign_in, client: FlaskClient, path: str) -> None:
    assert sign_in("viewer").get(path).status_code == 200
    assert sign_in("stranger").get(path).status_code == 404
    assert client.get(path).status_code == 302
    assert sign_in("organiser").post(path).status_code == 405


@pytest.mark.one_database
@pytest.mark.parametrize("path", ["/events/winter/guide", "/events/winter/guide.docx"])
def test_an_event_that_is_not_there(organiser: FlaskClient, path: str) -> None:
    assert organiser.get(path).status_code == 404


@pytest.mark.one_database
def test_a_participant_who_hosts_has_a_name_for_those_who_may_know_it(app: Flask, sign_in) -> None:
    demo_plan(app)
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        office = Organisation(
            name="Hope Shelter",
            kind=OfficeKind.SHELTER,
            level=Level.COUNTY,
            sector=db.session.scalars(sa.select(Sector)).first(),
        )
        person = Person(
            given_name="Drita",
            family_name="Muka",
            organisation=office,
            position=Words(),
            email="",
            phone="",
        )
        db.session.add(person)
        db.session.flush()
        host = Participation(
            event_id=event.id,
            person_id=person.id,
            organisation_id=office.id,
            sector_id=office.sector.id,
            standing=Standing.COMING,
        )
        db.session.add(host)
        db.session.flush()
        table = db.session.scalars(sa.select(CafeTable).where(CafeTable.number == 11)).one()
        table.host_participation_id = host.id
        (before,) = [
            hole.detail
            for hole in guide_of(event, "en", moment.planner_today()).holes
            if hole.lack is Lack.HOST
        ]
        db.session.commit()
    assert before.split(", ")[-2:] == ["9", "10"]
    assert "Drita Muka" in sign_in("facilitator").get(PATH).text
    for name in ("viewer", "note_taker"):
        page = sign_in(name).get(PATH).text
        assert ("Drita Muka" in page, "a participant" in page) == (False, True)
        word = docx.Document(io.BytesIO(sign_in(name).get(f"{PATH}.docx?lang=en").data))
        assert not any("Drita Muka" in cell.text for table in word.tables for cell in table._cells)
