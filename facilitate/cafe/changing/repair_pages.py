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
from ..models import Search, SearchState
from ..queries import printed
from ..search import begin, go, running, stop
from ..shown import Shown, shown
from . import doing, repairing, wording
from .asking import number_in
from .marking import as_shown, comes_from, marks, sought
from .queries import clock_says


@bp.get("/events/<slug>/cafe/<int:step_id>/repair")
@needs(Can.RUN_CAFE)
def repair(event: Event, step_id: int) -> Any:
    """Rounds held, who is missing, and the two ways to go on; `part` is the piece that renews itself meanwhile."""
    view = shown(event, step_id)
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
        people=sought(floor.people.values(), plain_text(words), text),
        says=clock_says(floor.cafe, now),
        opening=repairing.opening(floor),
        **found,
        **{"from": late},
    )


def _found(view: Shown, now: datetime) -> dict[str, Any]:
    """What the last search for a repair has come to."""
    floor, search = view.floor, view.search
    if search is None or search.kind is not Search.REPAIR:
        return {"goes": False, "search": None, "offers": [], "why": ""}
    goes = running(search, now)
    fresh = search.state is SearchState.DONE and search.base_id == floor.seating_id
    offers = repairing.offers(floor, search, printed(floor.cafe)) if fresh and search.offers else []
    why = (
        wording.refused(floor, search.problem)
        if search.problem and search.state is SearchState.REFUSED
        else ""
    )
    return {"goes": goes, "search": search, "offers": offers, "why": why}


@bp.post("/events/<slug>/cafe/<int:step_id>/repair")
@needs(Can.RUN_CAFE)
def begin_repair(event: Event, step_id: int) -> Any:
    """Write down who is missing and how many rounds have been held; then look for ways to go on, if that was pressed."""
    floor = doing.entered(event, step_id)
    late = {key[5:]: value for key, value in request.form.items() if key.startswith("from-")}
    ticked = marks(floor, request.form.getlist("shown"), set(request.form.getlist("out")), late)
    repairing.mark(floor.cafe, ticked, _held(floor.cafe.held))
    here = url_for("cafe.repair", slug=event.slug, step_id=step_id)
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
    doing.ready(floor)
    search = begin(
        floor.cafe, Search.REPAIR, by=current_user.id, asked={"priority": floor.cafe.priority.value}
    )
    if search.kind is not Search.REPAIR:
        raise Refused(
            _(
                "A search for a new seating is running. Wait until it ends, or stop it, then "
                "look for a repair."
            )
        )
    db.session.commit()
    go(search)
    return redirect(f"{here}#found")


def _held(now: int) -> int:
    """The rounds held, as somebody typed; where the number is the one that was shown, as they are by now."""
    typed = request.form.get("held", "")
    return now if typed == request.form.get("held-shown") else number_in(typed, now)


@bp.post("/events/<slug>/cafe/<int:step_id>/repair/stop")
@needs(Can.RUN_CAFE)
def stop_repair(event: Event, step_id: int) -> Any:
    """End the search with the best so far."""
    floor = doing.entered(event, step_id)
    stop(floor.cafe)
    db.session.commit()
    return redirect(url_for("cafe.repair", slug=event.slug, step_id=step_id) + "#found")


@bp.post("/events/<slug>/cafe/<int:step_id>/repair/take")
@needs(Can.RUN_CAFE)
def take_repair(event: Event, step_id: int) -> Any:
    """Let one of the two ways hold, then lead on to printing what has changed."""
    floor = doing.entered(event, step_id)
    run, number = (
        number_in(request.form.get("run", ""), 0),
        number_in(request.form.get("offer", ""), 99),
    )
    row = repairing.take_offer(floor, run, number)
    said = wording.done(floor, row.did, row.about)
    flash(
        f"{said}.", f"undo:{url_for('cafe.undo', slug=event.slug, step_id=step_id, seating=row.id)}"
    )
    db.session.commit()
    return redirect(url_for("cafe.prints", slug=event.slug, step_id=step_id))
