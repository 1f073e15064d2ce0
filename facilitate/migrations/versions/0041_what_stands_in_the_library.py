"""What stands in the library."""

import sqlalchemy as sa
from alembic import op

from facilitate.data.db import Moment, WordsType

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "library_document",
        sa.Column(
            "kind",
            sa.Enum(
                "law",
                "standard",
                "procedure",
                "material",
                "other",
                name="documentkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", WordsType(), nullable=False),
        sa.Column("about", WordsType(), server_default='{"en": "", "sq": ""}', nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column(
            "readers",
            sa.Enum(
                "public",
                "link",
                "accounts",
                "teams",
                "administrators",
                name="libraryreaders",
                native_enum=False,
                length=40,
            ),
            server_default="accounts",
            nullable=False,
        ),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("file_name", sa.Text(), server_default="", nullable=False),
        sa.Column("media_type", sa.Text(), server_default="", nullable=False),
        sa.Column("size", sa.Integer(), server_default="0", nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_library_document_by_id_user"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"],
            ["library_document.id"],
            name=op.f("fk_library_document_replaced_by_id_library_document"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_document")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("library_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_document_by_id"), ["by_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_library_document_replaced_by_id"), ["replaced_by_id"], unique=False
        )

    op.create_table(
        "library_text",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["library_document.id"],
            name=op.f("fk_library_text_document_id_library_document"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_text")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("library_text", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_library_text_document_id"), ["document_id"], unique=True
        )


def downgrade() -> None:
    with op.batch_alter_table("library_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_library_text_document_id"))

    op.drop_table("library_text")
    with op.batch_alter_table("library_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_library_document_replaced_by_id"))
        batch_op.drop_index(batch_op.f("ix_library_document_by_id"))

    op.drop_table("library_document")
