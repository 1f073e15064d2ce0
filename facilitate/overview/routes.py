"""The front page and figures across events."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, render_template, request

from .. import clock
from ..accounts.doors import public_page, signed_in
from ..events.models import Event, EventKind
from ..events.queries import my_events
from ..forums.meetings.queries import event_kinds
from ..forums.queries import watched_forums
from ..participation.counting import wording as said
from ..participation.counting.across_events import (
    IN_SHORT,
    OFFERED,
    events_in_short,
    has_any_figures,
    report_across_events,
    title_with_year,
)
from ..participation.counting.forms import requested_government, requested_tables
from ..participation.counting.heads import table_title
from ..participation.counting.pictures.choice import block_pictures
from ..web.assets import asset_address
from . import desk, figure_files, outbox_pages
from .blueprint import bp
from .queries import events_awaiting_release, events_to_compare, gather_front_page
from .wording import deadline_text, front_page_lead, seats_left_text

ICONS = (
    ("icon.svg", "any", "image/svg+xml", "any"),
    ("icon-192.png", "192x192", "image/png", "any"),
    ("icon-512.png", "512x512", "image/png", "any"),
    ("icon-maskable-512.png", "512x512", "image/png", "maskable"),
)
"""The planner's sign for a phone: file, how large, what kind, whether it is cut to the phone's own shape (`tools/icons.py`)."""


@dataclass(frozen=True)
class EventChoice:
    """An event that can be chosen: its name with the year, whether it is."""

    slug: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class KindOfEvents:
    """All events of a kind, which a forum may call in its own way, and how many of them are chosen."""

    name: str
    events: Sequence[EventChoice]

    @property
    def chosen(self) -> int:
        return sum(one.chosen for one in self.events)


def choices_by_kind(
    events: Sequence[Event], slugs: Collection[str], names: Mapping[int, str]
) -> list[KindOfEvents]:
    """The events kind by kind, in their order, those of these slugs chosen. `names`: what each event is called, by its number."""
    order = list(EventKind)
    kinds: dict[str, list[EventChoice]] = {}
    for event in sorted(events, key=lambda one: (order.index(one.kind), names[one.id])):
        choice = EventChoice(event.slug, title_with_year(event), event.slug in slugs)
        kinds.setdefault(names[event.id], []).append(choice)
    return [KindOfEvents(name, found) for name, found in kinds.items()]


__all__ = ["bp", "desk", "figure_files", "outbox_pages"]


MOST = 30
"""Events that the front page holds of a kind, earlier ones say, before it is asked for all."""


@bp.get("/")
@signed_in
def show_front_page() -> Any:
    """What is late and next, and the events; `?events=all` holds every one."""
    today = clock.today()
    every = my_events()
    events = [event for event in every if event.archived_at is None]
    front, forums = gather_front_page(events, today), watched_forums(today)
    return render_template(
        "overview/front.html",
        front=front,
        archived=[event for event in every if event.archived_at is not None],
        forums=forums,
        reports=events_awaiting_release(events),
        lead=front_page_lead(front),
        most=None if request.args.get("events") == "all" else MOST,
        seats=seats_left_text,
        due=deadline_text,
    )


@bp.get("/manifest.webmanifest")
@public_page
def send_manifest() -> Response:
    """Lets a phone keep the planner beside its programs; `start`: the page of ours that it opens with."""
    start = request.args.get("start", "/")
    if not re.fullmatch(r"/(?:[\w-]+/?)*", start, re.ASCII):
        abort(404)
    told = {
        "id": start,
        "name": "facilitate",
        "short_name": "facilitate",
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf9f6",
        "theme_color": "#0b5d5b",
        "icons": [
            {"src": asset_address(name), "sizes": sizes, "type": kind, "purpose": purpose}
            for name, sizes, kind, purpose in ICONS
        ],
    }
    return Response(json.dumps(told), mimetype="application/manifest+json")


@bp.get("/figures")
@signed_in
def show_compared_figures() -> Any:
    """The events named in the address (`?event=SLUG`, several times) side by side."""
    events, tables, government = (
        my_events(),
        requested_tables(request.args),
        requested_government(request.args),
    )
    today = clock.today()
    chosen = events_to_compare(events, request.args.getlist("event"), today)
    slugs = [event.slug for event in chosen]
    report = report_across_events(
        chosen, today, {*tables, *IN_SHORT}, government, at_home=True, tell_people=True
    )
    return render_template(
        "overview/figures.html",
        events=events,
        kinds=choices_by_kind(events, slugs, event_kinds(events)),
        chosen=slugs,
        report=report,
        tables=tables,
        government=government,
        offered=[(key.value, table_title(key)) for key in OFFERED],
        short=events_in_short(chosen, report),
        told=has_any_figures(report),
        wording=said,
        pictures={
            block.key: block_pictures(block, across=True)
            for block in report.blocks
            if chosen and block.key in tables
        },
    )
