"""Two rows of a table become one: everything that points to the one that goes is moved, and every step is recorded.

All foreign keys of the schema are walked, so a new table follows by itself. Where a moved row would stand twice (two
participations in one event), the two are united in the same way; a rule of the room it belongs to says what is kept of
both.
"""

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa

from ...data.row_cells import Row, RowRecorder, columns_pointing_at, key_names

Rule = Callable[["RowMerge", Row, Row], Row]
Memory = Callable[["RowMerge", int, int], None]
_RULES: dict[str, Rule] = {}
_MEMORIES: dict[str, list[Memory]] = {}


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


class RowMerge(RowRecorder):
    """One merge, step by step."""

    def unite(self, table: sa.Table, kept: int, gone: int) -> None:
        """Everything that points to `gone` points to `kept` from here on, and `gone` is no longer there."""
        for column, _rule in columns_pointing_at(table):
            for row in self.rows(column.table, **{column.name: gone}):
                self._move(column.table, column, self._again(column.table, row), kept)
        for memory in _MEMORIES.get(table.name, ()):
            memory(self, kept, gone)
        went = self.rows(table, id=gone)[0]
        self.remove(table, went)
        if table.name in _RULES:
            stays = self.rows(table, id=kept)[0]
            self.change(table, stays, **_RULES[table.name](self, stays, went))

    def _again(self, child: sa.Table, row: Row) -> Row | None:
        """The row as it is now: uniting others may have changed it, or taken it out."""
        found = self.rows(child, **{name: row[name] for name in key_names(child)})
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
                    one for one in found if any(one[name] != row[name] for name in key_names(child))
                ]
                if others:
                    return others[0]
        return None


def _unique(table: sa.Table) -> Iterator[list[str]]:
    """The sets of columns that no two rows share."""
    yield key_names(table)
    for constraint in table.constraints:
        if isinstance(constraint, sa.UniqueConstraint):
            yield [column.name for column in constraint.columns]
    for index in table.indexes:
        if index.unique:
            yield [column.name for column in index.columns]
