"""What is to come out of an objective."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

SOUGHT = ("unsaid", "know", "ideas", "choice", "agreement", "plan", "practice")


def upgrade() -> None:
    kind = sa.Enum(*SOUGHT, name="sought", native_enum=False, length=40)
    with op.batch_alter_table("objective", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sought", kind, server_default="unsaid", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("objective", schema=None) as batch_op:
        batch_op.drop_column("sought")
