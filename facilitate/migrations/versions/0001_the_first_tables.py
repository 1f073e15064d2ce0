"""The first tables."""

import sqlalchemy as sa
from alembic import op

import facilitate.data.db

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "county",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_county")),
        sa.UniqueConstraint("key", name=op.f("uq_county_key")),
    )
    op.create_table(
        "forum",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "regional_group",
                "regional_committee",
                "coalition",
                "conference_series",
                name="forumkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("purpose", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("meetings_a_year", sa.Integer(), nullable=False),
        sa.Column("created_at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum")),
        sa.UniqueConstraint("slug", name=op.f("uq_forum_slug")),
    )
    op.create_table(
        "message",
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "sent", "failed", name="messagestate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("sent_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_table(
        "sector",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("short", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sector")),
        sa.UniqueConstraint("key", name=op.f("uq_sector_key")),
    )
    op.create_table(
        "user",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("session_token", sa.Text(), nullable=False),
        sa.Column("administrator", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("created_at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
        sa.UniqueConstraint("session_token", name=op.f("uq_user_session_token")),
    )
    op.create_table(
        "district",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("capital", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id"],
            ["county.id"],
            name=op.f("fk_district_county_id_county"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_district")),
        sa.UniqueConstraint("key", name=op.f("uq_district_key")),
    )
    with op.batch_alter_table("district", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_district_county_id"), ["county_id"], unique=False)

    op.create_table(
        "event",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "conference",
                "regional_meeting",
                "training",
                "coalition_meeting",
                name="eventkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("description", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("goal", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=True),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("builds_on_id", sa.Integer(), nullable=True),
        sa.Column("created_at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["builds_on_id"],
            ["event.id"],
            name=op.f("fk_event_builds_on_id_event"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["county_id"],
            ["county.id"],
            name=op.f("fk_event_county_id_county"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("slug", name=op.f("uq_event_slug")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_builds_on_id"), ["builds_on_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_county_id"), ["county_id"], unique=False)

    op.create_table(
        "link",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("sign_in", "invitation", "reset", name="purpose", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("expires_at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("used_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_link_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_link_token_hash")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_user_id"), ["user_id"], unique=False)

    op.create_table(
        "day",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("planned_end", sa.Time(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_day_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day")),
        sa.UniqueConstraint("event_id", "on", name=op.f("uq_day_event_id")),
    )
    with op.batch_alter_table("day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_day_event_id"), ["event_id"], unique=False)

    op.create_table(
        "feed",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_feed_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed")),
    )
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feed_event_id"), ["event_id"], unique=True)

    op.create_table(
        "forum_district",
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["district.id"],
            name=op.f("fk_forum_district_district_id_district"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["forum_id"],
            ["forum.id"],
            name=op.f("fk_forum_district_forum_id_forum"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("forum_id", "district_id", name=op.f("pk_forum_district")),
    )
    with op.batch_alter_table("forum_district", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_forum_district_district_id"), ["district_id"], unique=False
        )

    op.create_table(
        "forum_meeting",
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_forum_meeting_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["forum_id"],
            ["forum.id"],
            name=op.f("fk_forum_meeting_forum_id_forum"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("forum_id", "event_id", name=op.f("pk_forum_meeting")),
    )
    with op.batch_alter_table("forum_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forum_meeting_event_id"), ["event_id"], unique=False)

    op.create_table(
        "member",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "organiser",
                "lead_facilitator",
                "facilitator",
                "note_taker",
                "staff",
                "viewer",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_member_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_member_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("event_id", "user_id", name=op.f("uq_member_event_id")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_user_id"), ["user_id"], unique=False)

    op.create_table(
        "objective",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("result", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_objective_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective")),
    )
    with op.batch_alter_table("objective", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objective_event_id"), ["event_id"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ministry",
                "prefecture",
                "county_council",
                "municipality",
                "police",
                "social_services",
                "employment",
                "education",
                "health",
                "prosecution",
                "intelligence",
                "ngo",
                "shelter",
                "coalition",
                "international_ngo",
                "agency",
                "donor",
                "media",
                "company",
                "university",
                "other",
                name="kind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "central",
                "county",
                "municipality",
                "international",
                name="level",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sector_id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id"],
            ["county.id"],
            name=op.f("fk_organisation_county_id_county"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["district.id"],
            name=op.f("fk_organisation_district_id_district"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["sector_id"],
            ["sector.id"],
            name=op.f("fk_organisation_sector_id_sector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_county_id"), ["county_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_organisation_district_id"), ["district_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_organisation_sector_id"), ["sector_id"], unique=False)

    op.create_table(
        "practice_sheet",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("results", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("implementation", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("cost", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("complementary", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("prerequisites", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("questions", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("lessons", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("contacts", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_practice_sheet_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_sheet")),
    )
    with op.batch_alter_table("practice_sheet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_practice_sheet_event_id"), ["event_id"], unique=True)

    op.create_table(
        "questionnaire",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("title", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("intro", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_questionnaire_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
        sa.UniqueConstraint("token", name=op.f("uq_questionnaire_token")),
    )
    with op.batch_alter_table("questionnaire", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questionnaire_event_id"), ["event_id"], unique=True)

    op.create_table(
        "answer",
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("sector_id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id"],
            ["county.id"],
            name=op.f("fk_answer_county_id_county"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_answer_questionnaire_id_questionnaire"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sector_id"],
            ["sector.id"],
            name=op.f("fk_answer_sector_id_sector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("receipt", name=op.f("uq_answer_receipt")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_county_id"), ["county_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_answer_questionnaire_id"), ["questionnaire_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_answer_sector_id"), ["sector_id"], unique=False)

    op.create_table(
        "forum_member",
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "member",
                "chair",
                "secretariat",
                "observer",
                name="forumrole",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_id"],
            ["forum.id"],
            name=op.f("fk_forum_member_forum_id_forum"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_forum_member_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_member")),
        sa.UniqueConstraint("forum_id", "organisation_id", name=op.f("uq_forum_member_forum_id")),
    )
    with op.batch_alter_table("forum_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forum_member_forum_id"), ["forum_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_forum_member_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "person",
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_person_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "question",
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("help", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_question_questionnaire_id_questionnaire"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_question_questionnaire_id"), ["questionnaire_id"], unique=False
        )

    op.create_table(
        "step",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "registration",
                "plenary",
                "talk",
                "panel",
                "group",
                "cafe",
                "break",
                "meal",
                "note",
                name="stepkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("aim", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("say", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("do", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("materials", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Time(), nullable=True),
        sa.Column("technique", sa.Text(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_id"], ["day.id"], name=op.f("fk_step_day_id_day"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_step_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["member.id"], name=op.f("fk_step_lead_id_member"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
    )
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_day_id"), ["day_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_step_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_step_lead_id"), ["lead_id"], unique=False)

    op.create_table(
        "task",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "phase",
            sa.Enum(
                "design",
                "content",
                "logistics",
                "invitations",
                "last_week",
                "follow_up",
                name="phase",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("benchmark", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("who", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column(
            "unit",
            sa.Enum("days", "weeks", "months", name="unit", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "anchor",
            sa.Enum("first_day", "last_day", name="anchor", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_by_hand", sa.Boolean(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("effort", sa.Double(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_task_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["member.id"], name=op.f("fk_task_owner_id_member"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_task_event_id")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "theme",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_theme_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"],
            ["objective.id"],
            name=op.f("fk_theme_objective_id_objective"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
    )
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theme_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_theme_objective_id"), ["objective_id"], unique=False)

    op.create_table(
        "cafe",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("move", sa.Integer(), nullable=False),
        sa.Column("harvest", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_cafe_step_id_step"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cafe")),
    )
    with op.batch_alter_table("cafe", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cafe_step_id"), ["step_id"], unique=True)

    op.create_table(
        "participation",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("sector_id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column(
            "standing",
            sa.Enum(
                "invited",
                "coming",
                "declined",
                "attended",
                name="standing",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "part",
            sa.Enum("participant", "presenter", name="part", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id"],
            ["county.id"],
            name=op.f("fk_participation_county_id_county"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["district.id"],
            name=op.f("fk_participation_district_id_district"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_participation_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_participation_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_participation_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["sector_id"],
            ["sector.id"],
            name=op.f("fk_participation_sector_id_sector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint("event_id", "person_id", name=op.f("uq_participation_event_id")),
    )
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participation_county_id"), ["county_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_participation_district_id"), ["district_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_participation_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_participation_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_participation_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_participation_sector_id"), ["sector_id"], unique=False)

    op.create_table(
        "passage",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["answer.id"],
            name=op.f("fk_passage_answer_id_answer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_passage_question_id_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("answer_id", "question_id", name=op.f("uq_passage_answer_id")),
    )
    with op.batch_alter_table("passage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passage_answer_id"), ["answer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_passage_question_id"), ["question_id"], unique=False)

    op.create_table(
        "step_objective",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_id"],
            ["objective.id"],
            name=op.f("fk_step_objective_objective_id_objective"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["step.id"],
            name=op.f("fk_step_objective_step_id_step"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("step_id", "objective_id", name=op.f("pk_step_objective")),
    )
    with op.batch_alter_table("step_objective", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_step_objective_objective_id"), ["objective_id"], unique=False
        )

    op.create_table(
        "step_supporter",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_step_supporter_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["step.id"],
            name=op.f("fk_step_supporter_step_id_step"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("step_id", "member_id", name=op.f("pk_step_supporter")),
    )
    with op.batch_alter_table("step_supporter", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_step_supporter_member_id"), ["member_id"], unique=False
        )

    op.create_table(
        "cafe_table",
        sa.Column("cafe_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.Column("host_name", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cafe_id"], ["cafe.id"], name=op.f("fk_cafe_table_cafe_id_cafe"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["host_id"],
            ["member.id"],
            name=op.f("fk_cafe_table_host_id_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cafe_table")),
    )
    with op.batch_alter_table("cafe_table", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cafe_table_cafe_id"), ["cafe_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cafe_table_host_id"), ["host_id"], unique=False)

    op.create_table(
        "coding",
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["passage_id"],
            ["passage.id"],
            name=op.f("fk_coding_passage_id_passage"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_coding_theme_id_theme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("passage_id", "theme_id", name=op.f("pk_coding")),
    )
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coding_theme_id"), ["theme_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coding_theme_id"))

    op.drop_table("coding")
    with op.batch_alter_table("cafe_table", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cafe_table_host_id"))
        batch_op.drop_index(batch_op.f("ix_cafe_table_cafe_id"))

    op.drop_table("cafe_table")
    with op.batch_alter_table("step_supporter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_supporter_member_id"))

    op.drop_table("step_supporter")
    with op.batch_alter_table("step_objective", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_objective_objective_id"))

    op.drop_table("step_objective")
    with op.batch_alter_table("passage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passage_question_id"))
        batch_op.drop_index(batch_op.f("ix_passage_answer_id"))

    op.drop_table("passage")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participation_sector_id"))
        batch_op.drop_index(batch_op.f("ix_participation_person_id"))
        batch_op.drop_index(batch_op.f("ix_participation_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_participation_event_id"))
        batch_op.drop_index(batch_op.f("ix_participation_district_id"))
        batch_op.drop_index(batch_op.f("ix_participation_county_id"))

    op.drop_table("participation")
    with op.batch_alter_table("cafe", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cafe_step_id"))

    op.drop_table("cafe")
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_theme_objective_id"))
        batch_op.drop_index(batch_op.f("ix_theme_event_id"))

    op.drop_table("theme")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_owner_id"))
        batch_op.drop_index(batch_op.f("ix_task_event_id"))

    op.drop_table("task")
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_lead_id"))
        batch_op.drop_index(batch_op.f("ix_step_event_id"))
        batch_op.drop_index(batch_op.f("ix_step_day_id"))

    op.drop_table("step")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_questionnaire_id"))

    op.drop_table("question")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_organisation_id"))

    op.drop_table("person")
    with op.batch_alter_table("forum_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_member_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_forum_member_forum_id"))

    op.drop_table("forum_member")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_sector_id"))
        batch_op.drop_index(batch_op.f("ix_answer_questionnaire_id"))
        batch_op.drop_index(batch_op.f("ix_answer_county_id"))

    op.drop_table("answer")
    with op.batch_alter_table("questionnaire", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questionnaire_event_id"))

    op.drop_table("questionnaire")
    with op.batch_alter_table("practice_sheet", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_practice_sheet_event_id"))

    op.drop_table("practice_sheet")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_sector_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_district_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_county_id"))

    op.drop_table("organisation")
    with op.batch_alter_table("objective", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_objective_event_id"))

    op.drop_table("objective")
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_user_id"))
        batch_op.drop_index(batch_op.f("ix_member_event_id"))

    op.drop_table("member")
    with op.batch_alter_table("forum_meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_meeting_event_id"))

    op.drop_table("forum_meeting")
    with op.batch_alter_table("forum_district", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_district_district_id"))

    op.drop_table("forum_district")
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feed_event_id"))

    op.drop_table("feed")
    with op.batch_alter_table("day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_day_event_id"))

    op.drop_table("day")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_user_id"))

    op.drop_table("link")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_county_id"))
        batch_op.drop_index(batch_op.f("ix_event_builds_on_id"))

    op.drop_table("event")
    with op.batch_alter_table("district", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_district_county_id"))

    op.drop_table("district")
    op.drop_table("user")
    op.drop_table("sector")
    op.drop_table("message")
    op.drop_table("forum")
    op.drop_table("county")
