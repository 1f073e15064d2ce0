"""Rows of any tables as cells: what is kept of them so that they can be as they were, and how they become so again."""

from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from .. import clock
from ..lib.cells import ChangeCell, Collision
from .db import Base, Keyed, db

Row = dict[str, Any]
VERSION = "version"
"""The column that counts the edits of a row: it goes on where a row becomes what it was, so that a stale form is refused."""

REMOVED_AT = "removed_at"
"""The column of tables whose rows stay when they are removed: their codes and addresses are never given again."""
ASIDE = {VERSION, "position"}
"""Columns of a whole row that others may have changed meanwhile."""
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


def reverse_rows(cells: Iterable[ChangeCell]) -> list[ChangeCell]:
    """The cells that take these back, the last one first."""
    return [cell.reversed() for cell in reversed(list(cells))]


def apply_rows(cells: Iterable[ChangeCell], lenient: Collection[str] = ()) -> None:
    """Make of the rows what the cells say. Pointers to what is gone become empty.

    Raises Collision, and leaves everything as it was, where a row is not as its cell found it, or something belongs to a row
    that is to go. In `lenient` tables (names) such a row stays as it is.
    """
    try:
        with db.session.begin_nested():
            for cell in cells:
                _apply(cell, cell.table in lenient)
    finally:
        db.session.expire_all()


def colliding_cells(cells: Iterable[ChangeCell], lenient: Collection[str] = ()) -> list[ChangeCell]:
    """Those of the cells whose rows are not as they found them; of several of one row the first counts."""
    first = {_key_of(cell): cell for cell in reversed(list(cells)) if cell.table not in lenient}
    return [cell for cell in first.values() if not _is_as_kept(*_sides(cell))]


def _key_of(cell: ChangeCell) -> tuple[Any, ...]:
    row = cell.before or cell.after or {}
    return (cell.table, *(row[name] for name in key_names(Base.metadata.tables[cell.table])))


def _sides(cell: ChangeCell) -> tuple[sa.Table, Row | None, Row | None]:
    """The table, and the row before and after, without what is gone by now."""
    table = Base.metadata.tables[cell.table]
    before, after = (_without_gone(table, row) for row in (cell.before, cell.after))
    return table, before, after


def _apply(cell: ChangeCell, lenient: bool) -> None:
    table, before, after = _sides(cell)
    try:
        if not _is_as_kept(table, before, after):
            raise Collision(cell.table, cell.id)
        with db.session.begin_nested() if lenient else nullcontext():
            _write(table, before, after)
    except (Collision, IntegrityError):
        if not lenient:
            raise Collision(cell.table, cell.id) from None


def _is_as_kept(table: sa.Table, before: Row | None, after: Row | None) -> bool:
    """Whether the row is as the cell found it. Of a whole row its place and the number of edits do not count."""
    wanted = before or {name: (after or {})[name] for name in key_names(table)}
    counts = set(wanted) - (ASIDE if before is None or after is None else set())
    row = select_rows(table, *is_row(table, wanted), hold=True)
    if before is None:
        return not row or is_removed(row[0])
    return bool(row) and all(row[0][name] == wanted[name] for name in counts)


def is_removed(row: Mapping[str, Any]) -> bool:
    """Whether a row that is there counts as removed."""
    return row.get(REMOVED_AT) is not None


def _write(table: sa.Table, before: Row | None, after: Row | None) -> None:
    counted = {VERSION: table.c[VERSION] + 1} if VERSION in table.c else {}
    mine = is_row(table, before or after or {})
    if before is None and after is not None:
        if REMOVED_AT in table.c and select_rows(table, *mine):
            db.session.execute(sa.update(table).where(*mine).values(**after | counted))
        else:
            db.session.execute(sa.insert(table).values(**after))
    elif after is not None:
        db.session.execute(sa.update(table).where(*mine).values(**counted | after))
    elif REMOVED_AT in table.c:
        gone = counted | {REMOVED_AT: clock.now()}
        db.session.execute(sa.update(table).where(*mine).values(**gone))
    else:
        _delete_alone(table, before or {})


def _delete_alone(table: sa.Table, row: Row) -> None:
    """Delete a row that nothing points to; with something that does it would go, or lose what it says, unseen."""
    for column, _rule in columns_pointing_at(table):
        if db.session.scalar(sa.select(sa.exists().where(column == row["id"]))):
            raise Collision(table.name, row["id"])
    db.session.execute(sa.delete(table).where(*is_row(table, row)))


def _without_gone(table: sa.Table, kept: Row | None) -> Row | None:
    """The values of a row; what it pointed to and may do without is let go of where it is gone, as the row itself did."""
    if kept is None:
        return None
    values = decode_row(table, kept)
    for name, value in values.items():
        for key in (
            table.c[name].foreign_keys if value is not None and table.c[name].nullable else ()
        ):
            if db.session.scalar(sa.select(key.column).where(key.column == value)) is None:
                values = {**values, name: None, **kept.get(INSTEAD, {}).get(name, {})}
    return values
