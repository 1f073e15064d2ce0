"""That an answer came is kept without a name at first; several invitations are marked together later."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unmarked_answer",
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_unmarked_answer_questionnaire_id_questionnaire"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("signature", name=op.f("pk_unmarked_answer")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_unmarked_answer_questionnaire_id"), "unmarked_answer", ["questionnaire_id"]
    )


def downgrade() -> None:
    """The links of one or two people for each questionnaire, not marked yet, can be used once more."""
    op.drop_table("unmarked_answer")
