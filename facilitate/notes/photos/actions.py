"""What happens to photos: taken in, described, kept out of the report, taken out and put back."""

import hashlib
from datetime import UTC, datetime

import sqlalchemy as sa

from ...db import db
from ...events.actions import in_turn
from ...events.models import Event
from ...lib.photos import Photo, taken_in
from ...lib.text import Words
from ..actions import place_of
from ..models import NotePhoto
from ..spots import Spot


def bring(
    event: Event,
    content: bytes,
    spot: Spot,
    by: int | None,
    *,
    photo: Photo | None = None,
    alt: str = "",
    at: datetime | None = None,
) -> NotePhoto:
    """Take an uploaded photo in. The same file once more is the same photo: it stays where it is, one taken out is put back.

    `photo`: what became of the file, where it was read before. Raises PhotoProblem for what is no photo, Refused for a step
    of another event.
    """
    key = hashlib.sha256(content).hexdigest()[:32]
    photo = photo or taken_in(content)
    in_turn(event)
    row = db.session.scalar(sa.select(NotePhoto).where(NotePhoto.event_id == event.id, NotePhoto.key == key))
    if row is None:
        row = NotePhoto(
            event_id=event.id, key=key, content=photo.content, width=photo.width, height=photo.height, alt=alt,
            at=at or datetime.now(UTC), by_id=by, withheld=False,
        )  # fmt: skip
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
    row.removed_at = row.removed_at or datetime.now(UTC)


def put_back(row: NotePhoto) -> None:
    row.removed_at = None


def withhold(row: NotePhoto) -> None:
    """Not for the report: it stays in the notes and leaves the house in nothing."""
    row.withheld = True


def let_out(row: NotePhoto) -> None:
    row.withheld = False


DO = {"remove": take_out, "back": put_back, "withhold": withhold, "show": let_out}
