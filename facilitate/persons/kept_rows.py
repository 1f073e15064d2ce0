"""What is kept about somebody, table by table: rows that are theirs, rows that point to them, mails to their address."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import sqlalchemy as sa

from ..consultation.answered import UNTOLD_REMINDER
from ..data.db import Base, db
from .subjects import Subject, SubjectKind

Rows = dict[str, list[dict[str, Any]]]

ADDRESSED = {
    "message": "to",
    "invitation": "email",
    "interested_party": "email",
    "sent_report": "email",
    "day_copy": "email",
    "rehearsal_copy": "email",
}
"""Tables that keep an address, and the column that does."""
BELOWS = {
    SubjectKind.PERSON: ("participation", "answer", "forum_member"),
    SubjectKind.ACCOUNT: ("member",),
}
"""Rows of somebody to which others of theirs point."""
SECRET = re.compile(r"token|hash|secret|public_key|credential|^mark$|^signature$|digest")
"""Columns that would let somebody in; they say nothing about anybody."""
UNTOLD = "answered"
"""Whether somebody answered what was asked anonymously is told to nobody, nor by the letters and links they got since."""
LONG = ("content", "cells", "before", "after", "taken", "moved", "gone", "offers", "rows", "file")
"""Columns that hold the state of something else."""


def rows_about(subject: Subject) -> Rows:
    """All rows, by table, as plain values; columns that would let somebody in are left out."""
    return {
        table.name: rows
        for table, condition in _conditions(subject)
        if (rows := [_plain(table, row) for row in _all(table, condition)])
    }


def count_rows_about(subject: Subject) -> dict[str, int]:
    """How many rows there are in each table that has any."""
    parts = [
        sa.select(sa.literal(table.name), sa.func.count()).select_from(table).where(condition)
        for table, condition in _conditions(subject)
    ]
    return {name: number for name, number in db.session.execute(sa.union_all(*parts)) if number}


def _all(table: sa.Table, condition: sa.ColumnElement[bool]) -> Any:
    return db.session.execute(sa.select(table).where(condition).order_by(*table.primary_key))


def _conditions(subject: Subject) -> Iterator[tuple[sa.Table, sa.ColumnElement[bool]]]:
    """Each table with the condition that a row of it is about them."""
    root = Base.metadata.tables[subject.kind]
    yield root, root.c.id == subject.number
    about: dict[str, list[sa.ColumnElement[bool]]] = {}
    for column in _pointing_at(root):
        about.setdefault(column.table.name, []).append(column == subject.number)
    for name in BELOWS[subject.kind]:
        for column, theirs in rows_below(name, subject):
            about.setdefault(column.table.name, []).append(column.in_(theirs))
    if subject.email:
        for name in ADDRESSED:
            about.setdefault(name, []).append(is_addressed(name, subject))
    for name, conditions in sorted(about.items()):
        told = [~UNTOLD_REMINDER] if name == "message" else []
        yield Base.metadata.tables[name], sa.and_(sa.or_(*conditions), *told)


def rows_below(name: str, subject: Subject) -> Iterator[tuple[sa.Column[Any], sa.Select[Any]]]:
    """What points to rows of theirs in that table: each column, and the numbers of these rows."""
    below = Base.metadata.tables[name]
    pointing = _pointing_at(Base.metadata.tables[subject.kind])
    mine = next(one for one in pointing if one.table is below)
    for column in _pointing_at(below):
        yield column, sa.select(below.c.id).where(mine == subject.number)


def is_addressed(name: str, subject: Subject) -> sa.ColumnElement[bool]:
    """The condition that a row of that table went to their address. One address is often an office's: what went to a colleague is not theirs."""
    table = Base.metadata.tables[name]
    same = sa.func.lower(table.c[ADDRESSED[name]]) == subject.email.lower()
    if subject.kind is not SubjectKind.PERSON:
        return same
    if "person_id" in table.c:
        of, theirs = table.c.person_id, table.c.person_id == subject.number
    elif "participation_id" in table.c:
        came = Base.metadata.tables["participation"]
        mine = sa.select(came.c.id).where(came.c.person_id == subject.number)
        of, theirs = table.c.participation_id, table.c.participation_id.in_(mine)
    else:
        return same
    return sa.and_(same, sa.or_(of.is_(None), theirs))


@cache
def _pointing_at(table: sa.Table) -> tuple[sa.Column[Any], ...]:
    return tuple(
        key.parent
        for other in Base.metadata.sorted_tables
        for key in sorted(other.foreign_keys, key=lambda one: one.parent.name)
        if key.column.table is table
    )


def _plain(table: sa.Table, row: Any) -> dict[str, Any]:
    return {
        column.name: row._mapping[column]
        for column in table.columns
        if not SECRET.search(column.name)
        and column.name not in (*LONG, UNTOLD)
        and not isinstance(column.type, sa.LargeBinary)
    }
