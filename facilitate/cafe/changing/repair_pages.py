"""Repair: who did not come or is late is marked, then two ways to go on are shown with their price, and one is taken."""

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.text import plain_text
from ...web.i18n import _, _n
from ...web.refused import Refused
from ..blueprint import bp
from ..cafe_view import CafeView, cafe_view_or_404
from ..models import SearchKind, SearchState
from ..queries import printed_seating
from ..search import begin_search, is_search_running, queue_search, request_search_stop
from . import repairs, seat_changes, wording
from .chosen_change import number_in
from .queries import clock_says
from .repairs import as_shown, changed_marks, comes_from, find_people


@bp.get("/events/<slug>/cafe/<int:step_id>/repair")
@needs(Can.RUN_CAFE)
def show_repair(event: Event, step_id: int) -> Any:
    """Rounds held, who is missing, and the two ways to go on; `part` is the piece that renews itself meanwhile."""
    view = cafe_view_or_404(event, step_id)
    floor, now = view.floor, clock.now()
    found = _found(view, now)
    if "part" in request.args:
        return render_template("cafe/changing/found.html", event=event, floor=floor, **found)
    late = [
        (str(n), _("late, from round %(number)d", number=n))
        for n in range(2, floor.cafe.rounds + 1)
    ]
    text = {
        guest.key: plain_text(f"{guest.name} {guest.organisation}")
        for guest in floor.people.values()
    }
    words = request.args.get("q", "")[:100]
    return render_template(
        "cafe/changing/repair.html",
        event=event,
        view=view,
        floor=floor,
        q=words,
        comes_from=comes_from,
        as_shown=as_shown,
        people=find_people(floor.people.values(), plain_text(words), text),
        says=clock_says(floor.cafe, now),
        opening=repairs.repair_summary(floor),
        **found,
        **{"from": late},
    )


def _found(view: CafeView, now: datetime) -> dict[str, Any]:
    """What the last search for a repair has come to."""
    floor, search = view.floor, view.search
    if search is None or search.kind is not SearchKind.REPAIR:
        return {"goes": False, "search": None, "offers": [], "why": ""}
    goes = is_search_running(search, now)
    fresh = search.state is SearchState.DONE and search.base_id == floor.seating_id
    offers = (
        repairs.repair_offers(floor, search, printed_seating(floor.cafe))
        if fresh and search.offers
        else []
    )
    why = (
        wording.refusal_sentence(floor, search.problem)
        if search.problem and search.state is SearchState.REFUSED
        else ""
    )
    return {"goes": goes, "search": search, "offers": offers, "why": why}


@bp.post("/events/<slug>/cafe/<int:step_id>/repair")
@needs(Can.RUN_CAFE)
def begin_repair(event: Event, step_id: int) -> Any:
    """Write down who is missing and how many rounds have been held; then look for ways to go on, if that was pressed."""
    floor = seat_changes.hold_floor(event, step_id)
    late = {key[5:]: value for key, value in request.form.items() if key.startswith("from-")}
    ticked = changed_marks(
        floor, request.form.getlist("shown"), set(request.form.getlist("out")), late
    )
    repairs.save_marks(floor.cafe, ticked, _held(floor.cafe.held))
    here = url_for("cafe.show_repair", slug=event.slug, step_id=step_id)
    if "save" in request.form:
        flash(
            _n(
                "Saved: %(num)d person was marked again.",
                "Saved: %(num)d people were marked again.",
                len(ticked),
            )
            if ticked
            else _("Saved.")
        )
        db.session.commit()
        return redirect(here)
    seat_changes.seating_to_change(floor)
    search = begin_search(
        floor.cafe,
        SearchKind.REPAIR,
        by=current_user.id,
        asked={"priority": floor.cafe.priority.value},
    )
    if search.kind is not SearchKind.REPAIR:
        raise Refused(
            _(
                "A search for a new seating is running. Wait until it ends, or stop it, then "
                "look for a repair."
            )
        )
    db.session.commit()
    queue_search(search)
    return redirect(f"{here}#found")


def _held(now: int) -> int:
    """The rounds held, as somebody typed; where the number is the one that was shown, as they are by now."""
    typed = request.form.get("held", "")
    return now if typed == request.form.get("held-shown") else number_in(typed, now)


@bp.post("/events/<slug>/cafe/<int:step_id>/repair/stop")
@needs(Can.RUN_CAFE)
def stop_repair(event: Event, step_id: int) -> Any:
    """End the search with the best so far."""
    floor = seat_changes.hold_floor(event, step_id)
    request_search_stop(floor.cafe)
    db.session.commit()
    return redirect(url_for("cafe.show_repair", slug=event.slug, step_id=step_id) + "#found")


@bp.post("/events/<slug>/cafe/<int:step_id>/repair/take")
@needs(Can.RUN_CAFE)
def use_repair(event: Event, step_id: int) -> Any:
    """Let one of the two ways hold, then lead on to printing what has changed."""
    floor = seat_changes.hold_floor(event, step_id)
    run, number = (
        number_in(request.form.get("run", ""), 0),
        number_in(request.form.get("offer", ""), 99),
    )
    row = repairs.use_repair_offer(floor, run, number)
    said = wording.done_sentence(floor, row.did, row.about)
    flash(
        f"{said}.",
        f"undo:{url_for('cafe.undo_change', slug=event.slug, step_id=step_id, seating=row.id)}",
    )
    db.session.commit()
    return redirect(url_for("cafe.show_papers", slug=event.slug, step_id=step_id))
