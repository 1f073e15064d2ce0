"""Every table that points to somebody, row by row: all of it is in their file, and no name is left but where the page says so."""

import io
import json
import re
import zipfile
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale

from facilitate.accounts.models import User
from facilitate.consultation.models import Invitation, LetterKind, Questionnaire, SentLetter
from facilitate.data.db import Base, WordsType, db
from facilitate.directory.models import Person
from facilitate.lib.text import Words
from facilitate.mail.outbox import Message, MessageState
from facilitate.persons.erasing import count_mentions
from facilitate.persons.kept_rows import rows_about
from facilitate.persons.subjects import SubjectKind, subject_or_404
from facilitate.persons.whole_file import table_title

from .. import moment
from ..planner_sample import put_sample
from .test_persons_rights import PAGE, where_it_stands

NAME, EMAIL = "Zamira Kërçova", "zamira@office.example"
CALLED = ("name", "who", "owner_name", "host_name")
"""Columns that hold the name of whom a row is about."""
SAID = (
    "text",
    "reason",
    "note",
    "outcome",
    "answer",
    "subject",
    "body",
    "why",
    "remark",
    "question",
    "signed",
)
"""Columns in which somebody may have written about them."""
OF_OTHERS = {
    "answer": {"passed_up"},
    "invitation": {"personal_link", "sent_letter"},
    "message": {"bulletin_receipt", "entry_link", "note_action", "registration", "sent_letter"},
    "note_line": {"note_action", "note_decision", "note_operation"},
    "note_action": {"action_at_forum"},
    "guide_look": {"guide_setting"},
    "library_document": {"library_document", "library_story", "library_text"},
    "api_token": {"api_post"},
    "edition": {"release", "sent_report"},
    "forum_document": {"situation_review"},
    "webhook": {"webhook_call"},
    "step_comment": {"comment_mention"},
    "change": {"change"},
}
"""What points to a row that points to somebody, and is no row about them: what others made of it, or what has a pointer of its own."""


def pointing_at(name: str) -> list[sa.Column[Any]]:
    return [
        key.parent
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == name
    ]


def put_rows() -> None:
    """Rows in every table, in place of what a new planner has."""
    for table in reversed(Base.metadata.sorted_tables):
        db.session.execute(sa.delete(table))
    put_sample(db.session.connection())


def last_row(table: sa.Table) -> sa.ColumnElement[bool]:
    keys = list(table.primary_key.columns)
    row = db.session.execute(sa.select(*keys).order_by(*(one.desc() for one in keys))).first()
    assert row is not None, table.name
    return sa.and_(*(one == value for one, value in zip(keys, row, strict=True)))


def point(column: sa.Column[Any], number: int) -> None:
    """Let a row of the table point there; the last one where none does."""
    table = column.table
    if db.session.scalar(sa.select(sa.exists(table).where(column == number))):
        return
    db.session.execute(sa.update(table).where(last_row(table)).values({column.name: number}))


def write(table: sa.Table, names: tuple[str, ...], text: str, where: Any = None) -> None:
    """Write that into columns of those rows; of the last one where none are said."""
    for name in names:
        if name in table.c and isinstance(table.c[name].type, sa.Text | WordsType):
            value = Words(text, text) if isinstance(table.c[name].type, WordsType) else text
            here = last_row(table) if where is None else where
            db.session.execute(sa.update(table).where(here).values({name: value}))


def administrator(app: Flask) -> FlaskClient:
    """The last account of those in the rows, who may do everything."""
    client = app.test_client()
    with app.app_context():
        user = db.session.scalars(sa.select(User).order_by(User.id.desc())).first()
        assert user is not None
        user.administrator, user.active, user.removed_at = True, True, None
        token = user.session_token
        db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


@pytest.fixture
def known_everywhere(app: Flask) -> tuple[Flask, int]:
    """Somebody to whom a row of each table points that can, signed with their name."""
    with app.app_context():
        put_rows()
        person = db.session.scalars(sa.select(Person).order_by(Person.id.desc())).first()
        assert person is not None
        person.given_name, person.family_name = NAME.split()
        person.email = EMAIL
        number = person.id
        db.session.flush()
        for column in pointing_at("person"):
            point(column, number)
        for below in ("participation", "answer", "forum_member"):
            key = Base.metadata.tables[below].c.id
            mine = pointing_at("person")
            theirs = next(one for one in mine if one.table.name == below)
            row = db.session.scalar(sa.select(sa.func.max(key)).where(theirs == number))
            for column in pointing_at(below):  # a registration has a substitute beside its own
                if column.table.name != "registration" or column.name == "participation_id":
                    point(column, row)
                    called = CALLED[1:] if column.table.name == "cafe_table" else CALLED
                    write(column.table, called, NAME, column == row)
        for column in pointing_at("person"):
            write(column.table, CALLED, NAME, column == number)
        db.session.commit()
    return app, number


@pytest.mark.both_databases
def test_the_file_holds_a_row_of_every_table_that_points_to_somebody(known_everywhere) -> None:
    app, number = known_everywhere
    tables = {column.table.name for column in pointing_at("person")}
    for name in list(tables):
        tables |= {one.table.name for one in pointing_at(name)} - OF_OTHERS.get(name, set())
    with app.app_context():
        answer = administrator(app).post(f"{PAGE}/person/{number}/file")
        kept = json.loads(zipfile.ZipFile(io.BytesIO(answer.data)).read("everything.json"))
        assert tables - set(kept["tables"]) == set()


@pytest.mark.both_databases
@pytest.mark.parametrize("named", [True, False])
def test_whether_they_answered_anonymously_is_told_to_nobody(known_everywhere, named: bool) -> None:
    """Only who has not answered gets a reminder: an anonymous one is in no file and in no number."""
    app, number = known_everywhere
    with app.app_context():
        mine = sa.select(Invitation).where(Invitation.person_id == number)
        invitation = db.session.scalars(mine).first()
        db.session.get_one(Questionnaire, invitation.questionnaire_id).named = named
        db.session.execute(sa.delete(Message))
        for kind in (LetterKind.INVITATION, LetterKind.REMINDER):
            about = {"body": "", "created_at": moment.now(), "state": MessageState.SENT}
            letter = Message(to=EMAIL, subject=kind.value, person_id=number, **about)
            db.session.add(letter)
            db.session.flush()
            sent = SentLetter(invitation_id=invitation.id, message_id=letter.id, kind=kind)
            db.session.add(sent)
        db.session.commit()
    asks = administrator(app)
    file = asks.post(f"{PAGE}/person/{number}/file").data
    kept = json.loads(zipfile.ZipFile(io.BytesIO(file)).read("everything.json"))["tables"]
    told = ["invitation", "reminder"] if named else ["invitation"]
    assert [one["subject"] for one in kept["message"]] == told
    assert "answered" not in kept["invitation"][0]
    page = " ".join(re.sub(r"<[^>]+>", " ", asks.get(f"{PAGE}/person/{number}").text).split())
    assert f"Mails {len(told)} " in page


def test_every_table_that_points_to_an_account_is_in_its_file(app: Flask, cast) -> None:
    with app.app_context():
        tables = {column.table.name for column in pointing_at("user")}
        for name in list(tables):
            tables |= {one.table.name for one in pointing_at(name)} - OF_OTHERS.get(name, set())
        put_rows()
        number = db.session.scalar(sa.select(sa.func.max(Base.metadata.tables["user"].c.id)))
        for column in pointing_at("user"):
            point(column, number)
        mine = Base.metadata.tables["member"].c
        member = db.session.scalar(sa.select(mine.id).where(mine.user_id == number))
        for column in pointing_at("member"):
            point(column, member)
        db.session.commit()
        kept = rows_about(subject_or_404(SubjectKind.ACCOUNT, number))
        assert tables - set(kept) - {"pick", "reply", "note_decision", "note_operation"} == set()
    page = administrator(app).get(f"{PAGE}/user/{number}").text
    titles = re.findall(r'<th scope="row">([^<]+)</th>', page)
    assert {"Account", "Links for signing in", "Forums: assessments"} <= set(titles)
    assert len(set(titles)) == len(titles)


def test_an_erased_account_leaves_no_device_and_no_name_of_a_program(app: Flask) -> None:
    """Where somebody was signed in, and what they called what signed in for them."""
    with app.app_context():
        put_rows()
        tables = Base.metadata.tables
        number = db.session.scalar(sa.select(sa.func.min(tables["user"].c.id)))
        for name in ("device_session", "api_token"):
            point(tables[name].c.user_id, number)
        mine = tables["api_token"].c.user_id == number
        write(tables["api_token"], ("name",), "Zamira’s computer", mine)
        db.session.commit()
    administrator(app).post(f"{PAGE}/user/{number}/erase")
    assert where_it_stands(app, "Zamira’s computer") == set()
    with app.app_context():
        devices = tables["device_session"].c.user_id
        assert db.session.scalar(sa.select(sa.func.count()).where(devices == number)) == 0
        revoked = db.session.scalars(sa.select(tables["api_token"].c.revoked_at).where(mine)).all()
        assert None not in revoked


def test_every_table_has_a_title_in_both_languages(app: Flask) -> None:
    for language, found in (("en", "Forums: own links"), ("sq", "Forumet: lidhjet vetjake")):
        with app.test_request_context(), force_locale(language):
            titles = {name: table_title(name) for name in Base.metadata.tables}
            assert titles["member_link"] == found
            assert [name for name, title in titles.items() if "_" in title or not title] == []


@pytest.mark.both_databases
def test_no_row_keeps_the_name_of_somebody_erased(known_everywhere) -> None:
    app, number = known_everywhere
    assert len(where_it_stands(app, NAME, EMAIL)) >= 12
    administrator(app).post(f"{PAGE}/person/{number}/erase")
    assert where_it_stands(app, NAME, "Kërçova", EMAIL) == set()


@pytest.mark.both_databases
def test_where_the_name_stays_is_said_before(known_everywhere) -> None:
    """In what others wrote, also in rows that point to them: a line of the notes with their name and about them."""
    app, number = known_everywhere
    with app.app_context():
        for table in Base.metadata.sorted_tables:
            write(table, SAID, f"As {NAME} said")
        db.session.commit()
        said = count_mentions(subject_or_404(SubjectKind.PERSON, number))
    assert {"note_line", "note_action", "approval", "reply"} <= set(said)
    assert {"passed_up", "money_request"} <= set(said)  # who signed an official letter
    administrator(app).post(f"{PAGE}/person/{number}/erase")
    assert where_it_stands(app, NAME) == set(said)
