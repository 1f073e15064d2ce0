"""What happens to a report while it is written: sections edited, brought up to date, put elsewhere, left out."""

from dataclasses import replace
from datetime import datetime
from secrets import token_urlsafe

from ...data.db import db
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...web.i18n import _
from ...web.refused import Refused
from ..models import Proceedings, SectionText
from .arranging import Arrangement, move_in_arrangement
from .markup import named_exhibits
from .merging import MergedText, merge_texts
from .outline import ReportOutline
from .queries import proceedings_of


def ensure_proceedings(event: Event) -> Proceedings:
    """How the event's report is put together; made where nobody has chosen anything yet."""
    wait_for_event_lock(event)
    row = proceedings_of(event)
    if row is None:
        row = Proceedings(event_id=event.id, sections=[], token=token_urlsafe(16))
        db.session.add(row)
        db.session.flush()
    return row


def move_section(event: Event, found: ReportOutline, key: str, to: int) -> None:
    """Put a section at that place (from 1) among those it stands with. Raises KeyError where there is no such section."""
    row = ensure_proceedings(event)
    row.sections = move_in_arrangement(found.sections, Arrangement.of(row.sections), key, to).kept()
    db.session.flush()


def include_section(event: Event, found: ReportOutline, key: str, *, to: bool) -> None:
    """Take a section into the report, or leave it out."""
    row = ensure_proceedings(event)
    wanted = Arrangement.of(row.sections)
    out = wanted.out - {key} if to else wanted.out | {key}
    order = wanted.order if key in wanted.order else tuple(one.key for one in found.all)
    row.sections = replace(wanted, order=order, out=out).kept()
    db.session.flush()


def merge_sources(row: SectionText, now: str, by: int, at: datetime) -> MergedText:
    """What changed in the sources goes into what the team wrote; nothing is kept where both had changed the same place."""
    found = merge_texts(row.source, row.text, now)
    if not found.conflicts:
        row.text, row.source, row.by_id, row.at = found.text, now, by, at
        db.session.flush()
    return found


def mark_sources_seen(row: SectionText, now: str) -> None:
    """The team's text stays as it is; what has changed until now is no news any more."""
    row.source = now
    db.session.flush()


def discard_edits(row: SectionText) -> None:
    """The section is again what is assembled."""
    db.session.delete(row)
    db.session.flush()


def restore_exhibit(row: SectionText, exhibit: str) -> None:
    """A table or picture that was taken out of a section stands at its end again."""
    if exhibit in named_exhibits(row.text):
        raise Refused(_("It is already in the text."))
    row.text = f"{row.text}\n\n[[{exhibit}]]".strip()
    db.session.flush()
