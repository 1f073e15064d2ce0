"""The café seats people: guests, bonds, seatings, the search for them, the clock in the room, what the tables said.

What a seating remembers by its number – a table, a participant – never gives that number to another row.
"""

import secrets

import sqlalchemy as sa
from alembic import op

import facilitate.data.db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NO_WORDS = '{"en": "", "sq": ""}'
POINTERS = (
    ("objective_id", "objective"),
    ("host_participation_id", "participation"),
    ("note_taker_id", "member"),
)


def upgrade() -> None:
    op.create_table(
        "cafe_clock",
        sa.Column("cafe_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("since", facilitate.data.db.Moment(), nullable=False),
        sa.Column("extra", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cafe_id"], ["cafe.id"], name=op.f("fk_cafe_clock_cafe_id_cafe"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cafe_clock")),
    )
    with op.batch_alter_table("cafe_clock", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cafe_clock_cafe_id"), ["cafe_id"], unique=True)

    op.create_table(
        "cafe_guest",
        sa.Column("cafe_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=True),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("sector_id", sa.Integer(), nullable=True),
        sa.Column("county_id", sa.Integer(), nullable=True),
        sa.Column("absent", sa.JSON(), nullable=False),
        sa.Column("wishes", sa.JSON(), nullable=False),
        sa.Column("out", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cafe_id"], ["cafe.id"], name=op.f("fk_cafe_guest_cafe_id_cafe"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["county_id"],
            ["county.id"],
            name=op.f("fk_cafe_guest_county_id_county"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_cafe_guest_participation_id_participation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sector_id"],
            ["sector.id"],
            name=op.f("fk_cafe_guest_sector_id_sector"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cafe_guest")),
        sa.UniqueConstraint("cafe_id", "participation_id", name=op.f("uq_cafe_guest_cafe_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("cafe_guest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cafe_guest_cafe_id"), ["cafe_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cafe_guest_county_id"), ["county_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_cafe_guest_participation_id"), ["participation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_cafe_guest_sector_id"), ["sector_id"], unique=False)

    op.create_table(
        "cafe_search",
        sa.Column("cafe_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("seat", "compare", "repair", name="search", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "running",
                "done",
                "refused",
                "failed",
                name="searchstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("stop", sa.Boolean(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.Column("mix", sa.Integer(), nullable=False),
        sa.Column("beat", facilitate.data.db.Moment(), nullable=False),
        sa.Column("base_id", sa.Integer(), nullable=False),
        sa.Column("offers", sa.JSON(), nullable=False),
        sa.Column("problem", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cafe_id"], ["cafe.id"], name=op.f("fk_cafe_search_cafe_id_cafe"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_cafe_search_user_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cafe_search")),
    )
    with op.batch_alter_table("cafe_search", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cafe_search_cafe_id"), ["cafe_id"], unique=True)
        batch_op.create_index(batch_op.f("ix_cafe_search_user_id"), ["user_id"], unique=False)

    op.create_table(
        "cafe_seating",
        sa.Column("cafe_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column(
            "did",
            sa.Enum(
                "seated",
                "swapped",
                "moved",
                "locked",
                "unlocked",
                "walked_in",
                "repaired",
                name="did",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("printed_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cafe_id"], ["cafe.id"], name=op.f("fk_cafe_seating_cafe_id_cafe"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_cafe_seating_user_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cafe_seating")),
    )
    with op.batch_alter_table("cafe_seating", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cafe_seating_cafe_id"), ["cafe_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cafe_seating_user_id"), ["user_id"], unique=False)

    op.create_table(
        "cafe_note",
        sa.Column("cafe_id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=True),
        sa.Column("table_number", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("question", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("removed_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cafe_id"], ["cafe.id"], name=op.f("fk_cafe_note_cafe_id_cafe"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"],
            ["objective.id"],
            name=op.f("fk_cafe_note_objective_id_objective"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["table_id"],
            ["cafe_table.id"],
            name=op.f("fk_cafe_note_table_id_cafe_table"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_cafe_note_user_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cafe_note")),
        sa.UniqueConstraint("cafe_id", "key", name=op.f("uq_cafe_note_cafe_id")),
    )
    with op.batch_alter_table("cafe_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cafe_note_cafe_id"), ["cafe_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_cafe_note_objective_id"), ["objective_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_cafe_note_table_id"), ["table_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cafe_note_user_id"), ["user_id"], unique=False)

    op.create_table(
        "cafe_pair",
        sa.Column("cafe_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("apart", "together", name="bond", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("a_id", sa.Integer(), nullable=False),
        sa.Column("b_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["a_id"],
            ["cafe_guest.id"],
            name=op.f("fk_cafe_pair_a_id_cafe_guest"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["b_id"],
            ["cafe_guest.id"],
            name=op.f("fk_cafe_pair_b_id_cafe_guest"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["cafe_id"], ["cafe.id"], name=op.f("fk_cafe_pair_cafe_id_cafe"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cafe_pair")),
    )
    with op.batch_alter_table("cafe_pair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cafe_pair_a_id"), ["a_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cafe_pair_b_id"), ["b_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cafe_pair_cafe_id"), ["cafe_id"], unique=False)

    with op.batch_alter_table("cafe", schema=None) as batch_op:
        batch_op.add_column(sa.Column("questions", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(
            sa.Column(
                "who",
                sa.Enum("confirmed", "checked_in", name="who", native_enum=False, length=40),
                nullable=False,
                server_default="confirmed",
            )
        )
        batch_op.add_column(
            sa.Column(
                "priority",
                sa.Enum("meet", "balanced", "mixed", name="priority", native_enum=False, length=40),
                nullable=False,
                server_default="meet",
            )
        )
        batch_op.add_column(sa.Column("held", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("token", sa.Text(), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_cafe_token"), ["token"], unique=False)
    with op.batch_alter_table("cafe", schema=None) as batch_op:
        for name in ("questions", "who", "priority", "held", "token"):
            batch_op.alter_column(name, server_default=None)
    _tables()
    _numbered_once("cafe_table", True)
    _numbered_once("participation", True)


def _tables() -> None:
    with op.batch_alter_table("cafe_table", schema=None) as batch_op:
        words = facilitate.data.db.WordsType()
        batch_op.add_column(sa.Column("name", words, nullable=False, server_default=NO_WORDS))
        for name in ("objective_id", "host_participation_id", "note_taker_id"):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
        for name in ("note_taker_name", "token"):
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("cafe_table", schema=None) as batch_op:
        for name in ("name", "note_taker_name", "token"):
            batch_op.alter_column(name, server_default=None)
        for column, other in POINTERS:
            batch_op.create_index(batch_op.f(f"ix_cafe_table_{column}"), [column], unique=False)
            key = batch_op.f(f"fk_cafe_table_{column}_{other}")
            batch_op.create_foreign_key(key, other, [column], ["id"], ondelete="SET NULL")
        batch_op.create_index(batch_op.f("ix_cafe_table_token"), ["token"], unique=False)
    table = sa.table("cafe_table", sa.column("id", sa.Integer), sa.column("token", sa.Text))
    for key in op.get_bind().scalars(sa.select(table.c.id)).all():
        token = secrets.token_urlsafe(9)
        op.get_bind().execute(sa.update(table).where(table.c.id == key).values(token=token))


def _numbered_once(table: str, once: bool) -> None:
    """On SQLite a table has to be made anew for that; PostgreSQL never gives a number twice."""
    if op.get_bind().dialect.name == "sqlite":
        options = {"sqlite_autoincrement": True} if once else {}
        with op.batch_alter_table(table, schema=None, recreate="always", table_kwargs=options):
            pass


def downgrade() -> None:
    with op.batch_alter_table("cafe_table", schema=None) as batch_op:
        for column, other in POINTERS:
            batch_op.drop_constraint(
                batch_op.f(f"fk_cafe_table_{column}_{other}"), type_="foreignkey"
            )
            batch_op.drop_index(batch_op.f(f"ix_cafe_table_{column}"))
        batch_op.drop_index(batch_op.f("ix_cafe_table_token"))
        for name in ("token", "note_taker_name", "name", *(column for column, _other in POINTERS)):
            batch_op.drop_column(name)
    with op.batch_alter_table("cafe", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cafe_token"))
        for name in ("token", "held", "priority", "who", "questions"):
            batch_op.drop_column(name)
    with op.batch_alter_table("cafe_pair", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cafe_pair_cafe_id"))
        batch_op.drop_index(batch_op.f("ix_cafe_pair_b_id"))
        batch_op.drop_index(batch_op.f("ix_cafe_pair_a_id"))

    op.drop_table("cafe_pair")
    with op.batch_alter_table("cafe_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cafe_note_user_id"))
        batch_op.drop_index(batch_op.f("ix_cafe_note_table_id"))
        batch_op.drop_index(batch_op.f("ix_cafe_note_objective_id"))
        batch_op.drop_index(batch_op.f("ix_cafe_note_cafe_id"))

    op.drop_table("cafe_note")
    with op.batch_alter_table("cafe_seating", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cafe_seating_user_id"))
        batch_op.drop_index(batch_op.f("ix_cafe_seating_cafe_id"))

    op.drop_table("cafe_seating")
    with op.batch_alter_table("cafe_search", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cafe_search_user_id"))
        batch_op.drop_index(batch_op.f("ix_cafe_search_cafe_id"))

    op.drop_table("cafe_search")
    with op.batch_alter_table("cafe_guest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cafe_guest_sector_id"))
        batch_op.drop_index(batch_op.f("ix_cafe_guest_participation_id"))
        batch_op.drop_index(batch_op.f("ix_cafe_guest_county_id"))
        batch_op.drop_index(batch_op.f("ix_cafe_guest_cafe_id"))

    op.drop_table("cafe_guest")
    with op.batch_alter_table("cafe_clock", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cafe_clock_cafe_id"))

    op.drop_table("cafe_clock")
