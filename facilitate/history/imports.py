"""Lists that came from a file into a room: the rows they changed and made, undone as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import defer

from ..data.row_cells import apply_rows, reverse_rows
from ..lib.cells import ChangeCell, Collision, cells_from_rows
from ..web.i18n import _, _n
from ..web.refused import Refused
from .memory import remember_change
from .models import REDONE, UNDONE, Change
from .rooms import (
    Access,
    Place,
    RoomHistory,
    ToldChange,
    changes_query,
    find_standing_change,
    history_address,
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
        return remember_change(self.kind, event, IMPORTED, kept, by, count=len(kept), source=source)

    def way_back(self, event: Place, change: Change, page: str) -> str:
        """The address that undoes it and then shows that page."""
        return history_address(event, "undo_change", room=self.key, change_id=change.id, next=page)

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
        cells = cells_from_rows(change.cells)
        try:
            apply_rows(cells if again else reverse_rows(cells))
        except Collision:
            raise Refused(_("Somebody has changed this since; nothing was undone.")) from None
        did = REDONE if again else UNDONE
        remember_change(
            self.kind, event, did, (), by, count=change.count, source=change.source, of=change
        )
        return _in_words(change)


def _in_words(change: Change) -> ToldChange:
    said = _n(
        "%(num)d row has changed or is new.", "%(num)d rows have changed or are new.", change.count
    )
    return ToldChange(said, change.undone, final=change.did == REDONE, source=change.source)
