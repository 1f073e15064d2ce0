"""What a test finds in its planner: made once a run, put back before each test.

A level is what the database holds: `filled` (sectors, counties, districts), `cast` (these and the cast), `demo`,
`cast_demo`. On SQLite a level is a folder that is copied. On PostgreSQL each worker has a database in which triggers note the
tables a test writes; only these are put back, from a schema of the level's name (5 ms; a copied database costs 0.1 s).
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

import psycopg
import sqlalchemy as sa
from psycopg import sql

from facilitate.data.db import db
from facilitate.data.models import Base
from facilitate.directory.seed import seed_directory
from facilitate.report.clearing.looking import look_through_all
from facilitate.report.models import Edition
from facilitate.report.releasing.freezing import look_through_report
from facilitate.setup.demo.load import fill_demo
from facilitate.web.app import create_app

from . import moment, people
from .databases import connect_to, create_database
from .once import made_once
from .planner_settings import settings_for


def demo_day() -> date:
    """The day on which the demo of this run is loaded."""
    return moment.planner_today()


def load_demo() -> None:
    """The demo of today, after its first night: what is in it was looked through, which pages would do again in every test."""
    fill_demo(demo_day(), lambda _line: None)
    db.session.commit()
    look_through_all()
    reported = db.session.scalars(sa.select(Edition.event_id).distinct()).all()
    db.session.commit()
    for event_id in reported:
        look_through_report(event_id)


LEVELS: dict[str, list[Callable[[], people.Cast | None]]] = {
    "filled": [],
    "cast": [people.make_cast],
    "demo": [load_demo],
    "cast_demo": [people.make_cast],
}
BELOW = {"cast_demo": "demo"}
"""Levels that are made on another one: loading the demo takes longer than all else."""


def level_of(fixtures: list[str]) -> str:
    """The level a test wants, by the fixtures it uses."""
    return "_".join(name for name in ("cast", "demo") if name in fixtures) or "filled"


def _make(url: str, folder: Path, level: str) -> None:
    """Make a level in an empty database; `cast.json` in the folder says who the cast is."""
    app = create_app(settings_for(folder, url))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        seed_directory()
        _take(LEVELS[level], folder)
        db.engine.dispose()


def _take(steps: list[Callable[[], people.Cast | None]], folder: Path) -> None:
    for step in steps:
        with moment.before_run():
            cast = step()
        if cast is not None:
            (folder / "cast.json").write_text(json.dumps(asdict(cast)))
    db.session.commit()
    db.session.remove()


def sqlite_level(shared: Path, level: str) -> Path:
    """The folder with a level's `facilitate.sqlite3`, and what was uploaded."""

    def make(folder: Path) -> None:
        folder.mkdir()
        if level in BELOW:
            copy_level(sqlite_level(shared, BELOW[level]), folder)
        _make(f"sqlite:///{folder / 'facilitate.sqlite3'}", folder, level)

    return made_once(shared, f"sqlite-{level}", make)


def copy_level(held: Path, instance: Path) -> str:
    """Put a level into the folder of a planner that nobody uses; gives the database's address."""
    for ending in ("-wal", "-shm"):
        (instance / f"facilitate.sqlite3{ending}").unlink(missing_ok=True)
    shutil.copy(held / "facilitate.sqlite3", instance)
    shutil.copy(
        held / "secret-key", instance
    )  # what was found in texts is kept by marks that it makes
    if (held / "uploads").exists():
        shutil.copytree(held / "uploads", instance / "uploads", dirs_exist_ok=True)
    return f"sqlite:///{instance / 'facilitate.sqlite3'}"


def cast_of(held: Path) -> people.Cast:
    """The cast of a level."""
    return people.Cast(**json.loads((held / "cast.json").read_text()))


NOTED = """
CREATE SCHEMA noted;
CREATE UNLOGGED TABLE noted.written (name text);
CREATE UNLOGGED TABLE noted.present (level text);
CREATE FUNCTION noted.note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO noted.written SELECT TG_TABLE_NAME
    WHERE NOT EXISTS (SELECT FROM noted.written WHERE name = TG_TABLE_NAME);
    RETURN NULL;
END $$;
CREATE FUNCTION noted.keep(level text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE t text; filled boolean;
BEGIN
    EXECUTE format('CREATE SCHEMA %I', level);
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', t) INTO filled;
        IF filled THEN
            EXECUTE format('CREATE UNLOGGED TABLE %I.%I AS TABLE public.%I', level, t, t);
        END IF;
    END LOOP;
    EXECUTE format('CREATE UNLOGGED TABLE %I."sequences of this level" AS '
                   'SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = ''public''', level);
    DELETE FROM noted.present;
    INSERT INTO noted.present VALUES (level);
END $$;
CREATE FUNCTION noted.put_back(level text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE t text; before text; s record;
BEGIN
    PERFORM pg_terminate_backend(pid, 10000) FROM pg_stat_activity  -- of processes that a test killed in the middle of a statement
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state = 'active';
    SELECT present.level INTO before FROM noted.present;
    SET LOCAL session_replication_role = replica;
    SET LOCAL lock_timeout = '60s';
    FOR t IN SELECT name FROM noted.written
        UNION SELECT tablename FROM pg_tables
        WHERE before <> level AND schemaname IN (before, level) AND tablename <> 'sequences of this level'
    LOOP
        EXECUTE format('DELETE FROM public.%I', t);
        IF to_regclass(format('%I.%I', level, t)) IS NOT NULL THEN
            EXECUTE format('INSERT INTO public.%I SELECT * FROM %I.%I', t, level, t);
        END IF;
    END LOOP;
    FOR s IN EXECUTE format('SELECT n.sequencename, k.last_value FROM pg_sequences n '
                            'JOIN %I."sequences of this level" k USING (sequencename) '
                            'WHERE n.schemaname = ''public'' AND n.last_value IS DISTINCT FROM k.last_value', level)
    LOOP
        PERFORM setval(format('public.%I', s.sequencename), coalesce(s.last_value, 1), s.last_value IS NOT NULL);
    END LOOP;
    DELETE FROM noted.written;
    UPDATE noted.present SET level = put_back.level;
END $$;
"""
"""What stands beside the planner's tables: who wrote, how a level is kept and put back."""


def _watch(connection: psycopg.Connection) -> None:
    """Let every table note that it was written, deletions that follow from others too."""
    connection.execute(NOTED)
    for table in Base.metadata.sorted_tables:
        connection.execute(
            sql.SQL(
                "CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE ON {} FOR EACH STATEMENT EXECUTE FUNCTION noted.note()"
            ).format(sql.Identifier(table.name))
        )


ON_POSTGRES = {"small": ["filled", "cast"], "large": ["filled", "cast", "demo"]}
"""Levels of the two databases that workers copy, each made out of `filled`."""


def postgres_levels(shared: Path, server: str, size: str) -> Path:
    """The folder that belongs to the database `template_small` or `template_large`, which is made by the first who asks."""

    def make(folder: Path) -> None:
        folder.mkdir()
        url = create_database(server, f"template_{size}")
        app = create_app(settings_for(folder, url))
        with app.app_context(), connect_to(url) as connection:
            Base.metadata.create_all(db.engine)
            _watch(connection)
            for level in ON_POSTGRES[size]:
                if level == "filled":
                    seed_directory()
                else:
                    connection.execute("SELECT noted.put_back('filled')")
                _take(LEVELS[level], folder)
                connection.execute("SELECT noted.keep(%s)", [level])
            db.engine.dispose()

    return made_once(shared, f"postgres-{size}", make)


class WorkerDatabase:
    """A PostgreSQL database that one worker keeps for all its tests."""

    def __init__(self, shared: Path, server: str, worker: str) -> None:
        self.shared, self.server, self.name = shared, server, f"test_{worker}"
        self.size = ""
        self.connection: psycopg.Connection | None = None

    def close(self) -> None:
        """Leave the database."""
        if self.connection:
            self.connection.close()

    def put_back(self, level: str) -> str:
        """Put a level into the database; gives its address."""
        size = "large" if self.size == "large" or "demo" in level else "small"
        self.folder = postgres_levels(self.shared, self.server, size)
        if size != self.size:
            address = create_database(self.server, self.name, f"template_{size}")
            self.url, self.size = (
                f"{address}?application_name={size}",
                size,
            )  # another one: old connections ended
            self.close()
            self.connection = connect_to(self.url)
        self.connection.execute("SELECT noted.put_back(%s)", [level])
        return self.url
