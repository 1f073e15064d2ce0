"""Two rows of a table become one: everything that points to the one that goes is moved, and every step is noted.

All foreign keys of the schema are walked, so a new table follows by itself. Where a moved row would stand twice (two
participations in one event), the two are united in the same way; a rule of the room it belongs to says what is kept of
both. Undo takes the notes backwards and puts everything back exactly, or refuses.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa

from ...data.db import Base, db

Row = dict[str, Any]
Rule = Callable[["RowMerge", Row, Row], Row]
Memory = Callable[["RowMerge", int, int], None]
_RULES: dict[str, Rule] = {}
_MEMORIES: dict[str, list[Memory]] = {}


class ChangedSinceMerge(Exception):
    """What a merge left has been changed since; the name of the table."""


def merge_rule(table: str) -> Callable[[Rule], Rule]:
    """Register what of the row that goes is kept in the other: a function of both rows that gives the cells to change."""

    def register(rule: Rule) -> Rule:
        _RULES[table] = rule
        return rule

    return register


def merge_memory(table: str) -> Callable[[Memory], Memory]:
    """Register what else knows rows of a table by their number, in places no foreign key leads to."""

    def register(memory: Memory) -> Memory:
        _MEMORIES.setdefault(table, []).append(memory)
        return memory

    return register


class RowMerge:
    """One merge: `notes` are its steps, as JSON."""

    def __init__(self) -> None:
        self.notes: list[Any] = []

    def unite(self, table: sa.Table, kept: int, gone: int) -> None:
        """Everything that points to `gone` points to `kept` from here on, and `gone` is no longer there."""
        for child, column in _pointers(table):
            for row in self.rows(child, **{column.name: gone}):
                self._move(child, column, self._again(child, row), kept)
        for memory in _MEMORIES.get(table.name, ()):
            memory(self, kept, gone)
        went = self.rows(table, id=gone)[0]
        self.remove(table, went)
        if table.name in _RULES:
            stays = self.rows(table, id=kept)[0]
            self.change(table, stays, **_RULES[table.name](self, stays, went))

    def _again(self, child: sa.Table, row: Row) -> Row | None:
        """The row as it is now: uniting others may have changed it, or taken it out."""
        found = self.rows(child, **{name: row[name] for name in _key(child)})
        return found[0] if found else None

    def _move(self, child: sa.Table, column: sa.Column[Any], row: Row | None, kept: int) -> None:
        if row is None:
            return
        twin = self._twin(child, column.name, row, kept)
        if twin is None:
            self.change(child, row, **{column.name: kept})
        elif "id" in child.c:
            self.unite(child, twin["id"], row["id"])
        else:
            self.remove(child, row)

    def _twin(self, child: sa.Table, column: str, row: Row, kept: int) -> Row | None:
        """The row that would stand in the way of the moved one."""
        after = {**row, column: kept}
        for names in _unique(child):
            if column in names and all(after[name] is not None for name in names):
                found = self.rows(child, **{name: after[name] for name in names})
                others = [
                    one for one in found if any(one[name] != row[name] for name in _key(child))
                ]
                if others:
                    return others[0]
        return None

    def rows(self, table: sa.Table, /, **where: Any) -> list[Row]:
        """Rows whose columns have these values, in the order of their keys."""
        query = sa.select(table).where(*(table.c[name] == value for name, value in where.items()))
        found = db.session.execute(query.order_by(*table.primary_key.columns))
        return [dict(row._mapping) for row in found]

    def change(self, table: sa.Table, row: Row, /, **values: Any) -> None:
        """Change cells of a row."""
        new = {name: value for name, value in values.items() if row[name] != value}
        if not new:
            return
        after = {**row, **new}
        db.session.execute(sa.update(table).where(*_is(table, row)).values(**new))
        cells = {
            name: [cell_to_json(table.c[name], row[name]), cell_to_json(table.c[name], value)]
            for name, value in new.items()
        }
        self.notes.append(
            {
                "did": "set",
                "table": table.name,
                "key": {name: after[name] for name in _key(table)},
                "cells": cells,
            }
        )

    def remove(self, table: sa.Table, row: Row) -> None:
        """Take a row out; nothing points to it any more."""
        db.session.execute(sa.delete(table).where(*_is(table, row)))
        self.notes.append({"did": "gone", "table": table.name, "row": row_to_json(table, row)})

    def add(self, table: sa.Table, /, **values: Any) -> None:
        """Put a new row in."""
        result: Any = db.session.execute(sa.insert(table).values(**values))
        key = dict(zip(_key(table), result.inserted_primary_key or (), strict=True))
        row = self.rows(table, **key)[0]
        self.notes.append({"did": "new", "table": table.name, "row": row_to_json(table, row)})


def undo_merge_notes(notes: list[Any]) -> None:
    """Put back what the notes say, the last step first. Raises Moved where something is no longer as the merge left it."""
    for note in reversed(notes):
        table = Base.metadata.tables[note["table"]]
        if note["did"] == "gone":
            row = {
                name: cell_from_json(table.c[name], value)
                for name, value in note["row"].items()
                if name in table.c
            }
            db.session.execute(sa.insert(table).values(**row))
        elif note["did"] == "new":
            key = {name: note["row"][name] for name in _key(table)}
            _check(table, key, note["row"])
            db.session.execute(sa.delete(table).where(*_is(table, key)))
        else:
            _check(
                table,
                note["key"],
                {name: after for name, (_before, after) in note["cells"].items()},
            )
            values = {
                name: cell_from_json(table.c[name], before)
                for name, (before, _after) in note["cells"].items()
            }
            db.session.execute(sa.update(table).where(*_is(table, note["key"])).values(**values))


def _check(table: sa.Table, key: Row, cells: Row) -> None:
    """Whether a row still has the values that the merge gave it."""
    columns = [table.c[name] for name in cells]
    found = db.session.execute(sa.select(*columns).where(*_is(table, key))).first()
    if found is None or any(
        cell_to_json(column, now) != cells[column.name]
        for column, now in zip(columns, found, strict=True)
    ):
        raise ChangedSinceMerge(table.name)


def _key(table: sa.Table) -> list[str]:
    return [column.name for column in table.primary_key.columns]


def _is(table: sa.Table, row: Mapping[str, Any]) -> list[sa.ColumnElement[bool]]:
    return [table.c[name] == row[name] for name in _key(table)]


def _pointers(table: sa.Table) -> Iterator[tuple[sa.Table, sa.Column[Any]]]:
    """Every column of the schema that points to rows of a table."""
    for child in Base.metadata.sorted_tables:
        for column in child.columns:
            if any(key.column is table.c["id"] for key in column.foreign_keys):
                yield child, column


def _unique(table: sa.Table) -> Iterator[list[str]]:
    """The sets of columns that no two rows share."""
    yield _key(table)
    for constraint in table.constraints:
        if isinstance(constraint, sa.UniqueConstraint):
            yield [column.name for column in constraint.columns]
    for index in table.indexes:
        if index.unique:
            yield [column.name for column in index.columns]


def row_to_json(table: sa.Table, row: Row) -> Row:
    """A whole row as JSON."""
    return {name: cell_to_json(table.c[name], value) for name, value in row.items()}


def cell_to_json(column: sa.Column[Any], value: Any) -> Any:
    """A cell as JSON."""
    if value is not None and isinstance(column.type, sa.TypeDecorator):
        value = column.type.process_bind_param(value, db.engine.dialect)
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def cell_from_json(column: sa.Column[Any], value: Any) -> Any:
    """A cell that `cell_to_json` made JSON of."""
    own = column.type
    impl = own.impl_instance if isinstance(own, sa.TypeDecorator) else own
    if value is None:
        return None
    if isinstance(impl, sa.DateTime):
        value = datetime.fromisoformat(value)
    elif isinstance(impl, sa.Date):
        value = date.fromisoformat(value)
    elif isinstance(impl, sa.Enum) and impl.enum_class is not None:
        value = impl.enum_class(value)
    return (
        own.process_result_value(value, db.engine.dialect)
        if isinstance(own, sa.TypeDecorator)
        else value
    )
