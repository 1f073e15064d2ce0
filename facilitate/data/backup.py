"""A consistent copy of everything while the server runs: rows as text, so that a copy made on SQLite

can be restored into PostgreSQL and the other way round.
"""

import json
import sqlite3
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.engine import Connection

from .. import __version__, clock
from ..exchange.stores import is_waiting_file
from ..lib.text import Words
from .db import NOT_IN_BACKUPS, Base, db
from .revision import database_revision

AT_ONCE = 1_000
"""Rows that are read and written together."""


def write_backup(path: Path) -> int:
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
    snapshot: dict[str, Any] = {
        "reading": True
    }  # SQLite: a transaction that keeps nobody from writing
    if db.engine.dialect.name == "postgresql":
        snapshot["isolation_level"] = "REPEATABLE READ"
    with (
        db.engine.connect().execution_options(**snapshot) as connection,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file,
    ):
        about = {
            "version": __version__,
            "revision": database_revision(connection),
            "made_at": clock.now().isoformat(),
            "tables": [table.name for table in Base.metadata.sorted_tables],
        }
        file.writestr("about.json", json.dumps(about))
        for table in Base.metadata.sorted_tables:
            with file.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as lines:
                if NOT_IN_BACKUPS not in table.info:
                    rows += _write_rows(table, connection, lines)
        file.writestr("secret-key", "\n".join(settings.secret_keys()))
        for upload in _files(settings.uploads):
            if is_waiting_file(upload):
                continue  # nobody has said yet that it counts
            file.write(upload, f"uploads/{upload.relative_to(settings.uploads).as_posix()}")
    return rows


def _write_rows(table: sa.Table, connection: Connection, lines: IO[bytes]) -> int:
    """Write a line for each row, and gives how many there are: a long table need not fit into memory."""
    number = 0
    found = connection.execute(_all_rows(table).execution_options(yield_per=AT_ONCE)).mappings()
    for some in found.partitions():
        lines.write(b"\n" if number else b"")
        lines.write("\n".join(_line(table, row) for row in some).encode())
        number += len(some)
    return number


def _all_rows(table: sa.Table) -> sa.Select[Any]:
    """Every row. Names of fixed values come as they are kept: a server of a later release may have kept one unknown here."""
    columns = (
        sa.type_coerce(one, sa.String).label(one.name) if isinstance(one.type, sa.Enum) else one
        for one in table.columns
    )
    return sa.select(*columns).order_by(*table.primary_key.columns)


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


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())
