"""Rows that are deleted and can come back as they were: with what belonged to them, and with whatever pointed to them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from flask import flash, g, redirect
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from .. import clock
from ..data.db import Base, db
from ..data.row_cells import (
    Row,
    cell_of_row,
    columns_pointing_at,
    decode_row,
    is_row,
    key_names,
    select_rows,
)
from ..events.actions import wait_for_event_lock
from ..lib.cells import ChangeCell, cells_from_rows, cells_to_rows
from ..lib.text import Words
from ..run.jobs import daily
from ..web.i18n import _, pick_wording
from ..web.refused import Refused
from .bins import KEPT, RemovedRow, RoomBin
from .memory import changed_since, remember_change
from .models import REDONE, UNDONE, Change
from .recording import RoomRecords
from .rooms import Place, ToldChange, find_standing_change, is_of

REMOVED = "row_removed"
"""What is remembered of such a change."""
PLACES = ("position", "number")
"""Columns that say which place a row has among those beside it: the others close up, and make room again."""


def _name_removed(change: Change) -> str:
    """After 30 days nothing but that something was removed."""
    name = pick_wording(change.about)
    return _("“%(name)s” was removed.", name=name) if name else _("Something was removed.")


def _nothing_more(cell: ChangeCell, gone: bool) -> None:
    """The row is all there is."""


@dataclass(frozen=True)
class RoomRemovals(RoomRecords):
    """What is removed in a room this way: rows of `models`; who may undo it may bring it back from the bin."""

    says: Callable[[Any], str] = _name_removed
    models: tuple[type[Base], ...] = ()
    settle: Callable[[ChangeCell, bool], None] = _nothing_more
    """What follows where a row is back, or gone again (true), beyond the row itself; may refuse."""

    def remove(self, event: Place, row: Base, name: Words, by: int) -> Change:
        """Delete the row with all that belongs to it, keep it under that name, and close the gap it leaves."""
        assert isinstance(row, self.models), row
        if event is not None:
            wait_for_event_lock(event)
        table = Base.metadata.tables[row.__tablename__ or ""]
        key = {name: getattr(row, name) for name in key_names(table)}
        cells = _delete(table, key)
        self.settle(cells[0], True)
        return remember_change(self.kind, event, REMOVED, cells, by, about=name)

    def remove_on_page(
        self, event: Place, row: Base, name: Words, *, said: str = "", page: str
    ) -> Any:
        """Whoever is signed in removes it; that page says so and offers *Undo*."""
        change = self.remove(event, row, name, current_user.id)
        said = said or _("“%(name)s” was removed.", name=pick_wording(name))
        flash(said, self.offer_undo(event, change, page))
        db.session.commit()
        return redirect(page)

    @property
    def bin(self) -> RoomBin:
        """The room's part of the bin."""
        return RoomBin(
            key=self.key,
            name=self.name,
            restores=self.undoes,
            removed=self._removed,
            restore=self._restore,
        )

    def _removed(self, event: Place) -> Sequence[RemovedRow]:
        room = self.kind.__mapper_args__["polymorphic_identity"]
        return [
            RemovedRow(key, pick_wording(about), at)
            for key, of, about, at in _removed(event)
            if of == room
        ]

    def _restore(self, event: Place, change_id: int, by: int) -> str:
        self._take_back(event, change_id, by, again=False)
        return pick_wording(db.session.get_one(self.kind, change_id).about)

    def _take_back(self, event: Place, change_id: int, by: int, again: bool) -> ToldChange:
        change = find_standing_change(self.kind, event, change_id, again)
        cells = cells_from_rows(change.cells)
        if not cells:
            raise Refused(
                _("This was removed more than 30 days ago and can no longer be restored.")
            )
        if again:
            cells = self._removed_again(cells[0], change)
        else:
            cells[0] = replace(cells[0], id=_put_back(cells))
        self.settle(cells[0], again)
        change.cells = cells_to_rows(cells)
        did = REDONE if again else UNDONE
        remember_change(self.kind, event, did, (), by, about=change.about, of=change)
        return self._in_words(change)

    @staticmethod
    def _removed_again(first: ChangeCell, change: Change) -> list[ChangeCell]:
        """Raises Refused where something that must not be without the row has come to it since."""
        try:
            with db.session.begin_nested():
                return _delete(Base.metadata.tables[first.table], _row_key(first))
        except IntegrityError:
            raise changed_since([pick_wording(change.about)], again=True) from None

    def _in_words(self, change: Change) -> ToldChange:
        name = pick_wording(change.about)
        if change.did == UNDONE:
            said = (
                _("“%(name)s” was restored.", name=name) if name else _("Something was restored.")
            )
            return ToldChange(said, final=True)
        final = change.did == REDONE or not name
        return ToldChange(self.says(change), change.undone, final=final)


def _removed(event: Place) -> Sequence[Any]:
    """What was removed in all rooms: number, room, name and moment; asked once a request."""
    if "removed" not in g:
        query = sa.select(Change.id, Change.room, Change.about, Change.at).where(
            is_of(Change, event), Change.did == REMOVED, ~Change.undone
        )
        g.removed = db.session.execute(query).all()
    found: Sequence[Any] = g.removed
    return found


@daily
def forget_removed() -> None:
    """What left the bin is nowhere any more: only that it was removed stays known."""
    old = sa.and_(Change.did == REMOVED, Change.at < clock.now() - KEPT)
    db.session.execute(sa.update(Change).where(old).values(cells=[], about=Words()))
    db.session.commit()


def _row_key(cell: ChangeCell) -> Row:
    """What tells the row of a cell from all others, now that it may have another number."""
    table, row = Base.metadata.tables[cell.table], cell.before or {}
    return {name: cell.id if name == "id" else row[name] for name in key_names(table)}


def _delete(table: sa.Table, key: Row) -> list[ChangeCell]:
    """Delete a row; gives all that this changed, its own cell first. Those after it move up."""
    this = sa.and_(*is_row(table, key))
    cells = _going(table, this)
    if not cells:
        raise Refused(_("This has already been removed."))
    db.session.flush()
    db.session.execute(sa.delete(table).where(this))
    _shift(table, cells[0].before or {}, -1)
    db.session.expire_all()
    return cells


def _going(table: sa.Table, this: sa.ColumnElement[bool]) -> list[ChangeCell]:
    """What goes with a row: rows that belong to it, parents first, then what points to one of them and will be empty."""
    gone: dict[tuple[Any, ...], ChangeCell] = {}
    emptied: list[ChangeCell] = []
    waiting: list[tuple[sa.Table, sa.ColumnElement[bool]]] = [(table, this)]
    while waiting:
        here, which = waiting.pop(0)
        ids = []
        for row in select_rows(here, which):
            cell = cell_of_row(here, row, None)
            if _key(cell) not in gone:
                gone[_key(cell)] = cell
                ids.append(cell.id)
        for column, rule in columns_pointing_at(here) if any(ids) else ():
            if rule == "CASCADE":
                waiting.append((column.table, column.in_(ids)))
            elif rule == "SET NULL":
                emptied += _emptied(column, ids)
    return [*gone.values(), *(cell for cell in emptied if _key(cell) not in gone)]


def _emptied(column: sa.Column[Any], ids: Collection[int]) -> Iterable[ChangeCell]:
    table = column.table
    query = sa.select(*table.primary_key, column).where(column.in_(ids))
    for row in db.session.execute(query).mappings():
        yield replace(cell_of_row(table, dict(row), None), after={column.name: None})


def _key(cell: ChangeCell) -> tuple[Any, ...]:
    """Which row a cell is about."""
    row, table = cell.before or {}, Base.metadata.tables[cell.table]
    return (cell.table, *(row[name] for name in key_names(table)))


def _put_back(cells: Sequence[ChangeCell]) -> int:
    """Everything as the cells found it, as far as what it belongs to is still there; gives the number of the first row.

    A number that went to another row meanwhile is replaced; what points to somewhere else by now stays. Raises Refused
    where the first row cannot come back.
    """
    numbers: dict[tuple[str, int], int] = {}
    first = Base.metadata.tables[cells[0].table]
    cells = [replace(cells[0], before=_shift(first, cells[0].before or {}, 1)), *cells[1:]]
    for cell in cells:
        table = Base.metadata.tables[cell.table]
        values = _that_fit(table, decode_row(table, cell.before or {}), numbers)
        if cell.after is not None:
            _point(table, values or {}, list(cell.after))
            continue
        there = values is not None and _inserted(table, cell.id, values, numbers)
        if not there and cell is cells[0]:
            raise Refused(
                _("What this belonged to is gone, or there is another one like it by now.")
            )
    db.session.expire_all()
    return numbers[cells[0].table, cells[0].id]


def _point(table: sa.Table, row: Row, names: Sequence[str]) -> None:
    """The row, if it is there, points again to what it did, unless it points to something else by now."""
    for name in names if row else ():
        free = sa.and_(*is_row(table, row), table.c[name].is_(None))
        db.session.execute(sa.update(table).where(free).values({name: row[name]}))


def _that_fit(table: sa.Table, values: Row, numbers: dict[tuple[str, int], int]) -> Row | None:
    """The values with pointers to what is there; None where the row belongs to something that is gone."""
    for name, value in values.items():
        for key in table.c[name].foreign_keys if value is not None else ():
            there, column = key.column.table, key.column
            value = numbers.get((there.name, value), value)
            if db.session.scalar(sa.select(column).where(column == value)) is None:
                if not table.c[name].nullable:
                    return None
                value = None
            values = {**values, name: value}
    return values


def _inserted(
    table: sa.Table, row_id: int, values: Row, numbers: dict[tuple[str, int], int]
) -> bool:
    """Whether the row is there again, under its old number or, where that is another's by now, a new one."""
    if row_id and db.session.scalar(sa.select(table.c.id).where(table.c.id == row_id)):
        values = {name: value for name, value in values.items() if name != "id"}
    try:
        with db.session.begin_nested():
            insert = sa.insert(table).values(values).returning(*table.primary_key)
            numbers[table.name, row_id] = db.session.execute(insert).one()[0]
    except IntegrityError:
        return False
    return True


def _says_place(column: sa.Column[Any]) -> bool:
    """A position may be an office, and a number count something else."""
    return isinstance(column.type, sa.Integer) and not column.info.get("counts")


def _shift(table: sa.Table, row: Row, by: int) -> Row:
    """The rows that come after this one, in what it belongs to, change their place by one; gives it with its own place.

    A row that comes back behind all that are left is the last of them.
    """
    place = next((name for name in PLACES if name in table.c and _says_place(table.c[name])), None)
    parent = next((key.parent for key in table.foreign_keys if key.ondelete == "CASCADE"), None)
    if place is None or parent is None:
        return row
    if by > 0:
        last = sa.select(sa.func.coalesce(sa.func.max(table.c[place]), 0))
        last = last.where(parent == row[parent.name])
        row = {**row, place: min(row[place], (db.session.scalar(last) or 0) + 1)}
    after = table.c[place] >= row[place] if by > 0 else table.c[place] > row[place]
    mine = sa.and_(parent == row[parent.name], after)
    db.session.execute(sa.update(table).where(mine).values({place: table.c[place] + by}))
    return row
