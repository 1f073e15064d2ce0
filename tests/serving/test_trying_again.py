"""While the database cannot be asked, a page keeps what was typed; nothing of it is lost, and nothing is a 500."""

import re
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from html import unescape
from io import BytesIO
from secrets import token_urlsafe

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.data import db as database_module
from facilitate.data.db import db
from facilitate.web.app import create_app

from ..api.conftest import program
from ..databases import connect_to

__all__ = ["program"]

LARGEST = 200_000
"""Bytes: less than the file that is uploaded, which is small enough to be received without the disk."""
TYPED = {"name": 'Fatos "Zeka" ëç', "language": "sq"}
HIDDEN = re.compile(r'<input type="hidden" name="(name|language)" value="([^"]*)">')


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Somebody else writes, and does not come to an end."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page waits shorter for its turn than it does elsewhere."""
    monkeypatch.setattr(database_module, "PATIENCE", 200)


def test_what_could_not_be_saved_waits_in_the_page(
    app: Flask, sign_in, database: str, impatient: None
) -> None:
    viewer = sign_in("viewer")
    with locked(database):
        answer = viewer.post("/account?from=here", data=TYPED)
        assert viewer.get("/account").status_code == 200  # who only reads notices nothing
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "What you typed is not saved yet." in answer.text
    assert '<form method="post" action="/account?from=here" data-send-again="5">' in answer.text
    held = {name: unescape(value) for name, value in HIDDEN.findall(answer.text)}
    assert held == TYPED
    assert viewer.post("/account", data=held).status_code == 302
    with app.app_context():
        assert db.session.scalar(sa.select(User.language).where(User.name == TYPED["name"])) == "sq"


def test_its_number_stands_on_the_page_and_programs_are_answered_as_programs(
    sign_in, program, database: str, impatient: None
) -> None:
    viewer, ask = sign_in("viewer"), program("organiser")
    with locked(database):
        page = viewer.post("/account", data=TYPED, headers={"X-Request-ID": "found-again-9"})
        answer = ask("POST", "/events/spring/tasks", {"title": "x"}, X_Request_ID="found-again-9")
    assert (page.status_code, "give the number found-again-9." in page.text) == (503, True)
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert answer.json["request"] == "found-again-9"
    assert answer.json["detail"] == "Others are saving right now"
    assert answer.headers["Retry-After"] == "5"


def test_in_albanian_too(sign_in, database: str, impatient: None) -> None:
    viewer = sign_in("viewer")
    viewer.post("/account", data={"name": "Fatos Zeka", "language": "sq"})
    with locked(database):
        answer = viewer.post("/account", data=TYPED)
    assert ("Ruaj përsëri" in answer.text, "Të tjerë po ruajnë tani" in answer.text) == (True, True)


def test_no_page_holds_a_password_or_a_file(
    sign_in, organiser, database: str, impatient: None
) -> None:
    secret = {
        "current": "a long secret word",
        "password": "another secret word",
        "again": "another secret word",
    }
    with locked(database):
        answers = [
            organiser.post("/account/password", data=secret),
            organiser.post(
                "/events/spring/notes/bring-in", data={"file": (BytesIO(b"x"), "notes.txt")}
            ),
        ]
    for answer in answers:
        assert (answer.status_code, "secret word" in answer.text, "Go back" in answer.text) == (
            503,
            False,
            True,
        )


def test_a_full_disk_is_said_and_nothing_is_half_written(app: Flask, sign_in) -> None:
    def fill() -> str:
        pages = db.session.scalar(sa.text("PRAGMA page_count"))
        db.session.execute(sa.text(f"PRAGMA max_page_count={pages}"))
        db.session.execute(sa.update(User).values(name="half"))
        db.session.execute(sa.update(User).values(name="x" * 2_000_000))
        return "more than fits"

    fill.door = "public"  # type: ignore[attr-defined]
    app.view_functions["accounts.edit_account"] = fill
    answer = sign_in("viewer").post("/account", data=TYPED)
    assert (answer.status_code, "There is no space left" in answer.text) == (507, True)
    assert "data-send-again=" not in answer.text
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).where(User.name == "half")) == 0


def test_a_database_that_may_only_be_read_keeps_what_was_typed(app: Flask, sign_in) -> None:
    def refuse() -> None:
        db.session.execute(sa.text("PRAGMA query_only=1"))
        try:
            db.session.execute(sa.update(User).values(name="half"))
        finally:
            db.session.execute(sa.text("PRAGMA query_only=0"))

    refuse.door = "public"  # type: ignore[attr-defined]
    app.view_functions["accounts.edit_account"] = refuse
    answer = sign_in("viewer").post("/account", data=TYPED)
    held = {name: unescape(value) for name, value in HIDDEN.findall(answer.text)}
    assert (answer.status_code, held) == (503, TYPED)


def test_a_full_disk_leaves_no_half_of_a_file(app: Flask, sign_in) -> None:
    """What somebody uploads waits on the disk until they confirm it; here it meets its end while it is written."""
    administrator = sign_in("administrator")
    lines = [
        "name;email",
        *(f"{token_urlsafe(150)};p{number}@office.example" for number in range(1_800)),
    ]
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, before[1]))  # no file may grow beyond
    try:
        answer = administrator.post(
            "/directory/import", data={"file": (BytesIO("\n".join(lines).encode()), "people.csv")}
        )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (answer.status_code, "There is no space left" in answer.text) == (507, True)
    assert [path for path in app.extensions["settings"].uploads.rglob("*") if path.is_file()] == []
    answer = administrator.post(
        "/directory/import", data={"file": (BytesIO("\n".join(lines).encode()), "people.csv")}
    )
    assert answer.status_code == 302


def test_a_database_that_is_not_there_is_said(app: Flask) -> None:
    away = "postgresql+psycopg://nobody@127.0.0.1:9/nowhere"
    lost = create_app(replace(app.extensions["settings"], database_url=away))
    for answer in (
        lost.test_client().get("/sign-in"),
        lost.test_client().post("/sign-in", data={"email": "a@b.example"}),
    ):
        assert (answer.status_code, "The planner cannot be reached right now" in answer.text) == (
            503,
            True,
        )


@pytest.mark.both_databases
def test_what_was_answered_stays_answered(app: Flask, sign_in, database: str) -> None:
    """The server ends a connection after the page was read, before it is given back."""

    def read_and_lose() -> str:
        if database.startswith("postgresql"):
            mine = db.session.scalar(sa.select(sa.func.pg_backend_pid()))
            with connect_to(database) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [mine])
        return "read"

    read_and_lose.door = "public"  # type: ignore[attr-defined]
    app.view_functions["accounts.edit_account"] = read_and_lose
    viewer = sign_in("viewer")
    assert [viewer.get("/account").text for _ in range(3)] == ["read"] * 3


@pytest.mark.both_databases
def test_a_restart_of_the_server_is_not_noticed(
    app: Flask, organiser: FlaskClient, database: str
) -> None:
    assert organiser.post("/account", data=TYPED).status_code == 302
    if database.startswith("postgresql"):
        with app.app_context():
            mine = db.session.scalar(
                sa.select(sa.func.pg_backend_pid())
            )  # the one connection of the pool
        with connect_to(database) as other:
            assert other.execute("SELECT pg_terminate_backend(%s, 5000)", [mine]).fetchall() == [
                (True,)
            ]
    assert organiser.post("/account", data=TYPED).status_code == 302
    assert organiser.get("/account").status_code == 200
