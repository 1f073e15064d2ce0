"""An annex of a report is kept: what it may be (`annex_kinds`), and nothing that could run."""

from datetime import datetime

from ...data.db import db
from ...events.access import Can
from ...events.models import Event
from ...forums.rhythm.filing import document_ending, document_name
from ...history.removing import RoomRemovals
from ...web.i18n import _l
from ...web.uploaded import read_upload
from ..models import AnnexChange, Attachment
from .annex_kinds import ROOM, TYPES

ANNEX_REMOVALS = RoomRemovals(
    kind=AnnexChange,
    key="annexes",
    name=_l("Annexes"),
    page="report.show_annexes",
    sees=Can.SEE,
    restores=Can.WRITE_REPORT,
)
"""How annexes are removed, with their files."""


def keep_annex(event: Event, typed_name: str, content: bytes, by: int, at: datetime) -> Attachment:
    """Keep a file; its title and the rest are filled in by the caller. Raises a FileProblem."""
    ending = read_upload(document_ending, content, ROOM, tuple(TYPES))
    row = Attachment(
        event_id=event.id,
        title="",
        file_name=document_name(typed_name, ending),
        media_type=TYPES[ending],
        size=len(content),
        content=content,
        public=False,
        at=at,
        by_id=by,
        version=1,
    )
    db.session.add(row)
    return row
