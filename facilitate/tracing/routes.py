"""The thread of an event: as a whole, and the way of each theme, objective and decision."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask_login import current_user

from ..events.access import Can, may, needs
from ..events.models import Event
from . import wording
from .gathering import fabric_of
from .picture import picture_of
from .walking import stops_of, title_of
from .web import Kind, Knot

bp = Blueprint("tracing", __name__)


@bp.get("/events/<slug>/thread")
@needs(Can.SEE)
def page(event: Event) -> Any:
    """From answers to actions as a picture, and the same as a table."""
    fabric, reads = fabric_of(event, current_user), may(Can.READ_ANSWERS)
    return render_template(
        "tracing/page.html",
        event=event,
        fabric=fabric,
        lanes=[one for one in fabric.web.lanes.values() if one.objective or not one.empty],
        picture=picture_of(fabric, reads),
        reads=reads,
        wording=wording,
    )


@bp.get("/events/<slug>/thread/themes/<int:theme_id>")
@needs(Can.SEE)
def theme(event: Event, theme_id: int) -> Any:
    return _way(event, Knot(Kind.THEME, theme_id))


@bp.get("/events/<slug>/thread/objectives/<int:objective_id>")
@needs(Can.SEE)
def objective(event: Event, objective_id: int) -> Any:
    return _way(event, Knot(Kind.OBJECTIVE, objective_id))


@bp.get("/events/<slug>/thread/decisions/<int:decision_id>")
@needs(Can.SEE)
def decision(event: Event, decision_id: int) -> Any:
    return _way(event, Knot(Kind.DECISION, decision_id))


def _way(event: Event, knot: Knot) -> Any:
    """The way of one of them, forwards and back."""
    fabric = fabric_of(event, current_user)
    if not fabric.web.holds(knot):
        abort(404)
    lanes = fabric.web.lanes
    holes = [wording.hole(fabric, lanes[key]) for key in fabric.web.lanes_of(knot)]
    return render_template(
        "tracing/way.html",
        event=event,
        title=title_of(fabric, knot),
        kind=knot.kind,
        stops=stops_of(event, fabric, knot),
        hole=next(filter(None, holes), ""),
    )
