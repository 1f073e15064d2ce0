"""`/health` says alive, `/ready` which part is not well, `/metrics` what was counted: to who may know."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate import clock
from facilitate.data.db import db
from facilitate.data.revision import all_revisions
from facilitate.run.jobs import _note_beat, seconds_unworked
from facilitate.run.settings import Settings
from facilitate.watching.measures import Measures, clear_measures
from facilitate.web.app import create_app

from ..databases import free_port
from ..processes import wait_until
from ..serving.running import run_planner

pytestmark = pytest.mark.both_databases


@contextmanager
def another(app: Flask, **changed: Any) -> Iterator[Flask]:
    """A planner beside, on the same database, with other settings."""
    settings: Settings = app.extensions["settings"]
    other = create_app(replace(settings, **changed))
    try:
        yield other
    finally:
        with other.app_context():
            db.engine.dispose()


@pytest.fixture(autouse=True)
def at_this_version(app: Flask) -> Iterator[None]:
    """The tables of a test are made at once; here they say so, as those of a planner do."""
    with app.app_context():
        db.session.execute(sa.text("DROP TABLE IF EXISTS alembic_version"))  # of a test before
        db.session.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        latest = {"latest": all_revisions()[-1]}
        db.session.execute(sa.text("INSERT INTO alembic_version VALUES (:latest)"), latest)
        db.session.commit()
    yield
    with app.app_context():
        db.session.execute(sa.text("DROP TABLE alembic_version"))
        db.session.commit()


def parts(client: FlaskClient) -> tuple[int, dict[str, str]]:
    answer = client.get("/ready")
    said = answer.json
    assert said["ready"] is (answer.status_code == 200)
    return answer.status_code, {
        name: problem for name, problem in said["parts"].items() if problem != "well"
    }


def test_an_empty_planner_is_alive_and_ready(client: FlaskClient) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.text) == (200, "alive\n")
    assert parts(client) == (200, {})
    assert sorted(client.get("/ready").json["parts"]) == [
        "database",
        "migrations",
        "queue",
        "redis",
        "slow queue",
        "store",
    ]


@pytest.mark.one_database
def test_a_database_that_is_away_is_named_and_the_process_lives(app: Flask, tmp_path: Path) -> None:
    away = f"postgresql+psycopg://me:secret-word@127.0.0.1:{free_port()}/none"
    with another(app, database_url=away) as other:
        client = other.test_client()
        code, problems = parts(client)
        assert client.get("/health").status_code == 200
    problem = "cannot be reached (OperationalError)"
    assert (code, problems) == (503, dict.fromkeys(("database", "migrations", "store"), problem))


def test_a_database_of_another_version_is_named(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        db.session.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
        db.session.commit()
    said = f"the database is at 0001, this version needs {all_revisions()[-1]}"
    assert parts(client) == (503, {"migrations": said})
    with app.app_context():  # another server was brought up to date first
        db.session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        db.session.commit()
    newer = f"the database was made by a newer version (9999; this one knows {all_revisions()[-1]})"
    assert parts(client) == (200, {"migrations": newer})


@pytest.mark.one_database
def test_redis_that_is_away_is_named(app: Flask) -> None:
    with another(app, redis_url=f"redis://127.0.0.1:{free_port()}") as other:
        client = other.test_client()
        assert parts(client) == (200, {"redis": "cannot be reached (ConnectionError)"})
        assert client.get("/ready?all").status_code == 503


@pytest.mark.one_database
def test_a_store_that_takes_no_file_is_named(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "full").write_text("a file where the folder should be")
    app.extensions["settings"] = replace(app.extensions["settings"], instance=tmp_path / "full")
    assert parts(app.test_client()) == (200, {"store": "cannot be reached (NotADirectoryError)"})


@pytest.mark.one_database
def test_a_queue_that_nobody_works_off_is_named(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with another(app, immediate_jobs=False) as other:
        client, queue = other.test_client(), other.extensions["slow_queue"]
        assert parts(client) == (200, {})
        with other.app_context():
            _note_beat(queue)
            assert 0 <= (seconds_unworked(queue) or 0) < 60
        now = clock.now()
        monkeypatch.setattr(clock, "_source", lambda: now + timedelta(minutes=17))
        problem = "not worked off for 17 minutes, 0 waiting"
        assert parts(client) == (200, {"slow queue": problem})
        for name in ("queue", "slow_queue"):
            other.extensions[name].storage.close()


def test_what_was_counted_is_told(app: Flask, cast) -> None:
    client = app.test_client()
    with another(app) as other:
        client = other.test_client()
        client.get("/sign-in")
        client.get("/sign-in")
        client.get("/nothing")
        client.open("/sign-in", method="PROPFIND")
        said = client.get("/metrics").text
    lines = dict(line.rsplit(" ", 1) for line in said.splitlines() if not line.startswith("#"))
    page = 'route="accounts.sign_in"'
    assert lines[f'facilitate_requests_total{{{page},method="GET",code="200"}}'] == "2"
    assert lines[f'facilitate_request_seconds_bucket{{{page},le="+Inf"}}'] == "2"
    assert lines[f"facilitate_request_seconds_count{{{page}}}"] == "2"
    assert int(lines[f"facilitate_sql_statements_total{{{page}}}"]) >= 1
    assert 'method="other"' in said
    assert lines['facilitate_outbox_mails{state="failed"}'] == "0"
    assert lines['facilitate_queue_waiting{queue="queue"}'] == "0"
    assert "facilitate_database_connections" in said
    on_server = app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql")
    assert ("facilitate_database_locks_waiting 0" in said) is on_server
    bad = [
        line
        for line in said.splitlines()
        if not re.fullmatch(
            r'(# .*)|([a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [0-9.e+-]+)', line
        )
    ]
    assert bad == []


def locks_waiting(client: FlaskClient) -> str:
    said = client.get("/metrics").text
    return said.partition("\nfacilitate_database_locks_waiting ")[2].partition("\n")[0]


def test_who_waits_for_a_lock_is_counted(app: Flask) -> None:
    client = app.test_client()
    if not app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        assert locks_waiting(client) == ""
        return
    lock = sa.text("SELECT pg_advisory_xact_lock(4711)")
    with app.app_context():
        engine = db.engine
        with ThreadPoolExecutor(1) as beside, engine.connect() as holding:
            holding.execute(lock)

            def wait() -> None:
                with engine.connect() as waiting:
                    waiting.execute(lock)

            waits = beside.submit(wait)
            try:
                wait_until(lambda: locks_waiting(client) == "1", "somebody waits for the lock")
            finally:
                holding.rollback()
            waits.result(timeout=60)
    assert locks_waiting(client) == "0"


@pytest.mark.one_database
def test_figures_are_for_this_machine_or_for_who_knows_the_token(app: Flask) -> None:
    def code(client: FlaskClient, address: str = "127.0.0.1", **headers: str) -> int:
        base = {"REMOTE_ADDR": address}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get("/metrics", environ_base=base, headers=named).status_code

    client = app.test_client()
    assert [code(client), code(client, "::1"), code(client, "10.0.0.7")] == [200, 200, 404]
    assert code(client, X_Forwarded_For="10.0.0.7") == 404
    assert code(client, Host="planner.example") == 404
    with another(app, metrics_token="a token of the office") as other:
        asked = other.test_client()
        right = {"Authorization": "Bearer a token of the office"}
        assert [code(asked), code(asked, "10.0.0.7", **right)] == [404, 200]
        assert code(asked, Authorization="Bearer ë") == 404


@pytest.mark.one_database
def test_no_proxy_on_this_machine_shows_figures_to_everybody(tmp_path: Path) -> None:
    """Also one that nobody told the planner of, and that calls it by its number."""
    with run_planner(tmp_path) as planner:
        assert planner.ask("/metrics") == 200
        for name in ("X-Forwarded-For", "X-Real-IP", "X-Forwarded-Proto", "Forwarded", "Via"):
            assert planner.ask("/metrics", **{name: "127.0.0.1"}) == 404, name


@pytest.mark.one_database
def test_several_processes_are_counted_together(tmp_path: Path) -> None:
    def add(measures: Measures) -> None:
        measures.add(route="a", method="GET", code=200, seconds=0.03, statements=2)

    mine = Measures(tmp_path / "measured")
    add(mine)
    assert mine.all().requests == {"a GET 200": 1}
    kept = next((tmp_path / "measured").glob("*.json"))
    kept.rename(kept.with_name("1.json"))  # as another process has it
    add(mine)
    found = mine.all()
    assert (found.requests, found.statements) == ({"a GET 200": 3}, {"a": 6})
    assert found.within == {"a 0.05": 3}
    (tmp_path / "measured" / "2.json").write_text("{half")
    assert mine.all().requests == {"a GET 200": 3}
    clear_measures(tmp_path / "measured")
    assert Measures(tmp_path / "measured").all().requests == {}
