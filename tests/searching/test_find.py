"""One field finds anything one may see, and nothing else; each result opens."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.checklists.models import Task
from facilitate.consultation.models import (
    Answer,
    Question,
    Questionnaire,
    QuestionnairePurpose,
    Reply,
)
from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person, Sector
from facilitate.events.models import Event, Member, Role
from facilitate.forums.models import Forum
from facilitate.forums.programme_models import GuidanceEntry, GuidanceKind
from facilitate.lib.text import Words, plain_text
from facilitate.notes.models import NoteLine
from facilitate.setup.demo.load import OFFICIAL

from .. import moment
from ..statements import count_statements

pytestmark = pytest.mark.both_databases
WORD = "shqiponjë"
"""Stands in one thing of each kind."""


def found(client: FlaskClient, typed: str, **more: str) -> dict[str, list[str]]:
    """What the page of results lists, by kind."""
    html = client.get("/find", query_string={"q": typed, **more}).text
    return {
        name: [re.sub(r"<.*?>", "", one).strip() for one in re.findall(r"<li>(.*?)</li>", rows)]
        for name, rows in re.findall(
            r'<section class="found" aria-label="(.*?)">.*?<ul>(.*?)</ul>', html, re.S
        )
    }


@pytest.fixture
def filled(app: Flask, cast) -> Flask:
    """A person, a task, an answer and a note with the word, in the event of the cast; a forum and its advice."""
    with app.app_context():
        sector = db.session.scalars(sa.select(Sector.id)).first()
        office = Organisation(
            name="Zyra Shqiponjë", kind="other", level="central", sector_id=sector
        )
        db.session.add(office)
        db.session.flush()
        db.session.add(
            Person(
                given_name="Shqiponjë",
                family_name="Marku",
                organisation_id=office.id,
                position=Words(),
                email="",
                phone="",
            )
        )
        asked = Questionnaire(
            event_id=cast.event_id,
            purpose=QuestionnairePurpose.CONSULTATION,
            token="t",
            title=Words("T"),
            intro=Words(),
            opens_on=moment.planner_today(),
            closes_on=moment.planner_today(),
        )
        db.session.add(asked)
        db.session.flush()
        question = Question(
            questionnaire_id=asked.id, position=1, text=Words("What?"), help=Words()
        )
        answer = Answer(
            questionnaire_id=asked.id,
            receipt="r",
            language="sq",
            sector_id=sector,
            given_on=moment.planner_today(),
        )
        db.session.add_all([question, answer])
        db.session.flush()
        said = "Pashë një shqiponjë mbi mal."
        db.session.add(
            Reply(answer_id=answer.id, question_id=question.id, text=said, folded=plain_text(said))
        )
        db.session.add(
            NoteLine(
                event_id=cast.event_id,
                key="k",
                text="Shqiponja: SHQIPONJË e bardhë",
                at=moment.now(),
                changed_at=moment.now(),
            )
        )
        db.session.add(
            Task(
                event_id=cast.event_id,
                code="X1",
                position=1,
                phase="design",
                title=Words("Feed the eagle", "Ushqeni një shqiponjë"),
                benchmark=Words(),
                offset=0,
                unit="days",
                anchor="first_day",
                first_due_on=moment.planner_today(),
                due_on=moment.planner_today(),
                status="open",
            )
        )
        forum = Forum(
            slug="eagle",
            kind="technical_table",
            name=Words("Table of the eagle", "Tryeza “Shqiponja”, shqiponjë"),
            purpose=Words(),
            created_at=moment.now(),
        )
        db.session.add(forum)
        db.session.flush()
        db.session.add(
            GuidanceEntry(
                forum_id=forum.id,
                kind=GuidanceKind.ADVICE_GIVEN,
                asked_on=moment.planner_today(),
                other="Bashkia Vlorë",
                topic="Kush e njofton kujdestarin?",
                answer="Zyra me stemën e shqiponjës: shqiponjë.",
            )
        )
        db.session.commit()
    return app


TEAM = {"Forums", "People", "Tasks", "Advice and training"}
KINDS = {*TEAM, "Answers", "Notes"}


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        ("organiser", KINDS),
        ("administrator", KINDS),
        ("facilitator", KINDS),
        ("note_taker", {*TEAM, "Notes"}),
        ("staff", {*TEAM, "Notes"}),
        ("viewer", TEAM),
        ("stranger", set()),
    ],
)
def test_each_role_finds_what_it_may_see(
    filled: Flask, sign_in, role: str, kinds: set[str]
) -> None:
    for typed in (WORD, "SHQIPONJE", "shqiponje"):
        assert set(found(sign_in(role), typed)) == kinds


def test_another_events_words_are_not_found(filled: Flask, sign_in, cast) -> None:
    """Whoever leads one event and only looks at another reads no answers there."""
    with filled.app_context():
        spring = db.session.get_one(Event, cast.event_id)
        other = Event(
            slug="autumn",
            kind=spring.kind,
            title=Words("Autumn conference"),
            description=Words(),
            first_day=spring.first_day,
            last_day=spring.last_day,
            venue="",
            town="",
            created_at=spring.created_at,
        )
        db.session.add(other)
        db.session.flush()
        db.session.add(Member(event_id=other.id, user_id=cast.users["viewer"], role=Role.ORGANISER))
        db.session.commit()
    assert set(found(sign_in("viewer"), WORD)) == TEAM
    assert "Events" not in found(sign_in("organiser"), "autumn")


def test_whoever_is_not_signed_in_is_asked_to(client: FlaskClient, cast) -> None:
    assert [client.get(path).status_code for path in ("/find?q=a", "/find/short?q=a")] == [302] * 2


@pytest.mark.one_database
def test_an_answer_is_shown_without_who_gave_it(filled: Flask, organiser: FlaskClient) -> None:
    assert found(organiser, WORD)["Answers"] == ["Pashë një shqiponjë mbi mal. Spring conference"]


@pytest.mark.one_database
def test_a_forum_and_its_advice_are_found(filled: Flask, organiser: FlaskClient) -> None:
    rows = found(organiser, WORD)
    assert rows["Forums"] == ["Table of the eagle"]
    assert rows["Advice and training"] == ["Kush e njofton kujdestarin? Table of the eagle"]
    page = organiser.get(f"/forums/eagle/advice?q={WORD}").text
    assert "Zyra me stemën e shqiponjës" in page
    assert "Nothing found" not in page


@pytest.mark.one_database
def test_pages_and_commands_are_found_those_of_the_event_first(organiser: FlaskClient) -> None:
    assert found(organiser, "agen", event="spring")["Pages"] == [
        f"{page} Spring conference" for page in ("Agenda", "Import an agenda", "Draft an agenda")
    ]
    assert found(organiser, "new ev")["Pages"] == ["New event"]
    assert "Accounts" not in found(organiser, "accounts").get("Pages", [])
    assert found(organiser, "step add", event="spring")["Pages"] == ["Add a step Spring conference"]
    assert found(organiser, "import people", event="spring")["Pages"] == [
        "Import a list of people Spring conference"
    ]
    organiser.post("/language", data={"language": "sq", "next": "/"})
    assert len(found(organiser, "shto", event="spring")["Faqet"]) >= 3


@pytest.mark.one_database
def test_nothing_and_too_little_are_said(organiser: FlaskClient) -> None:
    assert "Nothing with that name" in organiser.get("/find?q=zzzz").text
    assert "Type two letters or more." in organiser.get("/find?q=a").text
    assert organiser.get("/find/short?q=%25_%22").status_code == 200


@pytest.mark.one_database
@pytest.mark.parametrize("role", ["organiser", "note_taker", "staff", "viewer", "administrator"])
def test_every_result_opens(filled: Flask, sign_in, role: str) -> None:
    client = sign_in(role)
    words = [WORD, "a e", "e i", "o n", "spring", "konf", "import", "add", "what", "mail"]
    addresses = {
        url.replace("&amp;", "&").split("#")[0]
        for typed in words
        for url in re.findall(
            r'href="(.*?)"', client.get("/find", query_string={"q": typed}).text.split("<main")[1]
        )
    }
    wrong = {url: client.get(url).status_code for url in addresses}
    assert {url: code for url, code in wrong.items() if code not in (200, 302)} == {}


def test_the_demo_is_found_in_few_statements(demo: Flask) -> None:
    client = demo.test_client()
    with demo.app_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
    with client.session_transaction() as session:
        session.update(_user_id=token, language="en")
    client.get("/find/short?q=konferenca")
    with count_statements() as asked:
        answer = client.get("/find/short?q=konferenca")
    assert answer.status_code == 200
    assert len(asked) <= 13
