"""An enemy with the list of the invited, PostgreSQL's superuser and its log, or SQLite's file: no answer is traced."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.consultation.answered import who_answered
from facilitate.consultation.models import Answer, Invitation, Questionnaire, UnmarkedAnswer
from facilitate.data.db import db
from facilitate.web.signing import sign_text

from ...databases import connect_to
from ..conftest import Asked
from .conftest import Invited, invite_person

WHO = {"invitation", "personal_link", "sent_letter", "message"}
"""Tables that know who was invited."""
VERSIONS = """
SELECT items.t_xmin::text, items.t_xmax::text, items.t_attrs[column_.attnum]
FROM generate_series(0, pg_relation_size(%(name)s::regclass) / 8192 - 1) AS page,
LATERAL heap_page_item_attrs(get_raw_page(%(name)s::text, page::int), %(name)s::regclass) AS items,
pg_attribute AS column_
WHERE items.t_xmin IS NOT NULL AND column_.attrelid = %(name)s::regclass AND column_.attname = %(column)s
"""
WRITTEN = """
WITH here AS (SELECT oid FROM pg_database WHERE datname = current_database())
SELECT record.xid::text, class.relname FROM pg_get_wal_records_info_till_end_of_wal(%s) AS record
JOIN pg_class AS class ON record.block_ref ~ ('rel [0-9]+/' || (SELECT oid FROM here) || '/' || class.relfilenode || ' ')
WHERE class.relkind = 'r' AND class.relfilenode > 0 AND record.xid::text <> '0'
"""


class Enemy:
    """Reads every version of every row, dead ones too, and the write-ahead log since the beginning."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection
        connection.execute("VACUUM invitation, answer, draft, unmarked_answer")  # of tests before
        self.start = connection.execute("SELECT pg_current_wal_lsn()").fetchone()[0]

    def versions(
        self, table: str, column: str = "questionnaire_id"
    ) -> list[tuple[str, str, bytes]]:
        """Of each version which transaction wrote it, which ended it, and what the column says."""
        return self.connection.execute(VERSIONS, {"name": table, "column": column}).fetchall()

    def changed(self) -> dict[str, set[int]]:
        """By transaction: the invitations of which one wrote or ended a version."""
        found = defaultdict(set)
        for began, ended, key in self.versions("invitation", "id"):
            for transaction in {began, ended} - {"0"}:
                found[transaction].add(int.from_bytes(key, "little"))
        return found

    def answered_in(self) -> set[str]:
        """The transactions in which an answer came."""
        return {row[0] for row in self.versions("answer")}

    def written_with(self) -> dict[str, set[str]]:
        """The tables that the log says were written, by transaction."""
        found = defaultdict(set)
        for transaction, table in self.connection.execute(WRITTEN, [self.start]):
            found[transaction].add(table)
        return found


def answer(app: Flask, asked: Asked, somebody: Invited) -> None:
    """A draft first, then the answer."""
    client, first = app.test_client(), f"question_{asked.questions[0]}"
    client.post(somebody.path, data=asked.typed(**{first: "Half a thought", "later": "1"}))
    assert client.post(somebody.path, data=asked.typed()).status_code == 302


@pytest.fixture
def people(app: Flask, asked: Asked) -> list[Invited]:
    return [
        invite_person(app, name)
        for name in ("Ana Testi", "Ben Testi", "Cela Testi", "Dritan Testi")
    ]


@pytest.fixture
def enemy(database: str, app: Flask) -> Iterator[Enemy]:
    if database.startswith("sqlite"):
        pytest.skip("SQLite keeps no old versions; its file and log are read below")
    with connect_to(database) as connection:
        for name in ("pageinspect", "pg_walinspect"):
            connection.execute(f"CREATE EXTENSION {name}")
        yield Enemy(connection)
        connection.execute("DROP EXTENSION pageinspect, pg_walinspect")


@pytest.mark.both_databases
def test_old_versions_and_the_log_lead_from_no_answer_to_anybody(
    app: Flask, asked: Asked, people: list[Invited], enemy: Enemy
) -> None:
    everybody = {one.invitation for one in people}
    before = set(enemy.changed())
    for number, somebody in enumerate(people[:3], 1):
        answer(app, asked, somebody)
        assert len(enemy.answered_in()) == number
        if number < 3:
            assert set(enemy.changed()) == before  # no version of an invitation came or went
    # the log, which VACUUM does not reach: no answer was written together with anybody who was invited
    written = enemy.written_with()
    answers = [tables for tables in written.values() if "answer" in tables]
    assert [tables & WHO for tables in answers] == [set(), set(), set()]
    assert {"answer", "unmarked_answer", "draft"} <= answers[0]
    marking = [tables for tables in written.values() if "invitation" in tables]
    assert [tables & {"answer", "draft"} for tables in marking] == [set()]  # one, for all three
    # and what is left in the tables: one version each, written together, of everybody
    assert {len(enemy.versions(name)) for name in ("unmarked_answer", "draft")} == {0}
    left = enemy.changed()
    assert (list(left.values()), set(left) & enemy.answered_in()) == ([everybody], set())
    sizes = enemy.connection.execute(
        "SELECT pg_relation_size('unmarked_answer') + pg_relation_size('draft')"
    )
    assert sizes.fetchone() == (0,)


@pytest.mark.both_databases
def test_marks_are_set_for_three_together_and_one_link_takes_one_answer(
    app: Flask, asked: Asked, people: list[Invited]
) -> None:
    marked, known = [], []
    for somebody in people:
        answer(app, asked, somebody)
        assert (
            app.test_client().post(somebody.path, data=asked.typed()).status_code == 302
        )  # does not count
        with app.app_context():
            marked.append(
                len(db.session.scalars(sa.select(Invitation.id).where(Invitation.answered)).all())
            )
            known.append(who_answered(db.session.scalars(sa.select(Questionnaire)).one()))
    ids = [one.invitation for one in people]
    assert (marked, known) == ([0, 0, 3, 3], [set(ids[: number + 1]) for number in range(4)])
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Answer.id))) == 4
        left = db.session.scalars(sa.select(UnmarkedAnswer.signature)).all()
        assert left == [sign_text(f"answered:{ids[3]}")]


def test_what_was_signed_with_an_older_key_is_still_known(
    app: Flask, asked: Asked, people: list[Invited], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(app, asked, people[0])
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [app.config["SECRET_KEY"]])
    monkeypatch.setitem(app.config, "SECRET_KEY", "a newer key")
    answer(app, asked, people[0])
    answer(app, asked, people[1])
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Answer.id))) == 2
        questionnaire = db.session.scalars(sa.select(Questionnaire)).one()
        assert who_answered(questionnaire) == {one.invitation for one in people[:2]}


def test_sqlites_file_holds_no_signature_of_what_is_marked(
    app: Flask, asked: Asked, people: list[Invited], tmp_path: Path
) -> None:
    with app.test_request_context():
        signatures = [sign_text(f"answered:{one.invitation}").encode() for one in people[:3]]
    files = [tmp_path / "facilitate.sqlite3", tmp_path / "facilitate.sqlite3-wal"]

    def held() -> int:
        """How many of them stand in the database or its log."""
        content = b"".join(file.read_bytes() for file in files if file.exists())
        return sum(one in content for one in signatures)

    found = []
    for somebody in people[:3]:
        answer(app, asked, somebody)
        found.append(held())
    assert found == [1, 2, 0]
