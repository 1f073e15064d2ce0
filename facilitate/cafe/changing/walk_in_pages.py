"""Seating who came without a seat, where it hurts least."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import _n
from ...web.refused import Refused
from .. import actions
from ..blueprint import bp
from ..cafe_view import cafe_view_or_404
from ..models import SeatingCause
from ..queries import printed_seating
from . import seat_changes, wording
from .chosen_change import number_in
from .late import seat_waiting


@bp.get("/events/<slug>/cafe/<int:step_id>/walk-ins")
@needs(Can.RUN_CAFE)
def show_walk_in_seats(event: Event, step_id: int) -> Any:
    """Where everybody without a seat would sit, and who would have to move for it."""
    view = cafe_view_or_404(event, step_id, pairs=True)
    floor, late, why = view.floor, None, ""
    if floor.unseated and floor.seating is not None and floor.cafe.held < floor.cafe.rounds:
        try:
            late = seat_waiting(floor)
        except Refused as refused:
            why = str(refused)
    return render_template(
        "cafe/changing/walk_ins.html",
        event=event,
        view=view,
        floor=floor,
        late=late,
        why=why,
        printed=late is not None and printed_seating(floor.cafe) is not None,
        wording=wording,
    )


@bp.post("/events/<slug>/cafe/<int:step_id>/walk-ins")
@needs(Can.RUN_CAFE)
def apply_walk_in_seats(event: Event, step_id: int) -> Any:
    """Seat them."""
    floor = seat_changes.hold_floor(event, step_id)
    actions.check_still_holds(floor.cafe, number_in(request.form.get("seating", ""), 0))
    late = seat_waiting(floor)
    row = seat_changes.save_change(
        floor, late.seating, SeatingCause.WALKED_IN, {"who": [guest.key for guest in late.guests]}
    )
    said = _n("%(num)d person now has a seat.", "%(num)d people now have a seat.", len(late.guests))
    flash(
        said,
        f"undo:{url_for('cafe.undo_change', slug=event.slug, step_id=step_id, seating=row.id)}",
    )
    db.session.commit()
    return redirect(url_for("cafe.show_cafe", slug=event.slug, step=step_id))
