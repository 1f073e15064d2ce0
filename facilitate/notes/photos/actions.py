"""What happens to photos: taken in, described, kept out of the report, taken out and put back."""

import hashlib
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...lib.photos import JpegPhoto, read_photo
from ...lib.text import Words
from ...web.uploaded import read_upload
from ..actions import resolve_place
from ..models import NotePhoto
from ..spots import NoteSpot


class UploadedPhoto(NamedTuple):
    """An uploaded photo: the mark of its file, the same whenever it is sent, and what is kept of it."""

    mark: str
    photo: JpegPhoto


def read_uploaded_photo(content: bytes) -> UploadedPhoto:
    """The photo of an uploaded file. Raises a FileProblem."""
    return photo_with_mark(content, read_upload(read_photo, content))


def photo_with_mark(content: bytes, photo: JpegPhoto) -> UploadedPhoto:
    """The photo with the mark of the file it was made from."""
    return UploadedPhoto(hashlib.sha256(content).hexdigest()[:32], photo)


def create_photo(
    event: Event,
    brought: UploadedPhoto,
    spot: NoteSpot,
    by: int | None,
    *,
    alt: str = "",
    at: datetime | None = None,
) -> NotePhoto:
    """Take a photo in. The same file once more is the same photo: it stays where it is, one taken out is put back.

    Raises Refused for a step of another event.
    """
    key, photo = brought
    wait_for_event_lock(event)
    row = db.session.scalar(
        sa.select(NotePhoto).where(NotePhoto.event_id == event.id, NotePhoto.key == key)
    )
    if row is None:
        row = NotePhoto(
            event_id=event.id,
            key=key,
            content=photo.content,
            width=photo.width,
            height=photo.height,
            alt=alt,
            at=at or clock.now(),
            by_id=by,
            withheld=False,
        )
        place_photo(event, row, spot)
        db.session.add(row)
    row.removed_at = None
    db.session.flush()
    return row


def place_photo(event: Event, row: NotePhoto, spot: NoteSpot) -> None:
    """Say where it was taken. A place that is gone meanwhile leaves the photo without one. Raises Refused like `resolve_place`."""
    found, called = resolve_place(event, spot, row.place or Words())
    row.step_id, row.strand_id, row.table_id, row.round = found
    row.place = called


def remove_photo(row: NotePhoto) -> None:
    row.removed_at = row.removed_at or clock.now()


def restore_photo(row: NotePhoto) -> None:
    row.removed_at = None


def withhold_photo(row: NotePhoto) -> None:
    """Not for the report: it stays in the notes and leaves the house in nothing."""
    row.withheld = True


def include_photo(row: NotePhoto) -> None:
    row.withheld = False


DO = {
    "remove": remove_photo,
    "back": restore_photo,
    "withhold": withhold_photo,
    "show": include_photo,
}
