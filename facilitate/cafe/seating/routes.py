"""The café's first page, and the search for a seating."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...i18n import _
from ..actions import cafe_of
from ..blueprint import bp
from ..models import Search
from ..queries import cafe_steps
from ..search import begin, go
from ..shown import shown


@bp.get("/events/<slug>/cafe")
@needs(Can.SEE)
def page(event: Event) -> Any:
    """One café of the event: the one in the address, or the first."""
    steps = cafe_steps(event)
    if not steps:
        return render_template("cafe/none.html", event=event)
    asked = request.args.get("step", 0, type=int)
    on = next((one for one in steps if one.id == asked), steps[0])
    view = shown(event, on.id, steps=steps)
    return render_template("cafe/seating/page.html", event=event, view=view, floor=view.floor)


@bp.post("/events/<slug>/cafe/<int:step_id>/seat")
@needs(Can.EDIT_CAFE)
def seat(event: Event, step_id: int) -> Any:
    """Seat everybody: the search begins, or the one that goes on is shown."""
    shown(event, step_id)
    search = begin(cafe_of(step_id), Search.SEAT, by=None)
    flash(_("The search has begun."))
    db.session.commit()
    go(search)
    return redirect(url_for("cafe.page", slug=event.slug, step=step_id))
