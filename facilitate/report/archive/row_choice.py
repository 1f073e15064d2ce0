"""Which rows of a table go into an event's archive: conditions for the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ...accounts.models import User
from ...agenda.models import AgendaVersion
from ...cafe.models import CafeSeating
from ...data.db import Base
from ...events.models import Event
from ...forums.models import OpenPoint
from ...notes.models import NoteAction
from ..models import ActionAtForum, Edition
from .archived_tables import TABLES, TableFate, is_own_row, is_taken

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Scope:
    """What is gathered: an event, the edition of its report that two people have released, if there is one; `answers`: these too.

    `reader`: who asks, and sees other events or not; a command is nobody and sees all.
    """

    event: Event
    edition: Edition | None = None
    answers: bool = False
    reader: User | None = None

    @property
    def fates(self) -> frozenset[TableFate]:
        """Notes and report leave the house after the release only."""
        said = {TableFate.NOTES, TableFate.REPORT} if self.edition else set()
        return frozenset({TableFate.EVENT, *said, *({TableFate.ANSWERS} if self.answers else ())})

    @property
    def tables(self) -> Sequence[sa.Table]:
        """The tables that are gathered, parents first."""
        return [
            table
            for table in Base.metadata.sorted_tables
            if is_taken(table.name) and TABLES[table.name].fate in self.fates
        ]


def select_rows(scope: Scope, table: sa.Table) -> sa.Select[Any]:
    """The statement that asks for a table's rows, in the order they were written."""
    order = [table.c.id] if "id" in table.c else list(table.primary_key.columns)
    return sa.select(table).where(*_belongs(scope, table), *_fit(scope, table)).order_by(*order)


def _belongs(scope: Scope, table: sa.Table) -> list[Condition]:
    """That a row is the event's: by its own column, or by that of the row it belongs to."""
    if table.name == "event":
        return [table.c.id == scope.event.id]
    if "event_id" in table.c and is_own_row(table.name):
        return [table.c.event_id == scope.event.id]
    if table.name == OpenPoint.__tablename__:
        return [sa.or_(table.c.raised_at_id == scope.event.id, table.c.id.in_(_followed(scope)))]
    parent = next(key for key in keys_up(table) if key.column.table is not table)
    above = parent.column.table
    return [parent.parent.in_(sa.select(above.c.id).where(*_belongs(scope, above)))]


def _followed(scope: Scope) -> sa.Select[Any]:
    """The points as which forums follow the event's actions; one may have been raised at an earlier meeting."""
    return (
        sa.select(ActionAtForum.point_id)
        .join(NoteAction, ActionAtForum.action_id == NoteAction.id)
        .where(NoteAction.event_id == scope.event.id)
    )


def keys_up(table: sa.Table) -> list[sa.ForeignKey]:
    """The keys by which a row belongs to rows that go in: with them it goes."""
    found = [
        key
        for key in sorted(table.foreign_keys, key=lambda one: one.parent.name)
        if key.ondelete == "CASCADE" and is_taken(key.column.table.name)
    ]
    return sorted(found, key=lambda one: bool(one.parent.nullable))


def _fit(scope: Scope, table: sa.Table) -> list[Condition]:
    """Nothing that was taken out or kept back, and what the table's own rule asks for."""
    conditions: list[Condition] = []
    if "removed_at" in table.c:
        conditions.append(table.c.removed_at.is_(None))
    conditions += [table.c[name].is_(False) for name in ("gone", "withheld") if name in table.c]
    edition = scope.edition
    match TABLES[table.name].only:
        case "public_now":
            versions = sa.select(AgendaVersion.id).where(
                AgendaVersion.event_id == scope.event.id, AgendaVersion.published_at.is_not(None)
            )
            last = versions.order_by(
                AgendaVersion.published_at.desc(), AgendaVersion.id.desc()
            ).limit(1)
            conditions.append(table.c.id == last.scalar_subquery())
        case "seated_now":
            last_ones = sa.select(sa.func.max(CafeSeating.id)).where(CafeSeating.undone.is_(False))
            conditions.append(table.c.id.in_(last_ones.group_by(CafeSeating.cafe_id)))
        case "on_the_sheet":
            conditions.append(table.c.taken.is_(True))
        case "public":
            conditions.append(table.c.public.is_(True))
        case "released" if edition:
            conditions.append(table.c.id == edition.id)
    return conditions
