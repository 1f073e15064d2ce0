"""Indicators that every member counts, and those whose totals are to be the same."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("situation_indicator", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("by_every_member", sa.Boolean(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("mirrors", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("situation_indicator", schema=None) as batch_op:
        batch_op.drop_column("mirrors")
        batch_op.drop_column("by_every_member")
