"""What happens to photos: taken in, described, kept out of the report, taken out and put back."""

import hashlib
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...events.actions import in_turn
from ...events.models import Event
from ...lib.photos import JpegPhoto, read_photo
from ...lib.text import Words
from ...web.uploaded import read_upload
from ..actions import place_of
from ..models import NotePhoto
from ..spots import Spot


class Brought(NamedTuple):
    """An uploaded photo: the mark of its file, the same whenever it is sent, and what is kept of it."""

    mark: str
    photo: JpegPhoto


def read(content: bytes) -> Brought:
    """The photo of an uploaded file. Raises a FileProblem."""
    return known_as(content, read_upload(read_photo, content))


def known_as(content: bytes, photo: JpegPhoto) -> Brought:
    """The photo with the mark of the file it was made from."""
    return Brought(hashlib.sha256(content).hexdigest()[:32], photo)


def bring(
    event: Event,
    brought: Brought,
    spot: Spot,
    by: int | None,
    *,
    alt: str = "",
    at: datetime | None = None,
) -> NotePhoto:
    """Take a photo in. The same file once more is the same photo: it stays where it is, one taken out is put back.

    Raises Refused for a step of another event.
    """
    key, photo = brought
    in_turn(event)
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
        put_at(event, row, spot)
        db.session.add(row)
    row.removed_at = None
    db.session.flush()
    return row


def put_at(event: Event, row: NotePhoto, spot: Spot) -> None:
    """Say where it was taken. A place that is gone meanwhile leaves the photo without one. Raises Refused like `place_of`."""
    found, called = place_of(event, spot, row.place or Words())
    row.step_id, row.strand_id, row.table_id, row.round = found
    row.place = called


def take_out(row: NotePhoto) -> None:
    row.removed_at = row.removed_at or clock.now()


def put_back(row: NotePhoto) -> None:
    row.removed_at = None


def withhold(row: NotePhoto) -> None:
    """Not for the report: it stays in the notes and leaves the house in nothing."""
    row.withheld = True


def let_out(row: NotePhoto) -> None:
    row.withheld = False


DO = {"remove": take_out, "back": put_back, "withhold": withhold, "show": let_out}
