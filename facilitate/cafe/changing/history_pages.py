"""Undo, redo, and the history of a seating."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...agenda.dates import local_moment
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import _
from ...web.refused import Refused
from .. import actions
from ..blueprint import bp
from ..cafe_view import cafe_view_or_404
from ..floor import CafeFloor
from ..models import CafeSeating
from . import seat_changes, wording
from .chosen_change import number_in
from .queries import back_and_on, seating_or_404
from .queries import last_seatings as changes_of


@dataclass(frozen=True)
class UndoBar:
    """The two in words; empty where there is none."""

    undo: str
    redo: str


def undo_bar(floor: CafeFloor) -> UndoBar:
    """For a template that shows the bar."""
    undo, redo = (
        step and wording.done_sentence(floor, step.did, step.about) or ""
        for step in back_and_on(floor)
    )
    return UndoBar(undo, redo)


@bp.post("/events/<slug>/cafe/<int:step_id>/undo")
@needs(Can.RUN_CAFE)
def undo_change(event: Event, step_id: int) -> Any:
    """Take the last change of the seating back."""
    return _take_back(event, step_id, again=False)


@bp.post("/events/<slug>/cafe/<int:step_id>/redo")
@needs(Can.RUN_CAFE)
def redo_change(event: Event, step_id: int) -> Any:
    """Do again what was taken back last."""
    return _take_back(event, step_id, again=True)


def _take_back(event: Event, step_id: int, again: bool) -> Any:
    floor = seat_changes.hold_floor(event, step_id)
    actions.check_still_holds(floor.cafe, _seating())
    row = (actions.redo_seating if again else actions.undo_seating)(floor.cafe)
    if row is None:
        raise Refused(_("There is nothing to redo.") if again else _("There is nothing to undo."))
    what = wording.done_sentence(floor, row.did, row.about)
    flash(_("Redone: %(what)s.", what=what) if again else _("Undone: %(what)s.", what=what))
    db.session.commit()
    return _back(event, step_id)


@bp.get("/events/<slug>/cafe/<int:step_id>/history")
@needs(Can.RUN_CAFE)
def show_seating_history(event: Event, step_id: int) -> Any:
    """Who changed the seating, when, and what; each can be gone back to."""
    view = cafe_view_or_404(event, step_id)

    def line(row: CafeSeating) -> str:
        return wording.done_sentence(view.floor, row.did, row.about)

    return render_template(
        "cafe/changing/history.html",
        event=event,
        view=view,
        floor=view.floor,
        rows=changes_of(view.floor.cafe),
        line=line,
        local=local_moment,
        moment=datetime.fromisoformat,
    )


@bp.post("/events/<slug>/cafe/<int:step_id>/history")
@needs(Can.RUN_CAFE)
def restore_earlier_seating(event: Event, step_id: int) -> Any:
    """Let an earlier seating hold again, as a change of its own."""
    floor = seat_changes.hold_floor(event, step_id)
    actions.check_still_holds(floor.cafe, _seating())
    row = seating_or_404(floor.cafe, number_in(request.form.get("row", ""), 0))
    made = seat_changes.restore_seating(floor.cafe, floor, row)
    said = _("Restored: %(what)s.", what=wording.done_sentence(floor, row.did, row.about))
    flash(
        said,
        f"undo:{url_for('cafe.undo_change', slug=event.slug, step_id=step_id, seating=made.id)}",
    )
    db.session.commit()
    return redirect(url_for("cafe.show_seating_history", slug=event.slug, step_id=step_id))


def _seating() -> int:
    """The number of the seating that was looked at."""
    return number_in(request.values.get("seating", ""), 0)


def _back(event: Event, step_id: int) -> Any:
    """To the page the button was on."""
    if request.form.get("back") == "change":
        return redirect(url_for("cafe.show_change", slug=event.slug, step_id=step_id))
    return redirect(url_for("cafe.show_cafe", slug=event.slug, step=step_id))
