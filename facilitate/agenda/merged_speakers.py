"""Agendas as they once were know their speakers by number: they follow when two people of the directory become one."""

from typing import Any

import sqlalchemy as sa

from ..data.db import Base, db
from ..directory.merging.row_merging import RowMerge, merge_memory

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
