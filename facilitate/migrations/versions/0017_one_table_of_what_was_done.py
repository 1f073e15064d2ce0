"""What was done to agendas and checklists stands in one table."""

import sqlalchemy as sa
from alembic import op

import facilitate.data.db

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SAME = "event_id, user_id, at, did, about, count, cells, undone"


def upgrade() -> None:
    op.create_table(
        "change",
        *_columns("change"),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False, server_default=""),
        sa.Column("of_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["of_id"], ["change.id"], name=op.f("fk_change_of_id_change"), ondelete="SET NULL"
        ),
        sqlite_autoincrement=True,
    )
    _indexes("change")
    op.create_index(op.f("ix_change_of_id"), "change", ["of_id"])
    # kept versions of agendas know their change by its number, checklists are known by none
    op.execute(
        f"INSERT INTO change (id, room, source, {SAME}) SELECT id, 'agenda', '', {SAME} FROM agenda_change"
    )
    op.execute(
        f"INSERT INTO change (id, room, source, {SAME}) SELECT id + (SELECT coalesce(max(id), 0) FROM agenda_change), "
        f"'checklists', source, {SAME} FROM checklist_change"
    )
    _count_on("change")
    op.drop_table("agenda_change")
    op.drop_table("checklist_change")


def downgrade() -> None:
    """Which change another one took back is not said any more."""
    for table, room in (("agenda_change", "agenda"), ("checklist_change", "checklists")):
        source = [sa.Column("source", sa.Text(), nullable=False, server_default="")] * (
            room == "checklists"
        )
        op.create_table(
            table, *_columns(table), sa.Column("did", sa.String(40), nullable=False), *source
        )
        _indexes(table)
        names = f"id, {SAME}" + ", source" * (room == "checklists")
        op.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM change WHERE room = '{room}'"
        )
        _count_on(table)
    op.drop_table("change")


def _columns(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column(
            "about",
            facilitate.data.db.WordsType(),
            nullable=False,
            server_default='{"en": "", "sq": ""}',
        ),
        sa.Column("count", sa.Integer(), nullable=False, server_default="1"),
        sa.Column(
            "cells", sa.JSON(), nullable=False, server_default="[]" if table == "change" else None
        ),
        sa.Column("undone", sa.Boolean(), nullable=False, server_default="0"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f(f"fk_{table}_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f(f"fk_{table}_user_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _indexes(table: str) -> None:
    for name in ("event_id", "user_id"):
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name])


def _count_on(table: str) -> None:
    """The next row gets a number after those that are there."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "
            f"(SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
        )
