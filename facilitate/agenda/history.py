"""What changed between two plans, field by field: written, undone, merged with what others did; who speaks follows when two people become one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from ..data.db import Base, db
from ..directory.merging.row_merging import RowMerge, merge_memory
from ..lib import cells
from ..lib.cells import (
    CellCodec,
    ChangeCell,
    Collision,
    cells_from_rows,
    cells_to_rows,
    reverse_cells,
)
from .plan import TABLES, Plan, read_plan_field


class AgendaAct(StrEnum):
    """What somebody did to an agenda."""

    ADDED = "added"
    EDITED = "edited"
    MOVED = "moved"
    PARKED = "parked"
    REMOVED = "removed"
    DOUBLED = "doubled"
    INSERTED = "inserted"
    COPIED = "copied"
    DRAFTED = "drafted"
    ACCEPTED = "accepted"
    DAY = "day"
    WRITTEN = "written"
    ROOM = "room"
    STRAND = "strand"
    LED = "led"
    RESTORED = "restored"
    IMPORTED = "imported"
    ARRIVED = "arrived"
    STARTED = "started"
    UNDONE = "undone"
    REDONE = "redone"


CODEC = CellCodec(TABLES, read_plan_field)


def plan_cells(kept: Iterable[Sequence[Any]]) -> list[ChangeCell]:
    """What a change did to the agenda itself, of all that is kept of it."""
    return [cell for cell in cells_from_rows(kept) if cell.table in TABLES]


def row_cells(kept: Iterable[Sequence[Any]]) -> list[ChangeCell]:
    """The rows that rooms above made along with new steps, such as a café's tables."""
    return [cell for cell in cells_from_rows(kept) if cell.table not in TABLES]


def plan_changes(before: Plan, after: Plan) -> list[ChangeCell]:
    """Everything that differs between two plans: a cell a row."""
    return cells.diff_cells(before, after, CODEC)


@dataclass(frozen=True)
class KnownRows:
    """Whom and what rows may mention: members of the team, objectives and people of the directory (ids)."""

    members: frozenset[int]
    objectives: frozenset[int]
    people: frozenset[int]


def speakers_in_cells(found: Iterable[ChangeCell]) -> set[int]:
    """The people of the directory that cells mention as speakers (ids)."""
    rows = [row for cell in found for row in (cell.before, cell.after) if row]
    return {
        one["person"]
        for row in rows
        for one in row.get("speakers", ())
        if one.get("person") is not None
    }


def without_gone(changed: Iterable[ChangeCell], there: KnownRows) -> list[ChangeCell]:
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

    return [
        ChangeCell(cell.table, cell.id, kept(cell.before), kept(cell.after)) for cell in changed
    ]


def apply_cells(plan: Plan, changed: Iterable[ChangeCell], strict: bool = True) -> Plan:
    """The plan with these cells put in.

    Strict: raises Collision where a field is not as the cell found it. Otherwise such a cell is put in as far as it goes.
    """
    return cells.apply_cells(plan, changed, CODEC, strict)


def plan_before(plan: Plan, since: Sequence[Sequence[ChangeCell]]) -> Plan:
    """The plan as it was before these changes (the oldest first)."""
    for changed in reversed(since):
        plan = apply_cells(plan, reverse_cells(changed), strict=False)
    return plan


def steps_without_place(plan: Plan) -> list[int]:
    """The steps that stand in a day, block or strand that is not there (ids)."""
    return [
        step.id
        for step in plan.steps.values()
        if (step.day is not None and step.day not in plan.days)
        or (step.block is not None and step.block not in plan.steps)
        or (step.strand is not None and step.strand not in plan.strands)
    ] + [strand.block for strand in plan.strands.values() if strand.block not in plan.steps]


__all__ = [
    "ChangeCell",
    "Collision",
    "apply_cells",
    "cells_to_rows",
    "plan_changes",
    "reverse_cells",
    "cells_from_rows",
]


KEPT = (
    ("change", "cells"),
    ("agenda_version", "content"),
    ("agenda_template", "content"),
    ("step_comment", "proposal"),
)


@merge_memory("person")
def merge_agenda_speakers(uniting: RowMerge, kept: int, gone: int) -> None:
    """Undo, versions, templates and proposals bring the speaker back as the one who is there."""
    for name, column in KEPT:
        table = Base.metadata.tables[name]
        known = sa.cast(table.c[column], sa.Text).contains(f'"person": {gone}')
        if name == "change":  # what earlier merges changed stays as they found it
            known = sa.and_(known, table.c.room != "merges")
        for row in db.session.execute(sa.select(table).where(known).order_by(table.c.id)).all():
            values = dict(row._mapping)
            uniting.change(table, values, **{column: _renumbered(values[column], kept, gone)})


def _renumbered(value: Any, kept: int, gone: int) -> Any:
    if isinstance(value, dict):
        return {
            key: kept if key == "person" and part == gone else _renumbered(part, kept, gone)
            for key, part in value.items()
        }
    return [_renumbered(part, kept, gone) for part in value] if isinstance(value, list) else value
