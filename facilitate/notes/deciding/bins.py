"""What was removed from the notes, for the event's bin: lines, photos, decisions and actions."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from ... import clock
from ...data.db import db, get_or_404
from ...events.access import Can
from ...events.models import Event
from ...history.bins import KEPT, RemovedRow, RoomBin
from ...web.i18n import _, _l
from ..actions import restore_line
from ..models import NoteAction, NoteDecision, NoteLine, NotePhoto
from ..photos.actions import restore_photo
from .actions import restore_deed

Removed = type[NoteLine] | type[NotePhoto] | type[NoteDecision] | type[NoteAction]
TEXTS: dict[Removed, Any] = {
    NoteLine: NoteLine.text,
    NotePhoto: NotePhoto.alt,
    NoteDecision: NoteDecision.text,
    NoteAction: NoteAction.text,
}
"""What each is called after."""


def _bin(kind: Removed, name: Any, restore: Callable[[Any], None]) -> RoomBin:
    def removed(event: Event) -> Sequence[RemovedRow]:
        query = sa.select(kind.id, TEXTS[kind], kind.removed_at)
        mine = kind.event_id == event.id, kind.removed_at > clock.now() - KEPT
        rows = db.session.execute(query.where(*mine))
        return [RemovedRow(key, _called(text), at) for key, text, at in rows]

    def restored(event: Event, row_id: int, _by: int) -> str:
        mine = (kind.id == row_id, kind.event_id == event.id, kind.removed_at.is_not(None))
        row: Any = get_or_404(kind, *mine)
        restore(row)
        return _called(getattr(row, TEXTS[kind].key))

    key = f"notes_{kind.__tablename__}"
    return RoomBin(key, name, restores=Can.TAKE_NOTES, removed=removed, restore=restored)


def _called(text: str) -> str:
    """The beginning of what was written, or that nothing was."""
    return text[:80] or _("without words")


NOTE_BINS = [
    _bin(NoteLine, _l("Lines of the notes"), lambda row: restore_line(row, clock.now())),
    _bin(NotePhoto, _l("Photos"), restore_photo),
    _bin(NoteDecision, _l("Decisions"), restore_deed),
    _bin(NoteAction, _l("Actions"), restore_deed),
]
