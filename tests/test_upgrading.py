"""`facilitate upgrade` on filled planners of an earlier version: a copy first, all or nothing,

one at a time, and plain sentences.
"""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.data.revision import all_revisions
from facilitate.data.schema import downgrade_schema, lock_schema, upgrade_schema
from facilitate.web.app import create_app

from .commands import run_command
from .conftest import settings_for
from .databases import create_database
from .once import made_once
from .planner_sample import put_sample
from .processes import Facilitate
from .table_rows import rows_of

HEAD = all_revisions()[-1]
OLD = "0010"
"""Those before it are walked by `test_migrations.py`; this one makes each table anew, which takes seconds."""


class Planner:
    """A planner of that version with rows in every table."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        self.backups = folder / "backups"

    @property
    def environment(self) -> dict[str, str]:
        """What the command is told."""
        return {"FACILITATE_INSTANCE": str(self.folder), "FACILITATE_DATABASE_URL": self.url}

    def start(self, largest: int | None = None) -> Facilitate:
        """Start `facilitate upgrade` in a process of its own."""
        return Facilitate(["upgrade"], self.environment, self.folder, largest)

    def upgrade(self, code: int = 0) -> str:
        """What `facilitate upgrade` prints."""
        ended, printed = run_command(["upgrade"], self.environment, self.folder)
        assert ended == code, printed
        return printed

    def run(self, *statements: str) -> None:
        """Do something to the database behind the planner's back."""
        engine = sa.create_engine(self.url)
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()

    def rows(self) -> dict[str, Any]:
        """Every row of every table, and every table's columns."""
        engine = sa.create_engine(self.url)
        with engine.connect() as connection:
            names = sa.inspect(connection).get_table_names()
            if self.url.startswith("sqlite"):
                names.append("sqlite_sequence")
            found = {name: rows_of(connection, name) for name in sorted(names)}
        engine.dispose()
        return {name: (columns, sorted(map(repr, rows))) for name, (columns, rows) in found.items()}

    def version(self) -> str:
        """The database's number."""
        return str(self.rows()["alembic_version"][1][0]).strip("(),'")


def old_planner(shared: Path) -> Path:
    """A SQLite file of the earlier version, with rows in every table."""

    def make(folder: Path) -> None:
        folder.mkdir()
        _make_old(folder, f"sqlite:///{folder / 'old.sqlite3'}")

    return made_once(shared, "old-planner", make) / "old.sqlite3"


@pytest.fixture(scope="module")
def old_postgresql(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a PostgreSQL database of the earlier version."""
    name = f"old_{os.getpid()}"
    _make_old(tmp_path_factory.mktemp("old"), create_database(postgres_server, name))
    return name


def _make_old(folder: Path, url: str) -> None:
    with create_app(settings_for(folder, url)).app_context():
        upgrade_schema()
        with lock_schema() as connection:
            put_sample(connection)
        downgrade_schema(OLD)
        if url.startswith("sqlite"):
            with db.engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None
                raw.execute(
                    "VACUUM"
                )  # what earlier steps left free would take in what the upgrade writes
        db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def planner(request: pytest.FixtureRequest, tmp_path: Path) -> Planner:
    """A planner of the earlier version, filled."""
    if request.param == "postgresql":
        template = request.getfixturevalue("old_postgresql")
        server = request.getfixturevalue("postgres_server")
        return Planner(tmp_path, create_database(server, f"upgraded_{os.getpid()}", template))
    return on_sqlite(request, tmp_path)


@pytest.fixture
def sqlite_planner(request: pytest.FixtureRequest, tmp_path: Path) -> Planner:
    """The same on SQLite."""
    return on_sqlite(request, tmp_path)


def on_sqlite(request: pytest.FixtureRequest, folder: Path) -> Planner:
    """A copy of the SQLite file."""
    old = old_planner(request.getfixturevalue("shared"))
    shutil.copy(old, folder / "facilitate.sqlite3")
    return Planner(folder, f"sqlite:///{folder / 'facilitate.sqlite3'}")


@pytest.mark.both_databases
def test_it_says_what_it_does_and_keeps_a_copy(planner: Planner) -> None:
    on_file = planner.url.startswith("sqlite")
    if on_file:
        planner.run(
            "UPDATE sqlite_sequence SET seq = 987654 WHERE name = 'objective'"
        )  # rows that are gone
    before = planner.rows()
    printed = planner.upgrade().splitlines()
    assert printed[0] == f"Bringing the database from {OLD} to {HEAD} …"
    assert printed[-1] == "The database is at this version."
    assert planner.version() == HEAD
    if on_file:
        assert "('objective', 987654)" in planner.rows()["sqlite_sequence"][1]
        [copy] = planner.backups.iterdir()
        assert printed[1] == f"The database as it was is kept in {copy}"
        assert copy.name.startswith(f"before-{HEAD}-20")
        assert (copy.stat().st_mode & 0o777, planner.backups.stat().st_mode & 0o777) == (
            0o600,
            0o700,
        )
        assert Planner(planner.folder, f"sqlite:///{copy}").rows() == before
    assert planner.upgrade() == "The database is up to date.\n"
    assert len(list(planner.folder.glob("backups/*"))) == len(printed) - 2


@pytest.mark.both_databases
def test_a_step_that_fails_leaves_the_planner_as_it_was(planner: Planner) -> None:
    planner.run(
        "ALTER TABLE note_action RENAME COLUMN owner_name TO away"
    )  # the last step stumbles over it, late
    before = planner.rows()
    printed = planner.upgrade(code=1)
    assert f"Error: The database could not be brought to {HEAD}: " in printed
    assert printed.endswith("It is as it was before; nothing was changed.\n")
    assert planner.rows() == before
    assert planner.version() == OLD
    assert list(planner.folder.glob("backups/*")) == []


@pytest.mark.both_databases
def test_a_database_of_a_newer_version_is_left_alone(planner: Planner) -> None:
    planner.run("UPDATE alembic_version SET version_num = '9999'")
    before = planner.rows()
    assert planner.upgrade(code=1) == (
        f"Error: The database was made by a newer version of facilitate (9999; this one knows {HEAD}). "
        "Install that version again; nothing was changed.\n"
    )
    assert planner.rows() == before


@pytest.mark.both_databases
def test_two_at_once_do_it_once(planner: Planner) -> None:
    both = [planner.start(), planner.start()]
    codes, printed = zip(*(process.end() for process in both), strict=True)
    assert codes == (0, 0), printed
    assert sorted("Bringing" in one for one in printed) == [False, True]
    assert planner.version() == HEAD
    if planner.url.startswith("sqlite"):
        [copy] = planner.backups.iterdir()
        assert Planner(planner.folder, f"sqlite:///{copy}").version() == OLD


def test_without_a_copy_nothing_is_changed(sqlite_planner: Planner) -> None:
    sqlite_planner.backups.write_text("a file where the folder should be")
    before = sqlite_planner.rows()
    printed = sqlite_planner.upgrade(code=1)
    assert (
        f"Error: No copy of the database could be written to {sqlite_planner.backups}: " in printed
    )
    assert printed.endswith("An upgrade wants one; nothing was changed.\n")
    assert sqlite_planner.rows() == before


@pytest.mark.parametrize("room", [0.5, 1.01])
def test_a_full_disk_changes_nothing(sqlite_planner: Planner, room: float) -> None:
    """No file may become larger than half the database: the copy fails; than a little more: a step does, which makes the table
    of mails anew beside the one before.
    """
    sqlite_planner.run("UPDATE message SET body = hex(zeroblob(500000))")
    before = sqlite_planner.rows()
    size = int((sqlite_planner.folder / "facilitate.sqlite3").stat().st_size * room)
    code, printed = sqlite_planner.start(largest=size).end()
    assert (code, "Traceback" in printed) == (1, False), printed
    assert printed.endswith("nothing was changed.\n")
    assert sqlite_planner.rows() == before
    assert list(sqlite_planner.folder.glob("backups/*")) == []


def test_a_database_that_may_not_be_written_is_one_sentence(sqlite_planner: Planner) -> None:
    before = sqlite_planner.rows()
    url = f"sqlite:///file:{sqlite_planner.folder / 'facilitate.sqlite3'}?mode=ro&uri=true"
    printed = Planner(sqlite_planner.folder, url).upgrade(code=1)
    assert "readonly database" in printed
    assert sqlite_planner.rows() == before


def test_the_last_copies_stay_and_none_is_written_over(sqlite_planner: Planner) -> None:
    sqlite_planner.backups.mkdir()
    for number in range(4):
        old = sqlite_planner.backups / f"before-000{number}-2026-01-01.sqlite3"
        old.touch()
        os.utime(old, (number, number))
    (sqlite_planner.backups / "mine.sqlite3").touch()
    sqlite_planner.upgrade()
    names = sorted(path.name for path in sqlite_planner.backups.iterdir())
    assert names[:2] == ["before-0002-2026-01-01.sqlite3", "before-0003-2026-01-01.sqlite3"]
    assert (len(names), names[-1]) == (4, "mine.sqlite3")
    first = next(path for path in sqlite_planner.backups.iterdir() if HEAD in path.name)
    shutil.copy(first, sqlite_planner.folder / "facilitate.sqlite3")
    for part in sqlite_planner.folder.glob("facilitate.sqlite3-*"):
        part.unlink()
    assert f"{first.stem}-2{first.suffix}" in sqlite_planner.upgrade()
    assert first.exists()
