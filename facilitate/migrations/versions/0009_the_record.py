"""The record: notes, decisions and actions, the report and its releases, budgets, practice sheets with lessons, evaluations."""

import sqlalchemy as sa
from alembic import op

import facilitate.data.db
from facilitate.data.schema import delete_rows

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "budget_setting",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_budget_setting_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_setting")),
    )
    with op.batch_alter_table("budget_setting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_budget_setting_event_id"), ["event_id"], unique=True)

    op.create_table(
        "budget_import",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_budget_import_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
            name=op.f("fk_budget_import_user_id_user"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_import")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("budget_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_budget_import_event_id"), ["event_id"], unique=True)
        batch_op.create_index(batch_op.f("ix_budget_import_user_id"), ["user_id"], unique=False)

    op.create_table(
        "clearing",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "line",
                "cafe_note",
                "photo",
                "decision",
                "action",
                "section",
                name="source",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum("keep", "generalise", "remove", name="verdict", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("instead", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_clearing_by_id_user"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_clearing_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearing")),
        sa.UniqueConstraint(
            "event_id", "source", "row_id", "found", name=op.f("uq_clearing_event_id")
        ),
    )
    with op.batch_alter_table("clearing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clearing_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_clearing_event_id"), ["event_id"], unique=False)

    op.create_table(
        "cost_line",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "venue",
                "equipment",
                "meals",
                "lodging",
                "travel",
                "per_diem",
                "facilitators",
                "interpreting",
                "materials",
                "printing",
                "fees",
                "other",
                name="category",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("unit_cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("committed_cents", sa.BigInteger(), nullable=True),
        sa.Column("paid_cents", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("removed_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_cost_line_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_line")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_cost_line_event_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("cost_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cost_line_event_id"), ["event_id"], unique=False)

    op.create_table(
        "edition",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("made_at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("released_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("withdrawn_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_edition_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["user.id"],
            name=op.f("fk_edition_made_by_id_user"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_edition_event_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_edition_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_edition_made_by_id"), ["made_by_id"], unique=False)

    op.create_table(
        "interested_party",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_interested_party_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interested_party")),
    )
    with op.batch_alter_table("interested_party", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_interested_party_event_id"), ["event_id"], unique=False
        )

    op.create_table(
        "lesson_link",
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("forum_id", sa.Integer(), nullable=True),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_lesson_link_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["forum_id"],
            ["forum.id"],
            name=op.f("fk_lesson_link_forum_id_forum"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_link")),
        sa.UniqueConstraint("token", name=op.f("uq_lesson_link_token")),
    )
    with op.batch_alter_table("lesson_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_link_event_id"), ["event_id"], unique=True)
        batch_op.create_index(batch_op.f("ix_lesson_link_forum_id"), ["forum_id"], unique=True)

    op.create_table(
        "note_structure",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("step_kind", sa.Text(), nullable=False),
        sa.Column("heads", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_note_structure_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_structure")),
        sa.UniqueConstraint("event_id", "step_kind", name=op.f("uq_note_structure_event_id")),
    )
    with op.batch_alter_table("note_structure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_structure_event_id"), ["event_id"], unique=False)

    op.create_table(
        "proceedings",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_proceedings_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proceedings")),
        sa.UniqueConstraint("token", name=op.f("uq_proceedings_token")),
    )
    with op.batch_alter_table("proceedings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proceedings_event_id"), ["event_id"], unique=True)

    op.create_table(
        "rate",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("worth", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_rate_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate")),
        sa.UniqueConstraint("event_id", "currency", name=op.f("uq_rate_event_id")),
    )
    with op.batch_alter_table("rate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rate_event_id"), ["event_id"], unique=False)

    op.create_table(
        "section_text",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_section_text_by_id_user"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_section_text_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section_text")),
        sa.UniqueConstraint(
            "event_id", "section", "language", name=op.f("uq_section_text_event_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("section_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_section_text_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_section_text_event_id"), ["event_id"], unique=False)

    op.create_table(
        "start_answer",
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("forum_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_start_answer_by_id_user"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_start_answer_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["forum_id"],
            ["forum.id"],
            name=op.f("fk_start_answer_forum_id_forum"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_start_answer")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_start_answer_event_id")),
        sa.UniqueConstraint("forum_id", "key", name=op.f("uq_start_answer_forum_id")),
    )
    with op.batch_alter_table("start_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_start_answer_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_start_answer_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_start_answer_forum_id"), ["forum_id"], unique=False)

    op.create_table(
        "contribution",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("giver", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("cash", "in_kind", "employer", name="kind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("title", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column(
            "basis",
            sa.Enum(
                "market_price",
                "day_rate",
                "price_list",
                "giver_says",
                name="basis",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("basis_note", sa.Text(), nullable=False),
        sa.Column(
            "pledge",
            sa.Enum(
                "pledged", "confirmed", "received", name="pledge", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("pledged_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column(
            "category",
            sa.Enum(
                "venue",
                "equipment",
                "meals",
                "lodging",
                "travel",
                "per_diem",
                "facilitators",
                "interpreting",
                "materials",
                "printing",
                "fees",
                "other",
                name="category",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("removed_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_contribution_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["cost_line.id"],
            name=op.f("fk_contribution_line_id_cost_line"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_contribution_organisation_id_organisation"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_contribution_event_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contribution_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contribution_line_id"), ["line_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_contribution_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "release",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition.id"],
            name=op.f("fk_release_edition_id_edition"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_release_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("edition_id", "user_id", name=op.f("uq_release_edition_id")),
    )
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_release_user_id"), ["user_id"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_attachment_by_id_user"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_attachment_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_attachment_step_id_step"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_step_id"), ["step_id"], unique=False)

    op.create_table(
        "lesson",
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("forum_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("keep", sa.Boolean(), nullable=False),
        sa.Column("technique", sa.Text(), nullable=False),
        sa.Column("step_kind", sa.Text(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=True),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_lesson_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["forum_id"], ["forum.id"], name=op.f("fk_lesson_forum_id_forum"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_lesson_step_id_step"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
        sa.UniqueConstraint("key", name=op.f("uq_lesson_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lesson_forum_id"), ["forum_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lesson_step_id"), ["step_id"], unique=False)
        batch_op.create_index("ix_lesson_technique", ["technique", "taken"], unique=False)

    op.create_table(
        "sent_report",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=True),
        sa.Column("interested_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition.id"],
            name=op.f("fk_sent_report_edition_id_edition"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["interested_id"],
            ["interested_party.id"],
            name=op.f("fk_sent_report_interested_id_interested_party"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name=op.f("fk_sent_report_message_id_message"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_sent_report_participation_id_participation"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_report")),
        sa.UniqueConstraint("edition_id", "email", name=op.f("uq_sent_report_edition_id")),
    )
    with op.batch_alter_table("sent_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sent_report_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_sent_report_interested_id"), ["interested_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_sent_report_message_id"), ["message_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_sent_report_participation_id"), ["participation_id"], unique=False
        )

    op.create_table(
        "note_line",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("strand_id", sa.Integer(), nullable=True),
        sa.Column("table_id", sa.Integer(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=True),
        sa.Column("place", facilitate.data.db.WordsType(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "point",
                "quote",
                "question",
                "disagreement",
                "proposal",
                "decision",
                "action",
                name="notekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("sector_id", sa.Integer(), nullable=True),
        sa.Column("county_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("withheld", sa.Boolean(), nullable=False),
        sa.Column("changed_at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("removed_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_note_line_by_id_user"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["county_id"],
            ["county.id"],
            name=op.f("fk_note_line_county_id_county"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_note_line_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_note_line_person_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["sector_id"],
            ["sector.id"],
            name=op.f("fk_note_line_sector_id_sector"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_note_line_step_id_step"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["strand_id"],
            ["strand.id"],
            name=op.f("fk_note_line_strand_id_strand"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["table_id"],
            ["cafe_table.id"],
            name=op.f("fk_note_line_table_id_cafe_table"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_line")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_note_line_event_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("note_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_line_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_line_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_line_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_line_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_note_line_place", ["event_id", "step_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_line_sector_id"), ["sector_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_line_step_id"), ["step_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_line_strand_id"), ["strand_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_line_table_id"), ["table_id"], unique=False)

    op.create_table(
        "note_photo",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("strand_id", sa.Integer(), nullable=True),
        sa.Column("table_id", sa.Integer(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=True),
        sa.Column("place", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("withheld", sa.Boolean(), nullable=False),
        sa.Column("removed_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_note_photo_by_id_user"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_note_photo_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_note_photo_step_id_step"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["strand_id"],
            ["strand.id"],
            name=op.f("fk_note_photo_strand_id_strand"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["table_id"],
            ["cafe_table.id"],
            name=op.f("fk_note_photo_table_id_cafe_table"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_photo")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_note_photo_event_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("note_photo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_photo_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_photo_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_photo_step_id"), ["step_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_photo_strand_id"), ["strand_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_photo_table_id"), ["table_id"], unique=False)

    op.create_table(
        "note_action",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("owner_name", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum("open", "done", "dropped", name="actionstatus", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("told_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("removed_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_note_action_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["note_line.id"],
            name=op.f("fk_note_action_line_id_note_line"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_note_action_member_id_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name=op.f("fk_note_action_message_id_message"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"],
            ["objective.id"],
            name=op.f("fk_note_action_objective_id_objective"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_note_action_person_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_note_action_step_id_step"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_note_action_task_id_task"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_action")),
        sa.UniqueConstraint("event_id", "line_id", name=op.f("uq_note_action_event_id")),
        sa.UniqueConstraint("token", name=op.f("uq_note_action_token")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("note_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_action_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_action_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_action_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_action_message_id"), ["message_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_note_action_objective_id"), ["objective_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_note_action_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_action_step_id"), ["step_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_action_task_id"), ["task_id"], unique=False)

    op.create_table(
        "note_decision",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "how",
            sa.Enum(
                "consensus",
                "objections",
                "majority",
                "chair",
                name="how",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("objections", sa.Text(), nullable=False),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("removed_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_note_decision_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["note_line.id"],
            name=op.f("fk_note_decision_line_id_note_line"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"],
            ["objective.id"],
            name=op.f("fk_note_decision_objective_id_objective"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["step.id"],
            name=op.f("fk_note_decision_step_id_step"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_decision")),
        sa.UniqueConstraint("event_id", "line_id", name=op.f("uq_note_decision_event_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("note_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_decision_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_decision_line_id"), ["line_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_note_decision_objective_id"), ["objective_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_note_decision_step_id"), ["step_id"], unique=False)

    op.create_table(
        "note_operation",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_note_operation_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["note_line.id"],
            name=op.f("fk_note_operation_line_id_note_line"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_operation")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_note_operation_event_id")),
    )
    with op.batch_alter_table("note_operation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_operation_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_operation_line_id"), ["line_id"], unique=False)

    op.create_table(
        "action_at_forum",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["note_action.id"],
            name=op.f("fk_action_at_forum_action_id_note_action"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["point_id"],
            ["open_point.id"],
            name=op.f("fk_action_at_forum_point_id_open_point"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_at_forum")),
    )
    with op.batch_alter_table("action_at_forum", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_action_at_forum_action_id"), ["action_id"], unique=True
        )
        batch_op.create_index(batch_op.f("ix_action_at_forum_point_id"), ["point_id"], unique=False)

    setting = sa.table(
        "guide_setting", sa.column("event_id", sa.Integer), sa.column("heads", sa.JSON)
    )
    structure = sa.table(
        "note_structure",
        sa.column("version", sa.Integer),
        sa.column("event_id", sa.Integer),
        sa.column("step_kind", sa.Text),
        sa.column("heads", sa.JSON),
    )
    for event_id, heads in (
        op.get_bind().execute(sa.select(setting.c.event_id, setting.c.heads)).all()
    ):
        kinds = ["quote", "decision", "action", "question", *["point"] * len(heads or ())]
        rows = [{"kind": kind, **head} for kind, head in zip(kinds, heads or (), strict=False)]
        if rows:
            op.execute(
                structure.insert().values(version=1, event_id=event_id, step_kind="", heads=rows)
            )
    with op.batch_alter_table("guide_setting", schema=None) as batch_op:
        batch_op.drop_column("heads")

    with op.batch_alter_table("practice_sheet", schema=None) as batch_op:
        batch_op.add_column(sa.Column("forum_id", sa.Integer(), nullable=True))
        batch_op.alter_column("event_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(batch_op.f("ix_practice_sheet_forum_id"), ["forum_id"], unique=True)
        batch_op.create_foreign_key(
            batch_op.f("fk_practice_sheet_forum_id_forum"),
            "forum",
            ["forum_id"],
            ["id"],
            ondelete="CASCADE",
        )

    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("questionnaire", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "purpose",
                sa.Enum("consultation", "evaluation", name="purpose", native_enum=False, length=40),
                nullable=False,
                server_default="consultation",
            )
        )
        batch_op.drop_index(batch_op.f("ix_questionnaire_event_id"))
        batch_op.create_index(batch_op.f("ix_questionnaire_event_id"), ["event_id"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_questionnaire_event_id"), ["event_id", "purpose"]
        )

    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("in_list", sa.Boolean(), nullable=False, server_default=sa.false())
        )

    letter = ("language", "place", "office", "signed")
    with op.batch_alter_table("passed_up", schema=None) as batch_op:
        for name in letter:
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))

    added = (("question", "key"), ("questionnaire", "purpose"), ("registration", "in_list"))
    for table, column in (*added, *(("passed_up", name) for name in letter)):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, server_default=None)

    standings = ("listed", "invited", "coming", "waiting", "declined", "replaced", "attended")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "was",
                sa.Enum(*standings, name="standing", native_enum=False, length=40),
                nullable=True,
            )
        )
    op.execute(  # what was said before a check-in stands beside the check-in of the first day
        "UPDATE participation SET was = (SELECT attendance.was FROM attendance WHERE attendance.participation_id "
        "= participation.id AND attendance.was <> 'attended' ORDER BY attendance.day LIMIT 1) "
        "WHERE standing = 'attended'"
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("days_unknown", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.alter_column("days_unknown", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_column("days_unknown")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_column("was")
    delete_rows(op.get_bind(), "questionnaire", "purpose <> 'consultation'")
    delete_rows(op.get_bind(), "practice_sheet", "event_id IS NULL")
    with op.batch_alter_table("passed_up", schema=None) as batch_op:
        for name in ("language", "place", "office", "signed"):
            batch_op.drop_column(name)

    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_column("in_list")

    with op.batch_alter_table("questionnaire", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_questionnaire_event_id"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_questionnaire_event_id"))
        batch_op.create_index(batch_op.f("ix_questionnaire_event_id"), ["event_id"], unique=1)
        batch_op.drop_column("purpose")

    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_column("key")

    with op.batch_alter_table("practice_sheet", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_practice_sheet_forum_id_forum"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_practice_sheet_forum_id"))
        batch_op.alter_column("event_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("forum_id")

    with op.batch_alter_table("guide_setting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("heads", sa.JSON(), nullable=False, server_default="[]"))
    setting = sa.table(
        "guide_setting",
        sa.column("version", sa.Integer),
        sa.column("event_id", sa.Integer),
        sa.column("heads", sa.JSON),
    )
    structure = sa.table(
        "note_structure",
        sa.column("event_id", sa.Integer),
        sa.column("step_kind", sa.Text),
        sa.column("heads", sa.JSON),
    )
    agreed = sa.select(structure.c.event_id, structure.c.heads).where(structure.c.step_kind == "")
    for event_id, rows in op.get_bind().execute(agreed).all():
        heads = [{"en": row["en"], "sq": row["sq"]} for row in rows]
        there = op.get_bind().execute(
            setting.update().where(setting.c.event_id == event_id).values(heads=heads)
        )
        if not there.rowcount:
            op.execute(setting.insert().values(version=1, event_id=event_id, heads=heads))

    with op.batch_alter_table("action_at_forum", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_at_forum_point_id"))
        batch_op.drop_index(batch_op.f("ix_action_at_forum_action_id"))

    op.drop_table("action_at_forum")
    with op.batch_alter_table("note_operation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_operation_line_id"))
        batch_op.drop_index(batch_op.f("ix_note_operation_event_id"))

    op.drop_table("note_operation")
    with op.batch_alter_table("note_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_decision_step_id"))
        batch_op.drop_index(batch_op.f("ix_note_decision_objective_id"))
        batch_op.drop_index(batch_op.f("ix_note_decision_line_id"))
        batch_op.drop_index(batch_op.f("ix_note_decision_event_id"))

    op.drop_table("note_decision")
    with op.batch_alter_table("note_action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_action_task_id"))
        batch_op.drop_index(batch_op.f("ix_note_action_step_id"))
        batch_op.drop_index(batch_op.f("ix_note_action_person_id"))
        batch_op.drop_index(batch_op.f("ix_note_action_objective_id"))
        batch_op.drop_index(batch_op.f("ix_note_action_message_id"))
        batch_op.drop_index(batch_op.f("ix_note_action_member_id"))
        batch_op.drop_index(batch_op.f("ix_note_action_line_id"))
        batch_op.drop_index(batch_op.f("ix_note_action_event_id"))

    op.drop_table("note_action")
    with op.batch_alter_table("note_photo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_photo_table_id"))
        batch_op.drop_index(batch_op.f("ix_note_photo_strand_id"))
        batch_op.drop_index(batch_op.f("ix_note_photo_step_id"))
        batch_op.drop_index(batch_op.f("ix_note_photo_event_id"))
        batch_op.drop_index(batch_op.f("ix_note_photo_by_id"))

    op.drop_table("note_photo")
    with op.batch_alter_table("note_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_line_table_id"))
        batch_op.drop_index(batch_op.f("ix_note_line_strand_id"))
        batch_op.drop_index(batch_op.f("ix_note_line_step_id"))
        batch_op.drop_index(batch_op.f("ix_note_line_sector_id"))
        batch_op.drop_index("ix_note_line_place")
        batch_op.drop_index(batch_op.f("ix_note_line_person_id"))
        batch_op.drop_index(batch_op.f("ix_note_line_event_id"))
        batch_op.drop_index(batch_op.f("ix_note_line_county_id"))
        batch_op.drop_index(batch_op.f("ix_note_line_by_id"))

    op.drop_table("note_line")
    with op.batch_alter_table("sent_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sent_report_participation_id"))
        batch_op.drop_index(batch_op.f("ix_sent_report_message_id"))
        batch_op.drop_index(batch_op.f("ix_sent_report_interested_id"))
        batch_op.drop_index(batch_op.f("ix_sent_report_edition_id"))

    op.drop_table("sent_report")
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.drop_index("ix_lesson_technique")
        batch_op.drop_index(batch_op.f("ix_lesson_step_id"))
        batch_op.drop_index(batch_op.f("ix_lesson_forum_id"))
        batch_op.drop_index(batch_op.f("ix_lesson_event_id"))

    op.drop_table("lesson")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_step_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_event_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_by_id"))

    op.drop_table("attachment")
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_user_id"))
        batch_op.drop_index(batch_op.f("ix_release_edition_id"))

    op.drop_table("release")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contribution_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_contribution_line_id"))
        batch_op.drop_index(batch_op.f("ix_contribution_event_id"))

    op.drop_table("contribution")
    with op.batch_alter_table("start_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_start_answer_forum_id"))
        batch_op.drop_index(batch_op.f("ix_start_answer_event_id"))
        batch_op.drop_index(batch_op.f("ix_start_answer_by_id"))

    op.drop_table("start_answer")
    with op.batch_alter_table("section_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_section_text_event_id"))
        batch_op.drop_index(batch_op.f("ix_section_text_by_id"))

    op.drop_table("section_text")
    with op.batch_alter_table("rate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rate_event_id"))

    op.drop_table("rate")
    with op.batch_alter_table("proceedings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proceedings_event_id"))

    op.drop_table("proceedings")
    with op.batch_alter_table("note_structure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_structure_event_id"))

    op.drop_table("note_structure")
    with op.batch_alter_table("lesson_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_link_forum_id"))
        batch_op.drop_index(batch_op.f("ix_lesson_link_event_id"))

    op.drop_table("lesson_link")
    with op.batch_alter_table("interested_party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_interested_party_event_id"))

    op.drop_table("interested_party")
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_edition_made_by_id"))
        batch_op.drop_index(batch_op.f("ix_edition_event_id"))

    op.drop_table("edition")
    with op.batch_alter_table("cost_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cost_line_event_id"))

    op.drop_table("cost_line")
    with op.batch_alter_table("clearing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clearing_event_id"))
        batch_op.drop_index(batch_op.f("ix_clearing_by_id"))

    op.drop_table("clearing")
    with op.batch_alter_table("budget_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_budget_import_user_id"))
        batch_op.drop_index(batch_op.f("ix_budget_import_event_id"))

    op.drop_table("budget_import")
    with op.batch_alter_table("budget_setting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_budget_setting_event_id"))

    op.drop_table("budget_setting")
