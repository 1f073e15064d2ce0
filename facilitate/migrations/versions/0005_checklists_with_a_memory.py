"""Checklists with a memory: jobs and who does them, statuses, what was said and changed, mails, own starting lists.

Who a task was for was a text on each task and becomes a job of the event: one for each different text.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

import facilitate.data.db

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATUSES = ("open", "in_progress", "blocked", "done", "not_needed")
MILESTONES = ("invitations", "training", "guide")
NO_WORDS = '{"en": "", "sq": ""}'


def upgrade() -> None:
    op.create_table(
        "checklist_template",
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("name", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
            name=op.f("fk_checklist_template_user_id_user"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_template")),
    )
    with op.batch_alter_table("checklist_template", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_checklist_template_user_id"), ["user_id"], unique=False
        )

    op.create_table(
        "task_feed",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_task_feed_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_feed")),
    )
    with op.batch_alter_table("task_feed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_feed_token"), ["token"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_feed_user_id"), ["user_id"], unique=True)

    op.create_table(
        "checklist_change",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column(
            "did",
            sa.Enum(
                "started",
                "added",
                "edited",
                "status",
                "given",
                "redated",
                "deleted",
                "role",
                "replanned",
                "brought_back",
                "undone",
                "redone",
                name="did",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("about", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_checklist_change_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
            name=op.f("fk_checklist_change_user_id_user"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_change")),
    )
    with op.batch_alter_table("checklist_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_checklist_change_event_id"), ["event_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_checklist_change_user_id"), ["user_id"], unique=False)

    op.create_table(
        "checklist_setting",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_checklist_setting_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_setting")),
    )
    with op.batch_alter_table("checklist_setting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_checklist_setting_event_id"), ["event_id"], unique=True
        )

    op.create_table(
        "task_mail",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("weekly", sa.Boolean(), nullable=False),
        sa.Column("day_before", sa.Boolean(), nullable=False),
        sa.Column("weekly_sent_on", sa.Date(), nullable=True),
        sa.Column("day_before_sent_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_task_mail_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_mail")),
    )
    with op.batch_alter_table("task_mail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_mail_member_id"), ["member_id"], unique=True)

    op.create_table(
        "task_role",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_task_role_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_task_role_member_id_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_role")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("task_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_role_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_role_member_id"), ["member_id"], unique=False)

    op.create_table(
        "task_comment",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_task_comment_task_id_task"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_task_comment_user_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_comment")),
    )
    with op.batch_alter_table("task_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_comment_task_id"), ["task_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_comment_user_id"), ["user_id"], unique=False)

    op.create_table(
        "task_link",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_task_link_task_id_task"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_task_link_user_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_link")),
    )
    with op.batch_alter_table("task_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_link_task_id"), ["task_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_link_user_id"), ["user_id"], unique=False)

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("country", sa.Text(), nullable=False, server_default="AL"))
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.alter_column("country", server_default=None)
    _new_columns()
    _make_roles()
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_column("who")
    if op.get_bind().dialect.name == "sqlite":  # a number is never given to a second task
        options = {"sqlite_autoincrement": True}
        with op.batch_alter_table("task", schema=None, recreate="always", table_kwargs=options):
            pass
    standing = ["event_id", "removed_at", "status", "due_on", "phase", "owner_id", "position"]
    op.create_index("ix_task_standing", "task", standing)


def _new_columns() -> None:
    status = sa.Enum(*STATUSES, name="status", native_enum=False, length=40)
    with op.batch_alter_table("task", schema=None) as batch_op:
        for name in ("role_id", "after_id"):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
        by_hand: Any = sa.Column(
            "owner_by_hand", sa.Boolean(), nullable=False, server_default=sa.false()
        )
        batch_op.add_column(by_hand)
        batch_op.add_column(sa.Column("status", status, nullable=False, server_default="open"))
        batch_op.add_column(sa.Column("blocked_by", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("extra", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("removed_at", facilitate.data.db.Moment(), nullable=True))
        milestone = sa.Enum(*MILESTONES, name="milestone", native_enum=False, length=40)
        batch_op.add_column(sa.Column("milestone", milestone, nullable=True))
    with op.batch_alter_table("task", schema=None) as batch_op:
        for name in ("owner_by_hand", "status", "blocked_by", "extra"):
            batch_op.alter_column(name, server_default=None)
        for column, other in (("role_id", "task_role"), ("after_id", "task")):
            batch_op.create_index(batch_op.f(f"ix_task_{column}"), [column], unique=False)
            key = batch_op.f(f"fk_task_{column}_{other}")
            batch_op.create_foreign_key(key, other, [column], ["id"], ondelete="SET NULL")


def _table(table: str, /, **columns: Any) -> Any:
    return sa.table(table, *(sa.column(key, kind) for key, kind in columns.items()))


def _make_roles() -> None:
    """A job for each different "who" of an event; its person is the one most of its tasks had."""
    words = facilitate.data.db.WordsType()
    task = _table(
        "task",
        id=sa.Integer,
        event_id=sa.Integer,
        who=words,
        owner_id=sa.Integer,
        owner_by_hand=sa.Boolean,
        role_id=sa.Integer,
        status=sa.Text,
        done_on=sa.Date,
        position=sa.Integer,
    )
    role = _table(
        "task_role",
        id=sa.Integer,
        event_id=sa.Integer,
        position=sa.Integer,
        name=words,
        member_id=sa.Integer,
    )
    bind = op.get_bind()
    bind.execute(sa.update(task).where(task.c.done_on.is_not(None)).values(status="done"))
    rows = bind.execute(
        sa.select(task.c.id, task.c.event_id, task.c.who, task.c.owner_id).order_by(
            task.c.event_id, task.c.position
        )
    ).all()
    jobs: dict[Any, list[Any]] = {}
    for row in rows:
        if row.who:
            jobs.setdefault((row.event_id, row.who), []).append(row)
    for number, ((event_id, who), own) in enumerate(jobs.items(), 1):
        owners = [row.owner_id for row in own]
        member = max(set(owners), key=lambda one: (owners.count(one), -(one or 0)))
        key = bind.execute(
            sa.insert(role)
            .values(event_id=event_id, position=number, name=who, member_id=member)
            .returning(role.c.id)
        ).scalar_one()
        for row in own:
            values = {"role_id": key, "owner_by_hand": row.owner_id != member}
            bind.execute(sa.update(task).where(task.c.id == row.id).values(**values))
    for row in rows:
        if not row.who and row.owner_id is not None:
            bind.execute(sa.update(task).where(task.c.id == row.id).values(owner_by_hand=True))


def _write_who() -> None:
    """Each task says its job itself again; tasks that were deleted go, tasks counted from others count from the first day."""
    words = facilitate.data.db.WordsType()
    task = _table(
        "task", id=sa.Integer, who=words, role_id=sa.Integer, removed_at=sa.DateTime, anchor=sa.Text
    )
    role = _table("task_role", id=sa.Integer, name=words)
    bind = op.get_bind()
    bind.execute(sa.delete(task).where(task.c.removed_at.is_not(None)))
    bind.execute(sa.update(task).where(task.c.anchor == "task").values(anchor="first_day"))
    for key, name in bind.execute(sa.select(role.c.id, role.c.name)).all():
        bind.execute(sa.update(task).where(task.c.role_id == key).values(who=name))


def downgrade() -> None:
    op.drop_index("ix_task_standing", "task")
    with op.batch_alter_table("task", schema=None) as batch_op:
        who: Any = sa.Column(
            "who", facilitate.data.db.WordsType(), nullable=False, server_default=NO_WORDS
        )
        batch_op.add_column(who)
    _write_who()
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.alter_column("who", server_default=None)
        for column, other in (("role_id", "task_role"), ("after_id", "task")):
            batch_op.drop_constraint(batch_op.f(f"fk_task_{column}_{other}"), type_="foreignkey")
            batch_op.drop_index(batch_op.f(f"ix_task_{column}"))
        for name in (
            "milestone",
            "removed_at",
            "extra",
            "blocked_by",
            "status",
            "after_id",
            "owner_by_hand",
            "role_id",
        ):
            batch_op.drop_column(name)

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_column("country")

    with op.batch_alter_table("task_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_link_user_id"))
        batch_op.drop_index(batch_op.f("ix_task_link_task_id"))

    op.drop_table("task_link")
    with op.batch_alter_table("task_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_comment_user_id"))
        batch_op.drop_index(batch_op.f("ix_task_comment_task_id"))

    op.drop_table("task_comment")
    with op.batch_alter_table("task_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_role_member_id"))
        batch_op.drop_index(batch_op.f("ix_task_role_event_id"))

    op.drop_table("task_role")
    with op.batch_alter_table("task_mail", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_mail_member_id"))

    op.drop_table("task_mail")
    with op.batch_alter_table("checklist_setting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checklist_setting_event_id"))

    op.drop_table("checklist_setting")
    with op.batch_alter_table("checklist_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checklist_change_user_id"))
        batch_op.drop_index(batch_op.f("ix_checklist_change_event_id"))

    op.drop_table("checklist_change")
    with op.batch_alter_table("task_feed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_feed_user_id"))
        batch_op.drop_index(batch_op.f("ix_task_feed_token"))

    op.drop_table("task_feed")
    with op.batch_alter_table("checklist_template", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checklist_template_user_id"))

    op.drop_table("checklist_template")
