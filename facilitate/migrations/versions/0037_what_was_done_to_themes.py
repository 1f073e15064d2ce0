"""What was done to themes stands with all other changes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import facilitate.data.db
from facilitate.data.schema import delete_rows

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

WORDING = ("name", "description", "colour")
"""What an edit changes."""
Values = dict[str, Any]


def _tables() -> list[sa.Table]:
    connection = op.get_bind()
    names = ("theme_change", "change", "theme", "coding")
    return [sa.Table(name, sa.MetaData(), autoload_with=connection) for name in names]


def upgrade() -> None:
    """What was undone already is not carried over, nor what was done to themes that are gone for good."""
    connection = op.get_bind()
    old, change, theme, coding = _tables()
    now = {row["id"]: dict(row) for row in connection.execute(sa.select(theme)).mappings()}
    later = sa.select(old).where(~old.c.undone).order_by(old.c.id.desc())
    carried = []
    for row in connection.execute(later).mappings().all():
        ids = row["before"].get("themes", [])
        if all(key in now for key in ids):
            put = sa.select(coding).where(coding.c.theme_id == ids[-1]) if ids else None
            codings = connection.execute(put).mappings().all() if put is not None else []
            cells = _cells(row["kind"], row["before"], now, [dict(one) for one in codings])
            carried.append((row, cells))
    for row, cells in reversed(carried):
        names = row["before"].get("names", [])
        values = {name: row[name] for name in ("event_id", "user_id", "at")}
        about = {one: "\n".join(name.get(one, "") for name in names) for one in ("en", "sq")}
        values |= {"room": "themes", "did": row["kind"], "about": about, "cells": cells}
        connection.execute(sa.insert(change).values(count=1, source="", undone=False, **values))
    op.drop_table("theme_change")


def _cells(
    kind: str, before: Values, now: dict[int, Values], codings: list[Values]
) -> list[list[Any]]:
    """Table, number, and what of each row changed, before and after; `now`: how the themes were after it, and then before."""
    first, last = (before["themes"][0], before["themes"][-1]) if before.get("themes") else (0, 0)
    if not first:
        return []
    if kind == "edit":
        was, is_now = before["was"], {name: now[first][name] for name in WORDING}
        now[first] |= was
        names = [name for name in WORDING if was[name] != is_now[name]]
        return [_pair(first, {name: (was[name], is_now[name]) for name in names})]
    if kind == "remove":
        return [_pair(first, {"gone": (False, True)})]
    if kind == "merge":
        taken = before["taken"]
        mine = {name: (key, None) for name, key in taken.items()}
        theirs = {name: (None, key) for name, key in taken.items()}
        put = [
            {"passage_id": passage, "theme_id": last, "stance": stance, "user_id": user}
            for passage, stance, user in before["added"]
        ]
        new = [["coding", 0, None, row] for row in put]
        return [_pair(first, {**mine, "gone": (False, True)}), _pair(last, theirs), *new]
    made = {**now[last], "gone": False, "objective_id": None, "goal_id": None}
    return [
        ["theme", last, None, made],
        _pair(first, {}),
        *(["coding", 0, None, row] for row in codings),
        *(["coding", 0, {**row, "theme_id": first}, None] for row in codings),
    ]


def _pair(key: int, values: dict[str, tuple[Any, Any]]) -> list[Any]:
    """The cell of a theme, which also says that it was there."""
    there = {"id": key, "gone": False}
    sides = ({name: one[at] for name, one in values.items()} for at in (0, 1))
    return ["theme", key, *(there | side for side in sides)]


def downgrade() -> None:
    """What was undone by then is no longer known."""
    connection = op.get_bind()
    op.create_table(
        "theme_change",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", facilitate.data.db.Moment(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("undone", sa.Boolean(), server_default="0", nullable=False),
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
    op.create_index(op.f("ix_theme_change_event_id"), "theme_change", ["event_id"])
    op.create_index(op.f("ix_theme_change_user_id"), "theme_change", ["user_id"])
    old, change, theme, _coding = _tables()
    now = {row["id"]: dict(row) for row in connection.execute(sa.select(theme)).mappings()}
    standing = change.c.room == "themes", change.c.of_id.is_(None), ~change.c.undone
    query = sa.select(change).where(*standing).order_by(change.c.id)
    for row in connection.execute(query).mappings().all():
        values = {name: row[name] for name in ("event_id", "user_id", "at")}
        before = _before(row["did"], row["about"], row["cells"], now)
        values |= {"kind": row["did"], "before": before, "undone": False}
        connection.execute(sa.insert(old).values(**values))
    delete_rows(connection, "change", "room = 'themes'")


def _before(kind: str, about: Values, cells: list[Any], now: dict[int, Values]) -> Values:
    """What undoing it needed."""
    mine = {key: (was, then) for table, key, was, then in cells if table == "theme"}
    lines = {one: about.get(one, "").split("\n") for one in ("en", "sq")}
    names = [{one: lines[one][at] for one in lines} for at in range(len(lines["en"]))]
    before: Values = {"themes": list(mine), "names": names}
    if kind == "edit":
        for key, (was, _then) in mine.items():
            row = {**now.get(key, {}), **was}
            before["was"] = {name: row.get(name) for name in WORDING}
    if kind == "merge":
        put = [row for table, _key, _was, row in cells if table == "coding"]
        before["added"] = [[row["passage_id"], row["stance"], row["user_id"]] for row in put]
        (_was, then) = [*mine.values(), ({}, {})][1]
        pointers = ("objective_id", "goal_id")
        before["taken"] = {name: then[name] for name in pointers if then.get(name)}
    return before
