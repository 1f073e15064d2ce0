"""Questions about the photos of an event."""

from dataclasses import dataclass

import sqlalchemy as sa

from ...agenda.models import Step, Strand
from ...cafe.models import CafeTable
from ...db import db, get_or_404
from ...events.models import Event
from ...lib.text import Words
from ..models import NotePhoto


@dataclass(frozen=True)
class Taken:
    """A photo with what was photographed where: the step's title, the group's name, the table's number (0: none) and round."""

    row: NotePhoto
    step: Words
    strand: Words
    table: int

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Photos of one place have the same."""
        row = self.row
        return row.step_id or 0, row.strand_id or 0, self.table, row.round or 0


def photos_of(event: Event, removed: bool = False) -> list[Taken]:
    """The event's photos in the order they were taken in (`removed`: those taken out), without their content; one statement."""
    query = (
        sa.select(NotePhoto, Step.title, Strand.name, CafeTable.number)
        .outerjoin(Step, Step.id == NotePhoto.step_id)
        .outerjoin(Strand, Strand.id == NotePhoto.strand_id)
        .outerjoin(CafeTable, CafeTable.id == NotePhoto.table_id)
        .where(
            NotePhoto.event_id == event.id,
            NotePhoto.removed_at.is_not(None) if removed else NotePhoto.removed_at.is_(None),
        )
    )
    return [
        Taken(row, title or row.place, strand or Words(), number or 0)
        for row, title, strand, number in db.session.execute(query.order_by(NotePhoto.at, NotePhoto.id))
    ]


def photo_of(event: Event, photo_id: int) -> NotePhoto:
    """One photo of the event, taken out or not, or a page that says it is not there."""
    return get_or_404(NotePhoto, NotePhoto.id == photo_id, NotePhoto.event_id == event.id)
