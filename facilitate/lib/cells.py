"""What changed between two values made of tables of rows, field by field: told, written, taken back, merged.

A value of this kind gives `rows(table)` by number, `with_rows` and `without`; a `CellCodec` says how its fields are read from JSON.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol, TypeVar

from .plain_values import ReadsField, plain_json, row_from_json


@dataclass(frozen=True)
class ChangeCell:
    """One row before and after, as plain JSON of the fields that differ; None where it was not, or is no longer, there."""

    table: str
    id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    def reversed(self) -> "ChangeCell":
        return ChangeCell(self.table, self.id, self.after, self.before)


class Collision(Exception):
    """Somebody changed the same since: `table` and `id` of the row."""

    def __init__(self, table: str, id: int) -> None:
        super().__init__(table, id)
        self.table, self.id = table, id


class ValueTables(Protocol):
    """A value made of tables."""

    def rows(self, table: str) -> Mapping[int, Any]: ...
    def with_rows(self, *rows: Any) -> Any: ...
    def without(self, table: str, ids: Iterable[int]) -> Any: ...


@dataclass(frozen=True)
class CellCodec:
    """The tables of a value, each with the kind of its rows, and how a field comes back from JSON."""

    tables: Mapping[str, type[Any]]
    read_field: ReadsField

    def read_row(self, table: str, values: Mapping[str, Any]) -> Any:
        """A row of that table from plain JSON."""
        return row_from_json(self.tables[table], values, self.read_field)


Value = TypeVar("Value", bound=ValueTables)


def diff_cells(before: ValueTables, after: ValueTables, codec: CellCodec) -> list[ChangeCell]:
    """Everything that differs between two values: a cell a row."""
    found = []
    for table in codec.tables:
        old, new = before.rows(table), after.rows(table)
        if old is new:
            continue
        for key in [*old, *(key for key in new if key not in old)]:
            a, b = old.get(key), new.get(key)
            if a is b or a == b:
                continue
            if a is None or b is None:
                found.append(ChangeCell(table, key, a and plain_json(a), b and plain_json(b)))
                continue
            differ = [one.name for one in fields(a) if getattr(a, one.name) != getattr(b, one.name)]
            was = {name: plain_json(getattr(a, name)) for name in differ}
            found.append(
                ChangeCell(table, key, was, {name: plain_json(getattr(b, name)) for name in differ})
            )
    return found


def apply_cells(
    value: Value, cells: Iterable[ChangeCell], codec: CellCodec, strict: bool = True
) -> Value:
    """The value with these cells put in.

    Strict: raises Collision where a field is not as the cell found it. Otherwise such a cell is put in as far as it goes.
    """
    for cell in cells:
        row = value.rows(cell.table).get(cell.id)
        if cell.after is None:
            if strict and (row is None or plain_json(row) != cell.before):
                raise Collision(cell.table, cell.id)
            value = value.without(cell.table, [cell.id])
        elif cell.before is None or row is None:
            if strict and (row is not None or cell.before is not None):
                raise Collision(cell.table, cell.id)
            if cell.before is None:
                value = value.with_rows(codec.read_row(cell.table, cell.after))
        else:
            value = value.with_rows(_changed(row, cell, codec, strict))
    return value


def _changed(row: Any, cell: ChangeCell, codec: CellCodec, strict: bool) -> Any:
    assert cell.before is not None
    assert cell.after is not None
    if strict and any(
        plain_json(getattr(row, name)) != value for name, value in cell.before.items()
    ):
        raise Collision(cell.table, cell.id)
    kind = type(row)
    values = {one.name: getattr(row, one.name) for one in fields(row)}
    return kind(
        **values | {name: codec.read_field(kind, name, value) for name, value in cell.after.items()}
    )


def reverse_cells(cells: Iterable[ChangeCell]) -> list[ChangeCell]:
    """The cells that take these back."""
    return [cell.reversed() for cell in cells]


def cells_from_rows(rows: Iterable[Sequence[Any]]) -> list[ChangeCell]:
    """The cells that `cells_to_rows` made plain."""
    return [ChangeCell(*row) for row in rows]


def cells_to_rows(cells: Iterable[ChangeCell]) -> list[list[Any]]:
    """Cells as plain JSON, to be kept."""
    return [[cell.table, cell.id, cell.before, cell.after] for cell in cells]
