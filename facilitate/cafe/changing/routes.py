"""The pages on which a seating is changed by hand: what a change costs, then the change; locks; undo, redo and the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...agenda.dates import local_moment
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import _
from ...web.picking import MOST_LISTED, asked_pick
from ...web.refused import Refused
from ...web.request_values import asked_fields
from .. import actions
from ..blueprint import bp
from ..cafe_view import cafe_view_or_404
from ..floor import CafeFloor
from ..models import CafeSeating
from ..queries import printed_seating
from ..seats import Seating
from . import late, repair_pages, seat_changes, wording
from .cheapest import cheapest_exchanges
from .chosen_change import ChosenChange, locked_seats, number_in, read_chosen_change, seat_choices
from .costs import SeatChange, cost_of, price_of, seating_at_tables
from .queries import back_and_on, seating_or_404, sector_names
from .queries import last_seatings as changes_of

__all__ = ["repair_pages", "late"]


@bp.get("/events/<slug>/cafe/<int:step_id>/change")
@needs(Can.RUN_CAFE)
def show_change(event: Event, step_id: int) -> Any:
    """Choose a round, a person and with whom or where to; what it costs is said before anything is done."""
    view = cafe_view_or_404(event, step_id, pairs=True)
    floor = view.floor
    if not _seated(floor):
        return render_template(
            "cafe/changing/change.html", event=event, view=view, floor=floor, seated=False
        )
    values, typed = request.args.to_dict(), dict[str, str]()
    people = _people_to_choose(floor, values)
    for name in ("who", "with") if len(people["who"]) > MOST_LISTED else ():
        found = asked_pick(name, people[name]) or ""
        values[name], typed[name] = (found, "") if found in floor.people else ("", found)
        people["with"] = [one for one in people["with"] if one[0] != values["who"]]
    ask = read_chosen_change(floor, values)
    before, problem, priced = printed_seating(floor.cafe), "", {}
    try:
        priced = _priced(floor, ask.change, before) if ask.change else {}
    except Refused as refused:
        problem = str(refused)
    offers = (
        []
        if priced or not _may_move(floor, ask)
        else cheapest_exchanges(floor, ask.number, ask.who, before)
    )
    page = render_template(
        "cafe/changing/change.html",
        event=event,
        view=view,
        floor=floor,
        seated=True,
        ask=ask,
        now=seating_at_tables(floor),
        problem=problem,
        people=people,
        typed=typed,
        locked=locked_seats(floor),
        offers=[(one, wording.cost_in_short(floor, one)) for one in offers],
        **priced,
    )
    return page, 422 if problem else 200


def _people_to_choose(
    floor: CafeFloor, values: Mapping[str, str]
) -> dict[str, list[tuple[str, str]]]:
    """Key and name of who can be chosen in that round: to be moved, and to change places with.

    A list that is short says at which table; what is typed stays right when another round is chosen.
    """
    choices = seat_choices(
        floor, read_chosen_change(floor, {"round": values.get("round", "")}).number
    )
    typed = len(choices) > MOST_LISTED
    named = [
        (
            one.guest.key,
            one.guest.name if typed else f"{one.guest.name} · {one.table or _('no seat')}",
        )
        for one in choices
    ]
    seated = {one.guest.key for one in choices if one.table} - {values.get("who", "")}
    return {"who": named, "with": [one for one in named if one[0] in seated]}


def _seated(floor: CafeFloor) -> bool:
    """Whether there is a seating that can be changed in a round to come."""
    there = floor.seating is not None and len(floor.seating.rounds) >= floor.cafe.rounds
    return there and floor.cafe.held < floor.cafe.rounds


def _may_move(floor: CafeFloor, ask: ChosenChange) -> bool:
    return bool(ask.who) and floor.cafe.held < ask.number <= floor.cafe.rounds


def _priced(floor: CafeFloor, wanted: SeatChange, before: Seating | None) -> dict[str, Any]:
    """What the piece of the page with the price shows."""
    seat_changes.check_possible(floor, wanted)
    cost = cost_of(floor, wanted, before)
    return {
        "cost": cost,
        "what": wording.change_sentence(floor, wanted),
        "price": wording.cost_sentences(floor, cost, sector_names() if cost.lacks else {}),
        "breaks": wording.broken_rule_sentences(floor, cost),
    }


@bp.get("/events/<slug>/cafe/<int:step_id>/price")
@needs(Can.RUN_CAFE)
def show_price(event: Event, step_id: int) -> Any:
    """The piece with the price alone, for a dialog beside the picture."""
    floor = cafe_view_or_404(event, step_id, pairs=True).floor
    seat_changes.seating_to_change(floor)
    wanted = read_chosen_change(floor, request.args).change
    if wanted is None:
        place: dict[str, Any] = {"slug": event.slug, "step_id": step_id}
        return redirect(url_for("cafe.show_change", **asked_fields() | place))
    return render_template(
        "cafe/changing/price.html",
        event=event,
        floor=floor,
        back="picture",
        **_priced(floor, wanted, printed_seating(floor.cafe)),
    )


@bp.post("/events/<slug>/cafe/<int:step_id>/change")
@needs(Can.RUN_CAFE)
def apply_change(event: Event, step_id: int) -> Any:
    """Change it; what would break a rule only where the button said so."""
    floor = seat_changes.hold_floor(event, step_id)
    seat_changes.seating_to_change(floor)
    wanted = read_chosen_change(floor, request.form).change
    here: dict[str, Any] = {"slug": event.slug, "step_id": step_id}
    if wanted is None:
        return redirect(url_for("cafe.show_change", **here))
    seat_changes.check_still_there(floor, wanted, number_in(request.form.get("seating", ""), 0))
    seat_changes.check_possible(floor, wanted)
    if price_of(floor, wanted).breaches and "anyway" not in request.form:
        flash(_("Check first: this would break a rule. Nothing has been changed yet."))
        return redirect(url_for("cafe.show_change", **here, **_address(wanted)))
    row = seat_changes.change_seats(floor, wanted)
    flash(
        wording.change_sentence(floor, wanted),
        f"undo:{url_for('cafe.undo_change', **here, seating=row.id)}",
    )
    db.session.commit()
    if request.form.get("back") == "picture":
        return redirect(url_for("cafe.show_cafe", slug=event.slug, step=step_id))
    return redirect(url_for("cafe.show_change", **here, round=wanted.number, who=wanted.who))


def _address(wanted: SeatChange) -> dict[str, Any]:
    """A change as the address of its page."""
    where = {"with": wanted.other} if wanted.other else {"table": wanted.table}
    return {"round": wanted.number, "who": wanted.who, **where}


@bp.post("/events/<slug>/cafe/<int:step_id>/lock")
@needs(Can.RUN_CAFE)
def lock_seats(event: Event, step_id: int) -> Any:
    """Lock a seat or a whole round, or unlock it: a new search keeps what is locked."""
    floor = seat_changes.hold_floor(event, step_id)
    seat_changes.seating_to_change(floor)
    ask, on = read_chosen_change(floor, request.form), request.form.get("on") == "1"
    row = seat_changes.lock_seat(floor, ask.number, ask.who, on)
    said = wording.done_sentence(floor, row.did, row.about)
    here: dict[str, Any] = {"slug": event.slug, "step_id": step_id}
    flash(said, f"undo:{url_for('cafe.undo_change', **here, seating=row.id)}")
    db.session.commit()
    return redirect(
        url_for(
            "cafe.show_change",
            **here,
            round=ask.number,
            who=ask.who or request.form.get("of") or None,
        )
    )


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


bp.add_app_template_global(undo_bar, "cafe_bar")


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
