"""Lists that came from a file into a room: the rows they changed and made, undone as a whole."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import defer, joinedload

from ..data.db import db
from ..lib.cells import ChangeCell
from ..web.i18n import _n
from .memory import remember_change
from .models import Change
from .recording import RoomRecords
from .removing import REMOVED, RoomRemovals
from .rooms import Place, ToldChange, is_of

IMPORTED = "rows_imported"
"""What is remembered of such a change."""


def count_of_rows(change: Change) -> str:
    """`3 rows have changed or are new.`"""
    return _n(
        "%(num)d row has changed or is new.", "%(num)d rows have changed or are new.", change.count
    )


@dataclass(frozen=True)
class RoomImports(RoomRecords):
    """What comes into a room as a file. `removals`: how it removes rows, where these go to the bin."""

    says: Callable[[Any], str] = count_of_rows
    removals: RoomRemovals | None = None

    def remember(
        self,
        event: Place,
        cells: Iterable[ChangeCell],
        by: int | None,
        source: str,
        removed: Sequence[Change] = (),
        count: int | None = None,
    ) -> Change:
        """Keep what a file has just changed, after it `removed` rows; `source`: its name; `count`: of rows, where others came along."""
        kept, file = list(cells), source[:200]
        count = len(kept) + len(removed) if count is None else count
        made = remember_change(self.kind, event, IMPORTED, kept, by, count=count, source=file)
        for one in removed:
            one.of_id = made.id
        db.session.flush()
        return made

    def _take_back(self, event: Place, change_id: int, by: int, again: bool) -> ToldChange:
        """What it removed comes back last, and goes first again; all of it or nothing."""
        with db.session.begin_nested():
            if again:
                self._take_back_removed(event, change_id, by, again)
            told = super()._take_back(event, change_id, by, again)
            if not again:
                self._take_back_removed(event, change_id, by, again)
        return told

    def _take_back_removed(self, event: Place, change_id: int, by: int, again: bool) -> None:
        """But what somebody restored since from the bin, or removed again."""
        if self.removals is None:
            return
        kind = self.removals.kind
        query = sa.select(kind.id).where(
            kind.of_id == change_id, kind.did == REMOVED, kind.undone.is_(again)
        )
        order = kind.id if again else kind.id.desc()
        for number in db.session.scalars(query.order_by(order)).all():
            self.removals.history.take_back(event, number, by, again)

    def last_change(self, event: Place) -> Change | None:
        """What was imported last and has not been undone."""
        query = sa.select(self.kind).where(
            is_of(self.kind, event), self.kind.did == IMPORTED, ~self.kind.undone
        )
        last = query.order_by(self.kind.id.desc()).limit(1)
        return db.session.scalar(last.options(defer(self.kind.cells), joinedload(self.kind.user)))

    def page_context(self, event: Place, page: str) -> dict[str, Any]:
        """What the first page of an import needs so that the last one can be undone there; `page`: what is shown then."""
        last = self.last_change(event)
        return {"last": last, "undo_last": last and self.way_back(event, last, page)}
