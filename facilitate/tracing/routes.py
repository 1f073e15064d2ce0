"""The thread of an event: as a whole, and the way of each theme, objective and decision."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask_login import current_user

from ..events.access import Can, may, needs
from ..events.models import Event
from . import wording
from .gathering import gather_thread
from .picture import draw_thread
from .thread_stops import knot_title, stops_on_way
from .web import Knot, KnotKind

bp = Blueprint("tracing", __name__)


@bp.get("/events/<slug>/thread")
@needs(Can.SEE)
def show_thread(event: Event) -> Any:
    """From answers to actions as a picture, and the same as a table."""
    fabric, reads = gather_thread(event, current_user), may(Can.READ_ANSWERS)
    return render_template(
        "tracing/page.html",
        event=event,
        fabric=fabric,
        lanes=[one for one in fabric.web.lanes.values() if one.objective or not one.empty],
        picture=draw_thread(fabric, reads),
        reads=reads,
        wording=wording,
    )


@bp.get("/events/<slug>/thread/themes/<int:theme_id>")
@needs(Can.SEE)
def show_theme_thread(event: Event, theme_id: int) -> Any:
    return _way(event, Knot(KnotKind.THEME, theme_id))


@bp.get("/events/<slug>/thread/objectives/<int:objective_id>")
@needs(Can.SEE)
def show_objective_thread(event: Event, objective_id: int) -> Any:
    return _way(event, Knot(KnotKind.OBJECTIVE, objective_id))


@bp.get("/events/<slug>/thread/decisions/<int:decision_id>")
@needs(Can.SEE)
def show_decision_thread(event: Event, decision_id: int) -> Any:
    return _way(event, Knot(KnotKind.DECISION, decision_id))


def _way(event: Event, knot: Knot) -> Any:
    """The way of one of them, forwards and back."""
    fabric = gather_thread(event, current_user)
    if not fabric.web.holds(knot):
        abort(404)
    return render_template(
        "tracing/way.html",
        event=event,
        title=knot_title(fabric, knot),
        kind=knot.kind,
        stops=stops_on_way(event, fabric, knot),
        hole=wording.way_gap_text(fabric, knot),
    )
