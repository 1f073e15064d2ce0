"""Fixtures every test may use: an application on a real database, a cast of people, an event with a team."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings

from facilitate.web import error_pages

from . import levels, people
from .databases import postgres_folder, start_postgres, stop_postgres
from .demo_pages import DemoPage, demo_pages_of
from .moment import own_moment
from .once import made_once, shared_folder
from .planner_settings import settings_for
from .planners import leave_out, planner_on
from .scenes import STAGE

settings.register_profile(
    "any load", settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
)
settings.load_profile("any load")  # how long an example takes says how busy the machine is

__all__ = ["settings_for"]
pytest_plugins = [
    "tests.any_day",
    "tests.buckets",
    "tests.office",
    "tests.programs",
    "tests.speed",
    "tests.times",
    "tests.shuffled",
]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked `both_databases` run on SQLite and on PostgreSQL, the others on SQLite."""
    if "database" in metafunc.fixturenames:
        marked = metafunc.definition.get_closest_marker
        both = marked("both_databases") and not (marked("office") or marked("one_database"))
        metafunc.parametrize(
            "database", ["sqlite", "postgresql"] if both else ["sqlite"], indirect=True
        )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: a worker waits a quarter of its time. With twice as many it takes longer again."""
    return (os.cpu_count() or 1) * 3 // 2


MEMORY = Path("/dev/shm")
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2**31:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))  # nothing has to outlive the run


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call() -> None:
    """From here on anybody may open the planner's database, another process too."""
    STAGE.put()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Whoever began the run stops the PostgreSQL server that its workers share."""
    factory = getattr(session.config, "_tmp_path_factory", None)
    if factory is None or hasattr(session.config, "workerinput"):
        return
    started = factory.getbasetemp() / "postgres-server"
    if started.exists():
        stop_postgres(json.loads(started.read_text()))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this run that all its workers see."""
    return shared_folder(tmp_path_factory)


@pytest.fixture(scope="session")
def filled_sqlite(shared: Path) -> Path:
    """A SQLite file with all tables, sectors and counties."""
    return levels.sqlite_level(shared, "filled") / "facilitate.sqlite3"


@pytest.fixture(scope="session")
def postgres_server(shared: Path) -> str:
    """The address of a PostgreSQL server that all workers use."""
    if postgres_folder() is None:
        pytest.skip("PostgreSQL is not installed")
    started = made_once(
        shared, "postgres-server", lambda file: file.write_text(json.dumps(start_postgres()))
    )
    return json.loads(started.read_text())["address"]


@pytest.fixture(scope="session")
def one_database(
    shared: Path, postgres_server: str, worker_id: str
) -> Iterator[levels.WorkerDatabase]:
    """The PostgreSQL database of this worker."""
    with closing(levels.WorkerDatabase(shared, postgres_server, worker_id)) as database:
        yield database


@pytest.fixture
def level(request: pytest.FixtureRequest) -> str:
    """What the planner of this test holds at first."""
    return levels.level_of(request.fixturenames)


@pytest.fixture
def database(request: pytest.FixtureRequest, level: str, shared: Path, tmp_path: Path) -> str:
    """The address of a database as new."""
    if getattr(request, "param", "sqlite") == "postgresql":
        return request.getfixturevalue("one_database").put_back(level)
    return levels.copy_level(levels.sqlite_level(shared, level), tmp_path)


@pytest.fixture
def app(
    request: pytest.FixtureRequest, database: str, level: str, tmp_path: Path
) -> Iterator[Flask]:
    """The planner on a database as new. No application context stays open: a missing commit shows.

    Words are looked through as they are saved where the test is marked `looks_through`; elsewhere when a page asks, which
    is what a planner does whose worker is behind.
    """
    with planner_on(tmp_path, database) as app:
        if request.node.get_closest_marker("looks_through") is None:
            leave_out(app, "look_at")
        kept = database.startswith("sqlite") and own_moment(request.node) is None
        STAGE.begin(app, level if kept else "")
        yield app


@pytest.fixture
def cast(
    request: pytest.FixtureRequest, app: Flask, database: str, level: str, shared: Path
) -> people.Cast:
    """An event `spring` with one person in every role, an administrator and a stranger."""
    if database.startswith("sqlite"):
        return levels.cast_of(levels.sqlite_level(shared, level))
    return levels.cast_of(request.getfixturevalue("one_database").folder)


@pytest.fixture
def demo(app: Flask) -> Flask:
    """The planner with the demo, loaded on the day of the run."""
    return app


@pytest.fixture
def demo_pages(demo: Flask, shared: Path) -> list[DemoPage]:
    """Every page of the demo as this run was answered, for whoever judges pages as they stand."""
    return demo_pages_of(demo, shared)


@pytest.fixture
def same_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """For limits everything of this test happens in one second, however slow the machine is."""
    monkeypatch.setattr("limits.storage.memory.time", SimpleNamespace(time=lambda: 1_800_000_000.0))


@pytest.fixture
def plain_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only the code of a refusal counts: its page costs as much as any other, and is looked at elsewhere."""
    monkeypatch.setattr(error_pages, "render_template", lambda *_page, **_values: "")


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


@pytest.fixture
def lead(sign_in: Callable[[str], FlaskClient]) -> FlaskClient:
    """A browser signed in as the lead facilitator of `spring`: the second of two people."""
    return sign_in("lead_facilitator")
