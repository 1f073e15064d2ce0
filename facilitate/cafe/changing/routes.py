"""The pages on which a seating is changed by hand: what a change costs, then the change; locks."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import _
from ...web.refused import Refused
from ..blueprint import bp
from ..floor import Floor
from ..queries import printed
from ..seats import Seating
from ..shown import shown
from . import bar, doing, history_pages, repair_pages, walk_in_pages, wording
from .asking import Asked, asked, choices, locked, number_in
from .cheapest import cheapest
from .costs import Change, cost_of, laid, price_of
from .queries import sector_names

__all__ = ["history_pages", "repair_pages", "walk_in_pages"]
bp.add_app_template_global(bar.bar, "cafe_bar")


@bp.get("/events/<slug>/cafe/<int:step_id>/change")
@needs(Can.RUN_CAFE)
def change(event: Event, step_id: int) -> Any:
    """Choose a round, a person and with whom or where to; what it costs is said before anything is done."""
    view = shown(event, step_id, pairs=True)
    floor = view.floor
    if not _seated(floor):
        return render_template(
            "cafe/changing/change.html", event=event, view=view, floor=floor, seated=False
        )
    ask = asked(floor, request.args)
    before, problem, priced = printed(floor.cafe), "", {}
    try:
        priced = _priced(floor, ask.change, before) if ask.change else {}
    except Refused as refused:
        problem = str(refused)
    offers = (
        [] if priced or not _may_move(floor, ask) else cheapest(floor, ask.number, ask.who, before)
    )
    page = render_template(
        "cafe/changing/change.html",
        event=event,
        view=view,
        floor=floor,
        seated=True,
        ask=ask,
        now=laid(floor),
        problem=problem,
        choices=choices(floor, ask.number),
        locked=locked(floor),
        offers=[(one, wording.in_short(floor, one)) for one in offers],
        **priced,
    )
    return page, 422 if problem else 200


def _seated(floor: Floor) -> bool:
    """Whether there is a seating that can be changed in a round to come."""
    there = floor.seating is not None and len(floor.seating.rounds) >= floor.cafe.rounds
    return there and floor.cafe.held < floor.cafe.rounds


def _may_move(floor: Floor, ask: Asked) -> bool:
    return bool(ask.who) and floor.cafe.held < ask.number <= floor.cafe.rounds


def _priced(floor: Floor, wanted: Change, before: Seating | None) -> dict[str, Any]:
    """What the piece of the page with the price shows."""
    doing.possible(floor, wanted)
    cost = cost_of(floor, wanted, before)
    return {
        "cost": cost,
        "what": wording.what(floor, wanted),
        "price": wording.price(floor, cost, sector_names() if cost.lacks else {}),
        "breaks": wording.breaks(floor, cost),
    }


@bp.get("/events/<slug>/cafe/<int:step_id>/price")
@needs(Can.RUN_CAFE)
def price(event: Event, step_id: int) -> Any:
    """The piece with the price alone, for a dialog beside the picture."""
    floor = shown(event, step_id, pairs=True).floor
    doing.ready(floor)
    wanted = asked(floor, request.args).change
    if wanted is None:
        asked_for: dict[str, Any] = request.args.to_dict()
        return redirect(
            url_for("cafe.change", **asked_for | {"slug": event.slug, "step_id": step_id})
        )
    return render_template(
        "cafe/changing/price.html",
        event=event,
        floor=floor,
        back="picture",
        **_priced(floor, wanted, printed(floor.cafe)),
    )


@bp.post("/events/<slug>/cafe/<int:step_id>/change")
@needs(Can.RUN_CAFE)
def do_change(event: Event, step_id: int) -> Any:
    """Change it; what would break a rule only where the button said so."""
    floor = doing.entered(event, step_id)
    doing.ready(floor)
    wanted = asked(floor, request.form).change
    here: dict[str, Any] = {"slug": event.slug, "step_id": step_id}
    if wanted is None:
        return redirect(url_for("cafe.change", **here))
    doing.still_there(floor, wanted, number_in(request.form.get("seating", ""), 0))
    doing.possible(floor, wanted)
    if price_of(floor, wanted).breaches and "anyway" not in request.form:
        flash(_("Check first: this would break a rule. Nothing has been changed yet."))
        return redirect(url_for("cafe.change", **here, **_address(wanted)))
    row = doing.change_seats(floor, wanted)
    flash(wording.what(floor, wanted), f"undo:{url_for('cafe.undo', **here, seating=row.id)}")
    db.session.commit()
    if request.form.get("back") == "picture":
        return redirect(url_for("cafe.page", slug=event.slug, step=step_id))
    return redirect(url_for("cafe.change", **here, round=wanted.number, who=wanted.who))


def _address(wanted: Change) -> dict[str, Any]:
    """A change as the address of its page."""
    where = {"with": wanted.other} if wanted.other else {"table": wanted.table}
    return {"round": wanted.number, "who": wanted.who, **where}


@bp.post("/events/<slug>/cafe/<int:step_id>/lock")
@needs(Can.RUN_CAFE)
def lock(event: Event, step_id: int) -> Any:
    """Lock a seat or a whole round, or unlock it: a new search keeps what is locked."""
    floor = doing.entered(event, step_id)
    doing.ready(floor)
    ask, on = asked(floor, request.form), request.form.get("on") == "1"
    row = doing.lock(floor, ask.number, ask.who, on)
    said = wording.done(floor, row.did, row.about)
    here: dict[str, Any] = {"slug": event.slug, "step_id": step_id}
    flash(said, f"undo:{url_for('cafe.undo', **here, seating=row.id)}")
    db.session.commit()
    return redirect(
        url_for(
            "cafe.change", **here, round=ask.number, who=ask.who or request.form.get("of") or None
        )
    )
