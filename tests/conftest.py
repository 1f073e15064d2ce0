"""Fixtures every test may use: an application on a real database, a cast of people, an event with a team."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.app import create_app
from facilitate.db import db
from facilitate.directory.seed import fill
from facilitate.models import Base
from facilitate.settings import Settings

from . import people
from .databases import create_database, postgres, postgres_folder

pytest_plugins = ["tests.programs", "tests.speed"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked `both_databases` run on SQLite and on PostgreSQL, the others on SQLite."""
    if "database" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("both_databases")
        metafunc.parametrize("database", ["sqlite", "postgresql"] if both else ["sqlite"], indirect=True)


def settings_for(folder: Path, url: str, **more: Any) -> Settings:
    """Settings of a planner under test."""
    extra = {"WTF_CSRF_ENABLED": False, **more.pop("extra", {})}
    return Settings(
        instance=folder, database_url=url, testing=True, immediate_jobs=True, base_url="http://localhost",
        extra=extra, **more,
    )  # fmt: skip


def _fill(url: str, folder: Path) -> None:
    app = create_app(settings_for(folder, url))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        fill()
        db.session.commit()
        db.engine.dispose()


@pytest.fixture(scope="session")
def filled_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables, sectors and counties."""
    folder = tmp_path_factory.mktemp("filled")
    _fill(f"sqlite:///{folder / 'filled.sqlite3'}", folder)
    return folder / "filled.sqlite3"


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server with the database `filled`."""
    if postgres_folder() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres() as server:
        _fill(create_database(server, "filled"), tmp_path_factory.mktemp("filled-pg"))
        yield server


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh filled database."""
    if getattr(request, "param", "sqlite") == "postgresql":
        server = request.getfixturevalue("postgres_server")
        return create_database(server, f"test_{os.getpid()}", "filled")
    shutil.copy(request.getfixturevalue("filled_sqlite"), tmp_path / "facilitate.sqlite3")
    return f"sqlite:///{tmp_path / 'facilitate.sqlite3'}"


@pytest.fixture
def app(database: str, tmp_path: Path) -> Iterator[Flask]:
    """The planner on a fresh database. No application context stays open: a missing commit shows."""
    app = create_app(settings_for(tmp_path, database))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def cast(app: Flask) -> people.Cast:
    """An event `spring` with one person in every role, an administrator and a stranger."""
    with app.app_context():
        cast = people.make()
        db.session.commit()
        return cast


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser nobody signed in with."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask, cast: people.Cast) -> Callable[[str], FlaskClient]:
    """A browser signed in as `organiser`, `lead_facilitator`, `facilitator`, `note_taker`, `staff`, `viewer`,

    `administrator` or `stranger` (an account outside the event).
    """

    def as_(name: str) -> FlaskClient:
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = cast.tokens[name]
            session["_fresh"] = True
        return client

    return as_


@pytest.fixture
def organiser(sign_in: Callable[[str], FlaskClient]) -> FlaskClient:
    """A browser signed in as the organiser of `spring`."""
    return sign_in("organiser")
