"""Personal links are known by a mark alone, and drafts are encrypted with the link: nobody reads either in the tables."""

import hashlib
import hmac
import json
import os
import secrets

import sqlalchemy as sa
from alembic import op
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PERSONAL_LINK = sa.table("personal_link", sa.column("invitation_id"), sa.column("mark"))
DRAFT = sa.table(
    "draft", sa.column("mark"), sa.column("questionnaire_id"), sa.column("content", sa.LargeBinary)
)


def derived(token: str, use: str) -> bytes:
    """As `lib/sealing` derives marks and keys: links that were sent out go on working, and drafts can be opened."""
    return hmac.new(token.encode(), use.encode() + b"\x01", hashlib.sha256).digest()


def sealed(token: str, text: str) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(derived(token, "text of a draft")).encrypt(nonce, text.encode(), None)


def upgrade() -> None:
    connection = op.get_bind()
    links = connection.execute(sa.text("SELECT id, token FROM invitation ORDER BY id")).all()
    drafts = connection.execute(
        sa.select(
            sa.column("token"), sa.column("questionnaire_id"), sa.column("typed", sa.JSON)
        ).select_from(sa.text("draft JOIN invitation ON draft.invitation_id = invitation.id"))
    ).all()
    op.create_table(
        "personal_link",
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("replaced", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_personal_link_invitation_id_invitation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_link")),
        sa.UniqueConstraint("mark", name=op.f("uq_personal_link_mark")),
    )
    op.create_index(op.f("ix_personal_link_invitation_id"), "personal_link", ["invitation_id"])
    op.drop_table("draft")
    op.create_table(
        "draft",
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_draft_questionnaire_id_questionnaire"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_questionnaire_id"), "draft", ["questionnaire_id"])
    for invitation, token in links:
        link = {"invitation_id": invitation, "mark": derived(token, "personal link").hex()}
        connection.execute(PERSONAL_LINK.insert().values(link))
    for token, questionnaire, typed in drafts:
        row = {"mark": derived(token, "draft").hex(), "questionnaire_id": questionnaire}
        connection.execute(DRAFT.insert().values(**row, content=sealed(token, json.dumps(typed))))
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.drop_constraint("uq_invitation_token", type_="unique")
        batch_op.drop_column("token")


def downgrade() -> None:
    """The links that were sent cannot be had back from their marks: everybody gets a new one, and drafts are lost."""
    connection = op.get_bind()
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.add_column(sa.Column("token", sa.Text(), nullable=True))
    for (invitation,) in connection.execute(sa.text("SELECT id FROM invitation")).all():
        values = {"token": secrets.token_urlsafe(16), "id": invitation}
        connection.execute(sa.text("UPDATE invitation SET token = :token WHERE id = :id"), values)
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.alter_column("token", nullable=False)
        batch_op.create_unique_constraint("uq_invitation_token", ["token"])
    op.drop_table("draft")
    op.create_table(
        "draft",
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_draft_invitation_id_invitation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_invitation_id"), "draft", ["invitation_id"], unique=True)
    op.drop_table("personal_link")
