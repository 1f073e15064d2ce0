"""Anonymous means anonymous: the tables are read, all of them, and nothing leads from an answer to anybody."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.answered import who_answered
from facilitate.consultation.answering.actions import save_answer
from facilitate.consultation.answering.queries import personal_draft
from facilitate.consultation.answering.sent import SentAnswer
from facilitate.consultation.models import Answer, Draft, Invitation, Questionnaire, Reply
from facilitate.data.backup import write_backup
from facilitate.data.db import db

from ...directory.rows import add_office, add_worker
from ...scenes import keep_scene
from ..conftest import Asked, planner_today
from .conftest import Invited, Kinds, invite_person
from .test_kinds import everything

pytestmark = pytest.mark.both_databases
HEADERS = {
    "User-Agent": "Witness/9",
    "X-Forwarded-For": "203.0.113.77",
    "Referer": "http://localhost/mail.example",
}
ADDRESS = {"REMOTE_ADDR": "203.0.113.78"}
OF_AN_ANSWER = ("answer", "reply", "pick")


def table(name: str) -> list[dict[str, Any]]:
    """Every column of every row, as the database holds it."""
    return [dict(row) for row in db.session.execute(sa.text(f'SELECT * FROM "{name}"')).mappings()]


@pytest.fixture
@keep_scene
def people(
    app: Flask, asked: Asked, kinds: Kinds, from_directory: Invited, invited: Invited
) -> list[Invited]:
    """Four people answer: two behind their links with a draft first, one who never sends, one at the open link."""
    waits = invite_person(app, "Mirela Testi")
    for number, somebody in enumerate((from_directory, invited, waits)):
        client = app.test_client()
        typed = {**everything(asked, kinds), "receipt": f"{number}" * 22}
        first = f"question_{asked.questions[0]}"
        client.get(somebody.path, headers=HEADERS, environ_base=ADDRESS)
        more = {"later": "1", first: f"Half a thought {number}"}
        client.post(somebody.path, data={**typed, **more}, headers=HEADERS, environ_base=ADDRESS)
        if somebody is not waits:
            answer = client.post(somebody.path, data=typed, headers=HEADERS, environ_base=ADDRESS)
            assert answer.status_code == 302
    app.test_client().post(asked.path, data=asked.typed(), headers=HEADERS, environ_base=ADDRESS)
    return [from_directory, invited, waits]


def test_no_value_of_an_answer_leads_to_an_invitation(app: Flask, people: list[Invited]) -> None:
    with app.app_context():
        rows = [row for name in OF_AN_ANSWER for row in table(name)]
        assert (len(table("answer")), len(table("reply")), len(table("pick"))) == (3, 5, 12)
        told = {row["email"] for row in table("invitation")} | {
            row["name"] for row in table("invitation")
        }
    traces = told | {trace for somebody in people for trace in somebody.traces}
    assert len(traces) == 9
    values = [str(value).lower() for row in rows for value in row.values()]
    assert [value for value in values if any(trace.lower() in value for trace in traces)] == []


def test_no_column_of_an_answer_points_to_an_invitation_or_a_draft(
    app: Flask, people: list[Invited]
) -> None:
    with app.app_context():
        inspector = sa.inspect(db.engine)
        points = {
            (name, key["referred_table"])
            for name in OF_AN_ANSWER
            for key in inspector.get_foreign_keys(name)
        }
        assert points == {
            ("answer", "questionnaire"),
            ("answer", "sector"),
            ("answer", "county"),
            ("answer", "person"),
            ("answer", "user"),
            ("reply", "answer"),
            ("reply", "question"),
            ("pick", "answer"),
            ("pick", "question"),
            ("pick", "choice"),
        }
        for name, of in (("invitation", {"questionnaire", "person"}), ("draft", {"questionnaire"})):
            assert {key["referred_table"] for key in inspector.get_foreign_keys(name)} == of
        assert {column["name"] for column in inspector.get_columns("answer")} == {
            "id",
            "questionnaire_id",
            "receipt",
            "language",
            "sector_id",
            "county_id",
            "capital",
            "given_on",
            "origin",
            "name",
            "organisation",
            "person_id",
            "read_by_id",
        }
        who = [(row["name"], row["organisation"], row["person_id"]) for row in table("answer")]
        assert who == [("", "", None)] * 3


@pytest.mark.one_database
@pytest.mark.parametrize("named", [False, True])
def test_who_answered_is_kept_only_where_the_questionnaire_says_so(
    app: Flask, asked: Asked, named: bool
) -> None:
    with app.app_context():
        row = db.session.scalars(sa.select(Questionnaire)).one()
        row.named = named
        person = add_worker("Mirela Testi", add_office("Zyra"))
        db.session.flush()
        sent = SentAnswer(asked.sectors["donor"], name="Mirela Testi", organisation="Zyra")
        save_answer(row, "r-1", sent, planner_today(), language="en", person_id=person.id)
        [answer] = db.session.scalars(sa.select(Answer))
        kept = (answer.name, answer.organisation, answer.person_id)
        assert kept == (("Mirela Testi", "Zyra", person.id) if named else ("", "", None))


def test_no_time_is_finer_than_the_day_and_no_address_is_kept(
    app: Flask, people: list[Invited]
) -> None:
    with app.app_context():
        inspector = sa.inspect(db.engine)
        tables = inspector.get_table_names()
        kinds = {
            (name, column["name"]): column["type"]
            for name in (*OF_AN_ANSWER, "invitation", "draft")
            for column in inspector.get_columns(name)
        }
        times = {key for key, kind in kinds.items() if isinstance(kind, sa.DateTime | sa.Time)}
        days = {key for key, kind in kinds.items() if isinstance(kind, sa.Date)}
        assert (times, days) == (set(), {("answer", "given_on")})
        assert {str(row["given_on"]) for row in table("answer")} == {planner_today().isoformat()}
        values = [str(value) for name in tables for row in table(name) for value in row.values()]
    for trace in ("203.0.113.77", "203.0.113.78", "Witness", "mail.example"):
        assert [value for value in values if trace in value] == []


def test_it_is_known_that_an_answer_came_and_the_draft_is_gone(
    app: Flask, people: list[Invited]
) -> None:
    with app.app_context():
        assert {bool(row["answered"]) for row in table("invitation")} == {
            False
        }  # not before there are three
        came = who_answered(db.session.scalars(sa.select(Questionnaire)).one())
        assert came == {one.invitation for one in people[:2]}
        (draft,) = table("draft")
        assert set(draft) == {"mark", "questionnaire_id", "content"}
        assert b"Half" not in bytes(draft["content"])
        links = {row["mark"]: row["invitation_id"] for row in table("personal_link")}
        assert sorted(links.values()) == sorted(one.invitation for one in people)
        assert draft["mark"] not in links
        assert [personal_draft(one.path.removeprefix("/i/")) is None for one in people] == [
            True,
            True,
            False,
        ]


def test_no_link_stands_in_any_table(app: Flask, people: list[Invited]) -> None:
    """Who reads the database, or a copy of it, can open nobody's link."""
    secrets = [one.path.removeprefix("/i/") for one in people]
    with app.app_context():
        values = [
            str(value)
            for name in sa.inspect(db.engine).get_table_names()
            for row in table(name)
            for value in row.values()
        ]
    assert [value for value in values if any(secret in value for secret in secrets)] == []


def test_a_backup_holds_no_draft(app: Flask, people: list[Invited], tmp_path: Path) -> None:
    with app.app_context():
        write_backup(tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as copy:
        held = {name: copy.read(name).decode("latin-1") for name in copy.namelist()}
    assert (held["tables/draft.jsonl"], held["tables/answer.jsonl"].count("\n")) == ("", 2)
    traces = ["Half a thought", *(one.path.removeprefix("/i/") for one in people)]
    assert [name for name, text in held.items() if any(trace in text for trace in traces)] == []


def test_receipts_are_random(client: FlaskClient, asked: Asked, invited: Invited) -> None:
    pages = [client.get(path).text for path in (asked.path, invited.path) for _ in range(3)]
    receipts = {page.split('name="receipt" value="')[1].split('"')[0] for page in pages}
    assert (len(receipts), {len(receipt) for receipt in receipts}) == (6, {22})
    assert not any(trace in receipt for receipt in receipts for trace in invited.traces)


def test_nothing_of_a_draft_is_left_in_the_file(
    app: Flask, asked: Asked, invited: Invited, tmp_path: Path
) -> None:
    """SQLite leaves what was deleted in its file, unless it is told not to."""
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("a question about SQLite's file")
    client, first = app.test_client(), f"question_{asked.questions[0]}"
    kept = []
    for text in (
        "Kaltrina e fshehte",
        "Kaltrina e fshehte " * 900,
    ):  # in the row, and on pages of its own
        client.post(invited.path, data=asked.typed(**{first: text, "later": "1"}))
        with app.app_context():
            kept.append(db.session.scalars(sa.select(Draft.content)).one()[:40])
    files = [tmp_path / "facilitate.sqlite3", tmp_path / "facilitate.sqlite3-wal"]

    def held(words: bytes) -> bool:
        return any(words in file.read_bytes() for file in files if file.exists())

    assert (held(b"Kaltrina"), held(kept[1])) == (False, True)  # encrypted
    client.post(invited.path, data=asked.typed())
    assert (
        not files[1].exists() or files[1].stat().st_size == 0
    )  # nor in the log of what was written together
    with app.app_context():
        assert db.session.scalars(sa.select(Draft)).all() == []
    assert [held(words) for words in (b"Kaltrina", *kept)] == [False, False, False]


def test_a_named_one_keeps_who_it_was(app: Flask, asked: Asked, from_directory: Invited) -> None:
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(named=True))
        db.session.commit()
    client = app.test_client()
    client.post(
        from_directory.path, data=asked.typed(name="Ylli Provë", organisation="Ministria e Provës")
    )
    with app.app_context():
        row = db.session.scalars(sa.select(Answer)).one()
        assert (row.name, row.organisation, row.person_id, row.given_on) == (
            "Ylli Provë",
            "Ministria e Provës",
            from_directory.person,
            planner_today(),
        )
        assert isinstance(row.given_on, date)
        assert db.session.scalars(sa.select(Invitation.answered)).all() == [True]
        assert db.session.scalars(sa.select(Reply.text)).all() == ["Çështje e hapur"]
