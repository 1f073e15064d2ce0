"""What a café keeps of two participants who turn out to be one: rounds missed, wishes, and one seat in each round."""

from typing import Any

import sqlalchemy as sa

from ..data.db import Base, db
from ..data.row_cells import Row
from ..directory.merging.row_merging import RowMerge, merge_memory, merge_rule


@merge_rule("cafe_guest")
def merge_guests(uniting: RowMerge, kept: Row, gone: Row) -> Row:
    """Takes part if one of the two does; misses what both miss; nobody is bound to themselves."""
    table = Base.metadata.tables["cafe_pair"]
    for row in uniting.rows(table, a_id=kept["id"], b_id=kept["id"]):
        uniting.remove(table, row)
    return {
        "out": kept["out"] and gone["out"],
        "absent": sorted(set(kept["absent"]) & set(gone["absent"])),
        "wishes": list(dict.fromkeys([*kept["wishes"], *gone["wishes"]])),
    }


@merge_memory("participation")
def merge_seats(uniting: RowMerge, kept: int, gone: int) -> None:
    """Seatings, and those that a search found, know participants by their number."""
    old, new = f"p{gone}", f"p{kept}"
    for name, column in (
        ("cafe_seating", "content"),
        ("cafe_search", "offers"),
        ("cafe_seating", "about"),
    ):
        table = Base.metadata.tables[name]
        known = sa.cast(table.c[column], sa.Text).contains(f'"{old}"')
        for row in _rows(table, known):
            uniting.change(table, row, **{column: _one(row[column], old, new)})


def _rows(table: sa.Table, condition: sa.ColumnElement[bool]) -> list[Row]:
    return [
        dict(row._mapping)
        for row in db.session.execute(sa.select(table).where(condition).order_by(table.c.id))
    ]


def _one(value: Any, old: str, new: str) -> Any:
    """The seating with one person in place of two: who had two seats in a round has the one that is kept."""
    if isinstance(value, dict):
        return {
            key: [_round(one, old, new) for one in part]
            if key == "rounds"
            else _one(part, old, new)
            for key, part in value.items()
        }
    if isinstance(value, list):
        found = [_one(part, old, new) for part in value]
        return (
            [part for place, part in enumerate(found) if part not in found[:place]]
            if old in str(value)
            else found
        )
    return new if value == old else value


def _round(tables: list[list[str]], old: str, new: str) -> list[list[str]]:
    there = any(new in people for people in tables)
    return [
        [new if key == old else key for key in people if key != old or not there]
        for people in tables
    ]
