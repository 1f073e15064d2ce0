"""What may be an annex of a report: office files, PDF and pictures of up to 24 MB, nothing that could run."""

from datetime import datetime

from ...db import db
from ...events.models import Event
from ...forums.rhythm.filing import TYPES as FILED
from ...forums.rhythm.filing import ending_of, name_of
from ...lib.uploads import Room
from ..models import Attachment

ROOM = Room(packed=24 * 2**20, part=96 * 2**20, unpacked=192 * 2**20)
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


def attach(event: Event, typed_name: str, content: bytes, by: int, at: datetime) -> Attachment:
    """Keep a file; its title and the rest are filled in by the caller. Raises NotFiled."""
    ending = ending_of(content, ROOM, tuple(TYPES))
    row = Attachment(
        event_id=event.id, title="", file_name=name_of(typed_name, ending), media_type=TYPES[ending], size=len(content),
        content=content, public=False, at=at, by_id=by, version=1,
    )  # fmt: skip
    db.session.add(row)
    return row
