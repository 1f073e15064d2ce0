"""Numbers by municipality."""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("situation_indicator", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("by_municipality", sa.Boolean(), server_default="0", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("situation_indicator", schema=None) as batch_op:
        batch_op.drop_column("by_municipality")
