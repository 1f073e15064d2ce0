"""No test sees what another one left: rows, numbers, files, settings, views, limits, language, clock, open transactions.

Each pair runs in this order and in the other one: the first spoils what the second looks at.
"""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate import clock
from facilitate.accounts.actions import add_user
from facilitate.accounts.first_run import has_no_account
from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.data.models import Base
from facilitate.directory.models import County, Sector
from facilitate.events.models import Event, Goal, Member
from facilitate.lib.text import Words
from facilitate.web.app import create_app
from facilitate.web.limits import limiter

from . import people
from .planner_settings import settings_for
from .planners import planner_on
from .processes import LONGEST, begin_process
from .scenes import keep_scene

TIMES = ["once", "once more"]
"""A pair of the same test: the second finds what the first one has found."""


def contents() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    return {
        table.name: sorted((tuple(row) for row in db.session.execute(sa.select(table))), key=repr)
        for table in Base.metadata.sorted_tables
    }


FOUND: dict[str, object] = {}


def same_as_before(key: str, value: object) -> None:
    """What this test finds is what the other one of its pair has found."""
    assert FOUND.setdefault(key, value) == value


@pytest.mark.both_databases
@pytest.mark.parametrize("turn", TIMES)
def test_rows_and_numbers(
    request: pytest.FixtureRequest, app: Flask, cast: people.Cast, turn: str
) -> None:
    kind = request.node.callspec.params["database"]
    with app.app_context():
        same_as_before(f"rows {kind}", contents())
        assert db.session.scalar(sa.select(sa.func.count(Goal.id))) == 1
        db.session.delete(db.session.get_one(Event, cast.event_id))  # and with it what hangs on it
        db.session.execute(sa.delete(County).where(County.key == "kukes"))
        db.session.execute(sa.update(Sector).values(letter="X"))
        user = add_user("Later", f"{turn.replace(' ', '')}@office.example")
        db.session.commit()
        assert db.session.scalar(sa.select(sa.func.count(Member.id))) == 0
        same_as_before(f"number {kind}", user.id)


@pytest.mark.both_databases
@pytest.mark.parametrize("turn", TIMES)
def test_numbers_that_were_given_back(
    request: pytest.FixtureRequest, app: Flask, turn: str
) -> None:
    """A transaction that did not end well has used up numbers on PostgreSQL."""
    with app.app_context():
        user = add_user("First", "first@office.example")
        db.session.flush()
        same_as_before(f"given back {request.node.callspec.params['database']}", user.id)
        db.session.rollback()


@pytest.mark.both_databases
@pytest.mark.parametrize("turn", TIMES)
def test_whoever_forgets_a_transaction_keeps_nobody_waiting(
    database: str, app: Flask, turn: str
) -> None:
    with app.app_context():
        assert (
            db.session.scalar(sa.select(sa.func.count(Sector.id)).where(Sector.letter == "Z")) == 0
        )
    connection = sa.create_engine(database).connect()
    connection.execute(
        sa.insert(Sector).values(
            key=turn, name=Words(), short=Words(), letter="Z", position=99, version=1
        )
    )
    FOUND.setdefault("forgotten", []).append(connection)  # type: ignore[attr-defined]


@pytest.mark.parametrize("turn", TIMES)
def test_files_settings_and_views(app: Flask, turn: str) -> None:
    settings = app.extensions["settings"]
    assert (settings.mail_url, settings.uploads.exists()) == ("", False)
    assert app.config["PREFERRED_URL_SCHEME"] == "http"
    assert app.view_functions["accounts.sign_in"].__module__ == "facilitate.accounts.routes"
    assert "spoilt" not in app.jinja_env.globals
    settings.uploads.mkdir(parents=True)
    (settings.uploads / "left.txt").write_text("left")
    app.extensions["settings"] = replace(settings, mail_url="smtp://127.0.0.1:9", language="sq")
    app.config["PREFERRED_URL_SCHEME"] = "https"
    app.view_functions["accounts.sign_in"] = lambda: "spoilt"
    app.jinja_env.globals["spoilt"] = True


@pytest.mark.parametrize("turn", TIMES)
def test_limits_of_a_planner_the_test_made_itself(
    app: Flask, database: str, tmp_path, turn: str
) -> None:
    assert limiter.enabled is False
    strict = create_app(settings_for(tmp_path, database, extra={"RATELIMIT_ENABLED": True}))
    assert limiter.enabled is True
    assert strict is not app


@pytest.mark.parametrize("turn", TIMES)
def test_what_a_planner_remembers_of_its_people(app: Flask, turn: str) -> None:
    with app.app_context():
        assert has_no_account() is True
        add_user("First", "first@office.example")
        db.session.commit()
        assert has_no_account() is False


@pytest.mark.parametrize("turn", TIMES)
def test_the_language_of_a_browser(client, cast, turn: str) -> None:
    assert '<html lang="en">' in client.get("/sign-in").text
    client.post("/language", data={"language": "sq", "back": "/sign-in"})
    assert '<html lang="sq">' in client.get("/sign-in").text


@pytest.mark.parametrize("turn", TIMES)
def test_the_clock(turn: str) -> None:
    assert clock.now().year < 2100
    clock.set_clock(lambda: datetime(2199, 1, 1, tzinfo=UTC))
    assert clock.now().year == 2199


def test_the_cast_is_written_as_it_is_read(app: Flask, cast: people.Cast) -> None:
    """What was made once is what making it gives."""
    with app.app_context():
        members = {member.id for member in db.session.scalars(sa.select(Member))}
        assert members == set(cast.members.values())
        assert len(members) == len(people.NAMES)
        event = db.session.get_one(Event, cast.event_id)
        assert (event.slug, event.title.sq) == ("spring", "Konferenca e pranverës")


WRITTEN: list[list[str]] = []
"""Who had an account whenever the scene below was written, not copied."""


def accounts() -> list[str]:
    """Everybody's name, the first one first."""
    return list(db.session.scalars(sa.select(User.name).order_by(User.id)))


@pytest.fixture
@keep_scene
def autumn(app: Flask, cast: people.Cast) -> int:
    """A second goal of `spring`; its number."""
    with app.app_context():
        WRITTEN.append(accounts())
        goal = Goal(event_id=cast.event_id, position=2, text=Words("Autumn", "Vjeshtë"))
        db.session.add(goal)
        db.session.commit()
        return goal.id


@pytest.mark.parametrize("turn", TIMES)
def test_a_scene_is_written_once_and_is_as_new_for_each(app: Flask, autumn: int, turn: str) -> None:
    with app.app_context():
        assert WRITTEN.count(accounts()) == 1
        same_as_before("scene", (autumn, contents()))
        db.session.delete(db.session.get_one(Goal, autumn))
        db.session.commit()


@pytest.fixture
def late_account(app: Flask, cast: people.Cast) -> str:
    """Somebody has an account before the scene; their name."""
    with app.app_context():
        user = add_user(f"Number {len(WRITTEN)}", "late@office.example")
        db.session.commit()
        return user.name


@pytest.mark.parametrize("turn", TIMES)
def test_after_other_rows_a_scene_is_written_as_by_any_fixture(
    app: Flask, late_account: str, autumn: int, turn: str
) -> None:
    with app.app_context():
        assert WRITTEN[-1] == accounts()
        assert WRITTEN[-1][-1] == late_account
        assert db.session.get_one(Goal, autumn).text.en == "Autumn"


def test_a_planner_served_meanwhile_outlives_a_test(database: str, tmp_path: Path) -> None:
    served = create_app(settings_for(tmp_path, database))
    with served.app_context():
        assert db.session.scalar(sa.select(1)) == 1
        db.session.rollback()
    with planner_on(tmp_path, database, "another test's"):
        pass
    with served.app_context():
        assert db.session.scalar(sa.select(1)) == 1
        db.session.rollback()
        db.engine.dispose()


def test_a_process_that_a_test_starts_has_the_planner_ready(tmp_path: Path) -> None:
    begun = begin_process(write_loaded, tmp_path / "loaded")
    begun.join(LONGEST)
    loaded = (tmp_path / "loaded").read_text().split()
    assert {"facilitate.web.app", "facilitate.run.worker", "tests.preloaded"} - {*loaded} == set()


def write_loaded(file: Path) -> None:
    """Write which modules are there before anything is imported."""
    file.write_text(" ".join(sys.modules))
