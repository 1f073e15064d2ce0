"""An annex of a report is kept: what it may be (`annex_kinds`), and nothing that could run."""

from datetime import datetime

from ...data.db import db
from ...events.models import Event
from ...forums.rhythm.filing import document_ending, document_name
from ...web.uploaded import read_upload
from ..models import Attachment
from .annex_kinds import ROOM, TYPES


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
