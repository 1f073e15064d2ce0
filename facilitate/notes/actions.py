"""What happens to lines: written down, changed, taken out and put back, kept out of the report."""

from datetime import datetime

from .. import clock
from ..data.db import db
from ..events.models import Event
from ..lib.text import Words
from ..web.i18n import _
from ..web.refused import Refused
from .models import NoteKind, NoteLine
from .queries import is_elsewhere, lines_by_key, where_is
from .spots import NamedSpot, NoteSpot

LONGEST = 20_000
"""Characters of one line: what is longer is a document."""


def add_line(
    event: Event,
    key: str,
    *,
    step_id: int | None,
    strand_id: int | None = None,
    table_id: int | None = None,
    round: int | None = None,  # noqa: A002 - that is what a café calls it
    kind: NoteKind,
    text: str,
    person_id: int | None = None,
    who: str = "",
    sector_id: int | None = None,
    county_id: int | None = None,
    withheld: bool = False,
    at: datetime | None = None,
    by_id: int | None = None,
    place: Words = Words(),  # noqa: B008 - a value that never changes
    now: datetime | None = None,
) -> NoteLine:
    """Write a line down; with a key that is known already it is that line, and nothing changes.

    `place` is what the step was called, for when it is no longer there: the line is kept then without one. Raises Refused
    for a step of another event.
    """
    if (known := lines_by_key(event, [key]).get(key)) is not None:
        return known
    spot = NoteSpot(step_id, strand_id, table_id, round)
    return write_line(
        event,
        key,
        resolve_place(event, spot, place),
        kind=kind,
        text=text,
        person_id=person_id,
        who=who,
        sector_id=sector_id,
        county_id=county_id,
        withheld=withheld,
        at=at,
        by_id=by_id,
        now=now,
    )


def resolve_place(event: Event, spot: NoteSpot, called: Words) -> tuple[NoteSpot, Words]:
    """Where a line belongs, and how that is called now. Raises Refused for a step of another event."""
    found: NamedSpot | None = where_is(event, spot) if spot.step else None
    if found:
        lost = called and (found.spot != spot)  # the table has been taken away since
        return found.spot, called if lost else found.words
    if spot.step and is_elsewhere(spot.step):
        raise Refused(_("This step does not belong to this event."))
    return NoteSpot(None), called


def write_line(
    event: Event,
    key: str,
    where: tuple[NoteSpot, Words],
    *,
    kind: NoteKind,
    text: str,
    person_id: int | None = None,
    who: str = "",
    sector_id: int | None = None,
    county_id: int | None = None,
    withheld: bool = False,
    at: datetime | None = None,
    by_id: int | None = None,
    now: datetime | None = None,
) -> NoteLine:
    """A new line at a place that is known; nobody else has its key."""
    now = now or clock.now()
    spot, place = where
    line = NoteLine(
        event_id=event.id,
        key=key,
        step_id=spot.step,
        strand_id=spot.strand,
        table_id=spot.table,
        round=spot.round,
        place=place,
        kind=kind,
        text=text,
        person_id=person_id,
        who=who,
        sector_id=sector_id,
        county_id=county_id,
        withheld=withheld,
        at=at or now,
        by_id=by_id,
        changed_at=now,
    )
    db.session.add(line)
    db.session.flush()
    return line


def mark_line_changed(line: NoteLine, now: datetime) -> None:
    """After its words were changed: others' pages show it again, and one that was taken out is back."""
    line.changed_at, line.removed_at = now, None


def remove_line(line: NoteLine, now: datetime) -> None:
    """Out of the notes; it can be put back."""
    if line.removed_at is None:
        line.removed_at = line.changed_at = now


def restore_line(line: NoteLine, now: datetime) -> None:
    if line.removed_at is not None:
        line.removed_at, line.changed_at = None, now


def withhold_line(line: NoteLine, now: datetime) -> None:
    """Not for the report: it stays in the notes and leaves the house in nothing."""
    if not line.withheld:
        line.withheld, line.changed_at = True, now


def include_line(line: NoteLine, now: datetime) -> None:
    """For the report again."""
    if line.withheld:
        line.withheld, line.changed_at = False, now
