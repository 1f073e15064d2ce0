"""A consistent copy of everything while the server runs, and back: rows as text, so that a copy made on SQLite

can be restored into PostgreSQL and the other way round.
"""

import json
import sqlite3
import zipfile
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.engine import Connection

from . import __version__, clock
from .db import NOT_IN_BACKUPS, Base, db
from .lib import waiting
from .lib.text import Words
from .revision import revision_of, revisions


def backup(path: Path) -> int:
    """Write the copy to a zip file; gives the number of rows. One read transaction: a snapshot of one moment.

    An earlier copy of that name stays until the new one is complete.
    """
    part = path.with_name(f"{path.name}.part")
    part.touch(mode=0o600)  # the copy holds the key that signs cookies
    try:
        rows = _write(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return rows


def copy_database(path: Path) -> None:
    """Write SQLite's database as it was last committed to a file of its own, which the program of then can open."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    with db.engine.connect() as connection, closing(sqlite3.connect(path)) as copy:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.backup(copy)


def _write(path: Path) -> int:
    settings = current_app.extensions["settings"]
    rows = 0
    snapshot: dict[str, Any] = {"reading": True}  # SQLite: a transaction that keeps nobody from writing
    if db.engine.dialect.name == "postgresql":
        snapshot["isolation_level"] = "REPEATABLE READ"
    with (
        db.engine.connect().execution_options(**snapshot) as connection,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file,
    ):
        about = {
            "version": __version__,
            "revision": revision_of(connection),
            "made_at": clock.now().isoformat(),
            "tables": [table.name for table in Base.metadata.sorted_tables],
        }
        file.writestr("about.json", json.dumps(about))
        for table in Base.metadata.sorted_tables:
            left_out = NOT_IN_BACKUPS in table.info
            found = () if left_out else connection.execute(_all_rows(table)).mappings()
            lines = [_line(table, row) for row in found]
            rows += len(lines)
            file.writestr(f"tables/{table.name}.jsonl", "\n".join(lines))
        file.writestr("secret-key", "\n".join(settings.secret_keys()))
        for upload in _files(settings.uploads):
            if waiting.is_waiting(upload):
                continue  # nobody has said yet that it counts
            file.write(upload, f"uploads/{upload.relative_to(settings.uploads).as_posix()}")
    return rows


def restore(path: Path) -> int:
    """Read a copy into an empty database and instance folder; gives the number of rows.

    Raises ValueError with a plain sentence when the file is no copy or the database holds something.
    """
    from .schema import upgrade  # noqa: PLC0415 - a backup needs no Alembic, and it takes long to load

    settings = current_app.extensions["settings"]
    if not zipfile.is_zipfile(path):
        raise ValueError(f"{path} is not a copy made by “facilitate backup”.")
    with zipfile.ZipFile(path) as file:
        revision = _look_through(file, path)
        known = revisions()
        head = known[-1]
        if revision not in known:
            raise ValueError(f"{path} was made by a newer version of facilitate. Update this one first.")
        with db.engine.begin() as connection:
            _refuse_if_filled(connection)
        upgrade(revision)
        try:
            with db.engine.begin() as connection:
                rows = _put_back(connection, file)
                if revision == head:
                    _read_through(connection)
        except (ValueError, LookupError, TypeError, AttributeError, sa.exc.StatementError) as error:
            raise ValueError(_damaged(path)) from error
        upgrade()
        _put_back_files(file, settings.instance)
    return rows


def _look_through(file: zipfile.ZipFile, path: Path) -> str:
    """Whether the copy is whole, before anything is written; gives the revision of its tables."""
    names = set(file.namelist())
    if "about.json" not in names:
        raise ValueError(f"{path} is not a copy made by “facilitate backup”.")
    try:
        broken = file.testzip() is not None
        about = json.loads(file.read("about.json"))
        revision, tables = str(about["revision"]), list(about.get("tables", []))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise ValueError(_damaged(path)) from error
    needed = {"secret-key", *(f"tables/{table}.jsonl" for table in tables)}
    if broken or not needed <= names:
        raise ValueError(_damaged(path))
    return revision


def _damaged(path: Path) -> str:
    return f"{path} is damaged; nothing was restored. Take another copy."


def _refuse_if_filled(connection: Connection) -> None:
    names = set(sa.inspect(connection).get_table_names())
    if "user" in names and connection.execute(sa.text('SELECT count(*) FROM "user"')).scalar_one():
        raise ValueError(
            "This planner already holds data. Restore into an empty instance folder or database."
        )


def _put_back(connection: Connection, file: zipfile.ZipFile) -> int:
    rows = 0
    tables = _tables(connection)
    for table in reversed(tables):
        connection.execute(sa.delete(table))
    for table in tables:
        text = file.read(f"tables/{table.name}.jsonl").decode()
        values = [_values(table, json.loads(line)) for line in text.split("\n") if line]
        if not values:
            continue
        own = [
            column.name
            for column in table.columns
            if any(key.column.table is table for key in column.foreign_keys)
        ]
        connection.execute(sa.insert(table), [{**row, **dict.fromkeys(own)} for row in values])
        for name in own:  # rows of one table that point at each other: first all rows, then the pointers
            for row in values:
                if row[name] is not None:
                    connection.execute(
                        sa.update(table).where(table.c.id == row["id"]).values({name: row[name]})
                    )
        rows += len(values)
        if connection.dialect.name == "postgresql" and "id" in table.c:
            connection.execute(
                sa.text(f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'), (SELECT max(id) FROM \"{table.name}\"))")
            )  # fmt: skip
    return rows


def _tables(connection: Connection) -> list[sa.Table]:
    """The tables as they are at the copy's revision, which may be older than today's models; parents first."""
    found = sa.MetaData()
    found.reflect(connection)
    for table in found.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, sa.JSON) and column.nullable:
                column.type.none_as_null = True  # nothing is nothing, not the word “null”
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def _read_through(connection: Connection) -> None:
    """Read every row as the models do: LookupError for a value they do not know."""
    for table in Base.metadata.sorted_tables:
        connection.execute(sa.select(table)).all()


def _put_back_files(file: zipfile.ZipFile, instance: Path) -> None:
    instance.mkdir(parents=True, exist_ok=True)
    for name in file.namelist():
        if name.startswith("uploads/") and ".." not in Path(name).parts:
            file.extract(name, instance)
    key = instance / "secret-key"
    key.write_bytes(file.read("secret-key"))
    key.chmod(0o600)


def _all_rows(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table).order_by(*table.primary_key.columns)


def _line(table: sa.Table, row: Any) -> str:
    return json.dumps(
        {column.name: _text(_kept(column, row)) for column in table.columns}, ensure_ascii=False
    )


def _kept(column: sa.Column[Any], row: Any) -> Any:
    """The value as the column keeps it, where the models make several of one text."""
    value = row[column.name]
    if isinstance(value, tuple) and isinstance(column.type, sa.TypeDecorator):
        return column.type.process_bind_param(value, db.engine.dialect)
    return value


def _text(value: Any) -> Any:
    if isinstance(value, Words):
        return {"en": value.en, "sq": value.sq}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    return value.isoformat() if isinstance(value, (date, time)) else value


def _values(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    return {column.name: _value(column.type, row.get(column.name)) for column in table.columns}


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, sa.LargeBinary):
        return b64decode(value, validate=True)
    if isinstance(kind, sa.DateTime):
        return datetime.fromisoformat(value).replace(
            tzinfo=None
        )  # moments are kept in UTC, without saying so
    for type_, read in ((sa.Date, date), (sa.Time, time)):
        if isinstance(kind, type_):
            return read.fromisoformat(value)
    return value


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())
