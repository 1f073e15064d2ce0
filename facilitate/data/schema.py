"""The database's shape, brought to a version by Alembic: every step of it or none, one process at a time.

Imported only where that happens: Alembic takes a fifth of a second to load. For developers this module is also the
application with the `db` commands: `flask --app facilitate.data.schema db …`.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.operations import batch
from flask import Flask
from flask_migrate import Migrate
from sqlalchemy.engine import Connection

from ..web.app import create_app as _create_app
from .db import PATIENCE_OF_JOBS, WordsType, db
from .models import Base
from .revision import FOLDER, all_revisions

UPGRADES = 2004_0010
"""The number of PostgreSQL's lock that whoever changes tables holds."""
LONG = 600_000
"""Milliseconds that one upgrade waits for another one on SQLite."""


def upgrade_schema(revision: str = "head") -> None:
    """Bring the database to that revision; needs the application's context."""
    with lock_schema() as connection:
        upgrade_on(connection, revision)


def downgrade_schema(revision: str) -> None:
    """Take the database back to that revision, with every row that fits into it; for developers."""
    with lock_schema() as connection:
        command.downgrade(config_for(connection), revision)


def upgrade_on(connection: Connection, revision: str) -> None:
    """Bring the database to that revision in the connection's own transaction; without a table it gets today's at once."""
    today = revision in ("head", all_revisions()[-1])
    if today and not sa.inspect(connection).get_table_names():
        Base.metadata.create_all(connection, checkfirst=False)
        command.stamp(config_for(connection), revision)
    else:
        command.upgrade(config_for(connection), revision)


def config_for(connection: Connection) -> Config:
    """Alembic, working in the connection's own transaction."""
    config = Config(FOLDER / "alembic.ini")
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def lock_schema() -> Iterator[Connection]:
    """A transaction in which tables may change: nobody else changes them meanwhile, all of it is kept or nothing."""
    with db.engine.connect() as connection, _tables_may_be_rebuilt(connection), connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(UPGRADES)))
        numbers = _numbers_given(connection)
        yield connection
        _give_no_number_again(connection, numbers)
        check_foreign_keys(connection)


@contextmanager
def _tables_may_be_rebuilt(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew: while foreign keys are watched, dropping the old one would take

    everything that belongs to its rows along. They are checked once before the commit instead. The new one then gets the
    old one's name, which other tables use already: SQLite need not read all of them for each. A table that is really given
    another name has to be named anew in those that point to it; the check before the commit stops where one was forgotten.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute(
        "PRAGMA foreign_keys=OFF"
    )  # straight to the driver: inside a transaction it does nothing
    raw.execute("PRAGMA legacy_alter_table=ON")
    raw.execute(f"PRAGMA busy_timeout={LONG}")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")
        raw.execute("PRAGMA legacy_alter_table=OFF")
        raw.execute(f"PRAGMA busy_timeout={PATIENCE_OF_JOBS}")


def check_foreign_keys(connection: Connection) -> None:
    """Raises RuntimeError where a row belongs to one that is not there; PostgreSQL has refused it already."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:  # raised before the commit: the database stays as it was
            raise RuntimeError(f"the migration left rows that belong to nothing: {broken[:5]}")


def delete_rows(connection: Connection, table: str, where: str) -> None:
    """Delete rows in a migration with all that belongs to them, which SQLite would leave while it watches nothing."""
    connection.execute(sa.text(f'DELETE FROM "{table}" WHERE {where}'))
    while connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        for child, row, _, key in broken:
            rules = (
                connection.exec_driver_sql(f'PRAGMA foreign_key_list("{child}")').mappings().all()
            )
            rule = next(one for one in rules if one["id"] == key)
            if rule["on_delete"] == "CASCADE":
                connection.exec_driver_sql(f'DELETE FROM "{child}" WHERE rowid = ?', (row,))
            elif rule["on_delete"] == "SET NULL":
                connection.exec_driver_sql(
                    f'UPDATE "{child}" SET "{rule["from"]}" = NULL WHERE rowid = ?', (row,)
                )
            else:
                raise RuntimeError(f"rows of {child} need rows of {table}")
        if not broken:
            break


def _numbers_given(connection: Connection) -> dict[str, int]:
    """The highest number that each table of SQLite's which gives none twice has given so far."""
    if connection.dialect.name != "sqlite" or not _count_numbers(connection):
        return {}
    rows = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").all()
    return {str(name): int(number) for name, number in rows}


def _count_numbers(connection: Connection) -> bool:
    query = "SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_sequence'"
    return bool(connection.exec_driver_sql(query).scalar())


def _give_no_number_again(connection: Connection, given: dict[str, int]) -> None:
    """A table made anew knows only the rows it has; the numbers of those that are gone are not free either."""
    for name, number in given.items():
        if not _gives_none_twice(connection, name):
            continue
        now = connection.exec_driver_sql(
            "SELECT seq FROM sqlite_sequence WHERE name = ?", (name,)
        ).scalar()
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        highest = max(number, int(now or 0))
        connection.exec_driver_sql(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, highest)
        )


def _gives_none_twice(connection: Connection, table: str) -> bool:
    query = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ? AND sql LIKE '%%AUTOINCREMENT%%'"
    return bool(connection.exec_driver_sql(query, (table,)).scalar())


def _keep_giving_none_twice(inspector: sa.Inspector, table: sa.Table, column: Any) -> None:
    """A migration that makes a table anew reads it first; SQLAlchemy does not read this property of SQLite's."""
    connection = inspector.bind
    if (
        isinstance(connection, Connection)
        and connection.dialect.name == "sqlite"
        and column["name"] == "id"
    ):
        table.kwargs["sqlite_autoincrement"] = _gives_none_twice(connection, table.name)


sa.event.listen(sa.Table, "column_reflect", _keep_giving_none_twice)


class _MadeAnew(batch.BatchOperationsImpl):
    """A migration that makes a table anew reads it without those it points to, and those they point to: four times as quick.

    The triggers of the old table, which SQLite drops with it, are the new one's too.
    """

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)  # type: ignore[no-untyped-call]
        self.reflect_kwargs.setdefault("resolve_fks", False)

    def flush(self) -> None:
        connection = self.operations.get_bind()
        before = _triggers(connection, self.table_name)
        super().flush()
        for name in before.keys() - _triggers(connection, self.table_name).keys():
            connection.exec_driver_sql(before[name])


def _triggers(connection: Connection, table: str) -> dict[str, str]:
    """The triggers of a table of SQLite's: what makes each, by its name."""
    if connection.dialect.name != "sqlite":
        return {}
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
    return {name: sql for name, sql in connection.exec_driver_sql(query, (table,))}


batch.BatchOperationsImpl = _MadeAnew  # type: ignore[misc]


def is_other_default(
    _context: Any, _there: Any, _column: Any, there: str | None, _: Any, wanted: str | None
) -> bool:
    """Whether two defaults differ, as Alembic asks; each database says the same one in its own way."""
    return _plain(there) != _plain(wanted)


def _plain(default: str | None) -> str | None:
    if default is None or default.startswith("nextval("):
        return None
    value = re.sub(r"::[a-z ]+$", "", default).strip(
        "()"
    )  # PostgreSQL tells the type, SQLite an expression
    value = value.removeprefix("'").removesuffix("'").replace("''", "'")
    return {"false": "0", "true": "1"}.get(value, value)


def render_type(kind: str, value: Any, _context: Any) -> str | Literal[False]:
    """How a new migration names a type: one of a room's own as what it is kept as, because rooms change."""
    own = isinstance(value, sa.TypeDecorator) and type(value).__module__ != WordsType.__module__
    if kind == "type" and own:
        return f"sa.{value.impl_instance!r}"
    return False


def bind_migrations(app: Flask) -> Flask:
    """Give an application Alembic's `db` commands."""
    Migrate(app, db, directory=str(FOLDER), render_as_batch=True)
    return app


def create_app() -> Flask:
    """The planner with the `db` commands."""
    return bind_migrations(_create_app())
