"""All papers in one archive: names, what is in it, for whom."""

import io
import zipfile

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.models import Event, Member
from facilitate.guides.choices import Choices, GuideReader
from facilitate.guides.papers.actions import archive_bytes, guide_name

from ...statements import count_statements
from ..demo import demo_plan
from .reopened import reopen_document

PATH = "/events/spring/guide.zip"


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return file.namelist()


def test_it_holds_the_papers_for_everybody(app: Flask, organiser: FlaskClient) -> None:
    demo_plan(app)
    with count_statements() as sent:
        answer = organiser.get(f"{PATH}?lang=en")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert "facilitator-guide-spring-en.zip" in answer.headers["Content-Disposition"]
    assert (
        len(sent) <= 27
    )  # three of them who sits where, for the hosts; one what staff have to do, one rehearsals
    found = names(answer.data)
    assert found[:6] == [
        "1-facilitator-guide.docx",
        "2-running-order-for-the-wall.docx",
        "3-hosts-sheets.docx",
        "4-note-takers-booklet.docx",
        "5-cue-cards.docx",
        "6-staff-sheets.docx",
    ]
    assert found[6:] != []
    assert [name for name in found[6:] if not name.startswith("own-guides/")] == []
    assert len(found) == len(set(found))
    with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        languages = {reopen_document(file.read(name)).core_properties.language for name in found}
    assert languages == {"en-GB"}


def test_an_event_without_an_agenda_has_its_guide_only(app: Flask, cast) -> None:
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        assert names(archive_bytes(event, "sq")) == [
            name for name in names(archive_bytes(event, "sq")) if name.startswith("1-")
        ]


def test_a_name_in_other_letters_is_no_event(app: Flask, cast) -> None:
    demo_plan(app)
    with app.app_context():
        for member in db.session.scalars(sa.select(Member)):
            member.user.name = "Јована Новак"
        event = db.session.scalars(sa.select(Event)).one()
        own = [name for name in names(archive_bytes(event, "en")) if name.startswith("own-guides/")]
        alone = guide_name(event, Choices("en", GuideReader.FACILITATOR, 3), "Јована Новак")
    assert own[0] == "own-guides/Facilitator-Guide.docx"
    assert [name for name in own if "Event" in name] == []
    assert len(own) == len(set(own)) > 1
    assert alone == "facilitator-guide-spring-en.docx"


def test_two_of_the_same_name_have_a_file_each(app: Flask, cast) -> None:
    demo_plan(app)
    with app.app_context():
        for member in db.session.scalars(sa.select(Member)):
            member.user.name = "Ana Çela"
        event = db.session.scalars(sa.select(Event)).one()
        found = names(archive_bytes(event, "en"))
    assert "own-guides/Ana-Cela.docx" in found
    assert len(found) == len(set(found)) > 6


def test_a_file_says_whose_it_is(app: Flask, cast) -> None:
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        assert (
            guide_name(event, Choices("en", GuideReader.FACILITATOR, 3), "Ana Çela")
            == "facilitator-guide-ana-cela-spring-en.docx"
        )
        assert (
            guide_name(event, Choices("en", GuideReader.WALL))
            == "running-order-for-the-wall-spring-en.docx"
        )


def test_for_whom(sign_in, client: FlaskClient) -> None:
    assert sign_in("viewer").get(PATH).status_code == 200
    assert sign_in("stranger").get(PATH).status_code == 404
    assert client.get(PATH).status_code == 302
    assert sign_in("organiser").post(PATH).status_code == 405
    assert sign_in("organiser").get("/events/winter/guide.zip").status_code == 404
