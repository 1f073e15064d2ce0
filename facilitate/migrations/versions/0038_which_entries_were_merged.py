"""Which entries of the directory were merged stands with all other changes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import facilitate.data.db
from facilitate.data.schema import delete_rows

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def _tables() -> list[sa.Table]:
    connection = op.get_bind()
    return [sa.Table(name, sa.MetaData(), autoload_with=connection) for name in ("merge", "change")]


def upgrade() -> None:
    connection = op.get_bind()
    old, change = _tables()
    for row in connection.execute(sa.select(old).order_by(old.c.id)).mappings().all():
        cells = [_cell(note) for note in row["moved"]]
        name = {"en": row["name"], "sq": row["name"]}
        values = {"at": row["at"], "user_id": row["by_id"], "about": name, "cells": cells}
        values |= {"room": "merges", "did": "merged", "undone": row["undone_at"] is not None}
        connection.execute(sa.insert(change).values(count=1, source="", **values))
    op.drop_table("merge")


def _cell(note: dict[str, Any]) -> list[Any]:
    """Table, number, and what of the row changed, before and after; how often it was edited is nothing to take back."""
    if note["did"] == "gone":
        return [note["table"], note["row"].get("id", 0), note["row"], None]
    if note["did"] == "new":
        return [note["table"], note["row"].get("id", 0), None, note["row"]]
    changed = {name: one for name, one in note["cells"].items() if name != "version"}
    sides = [note["key"] | {name: one[at] for name, one in changed.items()} for at in (0, 1)]
    return [note["table"], note["key"].get("id", 0), *sides]


def downgrade() -> None:
    """What was merged stays known."""
    connection = op.get_bind()
    op.create_table(
        "merge",
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("gone", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_merge_by_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    op.create_index(op.f("ix_merge_by_id"), "merge", ["by_id"])
    old, change = _tables()
    query = sa.select(change).where(change.c.room == "merges", change.c.did == "merged")
    for row in connection.execute(query.order_by(change.c.id)).mappings().all():
        gone = next((one for one in row["cells"] if one[0] in ENTRIES and one[3] is None), None)
        table, gone_id, went = gone[:3] if gone else ("person", 0, {})
        kept = (one[1] for one in row["cells"] if one[0] == table and one[2] and one[3])
        values = {"table": table, "kept_id": next(kept, 0), "gone_id": gone_id, "gone": went}
        values |= {"moved": [_note(*one) for one in row["cells"]], "name": row["about"]["en"]}
        values |= {"at": row["at"], "by_id": row["user_id"]}
        values |= {"undone_at": row["at"] if row["undone"] else None}
        connection.execute(sa.insert(old).values(**values))
    delete_rows(connection, "change", "room = 'merges'")


ENTRIES = ("person", "organisation")


def _note(table: str, _key: int, was: Any, then: Any) -> dict[str, Any]:
    """A step as it was noted."""
    if was is None or then is None:
        return {"did": "new" if was is None else "gone", "table": table, "row": was or then}
    names = [name for name in then if was[name] != then[name]]
    key = {name: then[name] for name in then if name not in names}
    cells = {name: [was[name], then[name]] for name in names}
    return {"did": "set", "table": table, "key": key, "cells": cells}
