"""What is done to rows in a room, kept as cells: told, undone and redone, without more than a sentence of the room's own."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import defer, joinedload

from ..web.i18n import _
from .memory import take_back_rows
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


@dataclass(frozen=True)
class RoomRecords:
    """What is remembered of a room this way. `kind`: its changes; `name`, `page`: as in its history.

    `sees`: who may read it; `undoes`: who may undo it; `undoes_own`: what they did themselves, where these are more.
    `says`: what was done, in words; `exactly`: what differs, where that is kept. `lenient`: names of tables in which what
    others have done since stays.
    """

    kind: type[Change]
    key: str
    name: Any
    page: str
    sees: Access
    undoes: Access
    says: Callable[[Any], str]
    lenient: Collection[str] = ()
    undoes_own: Access | None = None
    exactly: Callable[[Any], Sequence[str]] = lambda _change: ()

    def way_back(self, event: Place, change: Change, page: str) -> str:
        """The address that undoes it and then shows that page."""
        return history_address(event, "undo_change", room=self.key, change_id=change.id, next=page)

    def offer_undo(self, event: Place, change: Change, page: str) -> str:
        """The category of a flash that offers *Undo* and then shows that page."""
        return f"undo:{self.way_back(event, change, page)}"

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
            told=tell_changes(
                self.kind,
                self._in_words,
                defer(self.kind.cells),
                joinedload(self.kind.of).defer(Change.cells),
            ),
            take_back=self._take_back,
        )

    def _take_back(self, event: Place, change_id: int, by: int, again: bool) -> ToldChange:
        change = find_standing_change(self.kind, event, change_id, again)
        take_back_rows(change, event, by, again, self.lenient)
        return self._in_words(change)

    def _in_words(self, change: Change) -> ToldChange:
        """What took a change back, or did it again, names that one."""
        if change.did not in (UNDONE, REDONE):
            exactly = self.exactly(change)
            return ToldChange(
                self.says(change), change.undone, source=change.source, exactly=exactly
            )
        said = self.says(change.of) if change.of else _("Something that was forgotten since")
        told = _("Undone: %(what)s") if change.did == UNDONE else _("Redone: %(what)s")
        return ToldChange(told % {"what": said}, final=True, source=change.source)
