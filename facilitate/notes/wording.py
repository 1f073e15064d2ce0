"""How a line is shown: its sign, its time, who said it, where it stands."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import url_for

from ..events.models import Event
from ..web.i18n import _, pick_wording
from .models import NoteKind, NoteLine
from .spots import NoteSpot

SIGNS = {
    NoteKind.POINT: "•",
    NoteKind.QUOTE: "“",
    NoteKind.QUESTION: "?",
    NoteKind.DISAGREEMENT: "/",
    NoteKind.PROPOSAL: "+",
    NoteKind.DECISION: "!",
    NoteKind.ACTION: ">",
}
"""What stands before a line of each kind; typed first, it chooses the kind."""


def note_kind_sign(kind: NoteKind) -> str:
    return SIGNS[kind]


def clock_at(at: datetime, event: Event) -> str:
    """`10:42`, by the clock where the event is."""
    return at.astimezone(ZoneInfo(event.zone)).strftime("%H:%M")


def step_minute_text(at: datetime, began: datetime | None) -> str:
    """`min 12` of a step that was started on the day; nothing where it was not, or long before or after."""
    if began is None:
        return ""
    minutes = int((at - began).total_seconds() // 60)
    return _("min %(number)d", number=minutes) if 0 <= minutes < 600 else ""


def line_source_text(line: NoteLine) -> str:
    """`Arta Hoxha · Civil society · Kukës`: what is known of who said it."""
    parts = [
        line.person.name if line.person else line.who,
        pick_wording(line.sector.short) if line.sector else "",
        line.county.name if line.county else "",
    ]
    return " · ".join(part for part in parts if part)


def spot_of_line(line: NoteLine) -> NoteSpot:
    """Where a line belongs."""
    return NoteSpot(line.step_id, line.strand_id, line.table_id, line.round)


def spot_url(event: Event, spot: NoteSpot) -> str:
    """The page of a place; of a line without a step, where the lines without one are."""
    if spot.step is None:
        return url_for("notes.show_unplaced_lines", slug=event.slug)
    return url_for("notes.take_notes", slug=event.slug, step_id=spot.step, **spot.address)


def line_url(line: NoteLine, event: Event) -> str:
    """The line on the page of its place."""
    return spot_url(event, spot_of_line(line)) + f"#line-{line.id}"
