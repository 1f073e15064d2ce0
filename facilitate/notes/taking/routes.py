"""The pages on which notes are taken: one a place, one a line, and what devices send and ask."""

from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, get_or_404, read_first
from ...directory.queries import all_counties, all_sectors
from ...events.access import Can, may, needs
from ...events.models import Event
from ...web.i18n import _
from ...web.request_values import device_milliseconds
from ..blueprint import bp
from ..models import NoteLine
from ..queries import with_deeds
from ..spots import NoteSpot, read_spot
from ..wording import line_url, spot_of_line, spot_url
from . import overview_pages, queries, showing
from .actions import DO, add_typed_line, apply_operations, rewrite_line
from .forms import line_form, line_to_edit, new_line_form
from .sending import read_operations, read_since
from .syncing import LineAct

__all__ = ["overview_pages"]


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
