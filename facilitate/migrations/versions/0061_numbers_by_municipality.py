"""Numbers by municipality."""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

PLACES = sa.Enum("none", "district", "municipality", native_enum=False, length=40)


def upgrade() -> None:
    with op.batch_alter_table("situation_indicator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place", PLACES, server_default="none", nullable=False))
    table = sa.table("situation_indicator", sa.column("by_place", sa.Boolean), sa.column("place"))
    op.execute(table.update().where(table.c.by_place).values(place="district"))
    with op.batch_alter_table("situation_indicator", schema=None) as batch_op:
        batch_op.drop_column("by_place")


def downgrade() -> None:
    with op.batch_alter_table("situation_indicator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("by_place", sa.Boolean(), server_default="0", nullable=False))
    table = sa.table("situation_indicator", sa.column("by_place", sa.Boolean), sa.column("place"))
    op.execute(table.update().where(table.c.place == "district").values(by_place=True))
    with op.batch_alter_table("situation_indicator", schema=None) as batch_op:
        batch_op.drop_column("place")
