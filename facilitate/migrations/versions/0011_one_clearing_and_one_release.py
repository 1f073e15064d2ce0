"""One clearing and one release by two people for every way out, of events and of forums."""

import sqlalchemy as sa
from alembic import op

import facilitate.data.db
from facilitate.data.schema import delete_rows

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "released_words",
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("forum_id", sa.Integer(), nullable=True),
        sa.Column(
            "source",
            sa.Enum(
                "line",
                "cafe_note",
                "photo",
                "decision",
                "action",
                "section",
                "quote",
                "said",
                "sheet",
                "problem",
                "passed_up",
                "position",
                "work_plan",
                name="source",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_released_words_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["forum_id"],
            ["forum.id"],
            name=op.f("fk_released_words_forum_id_forum"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
            name=op.f("fk_released_words_user_id_user"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_released_words")),
        sa.UniqueConstraint(
            "source", "row_id", "digest", "user_id", name=op.f("uq_released_words_source")
        ),
    )
    with op.batch_alter_table("released_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_released_words_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_released_words_forum_id"), ["forum_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_released_words_user_id"), ["user_id"], unique=False)

    with op.batch_alter_table("clearing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("forum_id", sa.Integer(), nullable=True))
        batch_op.alter_column("event_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(batch_op.f("ix_clearing_forum_id"), ["forum_id"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_clearing_forum_id"), ["forum_id", "source", "row_id", "found"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_clearing_forum_id_forum"),
            "forum",
            ["forum_id"],
            ["id"],
            ondelete="CASCADE",
        )


def downgrade() -> None:
    delete_rows(op.get_bind(), "clearing", "event_id IS NULL")
    with op.batch_alter_table("clearing", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_clearing_forum_id_forum"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_clearing_forum_id"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_clearing_forum_id"))
        batch_op.alter_column("event_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("forum_id")

    with op.batch_alter_table("released_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_released_words_user_id"))
        batch_op.drop_index(batch_op.f("ix_released_words_forum_id"))
        batch_op.drop_index(batch_op.f("ix_released_words_event_id"))

    op.drop_table("released_words")
