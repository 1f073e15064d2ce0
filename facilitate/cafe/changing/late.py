"""Who has no seat gets one where it hurts least: nobody else moves unless a rule forces it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import _, _n
from ...web.refused import Refused
from .. import actions
from ..actions import recount_quality
from ..blueprint import bp
from ..cafe_view import cafe_view_or_404
from ..floor import CafeFloor, Guest
from ..instance import (
    engine_event,
    groups_with_newcomers,
    kept_reason,
    once_more,
    problem_rounds,
    seating_from,
)
from ..models import SeatingCause
from ..queries import printed_seating
from ..rotation import Infeasible, seat_late
from ..seats import Seating, changed_slips
from . import seat_changes, wording
from .chosen_change import number_in
from .wording import refusal_sentence


@dataclass(frozen=True)
class Late:
    """The seating with everybody who waited in it; `moved`: keys of others whose slip is another than before.

    `again`: who would come back to a table, as kept reasons (`instance.kept_reason`), where it cannot be had otherwise.
    """

    guests: tuple[Guest, ...]
    seating: Seating
    moved: tuple[str, ...]
    again: tuple[Mapping[str, Any], ...] = ()

    def tables(self, floor: CafeFloor, key: str) -> list[int | None]:
        """The numbers of somebody's tables in the rounds to come (None: not there then)."""
        path = self.seating.path(key)
        return [floor.number_of(table) for table in path[floor.cafe.held : floor.cafe.rounds]]


def seat_waiting(floor: CafeFloor) -> Late:
    """Seat everybody of `floor.unseated`. Refused where nobody waits, nobody is seated yet, or the rules leave no seat.

    Where everybody could be seated only if somebody came back to a table, somebody does: they have come, and want to sit.
    """
    if floor.seating is None:
        raise Refused(_("Nobody has a seat yet. Seat everyone first."))
    waiting = tuple(floor.unseated)
    if not waiting or floor.cafe.held >= floor.cafe.rounds:
        raise Refused(_("Everybody who is here has a seat."))
    if floor.keeps_company:
        how = dict(floor.seating.how)
        joined = seating_from(floor, groups_with_newcomers(floor), metrics={}, why=(), how=how)
        return Late(waiting, recount_quality(floor, joined), ())
    event, before = engine_event(floor), problem_rounds(floor)
    try:
        found = seat_late(event, before)
    except Infeasible as error:
        try:
            found = seat_late(once_more(event), before)
        except Infeasible:
            raise Refused(refusal_sentence(floor, kept_reason(error.reason))) from None
    seating = seating_from(
        floor, found.rounds, metrics=found.metrics, why=found.why, how=dict(floor.seating.how)
    )
    keys = {guest.key for guest in waiting}
    moved = tuple(
        key
        for key in changed_slips(floor.seating, seating)
        if key not in keys and key in floor.guests
    )
    again = tuple(one for one in recount_quality(floor, seating).why if one["kind"] == "topic")
    return Late(waiting, seating, moved, again)


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
