"""People asked, registered, checked in and counted: several roles a person, posts held before, merges that can be undone."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import facilitate.data.db
from facilitate.lib.text import plain_text, sort_text

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SORTED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that both databases sort by its bytes."""


def upgrade() -> None:
    op.create_table(
        "told_apart",
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("table", "one_id", "other_id", name=op.f("pk_told_apart")),
    )
    op.create_table(
        "contact_export",
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_contact_export_by_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_export")),
    )
    with op.batch_alter_table("contact_export", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_export_by_id"), ["by_id"], unique=False)

    op.create_table(
        "merge",
        sa.Column("table", sa.Text(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("gone", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_merge_by_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merge_by_id"), ["by_id"], unique=False)

    op.create_table(
        "door_link",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("made_at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_door_link_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_link")),
        sa.UniqueConstraint("token", name=op.f("uq_door_link_token")),
    )
    with op.batch_alter_table("door_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_door_link_event_id"), ["event_id"], unique=False)

    op.create_table(
        "public_figures",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("published_at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_public_figures_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_figures")),
        sa.UniqueConstraint("token", name=op.f("uq_public_figures_token")),
    )
    with op.batch_alter_table("public_figures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_public_figures_event_id"), ["event_id"], unique=True)

    op.create_table(
        "published_shares",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("at_least", sa.Boolean(), nullable=False),
        sa.Column("shares", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_published_shares_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_shares")),
    )
    with op.batch_alter_table("published_shares", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_published_shares_event_id"), ["event_id"], unique=True)

    op.create_table(
        "registration_setting",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("asks_needs", sa.Boolean(), nullable=False),
        sa.Column("asks_gender", sa.Boolean(), nullable=False),
        sa.Column("letter", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("signed_by", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_registration_setting_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_setting")),
    )
    with op.batch_alter_table("registration_setting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_registration_setting_event_id"), ["event_id"], unique=True
        )

    op.create_table(
        "target",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sector",
                "outside",
                "every_county",
                "gender",
                name="targetkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("keys", sa.Text(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_target_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_target_event_id"), ["event_id"], unique=False)

    op.create_table(
        "post",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_post_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_post_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_post_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_post_person_id"), ["person_id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column(
            "was",
            sa.Enum(
                "listed",
                "invited",
                "coming",
                "waiting",
                "declined",
                "replaced",
                "attended",
                name="standing",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_attendance_by_id_user"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_attendance_participation_id_participation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("participation_id", "day", name=op.f("uq_attendance_participation_id")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_by_id"), ["by_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_attendance_participation_id"), ["participation_id"], unique=False
        )

    op.create_table(
        "door_press",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_door_press_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_door_press_participation_id_participation"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_door_press")),
    )
    with op.batch_alter_table("door_press", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_door_press_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_door_press_participation_id"), ["participation_id"], unique=False
        )

    op.create_table(
        "registration",
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("sent_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("reminded_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("answered_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("waiting_since", facilitate.data.db.Moment(), nullable=True),
        sa.Column("interpreter", sa.Boolean(), nullable=False),
        sa.Column("lodging", sa.Boolean(), nullable=False),
        sa.Column("diet", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("arrival", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_registration_participation_id_participation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["substitute_id"],
            ["participation.id"],
            name=op.f("fk_registration_substitute_id_participation"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name=op.f("fk_registration_message_id_message"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("token", name=op.f("uq_registration_token")),
    )
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_registration_participation_id"), ["participation_id"], unique=True
        )
        batch_op.create_index(
            batch_op.f("ix_registration_substitute_id"), ["substitute_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_registration_message_id"), ["message_id"], unique=False
        )

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("calendar", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.alter_column("calendar", server_default=None)

    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parts", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column("walk_in", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.execute("UPDATE participation SET parts = ' ' || part || ' '")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.alter_column("parts", nullable=False)
        batch_op.alter_column("walk_in", server_default=None)
        batch_op.drop_column("part")
        batch_op.create_index(
            "ix_participation_sectors", ["event_id", "standing", "sector_id", "parts"]
        )
        batch_op.create_index("ix_participation_before", ["person_id", "standing", "event_id"])
        batch_op.create_index(
            "ix_participation_places", ["event_id", "standing", "county_id", "district_id"]
        )

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "gender",
                sa.Enum("woman", "man", "other", name="gender", native_enum=False, length=40),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("since", sa.Date(), nullable=True))
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("sees_contacts", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.alter_column("sees_contacts", server_default=None)
    _keep_names("person", ["given_name", "family_name"])
    _keep_names("organisation", ["name"])


def _keep_names(name: str, parts: list[str]) -> None:
    """Each name once more as it is searched and as it is sorted; numbers of rows are never given twice."""
    with op.batch_alter_table(name, schema=None) as batch_op:
        batch_op.add_column(sa.Column("plain", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("sorting", SORTED, nullable=False, server_default=""))
    columns: list[Any] = [sa.column(part) for part in ("id", "plain", "sorting", *parts)]
    table = sa.table(name, *columns)
    named = {
        row[0]: " ".join(row[1:])
        for row in op.get_bind().execute(sa.select(table.c.id, *columns[3:]))
    }
    kept = [
        {"key": key, "as_plain": plain_text(text), "as_sorting": sort_text(text)}
        for key, text in named.items()
    ]
    if kept:
        values: dict[str, Any] = {
            "plain": sa.bindparam("as_plain"),
            "sorting": sa.bindparam("as_sorting"),
        }
        op.get_bind().execute(
            sa.update(table).where(table.c.id == sa.bindparam("key")).values(values), kept
        )
    _made_anew(name, {"sqlite_autoincrement": True})
    with op.batch_alter_table(name, schema=None) as batch_op:
        batch_op.alter_column("plain", server_default=None)
        batch_op.alter_column("sorting", server_default=None)
        batch_op.create_index(batch_op.f(f"ix_{name}_sorting"), ["sorting"], unique=False)


def _made_anew(name: str, options: dict[str, Any]) -> None:
    """On SQLite a table has to be made anew for that; PostgreSQL never gives a number twice."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table(name, schema=None, recreate="always", table_kwargs=options):
            pass


def downgrade() -> None:
    for name in ("person", "organisation"):
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f"ix_{name}_sorting"))
            batch_op.drop_column("sorting")
            batch_op.drop_column("plain")
        _made_anew(name, {})
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_column("sees_contacts")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("since")
        batch_op.drop_column("gender")

    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_index("ix_participation_places")
        batch_op.drop_index("ix_participation_before")
        batch_op.drop_index("ix_participation_sectors")
        batch_op.add_column(
            sa.Column("part", sa.String(length=40), nullable=False, server_default="participant")
        )
        batch_op.drop_column("walk_in")
    op.execute("UPDATE participation SET part = 'presenter' WHERE parts LIKE '% presenter %'")
    # What the version before has no word for: the nearest one.
    op.execute(
        "UPDATE participation SET standing = 'invited' WHERE standing IN ('listed', 'waiting')"
    )
    op.execute("UPDATE participation SET standing = 'declined' WHERE standing = 'replaced'")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.alter_column("part", server_default=None)
        batch_op.drop_column("parts")

    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_message_id"))
        batch_op.drop_index(batch_op.f("ix_registration_substitute_id"))
        batch_op.drop_index(batch_op.f("ix_registration_participation_id"))

    op.drop_table("registration")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_column("calendar")

    with op.batch_alter_table("door_press", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_door_press_participation_id"))
        batch_op.drop_index(batch_op.f("ix_door_press_event_id"))

    op.drop_table("door_press")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_participation_id"))
        batch_op.drop_index(batch_op.f("ix_attendance_by_id"))

    op.drop_table("attendance")
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_person_id"))
        batch_op.drop_index(batch_op.f("ix_post_organisation_id"))

    op.drop_table("post")
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_target_event_id"))

    op.drop_table("target")
    with op.batch_alter_table("registration_setting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_setting_event_id"))

    op.drop_table("registration_setting")
    with op.batch_alter_table("published_shares", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_published_shares_event_id"))

    op.drop_table("published_shares")
    with op.batch_alter_table("public_figures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_public_figures_event_id"))

    op.drop_table("public_figures")
    with op.batch_alter_table("door_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_door_link_event_id"))

    op.drop_table("door_link")
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merge_by_id"))

    op.drop_table("merge")
    with op.batch_alter_table("contact_export", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_export_by_id"))

    op.drop_table("contact_export")
    op.drop_table("told_apart")
