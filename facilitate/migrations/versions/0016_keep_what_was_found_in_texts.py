"""Keep what was found in texts."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "found_passages",
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_found_passages")),
        info={"not_in_backups": True},
    )
    with op.batch_alter_table("found_passages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_found_passages_day"), ["day"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("found_passages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_found_passages_day"))
    op.drop_table("found_passages")
