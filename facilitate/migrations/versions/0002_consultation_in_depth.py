"""Consultation in depth: kinds of questions, invitations, exact passages, goals, candidate presentations.

What an answer says to a question was called a passage and carried the themes; now it is a reply, and a passage is
an exact piece of it. An event's goal becomes the first row of its goals.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

import facilitate.data.db
from facilitate.lib.text import plain_text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NEVER_AGAIN: dict[str, Any] = {"sqlite_autoincrement": True}
NOTHING = sa.text("""'{"en": "", "sq": ""}'""")


def _rows(query: str) -> list[dict[str, Any]]:
    return [dict(row) for row in op.get_bind().execute(sa.text(query)).mappings()]


def _fill(table: Any, rows: list[dict[str, Any]], keyed: bool = True) -> None:
    """Put rows in with the numbers they have; PostgreSQL has to be told to count on from there."""
    if not rows:
        return
    op.bulk_insert(table, rows)
    if keyed and op.get_bind().dialect.name == "postgresql":
        top = (
            sa.select(sa.func.max(sa.column("id")))
            .select_from(sa.table(table.name))
            .scalar_subquery()
        )
        op.get_bind().execute(
            sa.select(sa.func.setval(sa.func.pg_get_serial_sequence(table.name, "id"), top))
        )


def _goals_get_rows() -> None:
    event = sa.table("event", sa.column("id"), sa.column("goal", facilitate.data.db.WordsType()))
    goal = sa.table(
        "goal",
        sa.column("event_id"),
        sa.column("position"),
        sa.column("status"),
        sa.column("version"),
        sa.column("text", facilitate.data.db.WordsType()),
    )
    rows = [
        {"event_id": one.id, "position": 1, "status": "agreed", "version": 1, "text": one.goal}
        for one in op.get_bind().execute(sa.select(event.c.id, event.c.goal))
        if one.goal
    ]
    _fill(goal, rows, keyed=False)


def _goals_lose_rows() -> None:
    words = facilitate.data.db.WordsType()
    event = sa.table("event", sa.column("id"), sa.column("goal", words))
    goal = sa.table("goal", sa.column("event_id"), sa.column("position"), sa.column("text", words))
    rows = (
        op.get_bind()
        .execute(sa.select(goal.c.event_id, goal.c.text).order_by(goal.c.position.desc()))
        .all()
    )
    for one in rows:
        op.execute(event.update().where(event.c.id == one.event_id).values(goal=one.text))


def _passages_become_replies() -> None:
    said = _rows("SELECT id, answer_id, question_id, text FROM passage")
    put = _rows("SELECT passage_id, theme_id FROM coding")
    op.drop_table("coding")
    op.drop_table("passage")
    passage, coding = _new_passage(), _new_coding()
    reply = sa.table("reply", *map(sa.column, ("id", "answer_id", "question_id", "text", "folded")))
    coded = {one["passage_id"] for one in put}
    _fill(reply, [{**one, "folded": plain_text(one["text"])} for one in said])
    _fill(
        passage,
        [
            {
                "id": one["id"],
                "reply_id": one["id"],
                "start": 0,
                "end": len(one["text"]),
                "quote": False,
            }
            for one in said
            if one["id"] in coded
        ],
    )
    _fill(coding, [{**one, "stance": "for", "user_id": None} for one in put], keyed=False)


def _replies_become_passages() -> None:
    said = _rows("SELECT id, answer_id, question_id, text FROM reply")
    put = _rows(
        "SELECT DISTINCT reply_id AS passage_id, theme_id FROM coding JOIN passage ON passage.id = passage_id"
    )
    op.drop_table("coding")
    op.drop_table("passage")
    passage, coding = _old_passage(), _old_coding()
    _fill(passage, said)
    _fill(coding, put, keyed=False)


def _new_passage() -> Any:
    table = op.create_table(
        "passage",
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["reply.id"], name=op.f("fk_passage_reply_id_reply"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("reply_id", "start", "end", name=op.f("uq_passage_reply_id")),
        **NEVER_AGAIN,
    )
    op.create_index(op.f("ix_passage_reply_id"), "passage", ["reply_id"])
    return table


def _new_coding() -> Any:
    table = op.create_table(
        "coding",
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column(
            "stance",
            sa.Enum("for", "against", name="stance", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["passage_id"],
            ["passage.id"],
            name=op.f("fk_coding_passage_id_passage"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_coding_theme_id_theme"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_coding_user_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("passage_id", "theme_id", name=op.f("pk_coding")),
    )
    op.create_index(op.f("ix_coding_theme_id"), "coding", ["theme_id"])
    op.create_index(op.f("ix_coding_user_id"), "coding", ["user_id"])
    return table


def _old_passage() -> Any:
    table = op.create_table(
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
    op.create_index(op.f("ix_passage_answer_id"), "passage", ["answer_id"])
    op.create_index(op.f("ix_passage_question_id"), "passage", ["question_id"])
    return table


def _old_coding() -> Any:
    table = op.create_table(
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
    op.create_index(op.f("ix_coding_theme_id"), "coding", ["theme_id"])
    return table


def upgrade() -> None:
    op.create_table(
        "goal",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", facilitate.data.db.WordsType(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("idea", "proposed", "agreed", name="status", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_goal_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        **NEVER_AGAIN,
    )
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_event_id"), ["event_id"], unique=False)

    op.create_table(
        "theme_change",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "edit", "merge", "split", "remove", name="changekind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_theme_change_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_theme_change_user_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_change")),
    )
    with op.batch_alter_table("theme_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theme_change_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_theme_change_user_id"), ["user_id"], unique=False)

    op.create_table(
        "letter",
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "invitation", "reminder", "outcome", name="letterkind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("subject", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("body", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_letter_questionnaire_id_questionnaire"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("questionnaire_id", "kind", name=op.f("uq_letter_questionnaire_id")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_letter_questionnaire_id"), ["questionnaire_id"], unique=False
        )

    op.create_table(
        "choice",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_choice_question_id_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choice")),
    )
    with op.batch_alter_table("choice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_choice_question_id"), ["question_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_invitation_person_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_invitation_questionnaire_id_questionnaire"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token", name=op.f("uq_invitation_token")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_invitation_questionnaire_id"), ["questionnaire_id"], unique=False
        )

    op.create_table(
        "presentation",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("why", facilitate.data.db.WordsType(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("idea", "proposed", "agreed", name="status", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_presentation_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"],
            ["objective.id"],
            name=op.f("fk_presentation_objective_id_objective"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presentation")),
    )
    with op.batch_alter_table("presentation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_presentation_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_presentation_objective_id"), ["objective_id"], unique=False
        )

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
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_invitation_id"), ["invitation_id"], unique=True)

    op.create_table(
        "pick",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("choice_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_pick_answer_id_answer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["choice_id"], ["choice.id"], name=op.f("fk_pick_choice_id_choice"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_pick_question_id_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pick")),
        sa.UniqueConstraint(
            "answer_id", "question_id", "choice_id", name=op.f("uq_pick_answer_id")
        ),
    )
    with op.batch_alter_table("pick", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pick_answer_id"), ["answer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pick_choice_id"), ["choice_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pick_question_id"), ["question_id"], unique=False)

    op.create_table(
        "presentation_speaker",
        sa.Column("presentation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_presentation_speaker_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["presentation_id"],
            ["presentation.id"],
            name=op.f("fk_presentation_speaker_presentation_id_presentation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "presentation_id", "person_id", name=op.f("pk_presentation_speaker")
        ),
    )
    with op.batch_alter_table("presentation_speaker", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_presentation_speaker_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "presentation_theme",
        sa.Column("presentation_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["presentation_id"],
            ["presentation.id"],
            name=op.f("fk_presentation_theme_presentation_id_presentation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"],
            ["theme.id"],
            name=op.f("fk_presentation_theme_theme_id_theme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("presentation_id", "theme_id", name=op.f("pk_presentation_theme")),
    )
    with op.batch_alter_table("presentation_theme", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_presentation_theme_theme_id"), ["theme_id"], unique=False
        )

    op.create_table(
        "reply",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_reply_answer_id_answer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_reply_question_id_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
        sa.UniqueConstraint("answer_id", "question_id", name=op.f("uq_reply_answer_id")),
    )
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_answer_id"), ["answer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reply_question_id"), ["question_id"], unique=False)

    op.create_table(
        "sent_letter",
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "invitation", "reminder", "outcome", name="letterkind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_sent_letter_invitation_id_invitation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name=op.f("fk_sent_letter_message_id_message"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_letter")),
    )
    with op.batch_alter_table("sent_letter", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sent_letter_invitation_id"), ["invitation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_sent_letter_message_id"), ["message_id"], unique=False)

    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("capital", sa.Boolean(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "origin",
                sa.Enum("web", "paper", "imported", name="origin", native_enum=False, length=40),
                nullable=False,
                server_default="web",
            )
        )
        batch_op.add_column(sa.Column("name", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("organisation", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("read_by_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_answer_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_read_by_id"), ["read_by_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_answer_read_by_id_user"),
            "user",
            ["read_by_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_answer_person_id_person"),
            "person",
            ["person_id"],
            ["id"],
            ondelete="SET NULL",
        )

    _goals_get_rows()
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_column("goal")

    with op.batch_alter_table("objective", schema=None, table_kwargs=NEVER_AGAIN) as batch_op:
        batch_op.add_column(
            sa.Column(
                "status",
                sa.Enum("idea", "proposed", "agreed", name="status", native_enum=False, length=40),
                nullable=False,
                server_default="agreed",
            )
        )
        batch_op.add_column(sa.Column("goal_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_objective_goal_id"), ["goal_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_objective_goal_id_goal"),
            "goal",
            ["goal_id"],
            ["id"],
            ondelete="SET NULL",
        )

    _passages_become_replies()
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "kind",
                sa.Enum(
                    "open",
                    "single",
                    "multiple",
                    "scale",
                    "ranking",
                    name="questionkind",
                    native_enum=False,
                    length=40,
                ),
                nullable=False,
                server_default="open",
            )
        )
        batch_op.add_column(
            sa.Column("hidden", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("low", facilitate.data.db.WordsType(), nullable=False, server_default=NOTHING)
        )
        batch_op.add_column(
            sa.Column(
                "high", facilitate.data.db.WordsType(), nullable=False, server_default=NOTHING
            )
        )

    with op.batch_alter_table("questionnaire", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("named", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column(
                "summary", facilitate.data.db.WordsType(), nullable=False, server_default=NOTHING
            )
        )
        batch_op.add_column(sa.Column("told", sa.JSON(), nullable=True))

    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "description",
                facilitate.data.db.WordsType(),
                nullable=False,
                server_default=NOTHING,
            )
        )
        batch_op.add_column(sa.Column("colour", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(
            sa.Column("gone", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("goal_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_theme_goal_id"), ["goal_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_theme_goal_id_goal"), "goal", ["goal_id"], ["id"], ondelete="SET NULL"
        )

    op.execute("UPDATE theme SET colour = (position - 1) % 12")
    outside = "county_id NOT IN (SELECT county_id FROM district WHERE capital)"
    op.execute(f"UPDATE answer SET capital = false WHERE county_id IS NOT NULL AND {outside}")


def downgrade() -> None:
    op.execute("DELETE FROM coding WHERE theme_id IN (SELECT id FROM theme WHERE gone)")
    op.execute("DELETE FROM theme WHERE gone")
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_theme_goal_id_goal"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_theme_goal_id"))
        batch_op.drop_column("goal_id")
        batch_op.drop_column("gone")
        batch_op.drop_column("colour")
        batch_op.drop_column("description")

    with op.batch_alter_table("questionnaire", schema=None) as batch_op:
        batch_op.drop_column("told")
        batch_op.drop_column("summary")
        batch_op.drop_column("named")

    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_column("high")
        batch_op.drop_column("low")
        batch_op.drop_column("hidden")
        batch_op.drop_column("kind")

    _replies_become_passages()
    with op.batch_alter_table("objective", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_objective_goal_id_goal"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_objective_goal_id"))
        batch_op.drop_column("goal_id")
        batch_op.drop_column("status")

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "goal", facilitate.data.db.WordsType(), nullable=False, server_default=NOTHING
            )
        )
    _goals_lose_rows()
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_answer_person_id_person"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_answer_read_by_id_user"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_answer_read_by_id"))
        batch_op.drop_index(batch_op.f("ix_answer_person_id"))
        batch_op.drop_column("read_by_id")
        batch_op.drop_column("person_id")
        batch_op.drop_column("organisation")
        batch_op.drop_column("name")
        batch_op.drop_column("origin")
        batch_op.drop_column("capital")

    with op.batch_alter_table("sent_letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sent_letter_message_id"))
        batch_op.drop_index(batch_op.f("ix_sent_letter_invitation_id"))

    op.drop_table("sent_letter")
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_question_id"))
        batch_op.drop_index(batch_op.f("ix_reply_answer_id"))

    op.drop_table("reply")
    with op.batch_alter_table("presentation_theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_presentation_theme_theme_id"))

    op.drop_table("presentation_theme")
    with op.batch_alter_table("presentation_speaker", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_presentation_speaker_person_id"))

    op.drop_table("presentation_speaker")
    with op.batch_alter_table("pick", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pick_question_id"))
        batch_op.drop_index(batch_op.f("ix_pick_choice_id"))
        batch_op.drop_index(batch_op.f("ix_pick_answer_id"))

    op.drop_table("pick")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_invitation_id"))

    op.drop_table("draft")
    with op.batch_alter_table("presentation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_presentation_objective_id"))
        batch_op.drop_index(batch_op.f("ix_presentation_event_id"))

    op.drop_table("presentation")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_questionnaire_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_person_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("choice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_choice_question_id"))

    op.drop_table("choice")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_questionnaire_id"))

    op.drop_table("letter")
    with op.batch_alter_table("theme_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_theme_change_user_id"))
        batch_op.drop_index(batch_op.f("ix_theme_change_event_id"))

    op.drop_table("theme_change")
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_event_id"))

    op.drop_table("goal")
