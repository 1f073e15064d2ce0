"""Rows of any tables as cells: what is kept of them so that they can be as they were (`history/applying.py`)."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from ..lib.cells import ChangeCell
from .db import Base, Keyed, db

Row = dict[str, Any]
VERSION = "version"
"""The column that counts the edits of a row: it goes on where a row becomes what it was, so that a stale form is refused."""

REMOVED_AT = "removed_at"
"""The column of tables whose rows stay when they are removed: their codes and addresses are never given again."""
INSTEAD = "instead"
"""Beside the columns that are kept of a row: values for when what one of them points to is gone, by that column."""


def encode_value(column: sa.Column[Any], value: Any) -> Any:
    """A value of that column as plain JSON."""
    if value is not None and isinstance(column.type, sa.TypeDecorator):
        value = column.type.process_bind_param(value, db.engine.dialect)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value


def decode_value(column: sa.Column[Any], value: Any) -> Any:
    """The value of that column which `encode_value` made JSON of."""
    own = column.type
    impl = own.impl_instance if isinstance(own, sa.TypeDecorator) else own
    if value is None or (isinstance(value, list) and not isinstance(impl, sa.JSON)):
        return value  # a list of parts as it was kept once
    if isinstance(impl, sa.DateTime):
        value = datetime.fromisoformat(value)
    elif isinstance(impl, sa.Date):
        value = date.fromisoformat(value)
    elif isinstance(impl, sa.LargeBinary):
        value = b64decode(value)
    elif isinstance(impl, sa.Enum) and impl.enum_class is not None:
        value = impl.enum_class(value)
    if not isinstance(own, sa.TypeDecorator):
        return value
    return own.process_result_value(value, db.engine.dialect)


def encode_row(table: sa.Table, row: Mapping[str, Any]) -> Row:
    """A row, or some columns of it, as plain JSON."""
    return {name: encode_value(table.c[name], value) for name, value in row.items()}


def decode_row(table: sa.Table, kept: Mapping[str, Any]) -> Row:
    """The values of a row from plain JSON, for the columns that the table still has."""
    return {
        name: decode_value(table.c[name], value) for name, value in kept.items() if name in table.c
    }


def key_names(table: sa.Table) -> list[str]:
    """The columns that tell a row from all others."""
    return [column.name for column in table.primary_key.columns]


def is_row(table: sa.Table, row: Mapping[str, Any]) -> list[sa.ColumnElement[bool]]:
    """The conditions that this row alone meets."""
    return [table.c[name] == row[name] for name in key_names(table)]


def cell_of_row(table: sa.Table, before: Row | None, after: Row | None) -> ChangeCell:
    """What became of a row: all its columns, or those that changed and its key."""
    kept = [None if row is None else encode_row(table, row) for row in (before, after)]
    return ChangeCell(table.name, (before or after or {}).get("id", 0), *kept)


@lru_cache(maxsize=256)
def columns_pointing_at(table: sa.Table) -> list[tuple[sa.Column[Any], str]]:
    """The columns of all tables that point to that one, and what becomes of them when its row goes."""
    keys = [
        key
        for other in Base.metadata.sorted_tables
        for key in sorted(other.foreign_keys, key=lambda one: one.parent.name)
    ]
    return [(key.parent, key.ondelete or "") for key in keys if key.column.table is table]


def select_rows(table: sa.Table, *where: sa.ColumnElement[bool], hold: bool = False) -> list[Row]:
    """Rows as they are in the database, in the order of their keys; `hold`: nobody else changes or needs them meanwhile."""
    query = sa.select(table).where(*where).order_by(*table.primary_key.columns)
    query = query.with_for_update() if hold else query
    return [dict(row._mapping) for row in db.session.execute(query)]


def with_instead(cell: ChangeCell, pointer: str, values: Row) -> ChangeCell:
    """The cell whose row of before gets these values where what `pointer` points to is gone when it comes back."""
    before = cell.before or {}
    return replace(cell, before={**before, INSTEAD: {**before.get(INSTEAD, {}), pointer: values}})


def made_rows(model: type[Keyed], ids: Iterable[int]) -> list[ChangeCell]:
    """New rows, as they are in the database."""
    table = Base.metadata.tables[model.__tablename__ or ""]
    return [cell_of_row(table, None, row) for row in select_rows(table, table.c.id.in_(ids))]


class RowRecorder:
    """What is done to rows of any tables, a step at a time: `cells` take it back or do it again."""

    def __init__(self) -> None:
        self.cells: list[ChangeCell] = []

    def rows(self, table: sa.Table, /, **where: Any) -> list[Row]:
        """Rows whose columns have these values, in the order of their keys."""
        return select_rows(table, *(table.c[name] == value for name, value in where.items()))

    def change(self, table: sa.Table, row: Row, /, **values: Any) -> None:
        """Change columns of a row; how often it was edited is nothing to take back."""
        new = {name: value for name, value in values.items() if row[name] != value}
        if not new:
            return
        db.session.execute(sa.update(table).where(*is_row(table, row)).values(**new))
        changed = {name: value for name, value in new.items() if name != VERSION}
        before = {name: row[name] for name in [*key_names(table), *changed]}
        self.cells.append(cell_of_row(table, before, before | changed))

    def remove(self, table: sa.Table, row: Row) -> None:
        """Take a row out; nothing points to it any more."""
        db.session.execute(sa.delete(table).where(*is_row(table, row)))
        self.cells.append(cell_of_row(table, row, None))

    def add(self, table: sa.Table, /, **values: Any) -> None:
        """Put a new row in."""
        result: Any = db.session.execute(sa.insert(table).values(**values))
        key = dict(zip(key_names(table), result.inserted_primary_key or (), strict=True))
        self.cells.append(cell_of_row(table, None, self.rows(table, **key)[0]))


Scope = tuple[type[Base], sa.ColumnElement[bool]]
"""Rows of a model that something may touch."""


@contextmanager
def recording_rows(*scopes: Scope) -> Iterator[list[ChangeCell]]:
    """Whatever is done inside to rows of these scopes stands in the list afterwards, in an order in which it can be done again."""
    cells: list[ChangeCell] = []
    db.session.flush()
    before = _rows_in(scopes)
    yield cells
    db.session.flush()
    after = _rows_in(scopes)
    tables = list(before)
    for table in tables:
        cells += [
            cell_of_row(table, None, row)
            for key, row in after[table].items()
            if key not in before[table]
        ]
    for table in tables:
        pairs = ((row, after[table].get(key)) for key, row in before[table].items())
        cells += [_difference(table, *pair) for pair in pairs if pair[1] and _differ(*pair)]
    for table in reversed(tables):
        cells += [
            cell_of_row(table, row, None)
            for key, row in before[table].items()
            if key not in after[table]
        ]


def _rows_in(scopes: Iterable[Scope]) -> dict[sa.Table, dict[tuple[Any, ...], Row]]:
    """Those rows by their keys, tables that others belong to first."""
    wanted = {model.__table__: where for model, where in scopes}
    return {
        table: {
            tuple(row[name] for name in key_names(table)): row
            for row in select_rows(table, wanted[table])
        }
        for table in Base.metadata.sorted_tables
        if table in wanted
    }


def _differ(before: Row, after: Row | None) -> bool:
    return {**before, VERSION: 0} != {**(after or {}), VERSION: 0}


def _difference(table: sa.Table, before: Row, after: Row | None) -> ChangeCell:
    now = after or {}
    keys = key_names(table)
    names = [
        name for name in before if name in keys or (before[name] != now[name] and name != VERSION)
    ]
    return cell_of_row(
        table, {name: before[name] for name in names}, {name: now[name] for name in names}
    )
