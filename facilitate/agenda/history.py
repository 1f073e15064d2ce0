"""What changed between two plans, field by field: written, undone, and merged with what others did meanwhile."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from .plan import TABLES, Plan, from_json, read_field, to_json


class Did(StrEnum):
    """What somebody did to an agenda."""

    ADDED = "added"
    EDITED = "edited"
    MOVED = "moved"
    PARKED = "parked"
    REMOVED = "removed"
    DOUBLED = "doubled"
    INSERTED = "inserted"
    COPIED = "copied"
    ACCEPTED = "accepted"
    DAY = "day"
    ROOM = "room"
    STRAND = "strand"
    RESTORED = "restored"
    IMPORTED = "imported"
    STARTED = "started"
    UNDONE = "undone"
    REDONE = "redone"


@dataclass(frozen=True)
class Cell:
    """One row before and after, as plain JSON of the fields that differ; None where it was not, or is no longer, there."""

    table: str
    id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    def reversed(self) -> "Cell":
        return Cell(self.table, self.id, self.after, self.before)


class Collision(Exception):
    """Somebody changed the same since: `table` and `id` of the row."""

    def __init__(self, table: str, id: int) -> None:
        super().__init__(table, id)
        self.table, self.id = table, id


def changes(before: Plan, after: Plan) -> list[Cell]:
    """Everything that differs between two plans: a cell a row."""
    found = []
    for table in TABLES:
        old, new = before.rows(table), after.rows(table)
        if old is new:
            continue
        for key in [*old, *(key for key in new if key not in old)]:
            a, b = old.get(key), new.get(key)
            if a is b or a == b:
                continue
            if a is None or b is None:
                found.append(Cell(table, key, a and to_json(a), b and to_json(b)))
                continue
            differ = [one.name for one in fields(a) if getattr(a, one.name) != getattr(b, one.name)]
            found.append(
                Cell(
                    table,
                    key,
                    {name: to_json(getattr(a, name)) for name in differ},
                    {name: to_json(getattr(b, name)) for name in differ},
                )
            )
    return found


@dataclass(frozen=True)
class There:
    """Whom and what rows may mention: members of the team, objectives and people of the directory (ids)."""

    members: frozenset[int]
    objectives: frozenset[int]
    people: frozenset[int]


def people_in(cells: Iterable[Cell]) -> set[int]:
    """The people of the directory that cells mention as speakers (ids)."""
    rows = [row for cell in cells for row in (cell.before, cell.after) if row]
    return {one["person"] for row in rows for one in row.get("speakers", ()) if one.get("person") is not None}


def without_gone(cells: Iterable[Cell], there: There) -> list[Cell]:
    """The cells without those who are no longer there: the rows have let go of them too, and nobody changed these."""

    def kept(row: dict[str, Any] | None) -> dict[str, Any] | None:
        if row is None:
            return None
        found = dict(row)
        for name in {"lead", "note_taker"} & set(found):
            found[name] = found[name] if found[name] in there.members else None
        for name, known in (("supporters", there.members), ("objectives", there.objectives)):
            if name in found:
                found[name] = [one for one in found[name] if one in known]
        if "speakers" in found:
            found["speakers"] = [
                one if one.get("person") in there.people else {**one, "person": None}
                for one in found["speakers"]
            ]
        return found

    return [Cell(cell.table, cell.id, kept(cell.before), kept(cell.after)) for cell in cells]


def reverse(cells: Iterable[Cell]) -> list[Cell]:
    """The cells that take these back."""
    return [cell.reversed() for cell in cells]


def apply(plan: Plan, cells: Iterable[Cell], strict: bool = True) -> Plan:
    """The plan with these cells put in.

    Strict: raises Collision where a field is not as the cell found it. Otherwise such a cell is put in as far as it goes.
    """
    for cell in cells:
        row = plan.rows(cell.table).get(cell.id)
        if cell.after is None:
            if strict and (row is None or to_json(row) != cell.before):
                raise Collision(cell.table, cell.id)
            plan = plan.without(cell.table, [cell.id])
        elif cell.before is None or row is None:
            if strict and (row is not None or cell.before is not None):
                raise Collision(cell.table, cell.id)
            if cell.before is None:
                plan = plan.with_rows(from_json(TABLES[cell.table], cell.after))
        else:
            plan = plan.with_rows(_changed(row, cell, strict))
    return plan


def _changed(row: Any, cell: Cell, strict: bool) -> Any:
    assert cell.before is not None
    assert cell.after is not None
    if strict and any(to_json(getattr(row, name)) != value for name, value in cell.before.items()):
        raise Collision(cell.table, cell.id)
    kind = type(row)
    values = {one.name: getattr(row, one.name) for one in fields(row)}
    return kind(**values | {name: read_field(kind, name, value) for name, value in cell.after.items()})


def as_of(plan: Plan, since: Sequence[Sequence[Cell]]) -> Plan:
    """The plan as it was before these changes (the oldest first)."""
    for cells in reversed(since):
        plan = apply(plan, reverse(cells), strict=False)
    return plan


def loose_ends(plan: Plan) -> list[int]:
    """The steps that stand in a day, block or strand that is not there (ids)."""
    return [
        step.id
        for step in plan.steps.values()
        if (step.day is not None and step.day not in plan.days)
        or (step.block is not None and step.block not in plan.steps)
        or (step.strand is not None and step.strand not in plan.strands)
    ] + [
        strand.block for strand in plan.strands.values() if strand.block not in plan.steps
    ]  # fmt: skip


def to_cells(rows: Iterable[Sequence[Any]]) -> list[Cell]:
    """The cells that `as_rows` made plain."""
    return [Cell(*row) for row in rows]


def as_rows(cells: Iterable[Cell]) -> list[list[Any]]:
    """Cells as plain JSON, to be kept."""
    return [[cell.table, cell.id, cell.before, cell.after] for cell in cells]
