"""The overview of an event's notes, and all its lines to look something up in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from flask import render_template, request

from ...agenda.queries import outline_of
from ...data.db import db
from ...directory.models import County, Sector
from ...directory.queries import all_counties, all_sectors
from ...directory.search import Listing, ListSearch, page_bounds, read_list_search
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.text import plain_text
from ...web.i18n import _l, register_labels
from ..blueprint import bp
from ..models import NoteKind, NoteLine
from ..queries import with_deeds
from . import overview_queries
from .overview import days_of_notes, row_on_now
from .wording import found_lead, overview_lead

PAGE = 20
_plain = lru_cache(maxsize=20_000)(plain_text)


class LinesShown(StrEnum):
    """Which lines: all that count, those that are not for the report, those that were taken out."""

    ALL = "all"
    WITHHELD = "withheld"
    REMOVED = "removed"


register_labels(
    {
        LinesShown.ALL: _l("all lines"),
        LinesShown.WITHHELD: _l("not for the report"),
        LinesShown.REMOVED: _l("lines removed"),
    }
)


@dataclass(frozen=True)
class LineSearch(ListSearch):
    """What is looked for: also a kind of line."""

    kind: NoteKind | None = None
    show: LinesShown = LinesShown.ALL

    @property
    def address(self) -> dict[str, Any]:
        """What narrows the list, as it stands in the address."""
        show = self.show if self.show is not LinesShown.ALL else None
        return {**super().address, "kind": self.kind, "show": show}


def read_line_search(args: Mapping[str, str]) -> LineSearch:
    """Read the address; what is not known counts as not asked."""
    one = read_list_search(args)
    kind = NoteKind(args["kind"]) if args.get("kind") in list(NoteKind) else None
    show = LinesShown(args["show"]) if args.get("show") in list(LinesShown) else LinesShown.ALL
    return LineSearch(
        q=one.q, sector=one.sector, county=one.county, page=one.page, kind=kind, show=show
    )


def find_lines(event: Event, looked_for: LineSearch) -> Listing[NoteLine]:
    """One page of the lines that fit, in the order they were said."""
    kind, show = looked_for.kind, looked_for.show
    query = sa.select(NoteLine.id, NoteLine.text, NoteLine.who).where(NoteLine.event_id == event.id)
    taken = (
        NoteLine.removed_at.is_not(None)
        if show is LinesShown.REMOVED
        else NoteLine.removed_at.is_(None)
    )
    query = query.where(taken)
    if show is LinesShown.WITHHELD:
        query = query.where(NoteLine.withheld)
    if kind:
        query = query.where(NoteLine.kind == kind)
    if looked_for.sector:
        query = query.join(NoteLine.sector).where(Sector.key == looked_for.sector)
    if looked_for.county:
        query = query.join(NoteLine.county).where(County.key == looked_for.county)
    typed = plain_text(looked_for.q).split()
    ids = [
        key
        for key, text, who in db.session.execute(query.order_by(NoteLine.at, NoteLine.id))
        if not typed or all(word in f"{_plain(text)} {_plain(who)}" for word in typed)
    ]
    number, pages, first = page_bounds(len(ids), looked_for.page, PAGE)
    shown = ids[first : first + PAGE]
    rows = db.session.scalars(with_deeds().where(NoteLine.id.in_(shown))).all()
    return Listing(shown, number, pages, len(ids)).filled(rows)


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
