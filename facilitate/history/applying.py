"""What is kept of rows, written back: many of them in as few statements as one, and nothing where one has changed since."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from .. import clock
from ..data.db import Base, db
from ..data.row_cells import (
    INSTEAD,
    REMOVED_AT,
    VERSION,
    Row,
    columns_pointing_at,
    decode_row,
    key_names,
    select_rows,
)
from ..lib.cells import ChangeCell, Collision

ASIDE = {VERSION, "position"}
"""Columns of a whole row that others may have changed meanwhile."""
AT_ONCE = 500
"""Rows that one statement reads or writes."""


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
            for run in _runs(cells):
                _apply(run, run[0].table in lenient)
    finally:
        db.session.expire_all()


def colliding_cells(cells: Iterable[ChangeCell], lenient: Collection[str] = ()) -> list[ChangeCell]:
    """Those of the cells whose rows are not as they found them; of several of one row the first counts."""
    first = {
        (cell.table, _keys_of(cell)[0]): cell
        for cell in reversed(list(cells))
        if cell.table not in lenient
    }
    looked = (one for run in _runs(first.values()) for one in _look_at(run))
    return [one.cell for one in looked if not one.is_as_kept]


def _keys_of(cell: ChangeCell) -> list[tuple[Any, ...]]:
    """The key of the row before and after, or the one of them that there is."""
    names = key_names(Base.metadata.tables[cell.table])
    return [tuple(row[name] for name in names) for row in (cell.before, cell.after) if row]


def _runs(cells: Iterable[ChangeCell]) -> Iterator[list[ChangeCell]]:
    """The cells in turn, together where one statement does for all: rows of a table that are all new, all changed or all gone.

    Rows that may point to each other stand alone.
    """
    run: list[ChangeCell] = []
    keys: set[tuple[Any, ...]] = set()
    kind: tuple[Any, ...] = ()
    for cell in cells:
        mine, mine_keys = (cell.table, cell.before is None, cell.after is None), _keys_of(cell)
        table = Base.metadata.tables[cell.table]
        alone = any(one.column.table is table for one in table.foreign_keys)
        if run and (mine != kind or alone or keys & {*mine_keys} or len(run) == AT_ONCE):
            yield run
            run, keys = [], set()
        kind = mine
        run.append(cell)
        keys.update(mine_keys)
    if run:
        yield run


@dataclass(frozen=True)
class _LookedAt:
    """A cell, its row before and after without what is gone by now, and the row as it is."""

    cell: ChangeCell
    before: Row | None
    after: Row | None
    now: Row | None

    @property
    def is_as_kept(self) -> bool:
        """Whether the row is as the cell found it. Of a whole row its place and the number of edits do not count."""
        if self.before is None:
            return self.now is None or self.now.get(REMOVED_AT) is not None
        counts = set(self.before) - (ASIDE if self.after is None else set())
        return self.now is not None and all(self.now[name] == self.before[name] for name in counts)


def _look_at(run: Sequence[ChangeCell]) -> list[_LookedAt]:
    table = Base.metadata.tables[run[0].table]
    befores, afters = (
        _without_gone(table, side) for side in ([c.before for c in run], [c.after for c in run])
    )
    keys = [_keys_of(cell)[0] for cell in run]
    found = select_rows(table, _with_keys(table, keys), hold=True)
    rows = {tuple(row[name] for name in key_names(table)): row for row in found}
    return [
        _LookedAt(cell, before, after, rows.get(key))
        for cell, before, after, key in zip(run, befores, afters, keys, strict=True)
    ]


def _with_keys(table: sa.Table, keys: Collection[tuple[Any, ...]]) -> sa.ColumnElement[bool]:
    """The condition that only rows with one of these keys meet."""
    columns = list(table.primary_key)
    if len(columns) == 1:
        return columns[0].in_([key for (key,) in keys])
    return sa.tuple_(*columns).in_(keys)


def _apply(run: Sequence[ChangeCell], lenient: bool) -> None:
    table = Base.metadata.tables[run[0].table]
    looked = _look_at(run)
    needed = _needed_rows(table, looked)
    good = [one for one in looked if one.is_as_kept and one.cell.id not in needed]
    bad = [one.cell for one in looked if not one.is_as_kept or one.cell.id in needed]
    if bad and not lenient:
        raise Collision(bad[0].table, bad[0].id)
    try:
        with db.session.begin_nested():
            _write(table, good)
    except IntegrityError:
        if len(good) > 1:  # which of them it is
            for one in good:
                _apply([one.cell], lenient)
        elif not lenient:
            raise Collision(run[0].table, run[0].id) from None


def _needed_rows(table: sa.Table, looked: Sequence[_LookedAt]) -> set[int]:
    """Rows that are to go and that something points to: with them it would go, or lose what it says, unseen."""
    if looked[0].after is not None or REMOVED_AT in table.c:
        return set()
    ids = [one.cell.id for one in looked]
    queries = (
        sa.select(column).where(column.in_(ids)).distinct()
        for column, _rule in columns_pointing_at(table)
    )
    return {key for query in queries for key in db.session.scalars(query)}


def _write(table: sa.Table, looked: Sequence[_LookedAt]) -> None:
    counted = {VERSION: table.c[VERSION] + 1} if VERSION in table.c else {}
    gone = [_keys_of(one.cell)[0] for one in looked if one.after is None]
    if gone:
        mine = _with_keys(table, gone)
        removed = sa.update(table).where(mine).values(counted | {REMOVED_AT: clock.now()})
        db.session.execute(removed if REMOVED_AT in table.c else sa.delete(table).where(mine))
        return
    fresh = [one.after or {} for one in looked if one.now is None]
    for _columns, new in groupby(fresh, key=lambda row: " ".join(row)):
        db.session.execute(sa.insert(table), list(new))
    there = [(one.now, one.after or {}) for one in looked if one.now is not None]
    names = dict.fromkeys(name for _now, after in there for name in after)
    is_it = [column == sa.bindparam(f"old_{column.name}") for column in table.primary_key]
    values = {name: sa.bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    rows = [
        {f"old_{name}": now[name] for name in key_names(table)}
        | {f"new_{name}": (now | after)[name] for name in names}
        for now, after in there
    ]
    if rows:
        db.session.execute(sa.update(table).where(*is_it).values(counted | values), rows)


def _without_gone(table: sa.Table, kept: Sequence[Row | None]) -> list[Row | None]:
    """The values of rows; what one pointed to and may do without is let go of where it is gone, as the row itself did."""
    rows = [None if row is None else decode_row(table, row) for row in kept]
    for key in (key for column in table.c if column.nullable for key in column.foreign_keys):
        name = key.parent.name
        wanted = {row[name] for row in rows if row and row.get(name) is not None}
        if not wanted:
            continue
        there = set(db.session.scalars(sa.select(key.column).where(key.column.in_(wanted))))
        for row, was in zip(rows, kept, strict=True):
            if row and was and row.get(name) in wanted - there:
                row |= {name: None, **was.get(INSTEAD, {}).get(name, {})}
    return rows
