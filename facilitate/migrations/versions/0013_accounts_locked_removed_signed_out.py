"""Accounts can be removed, a session ends on the server, and a mail that did not go is tried again."""

import sqlalchemy as sa
from alembic import op

import facilitate.data.db

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ended_session",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("cookie_hash", sa.Text(), nullable=False),
        sa.Column("ended_at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_ended_session_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ended_session")),
        sa.UniqueConstraint("cookie_hash", name=op.f("uq_ended_session_cookie_hash")),
    )
    op.create_index(op.f("ix_ended_session_user_id"), "ended_session", ["user_id"])
    with op.batch_alter_table("user") as batch:
        batch.add_column(sa.Column("removed_at", facilitate.data.db.Moment(), nullable=True))
    with op.batch_alter_table("message") as batch:
        batch.add_column(sa.Column("tries", sa.Integer(), server_default="0", nullable=False))
        batch.add_column(sa.Column("again_at", facilitate.data.db.Moment(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("message") as batch:
        batch.drop_column("again_at")
        batch.drop_column("tries")
    with op.batch_alter_table("user") as batch:
        batch.drop_column("removed_at")
    op.drop_index(op.f("ix_ended_session_user_id"), "ended_session")
    op.drop_table("ended_session")
