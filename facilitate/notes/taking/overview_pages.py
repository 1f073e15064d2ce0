"""The overview of an event's notes, and all its lines to look something up in."""

from typing import Any

from flask import render_template, request

from ...agenda.queries import outline_of
from ...directory.queries import all_counties, all_sectors
from ...events.access import Can, needs
from ...events.models import Event
from ..blueprint import bp
from ..models import NoteKind
from . import overview_queries
from .finding import LinesShown, find_lines, read_line_search
from .overview import days_of_notes, row_on_now
from .wording import found_lead, overview_lead


@bp.get("/events/<slug>/notes")
@needs(Can.TAKE_NOTES)
def show_notes(event: Event) -> Any:
    """Where notes are taken, how much is written, and where nobody has written yet."""
    plan, counts = outline_of(event), overview_queries.line_counts_of(event)
    days = days_of_notes(
        plan,
        counts,
        facts=overview_queries.notes_facts_of(event),
        first=event.first_day,
        last=event.last_day,
    )
    on, minute, step = overview_queries.step_on_now(event, plan)
    current = row_on_now(days, on, minute, step)
    known = [key for key, step in plan.steps.items() if plan.day_of(step) is not None]
    lost = {spot for spot in counts if spot.step not in known}
    gone = overview_queries.lost_places(event, known) if lost else []
    lead = overview_lead(days, sum(counts.values()), on, minute)
    return render_template(
        "notes/page.html",
        event=event,
        noted=days,
        current=current,
        gone=gone,
        lead=lead,
        today=on,
        minute=minute,
        kept_at=f"{minute // 60:02}:{minute % 60:02}",
    )


@bp.get("/events/<slug>/notes/lines")
@needs(Can.TAKE_NOTES)
def show_lines(event: Event) -> Any:
    """All lines of an event, by kind, words, sector and county."""
    looked_for = read_line_search(request.args)
    found = find_lines(event, looked_for)
    return render_template(
        "notes/lines.html",
        event=event,
        found=found,
        asked=looked_for,
        kinds=list(NoteKind),
        shows=list(LinesShown),
        sectors=all_sectors(),
        counties=all_counties(),
        lead=found_lead(found.total, looked_for.narrowed),
    )
