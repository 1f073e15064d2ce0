"""An annex of a report is kept: what it may be, and nothing that could run."""

from datetime import datetime

from ...data.db import db
from ...events.access import Can
from ...events.models import Event
from ...forums.rhythm.filing import TYPES as FILED
from ...forums.rhythm.filing import document_ending, document_name
from ...history.removing import RoomRemovals
from ...lib.uploads import UploadLimits
from ...web.i18n import _l
from ...web.uploaded import read_upload
from ..models import AnnexChange, Attachment

ROOM = UploadLimits(packed=24 * 2**20, part=96 * 2**20, unpacked=192 * 2**20)
"""What an annex may weigh: 24 MB as it comes, a little less than a request may."""
TYPES = {
    **FILED,
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
"""What is taken, by the ending it gets."""
ACCEPT = ",".join(f".{ending}" for ending in (*TYPES, "jpeg"))


ANNEX_REMOVALS = RoomRemovals(
    kind=AnnexChange,
    models=(Attachment,),
    key="annexes",
    name=_l("Annexes"),
    page="report.show_annexes",
    sees=Can.SEE,
    undoes=Can.WRITE_REPORT,
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
