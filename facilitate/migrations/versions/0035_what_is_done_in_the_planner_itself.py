"""What is done in the planner itself."""

import sqlalchemy as sa
from alembic import op

from facilitate.data.schema import delete_rows

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("change") as batch_op:
        batch_op.alter_column("event_id", existing_type=sa.INTEGER(), nullable=True)


def downgrade() -> None:
    """Only what was done in events can be kept."""
    delete_rows(op.get_bind(), "change", "event_id IS NULL")
    with op.batch_alter_table("change") as batch_op:
        batch_op.alter_column("event_id", existing_type=sa.INTEGER(), nullable=False)
