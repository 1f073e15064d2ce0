"""Mails belong to events, and know whom they are to and what they are about."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ABOUT = [
    "consultation",
    "evaluation",
    "invitation",
    "report",
    "promise",
    "tasks",
    "comment",
    "meeting",
    "forum",
    "lessons",
    "account",
    "other",
]
LETTERS = """FROM sent_letter
    JOIN invitation ON invitation.id = sent_letter.invitation_id
    JOIN questionnaire ON questionnaire.id = invitation.questionnaire_id
    WHERE sent_letter.message_id = message.id"""
REGISTRATIONS = """FROM registration
    JOIN participation ON participation.id = registration.participation_id
    JOIN person ON person.id = participation.person_id
    WHERE registration.message_id = message.id"""
REPORTS = """FROM sent_report JOIN edition ON edition.id = sent_report.edition_id
    WHERE sent_report.message_id = message.id"""
PROMISES = "FROM note_action WHERE note_action.message_id = message.id"
KNOWN = (
    (
        LETTERS,
        "questionnaire.event_id",
        "invitation.name",
        "CAST(NULL AS INTEGER)",
        "questionnaire.purpose",
    ),
    (
        REGISTRATIONS,
        "participation.event_id",
        "person.given_name || ' ' || person.family_name",
        "person.id",
        "'invitation'",
    ),
    (REPORTS, "edition.event_id", "''", "CAST(NULL AS INTEGER)", "'report'"),
    (
        PROMISES,
        "note_action.event_id",
        "note_action.owner_name",
        "note_action.person_id",
        "'promise'",
    ),
)
"""From which rows it is known what a mail was: event, name, person, what it is about."""


def upgrade() -> None:
    with op.batch_alter_table("message", schema=None) as batch_op:
        about = sa.Enum(*ABOUT, name="about", native_enum=False, length=40)
        batch_op.add_column(sa.Column("about", about, server_default="other", nullable=False))
        batch_op.add_column(sa.Column("name", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("event_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_message_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_message_person_id"), ["person_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_message_event_id_event"),
            "event",
            ["event_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_message_person_id_person"),
            "person",
            ["person_id"],
            ["id"],
            ondelete="SET NULL",
        )
    for rows, event, name, person, of in KNOWN:
        op.execute(
            f"UPDATE message SET event_id = (SELECT min({event}) {rows}), name = (SELECT min({name}) {rows}), "
            f"person_id = (SELECT min({person}) {rows}), about = (SELECT min({of}) {rows}) "
            f"WHERE EXISTS (SELECT 1 {rows})"
        )


def downgrade() -> None:
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_message_person_id_person"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_message_event_id_event"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_message_person_id"))
        batch_op.drop_index(batch_op.f("ix_message_event_id"))
        batch_op.drop_column("person_id")
        batch_op.drop_column("event_id")
        batch_op.drop_column("name")
        batch_op.drop_column("about")
