"""What a room remembers of what was done in it, and where undo and redo stand for somebody."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa

from .. import clock
from ..data.db import Base, db
from ..data.row_cells import Row, decode_row
from ..events.models import Event
from ..lib.cells import ChangeCell, Collision, cells_from_rows, cells_to_rows
from ..lib.text import Words
from ..web.i18n import _, _n, pick_wording
from ..web.refused import Refused
from .applying import apply_rows, colliding_cells, reverse_rows
from .models import REDONE, UNDONE, Change

Kind = TypeVar("Kind", bound=Change)
MOST_NAMED = 5
"""Rows that are named in a sentence; the others are counted."""
NAMES = ("title", "name", "question", "text", "currency", "code")
"""Columns by which people know a row, the first that is filled."""
OWNERS = ("person_id", "participation_id")
"""Columns that point to whom a row is about."""


def remember_change(
    kind: type[Kind],
    event: Event | None,
    did: str,
    cells: Iterable[ChangeCell],
    by: int | None,
    *,
    about: Words | None = None,
    count: int = 1,
    source: str = "",
    of: Change | None = None,
) -> Kind:
    """Keep what somebody has just done in the event, or (None) in the planner; `of`: the change it took back or did again, which says so from now on."""
    made = kind(
        event_id=event and event.id,
        user_id=by,
        at=clock.now(),
        did=did,
        about=about or Words(),
        count=count,
        source=source,
        cells=cells_to_rows(cells),
    )
    if of is not None:
        made.of_id, of.undone = of.id, did == UNDONE
    db.session.add(made)
    db.session.flush()
    return made


def take_back_rows(
    change: Change, event: Event | None, by: int, again: bool, lenient: Collection[str] = ()
) -> None:
    """Make of the rows what they were before the change, or (`again`) what it made of them, and remember who did that.

    Refused where somebody has changed the same since; in `lenient` tables (names) what they did stays instead.
    """
    kept = cells_from_rows(change.cells)
    cells = kept if again else reverse_rows(kept)
    try:
        apply_rows(cells, lenient)
    except Collision as first:
        changed = colliding_cells(cells, lenient) or [
            cell for cell in cells if (cell.table, cell.id) == (first.table, first.id)
        ]
        names = [*filter(None, map(_name_of_row, changed))] or [
            pick_wording(change.about).partition("\n")[0]
        ]
        raise changed_since(names, again) from None
    remember_change(
        type(change),
        event,
        REDONE if again else UNDONE,
        (),
        by,
        about=change.about,
        count=change.count,
        source=change.source,
        of=change,
    )


def changed_since(names: Iterable[str], again: bool = False) -> Refused:
    """Why nothing can be undone, or (`again`) redone: somebody has changed the same since, which is called that."""
    known = sorted({name for name in names if name})
    if not known:
        return Refused(
            _("Somebody has changed this since; nothing was redone.")
            if again
            else _("Somebody has changed this since; nothing was undone.")
        )
    rows = ", ".join(f"“{name}”" for name in known[:MOST_NAMED])
    if len(known) > MOST_NAMED:
        rest = len(known) - MOST_NAMED
        rows += " " + _n("and %(num)d more", "and %(num)d more", rest)
    return Refused(
        _("Somebody has changed %(rows)s since; nothing was redone.", rows=rows)
        if again
        else _("Somebody has changed %(rows)s since; nothing was undone.", rows=rows)
    )


def _name_of_row(cell: ChangeCell) -> str:
    """What the row is called now or, where it is gone, was called; empty where it has no name."""
    table = Base.metadata.tables[cell.table]
    row = {**decode_row(table, cell.after or {}), **decode_row(table, cell.before or {})}
    if "id" in table.c:
        now = db.session.execute(sa.select(table).where(table.c.id == cell.id)).first()
        row |= now._mapping if now else {}
    values = (row.get(name) for name in NAMES)
    named = (pick_wording(one) if isinstance(one, Words) else str(one or "") for one in values)
    person = " ".join(filter(None, (row.get("given_name"), row.get("family_name"))))
    return person or next(filter(None, named), "") or _name_of_owner(table, row)


def _name_of_owner(table: sa.Table, row: Row) -> str:
    """What a row without a name of its own is called after: the person it is about."""
    about = (key for key in table.foreign_keys if key.parent.name in OWNERS)
    owners = ((key.column.table.name, row.get(key.parent.name)) for key in about)
    named = (
        _name_of_row(ChangeCell(name, number, None, None)) for name, number in owners if number
    )
    return next(filter(None, named), "")


@dataclass(frozen=True)
class UndoState:
    """Where a room's history stands for somebody: its last change, and theirs that undo and redo would take (None: nothing).

    `more`: whatever else was asked in the same statement.
    """

    last: int = 0
    undo: int | None = None
    redo: int | None = None
    more: tuple[Any, ...] = ()


def last_change_id(kind: type[Change], event: Event) -> sa.ScalarSelect[int]:
    """The number of the room's last change, 0 before the first; a part of a statement."""
    last = sa.select(sa.func.coalesce(sa.func.max(kind.id), 0)).where(kind.event_id == event.id)
    return last.scalar_subquery()


def undo_state(
    kind: type[Change], event: Event, user_id: int, more: Sequence[sa.ColumnElement[Any]] = ()
) -> UndoState:
    """Who does something new gives up what they had undone."""
    mine = sa.and_(kind.user_id == user_id, kind.event_id == event.id)
    new = sa.and_(mine, kind.did.not_in([UNDONE, REDONE]))
    standing = sa.select(sa.func.max(kind.id)).where(new, kind.undone.is_(False)).scalar_subquery()
    later = kind.id > sa.func.coalesce(standing, 0)
    undone = (
        sa.select(sa.func.min(kind.id)).where(new, kind.undone.is_(True), later).scalar_subquery()
    )
    last, undo, redo, *rest = db.session.execute(
        sa.select(last_change_id(kind, event), standing, undone, *more)
    ).one()
    if redo is not None:
        query = sa.select(kind.id, kind.did, kind.of_id, kind.undone).where(mine).order_by(kind.id)
        redo = find_redo(ChangeDeed(*row) for row in db.session.execute(query))
    return UndoState(last, undo, redo, tuple(rest))


@dataclass(frozen=True)
class ChangeDeed:
    """Something one person did: its number, the word for it, which change it took back or did again, if it is undone."""

    id: int
    did: str
    of: int | None = None
    undone: bool = True


def find_redo(mine: Iterable[ChangeDeed]) -> int | None:
    """What redo would take for somebody whose deeds these are, the oldest first.

    It is the last one of theirs that they took back and have not brought again, unless they did something new since. What
    others did is no concern of it. Deeds of earlier versions do not say which change they took back: it was the last one.
    """
    standing: list[int] = []
    back: list[int] = []
    undone: dict[int, bool] = {}
    for deed in mine:
        undone[deed.id] = deed.undone
        if deed.did == UNDONE:
            gone = deed.of or (standing[-1] if standing else None)
            if gone in standing:
                standing.remove(gone)
                back.append(gone)
        elif deed.did == REDONE:
            again = deed.of or (back[-1] if back else None)
            if again in back:
                back.remove(again)
                standing = sorted([*standing, again])
        else:
            standing.append(deed.id)
            back.clear()
    return next((key for key in reversed(back) if undone[key]), None)


def change_to_undo(
    kind: type[Kind], event: Event, user_id: int, again: bool = False
) -> Kind | None:
    """The last change of this user that stands, or (`again`) the one they took back last; None where there is none."""
    now = undo_state(kind, event, user_id)
    return db.session.get(kind, (now.redo if again else now.undo) or 0)
