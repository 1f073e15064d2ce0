"""What the page of an event's archive says before anything is gathered, and whether an archive's event is here already."""

from dataclasses import dataclass

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event, Member
from ...notes.models import NoteLine
from ..models import Attachment, Edition
from ..released_report import released_edition
from .checking import CheckedArchive


@dataclass(frozen=True)
class ArchiveState:
    """What goes into the archive now: the edition that is out, how many lines wait for one, presentations that may go and may not."""

    edition: Edition | None
    lines: int
    public: int
    kept: int


def archive_state(event: Event) -> ArchiveState:
    """How the event's archive stands."""
    lines = sa.select(sa.func.count(NoteLine.id)).where(
        NoteLine.event_id == event.id, NoteLine.removed_at.is_(None), NoteLine.withheld.is_(False)
    )
    mine = sa.select(sa.func.count(Attachment.id)).where(Attachment.event_id == event.id)
    public, kept = mine.where(Attachment.public.is_(True)), mine.where(Attachment.public.is_(False))
    counts = db.session.execute(
        sa.select(*(one.scalar_subquery() for one in (lines, public, kept)))
    ).one()
    return ArchiveState(released_edition(event), *counts)


@dataclass(frozen=True)
class EventHere:
    """An event of the planner that an archive is of; `mine`: whoever asks may open it."""

    event: Event
    mine: bool


def event_here(found: CheckedArchive, user_id: int, administrator: bool) -> EventHere | None:
    """The event that has been read in from such an archive, or was put into one here: same address, same days."""
    member = sa.and_(Member.event_id == Event.id, Member.user_id == user_id)
    query = sa.select(Event, Member.id).outerjoin(Member, member).where(_same(found))
    there = db.session.execute(query).first()
    return EventHere(there[0], administrator or there[1] is not None) if there else None


def same_event_here(found: CheckedArchive) -> Event | None:
    """The event that is here already, whoever asks (for commands)."""
    return db.session.scalar(sa.select(Event).where(_same(found)))


def _same(found: CheckedArchive) -> sa.ColumnElement[bool]:
    row = found.event
    return sa.and_(
        Event.slug == row["slug"],
        Event.first_day == row["first_day"],
        Event.last_day == row["last_day"],
    )
