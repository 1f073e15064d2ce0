"""Forums that keep meeting: kinds as data, duties, members with a history, presidencies, what they think, need and decide."""

import sqlalchemy as sa
from alembic import op

import facilitate.data.db
from facilitate.data.schema import delete_rows
from facilitate.lib.text import Words

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assessment",
        sa.Column("forum_id", sa.Integer(), nullable=True),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("factor", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_id"],
            ["forum.id"],
            name=op.f("fk_assessment_forum_id_forum"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_assessment_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint(
            "forum_id", "scale", "factor", "year", "user_id", name=op.f("uq_assessment_forum_id")
        ),
    )
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessment_forum_id"), ["forum_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assessment_user_id"), ["user_id"], unique=False)

    op.create_table(
        "duty",
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", facilitate.data.db.WordsType(), nullable=False),
        sa.Column(
            "every",
            sa.Enum(
                "months", "times_a_year", "presidency", name="every", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "done_by",
            sa.Enum("meeting", "document", name="doneby", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_id"], ["forum.id"], name=op.f("fk_duty_forum_id_forum"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.UniqueConstraint("forum_id", "key", name=op.f("uq_duty_forum_id")),
    )
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_forum_id"), ["forum_id"], unique=False)

    op.create_table(
        "forum_keeper",
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_id"],
            ["forum.id"],
            name=op.f("fk_forum_keeper_forum_id_forum"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_forum_keeper_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("forum_id", "user_id", name=op.f("pk_forum_keeper")),
    )
    with op.batch_alter_table("forum_keeper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forum_keeper_user_id"), ["user_id"], unique=False)

    op.create_table(
        "indicator_note",
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_id"],
            ["forum.id"],
            name=op.f("fk_indicator_note_forum_id_forum"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_note")),
        sa.UniqueConstraint("forum_id", "key", "year", name=op.f("uq_indicator_note_forum_id")),
    )
    with op.batch_alter_table("indicator_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_note_forum_id"), ["forum_id"], unique=False)

    op.create_table(
        "order_change",
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_order_change_by_id_user"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["forum_id"],
            ["forum.id"],
            name=op.f("fk_order_change_forum_id_forum"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_change")),
    )
    with op.batch_alter_table("order_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_order_change_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_order_change_forum_id"), ["forum_id"], unique=False)

    op.create_table(
        "position",
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_id"], ["forum.id"], name=op.f("fk_position_forum_id_forum"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position")),
    )
    with op.batch_alter_table("position", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_position_forum_id"), ["forum_id"], unique=False)

    op.create_table(
        "forum_document",
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_forum_document_by_id_user"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["duty_id"],
            ["duty.id"],
            name=op.f("fk_forum_document_duty_id_duty"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["forum_id"],
            ["forum.id"],
            name=op.f("fk_forum_document_forum_id_forum"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_document")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("forum_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forum_document_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_forum_document_duty_id"), ["duty_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_forum_document_forum_id"), ["forum_id"], unique=False)

    op.create_table(
        "problem",
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=True),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id"],
            ["county.id"],
            name=op.f("fk_problem_county_id_county"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_problem_event_id_event"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["forum_id"], ["forum.id"], name=op.f("fk_problem_forum_id_forum"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_problem_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_problem_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_problem_forum_id"), ["forum_id"], unique=False)

    op.create_table(
        "meeting_proposal",
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("chosen", sa.Date(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_meeting_proposal_event_id_event"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["forum_id"],
            ["forum.id"],
            name=op.f("fk_meeting_proposal_forum_id_forum"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["host_id"],
            ["forum_member.id"],
            name=op.f("fk_meeting_proposal_host_id_forum_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_proposal")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("meeting_proposal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_proposal_event_id"), ["event_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_meeting_proposal_forum_id"), ["forum_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_meeting_proposal_host_id"), ["host_id"], unique=False)

    op.create_table(
        "member_link",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "dates",
                "items",
                "work_plan",
                "position",
                name="purpose",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["forum_member.id"],
            name=op.f("fk_member_link_member_id_forum_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_link")),
        sa.UniqueConstraint(
            "member_id", "purpose", "about_id", name=op.f("uq_member_link_member_id")
        ),
        sa.UniqueConstraint("token", name=op.f("uq_member_link_token")),
    )
    with op.batch_alter_table("member_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_link_member_id"), ["member_id"], unique=False)

    op.create_table(
        "open_point",
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("action", "question", name="pointkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("raised_at_id", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_id"],
            ["forum.id"],
            name=op.f("fk_open_point_forum_id_forum"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["forum_member.id"],
            name=op.f("fk_open_point_member_id_forum_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["raised_at_id"],
            ["event.id"],
            name=op.f("fk_open_point_raised_at_id_event"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_point")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("open_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_open_point_forum_id"), ["forum_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_open_point_member_id"), ["member_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_open_point_raised_at_id"), ["raised_at_id"], unique=False
        )

    op.create_table(
        "passed_up",
        sa.Column("problem_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("institution", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["answer.id"],
            name=op.f("fk_passed_up_answer_id_answer"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_passed_up_event_id_event"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"],
            ["problem.id"],
            name=op.f("fk_passed_up_problem_id_problem"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passed_up")),
    )
    with op.batch_alter_table("passed_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passed_up_answer_id"), ["answer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_passed_up_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_passed_up_problem_id"), ["problem_id"], unique=False)

    op.create_table(
        "presidency",
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forum_id"],
            ["forum.id"],
            name=op.f("fk_presidency_forum_id_forum"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["forum_member.id"],
            name=op.f("fk_presidency_member_id_forum_member"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presidency")),
    )
    with op.batch_alter_table("presidency", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_presidency_forum_id"), ["forum_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_presidency_member_id"), ["member_id"], unique=False)

    op.create_table(
        "proposed_item",
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_proposed_item_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["forum_id"],
            ["forum.id"],
            name=op.f("fk_proposed_item_forum_id_forum"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["forum_member.id"],
            name=op.f("fk_proposed_item_member_id_forum_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["step.id"],
            name=op.f("fk_proposed_item_step_id_step"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposed_item")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("proposed_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposed_item_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposed_item_forum_id"), ["forum_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposed_item_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposed_item_step_id"), ["step_id"], unique=False)

    op.create_table(
        "review",
        sa.Column("position_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column(
            "stand",
            sa.Enum(
                "agrees",
                "can_live_with",
                "change",
                "dissents",
                name="stand",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["forum_member.id"],
            name=op.f("fk_review_member_id_forum_member"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["position_id"],
            ["position.id"],
            name=op.f("fk_review_position_id_position"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint(
            "position_id", "edition", "member_id", name=op.f("uq_review_position_id")
        ),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_position_id"), ["position_id"], unique=False)

    op.create_table(
        "day_vote",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("suits", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["forum_member.id"],
            name=op.f("fk_day_vote_member_id_forum_member"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["meeting_proposal.id"],
            name=op.f("fk_day_vote_proposal_id_meeting_proposal"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_vote")),
        sa.UniqueConstraint(
            "proposal_id", "member_id", "day", name=op.f("uq_day_vote_proposal_id")
        ),
    )
    with op.batch_alter_table("day_vote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_day_vote_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_day_vote_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "work_plan",
        sa.Column("presidency_id", sa.Integer(), nullable=False),
        sa.Column("aims", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["presidency_id"],
            ["presidency.id"],
            name=op.f("fk_work_plan_presidency_id_presidency"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_plan")),
    )
    with op.batch_alter_table("work_plan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_work_plan_presidency_id"), ["presidency_id"], unique=True
        )

    op.create_table(
        "activity",
        sa.Column("work_plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "under_way",
                "done",
                "dropped",
                name="activitystatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["forum_member.id"],
            name=op.f("fk_activity_member_id_forum_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["work_plan_id"],
            ["work_plan.id"],
            name=op.f("fk_activity_work_plan_id_work_plan"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_member_id"), ["member_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_activity_work_plan_id"), ["work_plan_id"], unique=False
        )

    op.create_table(
        "approval",
        sa.Column("work_plan_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("approves", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["forum_member.id"],
            name=op.f("fk_approval_member_id_forum_member"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["work_plan_id"],
            ["work_plan.id"],
            name=op.f("fk_approval_work_plan_id_work_plan"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sa.UniqueConstraint(
            "work_plan_id", "edition", "member_id", name=op.f("uq_approval_work_plan_id")
        ),
    )
    with op.batch_alter_table("approval", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_approval_member_id"), ["member_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_approval_work_plan_id"), ["work_plan_id"], unique=False
        )

    _duties_to_meet()
    with op.batch_alter_table("forum", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        batch_op.alter_column(
            "kind", existing_type=sa.VARCHAR(length=40), type_=sa.Text(), existing_nullable=False
        )
        batch_op.drop_column("meetings_a_year")

    with op.batch_alter_table("forum_meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("host_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_forum_meeting_host_id"), ["host_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_forum_meeting_host_id_forum_member"),
            "forum_member",
            ["host_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("forum_member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("turn", sa.Integer(), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_forum_member_forum_id"), type_="unique")
        batch_op.create_index(batch_op.f("ix_forum_member_person_id"), ["person_id"], unique=False)
        batch_op.drop_constraint(
            batch_op.f("fk_forum_member_organisation_id_organisation"), type_="foreignkey"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_forum_member_organisation_id_organisation"),
            "organisation",
            ["organisation_id"],
            ["id"],
            ondelete="RESTRICT",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_forum_member_person_id_person"),
            "person",
            ["person_id"],
            ["id"],
            ondelete="SET NULL",
        )


def _duties_to_meet() -> None:
    """How often a forum met was a number of its own; it becomes its first duty."""
    forum = sa.table(
        "forum",
        sa.column("id"),
        sa.column("meetings_a_year"),
        sa.column("created_at", facilitate.data.db.Moment()),
    )
    duty = sa.table(
        "duty",
        *(
            sa.column(name)
            for name in ("forum_id", "key", "position", "every", "number", "done_by", "version")
        ),
        sa.column("name", facilitate.data.db.WordsType()),
        sa.column("since", sa.Date()),
    )
    connection = op.get_bind()
    for key, number, created in connection.execute(sa.select(forum)).all():
        connection.execute(
            duty.insert().values(
                forum_id=key,
                key="meeting",
                position=0,
                name=Words("Meeting", "Takim"),
                every="times_a_year",
                number=number,
                done_by="meeting",
                since=created.date(),
                version=1,
            )
        )


def downgrade() -> None:
    # What the version before has no word for: the nearest one, and members as they are today.
    delete_rows(op.get_bind(), "presidency", "1 = 1")  # holds its members
    delete_rows(op.get_bind(), "forum_member", "until IS NOT NULL")
    delete_rows(
        op.get_bind(),
        "forum_member",
        "id NOT IN (SELECT min(id) FROM forum_member GROUP BY forum_id, organisation_id)",
    )
    op.execute("UPDATE forum_member SET role = 'member' WHERE role = 'deputy'")
    op.execute("UPDATE forum SET kind = 'regional_committee' WHERE kind = 'technical_table'")
    op.execute(
        "UPDATE forum SET kind = 'regional_group' WHERE kind NOT IN ('regional_committee', 'coalition', 'conference_series')"
    )
    with op.batch_alter_table("forum_member", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_forum_member_person_id_person"), type_="foreignkey")
        batch_op.drop_constraint(
            batch_op.f("fk_forum_member_organisation_id_organisation"), type_="foreignkey"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_forum_member_organisation_id_organisation"),
            "organisation",
            ["organisation_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.drop_index(batch_op.f("ix_forum_member_person_id"))
        batch_op.create_unique_constraint(
            batch_op.f("uq_forum_member_forum_id"), ["forum_id", "organisation_id"]
        )
        batch_op.drop_column("turn")
        batch_op.drop_column("until")
        batch_op.drop_column("since")
        batch_op.drop_column("person_id")

    with op.batch_alter_table("forum_meeting", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_forum_meeting_host_id_forum_member"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_forum_meeting_host_id"))
        batch_op.drop_column("host_id")

    with op.batch_alter_table("forum", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("meetings_a_year", sa.Integer(), nullable=False, server_default="3")
        )
        batch_op.alter_column(
            "kind", existing_type=sa.Text(), type_=sa.VARCHAR(length=40), existing_nullable=False
        )
        batch_op.drop_column("ended_on")
    op.execute(
        "UPDATE forum SET meetings_a_year = (SELECT number FROM duty WHERE forum_id = forum.id AND key = 'meeting' "
        "AND every = 'times_a_year') WHERE EXISTS (SELECT 1 FROM duty WHERE forum_id = forum.id AND key = 'meeting' "
        "AND every = 'times_a_year')"
    )
    with op.batch_alter_table("forum", schema=None) as batch_op:
        batch_op.alter_column("meetings_a_year", server_default=None)

    with op.batch_alter_table("approval", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_approval_work_plan_id"))
        batch_op.drop_index(batch_op.f("ix_approval_member_id"))

    op.drop_table("approval")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_work_plan_id"))
        batch_op.drop_index(batch_op.f("ix_activity_member_id"))

    op.drop_table("activity")
    with op.batch_alter_table("work_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_work_plan_presidency_id"))

    op.drop_table("work_plan")
    with op.batch_alter_table("day_vote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_day_vote_proposal_id"))
        batch_op.drop_index(batch_op.f("ix_day_vote_member_id"))

    op.drop_table("day_vote")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_position_id"))
        batch_op.drop_index(batch_op.f("ix_review_member_id"))

    op.drop_table("review")
    with op.batch_alter_table("proposed_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposed_item_step_id"))
        batch_op.drop_index(batch_op.f("ix_proposed_item_member_id"))
        batch_op.drop_index(batch_op.f("ix_proposed_item_forum_id"))
        batch_op.drop_index(batch_op.f("ix_proposed_item_event_id"))

    op.drop_table("proposed_item")
    with op.batch_alter_table("presidency", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_presidency_member_id"))
        batch_op.drop_index(batch_op.f("ix_presidency_forum_id"))

    op.drop_table("presidency")
    with op.batch_alter_table("passed_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passed_up_problem_id"))
        batch_op.drop_index(batch_op.f("ix_passed_up_event_id"))
        batch_op.drop_index(batch_op.f("ix_passed_up_answer_id"))

    op.drop_table("passed_up")
    with op.batch_alter_table("open_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_open_point_raised_at_id"))
        batch_op.drop_index(batch_op.f("ix_open_point_member_id"))
        batch_op.drop_index(batch_op.f("ix_open_point_forum_id"))

    op.drop_table("open_point")
    with op.batch_alter_table("member_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_link_member_id"))

    op.drop_table("member_link")
    with op.batch_alter_table("meeting_proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_proposal_host_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_proposal_forum_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_proposal_event_id"))

    op.drop_table("meeting_proposal")
    with op.batch_alter_table("problem", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_problem_forum_id"))
        batch_op.drop_index(batch_op.f("ix_problem_event_id"))
        batch_op.drop_index(batch_op.f("ix_problem_county_id"))

    op.drop_table("problem")
    with op.batch_alter_table("forum_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_document_forum_id"))
        batch_op.drop_index(batch_op.f("ix_forum_document_duty_id"))
        batch_op.drop_index(batch_op.f("ix_forum_document_by_id"))

    op.drop_table("forum_document")
    with op.batch_alter_table("position", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_position_forum_id"))

    op.drop_table("position")
    with op.batch_alter_table("order_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_order_change_forum_id"))
        batch_op.drop_index(batch_op.f("ix_order_change_by_id"))

    op.drop_table("order_change")
    with op.batch_alter_table("indicator_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_note_forum_id"))

    op.drop_table("indicator_note")
    with op.batch_alter_table("forum_keeper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_keeper_user_id"))

    op.drop_table("forum_keeper")
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duty_forum_id"))

    op.drop_table("duty")
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessment_user_id"))
        batch_op.drop_index(batch_op.f("ix_assessment_forum_id"))

    op.drop_table("assessment")
