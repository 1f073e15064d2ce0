"""Lists that came from a file into a room: the rows they changed and made, undone as a whole."""

from collections.abc import Callable, Iterable
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
from .rooms import Place, is_of

IMPORTED = "rows_imported"
"""What is remembered of such a change."""


def count_of_rows(change: Change) -> str:
    """`3 rows have changed or are new.`"""
    return _n(
        "%(num)d row has changed or is new.", "%(num)d rows have changed or are new.", change.count
    )


@dataclass(frozen=True)
class RoomImports(RoomRecords):
    """What comes into a room as a file."""

    says: Callable[[Any], str] = count_of_rows

    def remember(
        self, event: Place, cells: Iterable[ChangeCell], by: int | None, source: str
    ) -> Change:
        """Keep what a file has just changed; `source`: its name."""
        kept, file = list(cells), source[:200]
        return remember_change(self.kind, event, IMPORTED, kept, by, count=len(kept), source=file)

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
