"""The pages on which notes are taken: one a place, one a line, what devices send and ask; the overview, and finding a line."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...agenda.queries import outline_of
from ...data.db import db, get_or_404, read_first
from ...directory.models import County, Sector
from ...directory.queries import all_counties, all_sectors
from ...directory.search import Listing, ListSearch, page_bounds, read_list_search
from ...events.access import Can, may, needs
from ...events.models import Event
from ...lib.text import plain_text
from ...web.i18n import _, _l, register_labels
from ...web.request_values import device_milliseconds
from ..blueprint import bp
from ..models import NoteKind, NoteLine
from ..queries import with_deeds
from ..spots import NoteSpot, read_spot
from ..wording import line_url, spot_of_line, spot_url
from . import overview_queries, queries, showing
from .actions import DO, add_typed_line, apply_operations, rewrite_line
from .forms import line_form, line_to_edit, new_line_form
from .overview import days_of_notes, row_on_now
from .sending import read_operations, read_since
from .syncing import LineAct
from .wording import found_lead, overview_lead


@bp.route("/events/<slug>/notes/steps/<int:step_id>", methods=["GET", "POST"])
@needs(Can.TAKE_NOTES)
def take_notes(event: Event, step_id: int) -> Any:
    """The lines of one place, and one more."""
    where = showing.named_spot_or_404(event, read_spot(step_id, request.args))
    form = new_line_form(all_sectors(), all_counties())
    if request.method == "GET":
        return showing.render_notes_page(event, where, form)
    if not form.validate_on_submit():
        return showing.render_notes_page(event, where, form, 422)
    line = add_typed_line(
        event,
        where.spot,
        place=where.words,
        key=form.key.data or "",
        fields=form.fields,
        now=clock.now(),
        by=current_user.id,
        names=may(Can.SEE_PEOPLE),
        withheld=form.withheld.data,
    )
    flash(_("Recorded."))
    db.session.commit()
    return redirect(spot_url(event, spot_of_line(line)) + "#more")


@bp.get("/events/<slug>/notes/steps/<int:step_id>/newer")
@needs(Can.TAKE_NOTES)
def send_newer_lines(event: Event, step_id: int) -> Any:
    """What others have written or changed here since a device last asked."""
    spot, since = (
        read_spot(step_id, request.args),
        request.args.get("since", 0, device_milliseconds),
    )
    return _told(event, spot, since)


@bp.post("/events/<slug>/notes/sync")
@needs(Can.TAKE_NOTES)
def sync_lines(event: Event) -> Any:
    """What a device has kept; it is told what became of each, and what is new where it is."""
    body: Any = request.get_json(silent=True)
    now = clock.now()
    try:
        operations = read_operations(body, now)
    except (ValueError, RecursionError):  # the latter for what is nested a thousand deep
        abort(422)
    answers = apply_operations(
        event, operations, now, by=current_user.id, names=may(Can.SEE_PEOPLE)
    )
    place = body["spot"] if isinstance(body.get("spot"), dict) else {}
    db.session.commit()
    read_first()  # what is told is read without the lock: the next note-taker's line is kept meanwhile
    return _told(event, read_spot(place.get("step"), place), body.get("since"), answers)


def _told(event: Event, spot: NoteSpot, since: Any, answers: Any = ()) -> Any:
    lines = queries.news_at(event, spot, read_since(since)) if spot.step else []
    answer = jsonify(showing.answer_device(event, spot, lines=lines, since=since, answers=answers))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _line(event: Event, line_id: int) -> NoteLine:
    found: NoteLine | None = db.session.scalar(
        with_deeds().where(NoteLine.id == line_id, NoteLine.event_id == event.id)
    )
    return found or abort(404)


@bp.route("/events/<slug>/notes/lines/<int:line_id>", methods=["GET", "POST"])
@needs(Can.TAKE_NOTES)
def edit_line(event: Event, line_id: int) -> Any:
    """Change a line; one that was taken out meanwhile is put back by it."""
    row = _line(event, line_id)
    shown = line_to_edit(row)
    form = line_form(shown, all_sectors(), all_counties())
    if form.saves(shown):
        rewrite_line(
            event,
            row,
            fields=form.fields,
            withheld=form.withheld.data,
            now=clock.now(),
            names=may(Can.SEE_PEOPLE),
        )
        flash(_("Saved."))
        db.session.commit()
        return redirect(line_url(row, event))
    speakers = queries.speakers_of(event) if may(Can.SEE_PEOPLE) else ()
    return render_template(
        "notes/taking/line.html", event=event, line=row, form=form, speakers=speakers
    ), form.status


@bp.post("/events/<slug>/notes/lines/<int:line_id>/<any(remove, back, withhold, show):what>")
@needs(Can.TAKE_NOTES)
def change_line_state(event: Event, line_id: int, what: str) -> Any:
    """Take a line out or put it back; keep it out of the report or let it in."""
    row = get_or_404(NoteLine, NoteLine.id == line_id, NoteLine.event_id == event.id)
    DO[LineAct(what)](row, clock.now())
    if what == "remove":
        back = url_for("notes.change_line_state", slug=event.slug, line_id=row.id, what="back")
        flash(_("Removed."), f"undo:{back}")
    db.session.commit()
    return redirect(line_url(row, event))


@bp.get("/events/<slug>/notes/kept")
@needs(Can.TAKE_NOTES)
def show_offline_pages(event: Event) -> Any:
    """What opens without a connection; `static/js/notes_kept.js` fills the list, for only the device knows."""
    return render_template("notes/taking/kept.html", event=event)


PAGE = 15
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
