"""What workbooks changed in budgets stands with all other changes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import facilitate.data.db
from facilitate.data.schema import delete_rows

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

TABLES = {
    "costs": ("cost_line", "code"),
    "gifts": ("contribution", "code"),
    "rates": ("rate", "currency"),
}
"""By the sheet: the table, and the column by which a row was known."""
OWN = ("id", "event_id", "code", "position", "version")
"""Columns of a row that were not kept with it."""


def upgrade() -> None:
    """What cannot be undone any more, since one of its rows is gone, is not carried over."""
    connection = op.get_bind()
    old, change = (
        sa.Table(name, sa.MetaData(), autoload_with=connection)
        for name in ("budget_import", "change")
    )
    for row in connection.execute(sa.select(old)).mappings().all():
        cells = [_cell(connection, row["event_id"], *one) for one in row["rows"]]
        if all(cells):
            values = {name: row[name] for name in ("event_id", "user_id", "at", "source")}
            values |= {
                "room": "budget",
                "did": "rows_imported",
                "count": len(cells),
                "cells": cells,
            }
            connection.execute(sa.insert(change).values(**values))
    op.drop_table("budget_import")


def _cell(
    connection: sa.Connection,
    event_id: int,
    sheet: str,
    code: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> list[Any] | None:
    """Table, number, and what of the row changed, before and after; None where it is gone."""
    name, known_by = TABLES[sheet]
    table = sa.Table(name, sa.MetaData(), autoload_with=connection)
    query = sa.select(table).where(table.c.event_id == event_id, table.c[known_by] == code)
    row = connection.execute(query).mappings().first()
    if row is None or after is None:
        return None
    number, called = row["id"], (before or {}).get("called")
    after = {column: after[column] for column in after if column in row}
    if before is None:
        return [name, number, None, after | {one: row[one] for one in OWN if one in row}]
    changed = [column for column in after if after[column] != before.get(column)]
    was = {column: before.get(column) for column in changed} | {"id": number}
    if called and "organisation_id" in was:
        was["instead"] = {"organisation_id": {"giver": called}}
    return [name, number, was, {column: after[column] for column in changed} | {"id": number}]


def downgrade() -> None:
    """That a workbook was taken over stays known of the last one; it can no longer be undone."""
    connection = op.get_bind()
    change = sa.Table("change", sa.MetaData(), autoload_with=connection)
    last = sa.select(sa.func.max(change.c.id)).where(
        change.c.room == "budget", change.c.did == "rows_imported", ~change.c.undone
    )
    query = sa.select(change).where(change.c.id.in_(last.group_by(change.c.event_id)))
    rows = connection.execute(query).mappings().all()
    delete_rows(connection, "change", "room = 'budget'")
    op.create_table(
        "budget_import",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_budget_import_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
            name=op.f("fk_budget_import_user_id_user"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_import")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_budget_import_event_id"), "budget_import", ["event_id"], unique=True)
    op.create_index(op.f("ix_budget_import_user_id"), "budget_import", ["user_id"])
    old = sa.Table("budget_import", sa.MetaData(), autoload_with=connection)
    for row in rows:
        values = {name: row[name] for name in ("event_id", "user_id", "at", "source")}
        connection.execute(sa.insert(old).values(rows=[], **values))
