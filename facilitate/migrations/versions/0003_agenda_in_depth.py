"""Agenda in depth: blocks and strands, rooms, speakers, what was changed and said, versions, templates, live runs.

A step's place was a whole number and becomes a text between its neighbours'; a room was a name and becomes a row; what to
bring was a text and becomes a list; times become minutes after midnight.
"""

from collections.abc import Sequence
from datetime import time
from typing import Any

import sqlalchemy as sa
from alembic import op

import facilitate.data.db
from facilitate.lib.text import Words

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORDS = facilitate.data.db.WordsType()
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
NO_WORDS = '{"en": "", "sq": ""}'


def _table(table: str, /, **columns: Any) -> Any:
    return sa.table(table, *(sa.column(key, kind) for key, kind in columns.items()))


def _change(table: Any, key: int, **values: Any) -> None:
    op.get_bind().execute(sa.update(table).where(table.c.id == key).values(**values))


def _rank(number: int) -> str:
    """A place for the step of that number; no place ends in 0."""
    high, low = divmod(number, 61)
    return "V" + DIGITS[high // 62 % 62] + DIGITS[high % 62] + DIGITS[low + 1]


def _lines(text: Words) -> list[dict[str, Any]]:
    en, sq = (
        [line.strip() for line in one.splitlines() if line.strip()] for one in (text.en, text.sq)
    )
    count = max(len(en), len(sq))
    pairs = zip([*en, *[""] * (count - len(en))], [*sq, *[""] * (count - len(sq))], strict=True)
    return [
        {"text": {"en": one, "sq": other}, "quantity": 0, "per": "event"} for one, other in pairs
    ]


def _text(materials: Sequence[dict[str, Any]]) -> Words:
    def lines(code: str) -> str:
        texts = [(one["quantity"], one["text"].get(code, "")) for one in materials]
        return "\n".join(f"{number or ''} {text}".strip() for number, text in texts if text)

    return Words(lines("en"), lines("sq"))


def _minutes(value: time) -> int:
    return value.hour * 60 + value.minute


def _clock(minutes: int) -> time:
    last = min(minutes, 1439)  # a time past midnight could not be kept before
    return time(last // 60, last % 60)


def upgrade() -> None:
    _new_tables()
    bind = op.get_bind()
    days = bind.execute(
        sa.select(_table("day", id=sa.Integer, starts=sa.Time, planned_end=sa.Time))
    ).all()
    old = _table(
        "step",
        id=sa.Integer,
        event_id=sa.Integer,
        day_id=sa.Integer,
        position=sa.Integer,
        pinned=sa.Time,
        room=sa.Text,
        materials=WORDS,
    )
    steps = bind.execute(sa.select(old).order_by(old.c.day_id, old.c.position, old.c.id)).all()
    _new_day_columns()
    day = _table("day", id=sa.Integer, starts=sa.Integer, planned_end=sa.Integer)
    for row in days:
        _change(day, row.id, starts=_minutes(row.starts), planned_end=_minutes(row.planned_end))
    _new_step_columns()
    _fill_steps(steps)


def _new_day_columns() -> None:
    with op.batch_alter_table("day", schema=None) as batch_op:
        for name in ("starts", "planned_end", "version"):
            batch_op.drop_column(name)
    with op.batch_alter_table("day", schema=None) as batch_op:
        batch_op.add_column(sa.Column("starts", sa.Integer(), nullable=False, server_default="540"))
        batch_op.add_column(
            sa.Column("planned_end", sa.Integer(), nullable=False, server_default="1020")
        )
    with op.batch_alter_table("day", schema=None) as batch_op:
        batch_op.alter_column("starts", server_default=None)
        batch_op.alter_column("planned_end", server_default=None)


def _new_step_columns() -> None:
    with op.batch_alter_table("step", schema=None) as batch_op:
        for name in ("version", "position", "room", "pinned", "materials"):
            batch_op.drop_column(name)
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.alter_column("day_id", existing_type=sa.Integer(), nullable=True)
        for name in ("block_id", "strand_id", "room_id", "note_taker_id", "pinned"):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("rank", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("about", WORDS, nullable=False, server_default=NO_WORDS))
        batch_op.add_column(sa.Column("materials", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(
            sa.Column("internal", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("people", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("groups", sa.Integer(), nullable=False, server_default="0"))
        batch_op.drop_constraint(batch_op.f("fk_step_day_id_day"), type_="foreignkey")
        for column, other, gone in (
            ("day_id", "day", "SET NULL"),
            ("note_taker_id", "member", "SET NULL"),
            ("block_id", "step", "CASCADE"),
            ("room_id", "room", "SET NULL"),
        ):
            name = batch_op.f(f"fk_step_{column}_{other}")
            batch_op.create_foreign_key(name, other, [column], ["id"], ondelete=gone)
        for name in ("block_id", "note_taker_id", "room_id", "strand_id"):
            batch_op.create_index(batch_op.f(f"ix_step_{name}"), [name], unique=False)
    with op.batch_alter_table("step", schema=None) as batch_op:
        for name in ("rank", "about", "materials", "internal", "people", "groups"):
            batch_op.alter_column(name, server_default=None)


def _fill_steps(steps: Sequence[Any]) -> None:
    room = _table("room", id=sa.Integer, event_id=sa.Integer, name=sa.Text, capacity=sa.Integer)
    names = sorted({(row.event_id, row.room) for row in steps if row.room})
    if names:
        op.bulk_insert(
            room, [{"event_id": event, "name": name, "capacity": 0} for event, name in names]
        )
    rooms = {(row.event_id, row.name): row.id for row in op.get_bind().execute(sa.select(room))}
    step = _table(
        "step",
        id=sa.Integer,
        rank=sa.Text,
        pinned=sa.Integer,
        room_id=sa.Integer,
        materials=sa.JSON,
    )
    for number, row in enumerate(steps, 1):
        _change(
            step,
            row.id,
            rank=_rank(number),
            pinned=None if row.pinned is None else _minutes(row.pinned),
            room_id=rooms.get((row.event_id, row.room)),
            materials=_lines(row.materials),
        )


def _new_tables() -> None:
    op.create_table(
        "agenda_template",
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("name", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
            name=op.f("fk_agenda_template_user_id_user"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_template")),
    )
    with op.batch_alter_table("agenda_template", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_template_user_id"), ["user_id"], unique=False)

    op.create_table(
        "agenda_change",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column(
            "did",
            sa.Enum(
                "added",
                "edited",
                "moved",
                "parked",
                "removed",
                "doubled",
                "inserted",
                "copied",
                "accepted",
                "day",
                "room",
                "strand",
                "restored",
                "imported",
                "started",
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
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_agenda_change_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
            name=op.f("fk_agenda_change_user_id_user"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_change")),
    )
    with op.batch_alter_table("agenda_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_change_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_change_user_id"), ["user_id"], unique=False)

    op.create_table(
        "agenda_version",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("published_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_agenda_version_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
            name=op.f("fk_agenda_version_user_id_user"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_version")),
    )
    with op.batch_alter_table("agenda_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_version_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agenda_version_user_id"), ["user_id"], unique=False)

    op.create_table(
        "room",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("removed_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_room_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
    )
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_room_event_id"), ["event_id"], unique=False)

    op.create_table(
        "live_action",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("planned_start", sa.Integer(), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_live_action_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_live_action_step_id_step"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_live_action_user_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_action")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_live_action_event_id")),
    )
    with op.batch_alter_table("live_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_live_action_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_live_action_step_id"), ["step_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_live_action_user_id"), ["user_id"], unique=False)

    op.create_table(
        "step_comment",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("proposal", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("resolved_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_step_comment_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by_id"],
            ["user.id"],
            name=op.f("fk_step_comment_resolved_by_id_user"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_step_comment_step_id_step"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_step_comment_user_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_comment")),
    )
    with op.batch_alter_table("step_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_comment_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_step_comment_resolved_by_id"), ["resolved_by_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_step_comment_step_id"), ["step_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_step_comment_user_id"), ["user_id"], unique=False)

    op.create_table(
        "step_speaker",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_step_speaker_person_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_step_speaker_step_id_step"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_speaker")),
    )
    with op.batch_alter_table("step_speaker", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_speaker_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_step_speaker_step_id"), ["step_id"], unique=False)

    op.create_table(
        "strand",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=False),
        sa.Column("name", facilitate.data.db.WordsType(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("note_taker_id", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("removed_at", facilitate.data.db.Moment(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_id"], ["step.id"], name=op.f("fk_strand_block_id_step"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_strand_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["member.id"], name=op.f("fk_strand_lead_id_member"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["note_taker_id"],
            ["member.id"],
            name=op.f("fk_strand_note_taker_id_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_strand_room_id_room"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strand")),
    )
    with op.batch_alter_table("strand", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_strand_block_id"), ["block_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_strand_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_strand_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_strand_note_taker_id"), ["note_taker_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_strand_room_id"), ["room_id"], unique=False)

    op.create_table(
        "comment_mention",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["step_comment.id"],
            name=op.f("fk_comment_mention_comment_id_step_comment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_comment_mention_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("comment_id", "member_id", name=op.f("pk_comment_mention")),
    )
    with op.batch_alter_table("comment_mention", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_comment_mention_member_id"), ["member_id"], unique=False
        )


def downgrade() -> None:
    bind = op.get_bind()
    days = bind.execute(
        sa.select(_table("day", id=sa.Integer, starts=sa.Integer, planned_end=sa.Integer))
    ).all()
    step = _table(
        "step",
        id=sa.Integer,
        day_id=sa.Integer,
        block_id=sa.Integer,
        rank=sa.Text,
        pinned=sa.Integer,
        room_id=sa.Integer,
        materials=sa.JSON,
    )
    rooms = {
        row.id: row.name
        for row in bind.execute(sa.select(_table("room", id=sa.Integer, name=sa.Text)))
    }
    rows = bind.execute(sa.select(step)).all()
    tops = {row.id: (row.day_id, row.rank, row.id) for row in rows}
    places = {row.id: tops.get(row.block_id or row.id, (None, "", 0)) for row in rows}
    kept = [row for row in rows if places[row.id][0] is not None]
    kept.sort(key=lambda row: (*places[row.id], row.block_id is not None, row.rank, row.id))
    for row in rows:
        if row in kept:
            _change(step, row.id, day_id=places[row.id][0])
        else:  # what is parked had no place before
            bind.execute(sa.delete(step).where(step.c.id == row.id))
    _old_step_columns()
    old = _table(
        "step", id=sa.Integer, position=sa.Integer, pinned=sa.Time, room=sa.Text, materials=WORDS
    )
    for number, row in enumerate(kept, 1):
        _change(
            old,
            row.id,
            position=number,
            pinned=None if row.pinned is None else _clock(row.pinned),
            room=rooms.get(row.room_id, ""),
            materials=_text(row.materials),
        )
    _old_day_columns()
    old_day = _table("day", id=sa.Integer, starts=sa.Time, planned_end=sa.Time)
    for row in days:
        _change(old_day, row.id, starts=_clock(row.starts), planned_end=_clock(row.planned_end))
    for name in (
        "comment_mention",
        "strand",
        "step_speaker",
        "step_comment",
        "live_action",
        "room",
        "agenda_version",
        "agenda_change",
        "agenda_template",
    ):
        op.drop_table(name)


def _old_step_columns() -> None:
    with op.batch_alter_table("step", schema=None) as batch_op:
        for name in ("room_id_room", "block_id_step", "note_taker_id_member", "day_id_day"):
            batch_op.drop_constraint(batch_op.f(f"fk_step_{name}"), type_="foreignkey")
        for name in ("strand_id", "room_id", "note_taker_id", "block_id"):
            batch_op.drop_index(batch_op.f(f"ix_step_{name}"))
        for name in (
            "block_id",
            "strand_id",
            "room_id",
            "note_taker_id",
            "pinned",
            "rank",
            "about",
            "materials",
            "internal",
            "people",
            "groups",
        ):
            batch_op.drop_column(name)
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.alter_column("day_id", existing_type=sa.Integer(), nullable=False)
        name = batch_op.f("fk_step_day_id_day")
        batch_op.create_foreign_key(name, "day", ["day_id"], ["id"], ondelete="CASCADE")
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("position", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("pinned", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("room", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("materials", WORDS, nullable=False, server_default=NO_WORDS))
    with op.batch_alter_table("step", schema=None) as batch_op:
        for name in ("version", "position", "room", "materials"):
            batch_op.alter_column(name, server_default=None)


def _old_day_columns() -> None:
    with op.batch_alter_table("day", schema=None) as batch_op:
        batch_op.drop_column("starts")
        batch_op.drop_column("planned_end")
    with op.batch_alter_table("day", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(
            sa.Column("starts", sa.Time(), nullable=False, server_default="09:00:00")
        )
        batch_op.add_column(
            sa.Column("planned_end", sa.Time(), nullable=False, server_default="17:00:00")
        )
    with op.batch_alter_table("day", schema=None) as batch_op:
        for name in ("version", "starts", "planned_end"):
            batch_op.alter_column(name, server_default=None)
