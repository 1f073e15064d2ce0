"""The page on which lines without a step are put where they belong, several in one press."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ... import clock
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.numbers import HIGHEST
from ...web.i18n import _, _n
from ..blueprint import bp
from ..photos.forms import note_place_name
from ..photos.places import read_spot_key
from ..photos.queries import note_places
from ..wording import spot_url
from .unplaced import (
    PlacedCounts,
    line_version_key,
    move_lines_to_spot,
    read_version_keys,
    unplaced_heaps,
)


@bp.get("/events/<slug>/notes/unplaced")
@needs(Can.TAKE_NOTES)
def show_unplaced_lines(event: Event) -> Any:
    """The lines that stand at no step; or one line (`line`) that is to stand elsewhere."""
    return _page(event)


def _page(event: Event, problem: str = "") -> Any:
    heaps, total = unplaced_heaps(event, _only())
    ticked = {one for key in request.form.getlist("line") for one in key.split()}
    page = render_template(
        "notes/bringing/unplaced.html",
        event=event,
        heaps=heaps,
        total=total,
        shown=sum(len(one.lines) for one in heaps),
        only=_only(),
        key_of=line_version_key,
        places=[(one.key, note_place_name(one)) for one in note_places(event)],
        problem=problem,
        ticked=ticked,
        asked=request.form.get("place", ""),
    )
    return page, 422 if problem else 200


def _only() -> int | None:
    """The line that is meant, where the address names one."""
    number = request.args.get("line", 0, int)
    return number if 0 < number <= HIGHEST else None


@bp.post("/events/<slug>/notes/unplaced")
@needs(Can.TAKE_NOTES)
def place_lines(event: Event) -> Any:
    """The ticked lines stand at a step from now on; what somebody changed meanwhile is said, and stays."""
    chosen, spot = (
        read_version_keys(request.form.getlist("line")),
        read_spot_key(request.form.get("place", "")),
    )
    if not chosen:
        return _page(event, _("Tick the lines to move."))
    if spot not in [one.spot for one in note_places(event)]:
        return _page(event, _("Choose the step they were said in."))
    flash(placed_counts_text(move_lines_to_spot(event, chosen, spot, clock.now())))
    db.session.commit()
    home = url_for("notes.show_unplaced_lines", slug=event.slug)
    return redirect(spot_url(event, spot) if _only() else home)


def placed_counts_text(placed: PlacedCounts) -> str:
    """`3 lines moved. 1 line was changed meanwhile and stays where it is: look at it again.`"""
    parts = (
        [_n("%(num)d line moved.", "%(num)d lines moved.", placed.moved)] if placed.moved else []
    )
    if placed.changed:
        parts.append(
            _n(
                "%(num)d line was changed in the meantime and stays where it is: look at it again.",
                "%(num)d lines were changed in the meantime and stay where they are: look at them again.",
                placed.changed,
            )
        )
    if placed.gone:
        parts.append(
            _n(
                "%(num)d line was removed in the meantime.",
                "%(num)d lines were removed in the meantime.",
                placed.gone,
            )
        )
    return " ".join(parts)
