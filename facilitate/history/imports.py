"""Lists that came from a file into a room: the rows they changed and made, undone as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import defer, joinedload

from ..data.db import db
from ..lib.cells import ChangeCell
from ..web.i18n import _, _n
from .memory import remember_change, take_back_rows
from .models import REDONE, UNDONE, Change
from .rooms import (
    Access,
    Place,
    RoomHistory,
    ToldChange,
    changes_query,
    find_standing_change,
    history_address,
    is_of,
    tell_changes,
)

IMPORTED = "rows_imported"
"""What is remembered of such a change."""


@dataclass(frozen=True)
class RoomImports:
    """What comes into a room this way. `kind`: its changes; `name`, `page`: as in its history.

    `sees`: who may read what came in; `undoes`: who may undo it; `undoes_own`: what they brought themselves, where these are more.
    """

    kind: type[Change]
    key: str
    name: Any
    page: str
    sees: Access
    undoes: Access
    undoes_own: Access | None = None

    def remember(
        self, event: Place, cells: Iterable[ChangeCell], by: int | None, source: str
    ) -> Change:
        """Keep what a file has just changed; `source`: its name."""
        kept = list(cells)
        return remember_change(
            self.kind, event, IMPORTED, kept, by, count=len(kept), source=source[:200]
        )

    def way_back(self, event: Place, change: Change, page: str) -> str:
        """The address that undoes it and then shows that page."""
        return history_address(event, "undo_change", room=self.key, change_id=change.id, next=page)

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

    @property
    def history(self) -> RoomHistory:
        """The room's part of what happened."""
        return RoomHistory(
            key=self.key,
            name=self.name,
            page=self.page,
            sees=self.sees,
            undoes=self.undoes,
            undoes_own=self.undoes_own or self.undoes,
            changed=changes_query(self.kind),
            told=tell_changes(self.kind, _in_words, defer(self.kind.cells)),
            take_back=self._take_back,
        )

    def _take_back(self, event: Place, change_id: int, by: int, again: bool) -> ToldChange:
        change = find_standing_change(self.kind, event, change_id, again)
        take_back_rows(change, event, by, again)
        return _in_words(change)


def _in_words(change: Change) -> ToldChange:
    said = _n(
        "%(num)d row has changed or is new.", "%(num)d rows have changed or are new.", change.count
    )
    if change.did in (UNDONE, REDONE):
        told = _("Undone: %(what)s") if change.did == UNDONE else _("Redone: %(what)s")
        return ToldChange(told % {"what": said}, final=True, source=change.source)
    return ToldChange(said, change.undone, source=change.source)
