"""What happens to a café: planned with its step, given tables, a table fewer."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from ..agenda.models import Step
from ..content import words_of
from ..db import db
from ..events.models import Member
from ..lib.text import Words
from .models import Cafe, CafeTable
from .queries import usual
from .rounds import tables_for

SEATS = 10
"""Seats at a table nobody has set yet."""


def cafe_of(step_id: int) -> Cafe:
    """The step's café, made on first use; its step waits, so that two people do not make two."""
    db.session.execute(sa.select(Step.id).where(Step.id == step_id).with_for_update())
    cafe = db.session.scalar(sa.select(Cafe).where(Cafe.step_id == step_id))
    if cafe is None:
        cafe = usual(step_id)
        db.session.add(cafe)
        db.session.flush()
    return cafe


def start(step_id: int, table: Mapping[str, Any], people: Mapping[str, Member] | None = None) -> Cafe:
    """Copy a `[cafe]` table onto a step; `people` by the short names it uses (unknown: no host)."""
    cafe = cafe_of(step_id)
    for name in ("rounds", "minutes", "move", "harvest"):
        setattr(cafe, name, table.get(name, getattr(cafe, name)))
    for row in table.get("tables", []):
        host = (people or {}).get(row.get("host", ""))
        one = CafeTable(
            question=words_of(row, "question"),
            host_id=host.id if host else None,
            host_name=row.get("host_name", ""),
            seats=row.get("seats", SEATS),
        )
        add_table(cafe, one)
    db.session.flush()
    return cafe


def add_table(cafe: Cafe, table: CafeTable) -> CafeTable:
    """One more table, with the next number."""
    query = sa.select(sa.func.max(CafeTable.number)).where(CafeTable.cafe_id == cafe.id)
    table.cafe_id, table.number = cafe.id, (db.session.scalar(query) or 0) + 1
    db.session.add(table)
    db.session.flush()
    return table


def lay(cafe: Cafe, people: int) -> int:
    """Add tables of the usual size until everybody has a seat; says how many."""
    query = sa.select(sa.func.coalesce(sa.func.sum(CafeTable.seats), 0)).where(CafeTable.cafe_id == cafe.id)
    missing = people - (db.session.scalar(query) or 0)
    count = tables_for(missing, SEATS) if missing > 0 else 0
    for _number in range(count):
        add_table(cafe, CafeTable(question=Words(), seats=SEATS))
    return count


def remove_table(table: CafeTable) -> None:
    """Take a table away; the ones after it move up by a number."""
    db.session.delete(table)
    db.session.flush()
    after = (CafeTable.cafe_id == table.cafe_id, CafeTable.number > table.number)
    db.session.execute(sa.update(CafeTable).where(*after).values(number=CafeTable.number - 1))
