"""A small planner with rows in every table, kept as `facilitate backup` keeps one: `tests/samples/planner.zip`.

`python -m tests.planner_sample` makes it anew from the demo: some rows of each table, all that these point to, and one
invented row in each table that the demo leaves empty. Wanted after a migration that adds a table.
"""

import json
import random
import sys
import tempfile
import zipfile
from collections import defaultdict
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from facilitate.data.backup import write_backup
from facilitate.data.copies import copied_values
from facilitate.data.db import NOT_IN_BACKUPS, Moment, WordsType, db
from facilitate.data.models import Base
from facilitate.data.restoring import _tables
from facilitate.data.schema import upgrade_schema
from facilitate.lib.text import Words
from facilitate.setup.demo.load import fill_demo
from facilitate.web.app import create_app

from .conftest import settings_for

SAMPLE = Path(__file__).parent / "samples" / "planner.zip"
ROWS = 2
"""How many rows of a table are taken from either end, beside those that others point to."""
BESIDE = 100_000
LONG = 6000
"""Values longer than this are cut."""
DAY = date(2026, 11, 27)


def revision_of_sample() -> str:
    """The version in whose shape the rows are."""
    with zipfile.ZipFile(SAMPLE) as file:
        return str(json.loads(file.read("about.json"))["revision"])


def put_sample(connection: Connection) -> None:
    """Put the rows into the tables of the same version, or of a later one that fills its new columns by itself."""
    tables = _tables(connection)
    with zipfile.ZipFile(SAMPLE) as file:
        for table in tables:
            name = f"tables/{table.name}.jsonl"
            text = file.read(name).decode() if name in file.namelist() else ""
            rows = [_known(table, json.loads(line)) for line in text.split("\n") if line]
            if rows:
                connection.execute(table.insert(), rows)
    count_on(connection, tables)


def _known(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    """What the table has columns for, with numbers beside those of rows that are there already."""
    values = {name: value for name, value in copied_values(table, row).items() if name in row}
    for column in table.columns:
        if (column.name == "id" or column.foreign_keys) and isinstance(
            values.get(column.name), int
        ):
            values[column.name] += BESIDE
    return values


def count_on(connection: Connection, tables: list[sa.Table]) -> None:
    """The next row gets a number after those that were given by hand."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            if "id" in table.c:
                highest = f'(SELECT coalesce(max(id), 0) + 1 FROM "{table.name}")'
                sequence = f"pg_get_serial_sequence('\"{table.name}\"', 'id')"
                connection.execute(sa.text(f"SELECT setval({sequence}, {highest}, false)"))


def _chosen(connection: Connection) -> dict[str, set[Any]]:
    """The keys of the rows to keep, by table: a few of each, and whatever these point to."""
    keep: dict[str, set[Any]] = defaultdict(set)
    for table in reversed(Base.metadata.sorted_tables):
        keys = list(table.primary_key.columns)
        for order in (keys, [key.desc() for key in keys]):  # the first and the last ones
            wanted = connection.execute(sa.select(*keys).order_by(*order).limit(ROWS)).all()
            _take(connection, table, {tuple(row) for row in wanted}, keep)
    change = Base.metadata.tables["change"]  # of what is done in many rooms: one of each
    each = sa.select(sa.func.max(change.c.id)).group_by(change.c.room)
    _take(connection, change, {(key,) for key in connection.scalars(each)}, keep)
    return keep


def _take(
    connection: Connection, table: sa.Table, keys: set[Any], keep: dict[str, set[Any]]
) -> None:
    new = keys - keep[table.name]
    keep[table.name] |= new
    primary = list(table.primary_key.columns)
    for key in new:
        row = connection.execute(
            sa.select(table).where(
                *(column == one for column, one in zip(primary, key, strict=True))
            )
        ).one()
        for column in table.columns:
            for pointer in column.foreign_keys:
                value = row._mapping[column]
                if value is not None:
                    _take(connection, pointer.column.table, {(value,)}, keep)


def _shrink(connection: Connection, keep: dict[str, set[Any]]) -> None:
    for table in reversed(Base.metadata.sorted_tables):
        primary = list(table.primary_key.columns)
        for key in connection.execute(sa.select(*primary)).all():
            if tuple(key) not in keep[table.name]:
                connection.execute(
                    sa.delete(table).where(
                        *(one == value for one, value in zip(primary, key, strict=True))
                    )
                )


def _invent(connection: Connection) -> None:
    """One row in each table that has none."""
    for table in Base.metadata.sorted_tables:
        if connection.scalar(sa.select(sa.func.count()).select_from(table)) == 0:
            row = {column.name: _invented(connection, column) for column in table.columns}
            connection.execute(table.insert().values(**row))


def _invented(connection: Connection, column: sa.Column[Any]) -> Any:
    kind = column.type
    for pointer in column.foreign_keys:
        return connection.scalar(sa.select(sa.func.max(pointer.column)))
    if column.default is not None and column.default.is_scalar:
        return column.default.arg  # type: ignore[attr-defined]
    if isinstance(kind, Moment):
        return datetime(2026, 11, 27, 9, tzinfo=UTC)
    if isinstance(kind, sa.Enum):
        return next(iter(kind.enum_class or kind.enums))
    if isinstance(kind, WordsType):
        return Words("Word", "Fjalë")
    if isinstance(kind, sa.JSON):
        made = column.default and getattr(column.default.arg, "__wrapped__", None)  # type: ignore[attr-defined]
        return made() if made else {}
    for type_, value in (
        (sa.Boolean, False),
        (sa.Integer, 1),
        (sa.Float, 1.0),
        (sa.Date, DAY),
        (sa.Time, time(9)),
        (sa.LargeBinary, b"bytes"),
        (sa.String, f"{column.name}-fjalë"),
    ):
        if isinstance(kind, type_):
            return value
    raise TypeError(column)


def _write_lightly(whole: Path) -> None:
    """Keep the copy with long texts, files and lists cut short, and every date of the zip the same."""
    with (
        zipfile.ZipFile(whole) as file,
        zipfile.ZipFile(SAMPLE, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as light,
    ):
        for name in file.namelist():
            text = file.read(name).decode()
            if name.startswith("tables/"):
                rows = [json.loads(line) for line in text.split("\n") if line]
                text = "\n".join(json.dumps(_light(row), ensure_ascii=False) for row in rows)
            light.writestr(
                zipfile.ZipInfo(name, (2026, 11, 27, 9, 0, 0)), text, zipfile.ZIP_DEFLATED
            )


def _light(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _short(value) if len(json.dumps(value)) > LONG else value
        for name, value in row.items()
    }


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _short(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_short(one) for one in value[:ROWS]]
    return value[:1000] if isinstance(value, str) else value


def make_sample() -> None:
    """Write the sample anew."""
    random.seed(DAY.toordinal())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = create_app(settings_for(folder, f"sqlite:///{folder / 'sample.sqlite3'}"))
        with app.app_context():
            upgrade_schema()
            fill_demo(DAY, lambda _: None)
            db.session.commit()
            db.session.remove()
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
                _shrink(connection, _chosen(connection))
                connection.commit()
            with db.engine.begin() as connection:
                _invent(connection)
            (folder / "secret-key").write_text("of a sample")
            for table in Base.metadata.sorted_tables:
                table.info.pop(
                    NOT_IN_BACKUPS, None
                )  # no copy holds them, but a migration meets them
            rows = write_backup(folder / "whole.zip")
            db.engine.dispose()
        _write_lightly(folder / "whole.zip")
    sys.stdout.write(f"{SAMPLE}  {rows} rows, {SAMPLE.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    make_sample()
