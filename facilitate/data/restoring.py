"""A copy made by `facilitate backup`, put back into an empty planner: one act, which can be begun again wherever it was

cut off. Tables, rows and the way to today's tables are one transaction; uploads and the key are put into place right
before its commit, which is the end.
"""

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.engine import Connection

from ..mail.outbox import leave_to_a_person
from ..run.settings import Settings
from ..web.signing import is_signed, signature_of, use_keys
from .copies import KEY, UPLOADS, CheckedCopy, as_damaged_copy, check_copy, copied_rows, open_copy
from .db import Base, db
from .revision import all_revisions, database_revision

AT_ONCE = 1_000
"""Rows that are read and sent to the database together."""
PUT_BACK = sa.Table(
    "put_back", sa.MetaData(), sa.Column("copy", sa.Text), sa.Column("rows", sa.Integer)
)
"""Says which copy the rows came from, between the commit and the end of the act; it stands in no model."""
NOT_COPIED = ("alembic_version", PUT_BACK.name)
"""Tables of which no copy holds rows."""


def restore_copy(path: Path, say: Callable[[str], None]) -> None:
    """Read a copy into an empty database and instance folder, or bring that to its end; says what it does.

    Raises ValueError with a plain sentence when the file is no copy, the database holds something or there is no room.
    """
    from .schema import lock_schema  # noqa: PLC0415 - other commands need no Alembic, and it takes long to load

    settings = current_app.extensions["settings"]
    say(f"Looking through {path.name} …")
    with open_copy(path) as file:
        copy = check_copy(file, path, settings)
        if copy.made_at:
            say(f"It was made on {copy.made_at}.")
        with _plainly(), lock_schema() as connection:
            rows = _rows_of_unfinished(connection, copy.digest)
            if rows is None:
                _refuse_if_filled(connection, settings)
                rows = _put_back(connection, copy, say)
            else:
                say("Its rows are back already, from a restore that did not come to its end.")
            say(f"Putting back the uploads ({len(copy.uploads):,}) and the key …")
            _put_back_files(copy, settings)
        _prove(copy, settings)
        _finish(settings)
    say(f"{rows:,} rows are back.")
    say("Links, badges and calendar feeds of this copy open as before.")
    if settings.own_key and not set(copy.keys) <= {settings.own_key, *settings.old_keys}:
        say(
            f"On other machines they open once the key in {settings.instance / KEY} stands in FACILITATE_OLD_SECRET_KEYS there."
        )
    say("Start the planner with “facilitate run”; if it runs already, stop it first.")


def unfinished_restore(settings: Settings) -> str:
    """What to do where a restore did not come to its end; empty where none was begun."""
    path = _marker(settings)
    if not path.exists():
        return ""
    return (
        "A restore into this planner did not come to its end. Run “facilitate restore” again with the same file; "
        f"to start without it, remove {path}"
    )


@contextmanager
def _plainly() -> Iterator[None]:
    """What stands in the way of writing, in a sentence: the copy is not to blame, and nothing of it counts yet."""
    try:
        yield
    except (OSError, sa.exc.OperationalError) as error:
        where = getattr(error, "filename", None) or "The database"
        reason = (
            getattr(error, "strerror", None)
            or str(getattr(error, "orig", error)).strip().split("\n")[0]
        )
        raise ValueError(
            f"{where}: {reason}. Nothing was restored. When that is mended, run “facilitate restore” again with the same file."
        ) from error


def _rows_of_unfinished(connection: Connection, digest: str) -> int | None:
    """How many rows this copy has put here already, if only the end of the act is missing."""
    if not sa.inspect(connection).has_table(PUT_BACK.name):
        return None
    rows = connection.scalar(sa.select(PUT_BACK.c.rows).where(PUT_BACK.c.copy == digest))
    if rows is None:
        raise ValueError(
            "A restore of another copy into this planner did not come to its end. Run “facilitate restore” with the "
            "file it was begun with."
        )
    return rows


def _refuse_if_filled(connection: Connection, settings: Settings) -> None:
    names = set(sa.inspect(connection).get_table_names())
    if "user" in names and connection.execute(sa.text('SELECT count(*) FROM "user"')).scalar_one():
        where = f"in {settings.instance}" if settings.on_sqlite else "in this database"
        raise ValueError(
            f"The planner {where} already holds data; it stays as it is. Restore into an empty one: "
            + _other_place(settings)
        )


def _other_place(settings: Settings) -> str:
    folder = "FACILITATE_INSTANCE names a folder that is not there yet"
    return (
        f"{folder}."
        if settings.on_sqlite
        else f"{folder}, FACILITATE_DATABASE_URL a database without tables."
    )


def _put_back(connection: Connection, copy: CheckedCopy, say: Callable[[str], None]) -> int:
    """Every row, and on to today's tables, in the transaction of who calls; gives the number of rows."""
    from .schema import check_foreign_keys  # noqa: PLC0415 - as above

    say("Putting back the rows …")
    _take_tables_to(connection, copy.revision)
    with as_damaged_copy(copy):
        rows = _put_back_rows(connection, copy.file)
        check_foreign_keys(connection)
    goal = all_revisions()[-1]
    if copy.revision != goal:
        say(f"Bringing them from {copy.revision} to {goal} …")
    with as_damaged_copy(copy):
        _bring_up(connection)
        _read_through(connection)
        check_foreign_keys(connection)
    leave_to_a_person(connection)
    PUT_BACK.create(connection)
    connection.execute(sa.insert(PUT_BACK).values(copy=copy.digest, rows=rows))
    return rows


def _take_tables_to(connection: Connection, revision: str) -> None:
    """The tables of that revision, without a row: today's, which an empty planner has made or gets at once, taken back to it.

    Most copies are of today's version or the one before; from nothing up to there every step would be taken.
    """
    from alembic import command  # noqa: PLC0415 - as above

    from .schema import config_for, upgrade_on  # noqa: PLC0415

    there = database_revision(connection)
    if there and there not in all_revisions():
        raise ValueError(
            "The database was made by a newer version of facilitate. Restore into an empty one."
        )
    for name, _keys in reversed(sa.inspect(connection).get_sorted_table_and_fkc_names()):
        if name and name not in NOT_COPIED:
            connection.execute(sa.delete(sa.table(name)))
    if there and there <= revision:
        upgrade_on(connection, revision)
    else:
        upgrade_on(connection, all_revisions()[-1])
        command.downgrade(config_for(connection), revision)


def _bring_up(connection: Connection) -> None:
    from .schema import upgrade_on  # noqa: PLC0415 - as above

    upgrade_on(connection, all_revisions()[-1])


def _put_back_rows(connection: Connection, file: zipfile.ZipFile) -> int:
    rows = 0
    for table in _tables(connection):
        own = [
            column.name
            for column in table.columns
            if any(key.column.table is table for key in column.foreign_keys)
        ]
        pointers = []
        for values in _some(copied_rows(table, file)):
            pointers += [
                (row["id"], name, row[name])
                for row in values
                for name in own
                if row[name] is not None
            ]
            connection.execute(sa.insert(table), [{**row, **dict.fromkeys(own)} for row in values])
            rows += len(values)
        for (
            row,
            name,
            other,
        ) in pointers:  # rows that point at each other: first all rows, then the pointers
            connection.execute(sa.update(table).where(table.c.id == row).values({name: other}))
        if connection.dialect.name == "postgresql" and "id" in table.c:
            connection.execute(
                sa.text(
                    f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'), (SELECT max(id) FROM \"{table.name}\"))"
                )
            )
    return rows


def _some(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some


def _tables(connection: Connection) -> list[sa.Table]:
    """The tables as they are at the copy's revision, which may be older than today's models; parents first."""
    found = sa.MetaData()
    found.reflect(connection)
    for table in found.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, sa.JSON) and column.nullable:
                column.type.none_as_null = True  # nothing is nothing, not the word “null”
    return [table for table in found.sorted_tables if table.name not in NOT_COPIED]


def _read_through(connection: Connection) -> None:
    """Read every row as the models do: LookupError for a value they do not know."""
    for table in Base.metadata.sorted_tables:
        for _row in connection.execute(sa.select(table).execution_options(yield_per=AT_ONCE)):
            pass


def _put_back_files(copy: CheckedCopy, settings: Settings) -> None:
    """Uploads and the key, just before the rows count. Cut off here, the next restore takes away what lies there."""
    marker = _marker(settings)
    if marker.exists():
        for name in json.loads(marker.read_text("utf-8")):
            (settings.uploads / name).unlink(missing_ok=True)
    new = [name for name in copy.uploads if not (settings.uploads / name).exists()]
    _write_at_once(marker, json.dumps(new).encode())
    for name in copy.uploads:
        _put_back_upload(copy.file, name, settings)
    _write_at_once(settings.instance / KEY, copy.file.read(KEY))


def _put_back_upload(file: zipfile.ZipFile, name: str, settings: Settings) -> None:
    path = settings.uploads / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with file.open(f"{UPLOADS}{name}") as content, path.open("wb") as target:
        shutil.copyfileobj(content, target)
        target.flush()
        os.fsync(target.fileno())  # the rows say that it is there


def _write_at_once(path: Path, content: bytes) -> None:
    """Another process finds what was there before or all of it; readable by its owner only."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _prove(copy: CheckedCopy, settings: Settings) -> None:
    """What the copy's keys signed opens here, as this planner is from now on. Raises ValueError."""
    use_keys(current_app, settings.secret_keys())
    sample = f"restore:{copy.digest}"
    if not all(is_signed(sample, signature_of(sample, key)) for key in copy.keys):
        raise ValueError(
            f"All rows and uploads are back, but {settings.instance / KEY} does not hold the key of the copy: "
            "links and badges do not open. Run “facilitate restore” again."
        )


def _finish(settings: Settings) -> None:
    _marker(settings).unlink(missing_ok=True)
    with db.engine.begin() as connection:
        PUT_BACK.drop(connection)


def _marker(settings: Settings) -> Path:
    """A file that is there while uploads and the key are put into place: it names the uploads that were not there."""
    return settings.instance / "restoring"
