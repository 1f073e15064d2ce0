"""Questions about the photos of an event."""

from dataclasses import dataclass

import sqlalchemy as sa

from ...agenda.models import Step, Strand
from ...agenda.queries import outline_of
from ...cafe.models import CafeTable
from ...data.db import db, get_or_404
from ...events.models import Event
from ...lib.text import Words
from ..models import NotePhoto
from ..spots import NoteSpot
from ..taking.overview import days_of_notes
from ..taking.overview_queries import notes_facts_of
from .places import NotePlace, flatten_places


@dataclass(frozen=True)
class PlacedPhoto:
    """A photo with what was photographed where: the step's title, the group's name, the table's number (0: none) and round."""

    row: NotePhoto
    step: Words
    strand: Words
    table: int

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def spot(self) -> NoteSpot:
        """Where it was taken: photos of one place have the same."""
        return NoteSpot(self.row.step_id, self.row.strand_id, self.row.table_id, self.row.round)

    @property
    def place(self) -> Words:
        """What that place was called when it was brought in."""
        return self.row.place or self.step


def photos_of(event: Event, removed: bool = False) -> list[PlacedPhoto]:
    """The event's photos in the order they were taken in (`removed`: those taken out), without their content."""
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
        PlacedPhoto(row, title or row.place, strand or Words(), number or 0)
        for row, title, strand, number in db.session.execute(
            query.order_by(NotePhoto.at, NotePhoto.id)
        )
    ]


def photo_of(event: Event, photo_id: int) -> NotePhoto:
    """One photo of the event, taken out or not, or a page that says it is not there."""
    return get_or_404(NotePhoto, NotePhoto.id == photo_id, NotePhoto.event_id == event.id)


def note_places(event: Event) -> list[NotePlace]:
    """Where something can be said in the event, in the order of its agenda."""
    days = days_of_notes(
        outline_of(event),
        {},
        facts=notes_facts_of(event),
        first=event.first_day,
        last=event.last_day,
    )
    return flatten_places(days)
