"""Guides the team writes in: a step's own script, looks and notes of an event, techniques of the planner's own people."""

import sqlalchemy as sa
from alembic import op

import facilitate.data.db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NO_WORDS = '{"en": "", "sq": ""}'
WRITTEN = ("helper", "notes", "transition", "late", "spare")


def upgrade() -> None:
    op.create_table(
        "guide_look",
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("taken", sa.JSON(), nullable=False),
        sa.Column("removed_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_guide_look_user_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_look")),
    )
    with op.batch_alter_table("guide_look", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guide_look_user_id"), ["user_id"], unique=False)

    op.create_table(
        "own_technique",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("based_on", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("removed_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
            name=op.f("fk_own_technique_user_id_user"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_technique")),
        sa.UniqueConstraint("key", name=op.f("uq_own_technique_key")),
    )
    with op.batch_alter_table("own_technique", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_technique_user_id"), ["user_id"], unique=False)

    op.create_table(
        "guide_setting",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("look_id", sa.Integer(), nullable=True),
        sa.Column("heads", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_guide_setting_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["look_id"],
            ["guide_look.id"],
            name=op.f("fk_guide_setting_look_id_guide_look"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_setting")),
    )
    with op.batch_alter_table("guide_setting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guide_setting_event_id"), ["event_id"], unique=True)
        batch_op.create_index(batch_op.f("ix_guide_setting_look_id"), ["look_id"], unique=False)

    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.add_column(sa.Column("script", sa.JSON(), nullable=False, server_default="[]"))
        for name in WRITTEN:
            batch_op.add_column(
                sa.Column(
                    name, facilitate.data.db.WordsType(), nullable=False, server_default=NO_WORDS
                )
            )


def downgrade() -> None:
    with op.batch_alter_table("step", schema=None) as batch_op:
        for name in ("script", *WRITTEN):
            batch_op.drop_column(name)

    with op.batch_alter_table("guide_setting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guide_setting_look_id"))
        batch_op.drop_index(batch_op.f("ix_guide_setting_event_id"))

    op.drop_table("guide_setting")
    with op.batch_alter_table("own_technique", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_own_technique_user_id"))

    op.drop_table("own_technique")
    with op.batch_alter_table("guide_look", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guide_look_user_id"))

    op.drop_table("guide_look")
