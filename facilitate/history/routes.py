"""What happened in an event, and in the planner itself: who, when, where and what; undone from there where it can be."""

from functools import partial
from itertools import groupby
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask_login import current_user

from ..accounts.doors import in_a_team
from ..accounts.entering import safe_next
from ..data.db import db, row_id
from ..events.access import Can, needs
from ..events.models import Event
from ..lib.numbers import read_whole
from ..web.i18n import _, _n
from ..web.refused import Refused
from ..web.request_values import asked_day
from .bins import find_bin, visible_bins
from .queries import HistoryFilter, history_zone, list_changes, people_in_history
from .rooms import Place, RoomHistory, find_room_history, history_address, visible_histories

bp = Blueprint("history", __name__, url_prefix="/events/<slug>/history")
planner_bp = Blueprint("planner_history", __name__, url_prefix="/planner/history")


@bp.get("")
@needs(Can.SEE)
def show_history(event: Event) -> Any:
    """Everything that was done in the event, the latest first."""
    return _history_page(event)


@planner_bp.get("", endpoint="show_history")
@in_a_team
def show_planner_history() -> Any:
    """Everything that was done in the planner itself and can be undone: directory, forums, templates."""
    return _history_page(None)


@bp.post("/<room>/<int:change_id>/undo")
@needs(Can.SEE)
def undo_change(event: Event, room: str, change_id: int) -> Any:
    """Undo one thing, whoever did it, where one's role may undo it in that room; `next`: the page it was done on."""
    return _take_back(event, room, change_id, again=False)


@planner_bp.post("/<room>/<int:change_id>/undo", endpoint="undo_change")
@in_a_team
def undo_planner_change(room: str, change_id: int) -> Any:
    return _take_back(None, room, change_id, again=False)


@bp.post("/<room>/<int:change_id>/redo")
@needs(Can.SEE)
def redo_change(event: Event, room: str, change_id: int) -> Any:
    """Do again what was undone."""
    return _take_back(event, room, change_id, again=True)


@planner_bp.post("/<room>/<int:change_id>/redo", endpoint="redo_change")
@in_a_team
def redo_planner_change(room: str, change_id: int) -> Any:
    return _take_back(None, room, change_id, again=True)


@bp.get("/bin")
@needs(Can.SEE)
def show_bin(event: Event) -> Any:
    """What was removed and can be restored by the person signed in, the latest first."""
    return _bin_page(event)


@planner_bp.get("/bin", endpoint="show_bin")
@in_a_team
def show_planner_bin() -> Any:
    return _bin_page(None)


@bp.post("/bin/<room>/<int:row_id>/restore")
@needs(Can.SEE)
def restore_removed(event: Event, room: str, row_id: int) -> Any:
    """Bring one thing back to where it was."""
    return _restore(event, room, row_id)


@planner_bp.post("/bin/<room>/<int:row_id>/restore", endpoint="restore_removed")
@in_a_team
def restore_in_planner(room: str, row_id: int) -> Any:
    return _restore(None, room, row_id)


def _history_page(event: Place) -> Any:
    rooms, asked = visible_histories(event), _asked(event)
    found, zone = list_changes(event, rooms, asked), history_zone(event)
    days = groupby(found.rows, lambda entry: entry.at.astimezone(zone).date())
    return render_template(
        "history/page.html",
        event=event,
        found=found,
        asked=asked,
        by_day=[(on, list(entries)) for on, entries in days],
        rooms=rooms,
        people=people_in_history(event, rooms),
        zone=zone,
        lead=_lead(found.total, asked.narrowed),
        at=partial(history_address, event),
        of_place={"slug": event.slug} if event else {},
    )


def _bin_page(event: Place) -> Any:
    rows = [(room, row) for room in visible_bins(event) for row in room.contents(event)]
    rows.sort(key=lambda one: one[1].at, reverse=True)
    return render_template(
        "history/bin.html",
        event=event,
        rows=rows,
        zone=history_zone(event),
        at=partial(history_address, event),
    )


def _restore(event: Place, room: str, row_id: int) -> Any:
    found = find_bin(event, room)
    if row_id not in {row.id for row in found.contents(event)}:
        raise Refused(_("This is no longer in the bin: it was restored, or removed for good."))
    name = found.restore(event, row_id, current_user.id)
    flash(_("“%(name)s” was restored.", name=name))
    db.session.commit()
    return redirect(history_address(event, "show_bin"))


def _take_back(event: Place, room: str, change_id: int, again: bool) -> Any:
    told = _room_of(event, room, change_id).take_back(event, change_id, current_user.id, again)
    flash(_("Redone: %(what)s", what=told.said) if again else _("Undone: %(what)s", what=told.said))
    db.session.commit()
    return redirect(safe_next()) if "next" in request.args else _back(event, room, change_id)


def _room_of(event: Place, key: str, change_id: int) -> RoomHistory:
    """The room, if this change of it is there (404) and the person signed in may undo it (403)."""
    room = find_room_history(event, key)
    change, _at, user = room.changed(event).selected_columns
    row = db.session.execute(
        room.changed(event).where(change == change_id).with_only_columns(user)
    ).first()
    if row is None:
        abort(404)
    return room if room.may_undo(row[0], current_user.id) else abort(403)


def _back(event: Place, room: str, change_id: int) -> Any:
    """To the page of the list it was on, at its line."""
    asked = _asked(event)
    return redirect(
        history_address(
            event,
            "show_history",
            page=asked.page if asked.page > 1 else None,
            _anchor=f"{room}-{change_id}",
            **asked.address,
        )
    )


def _asked(event: Place) -> HistoryFilter:
    """What the address asks for; what no list can have is left out."""
    args = request.args
    room = args.get("where", "")
    return HistoryFilter(
        who=args.get("who", type=row_id),
        room=room if room in visible_histories(event) else "",
        day=asked_day("day"),
        page=read_whole(args.get("page", ""), 999_999) or 1,
    )


def _lead(total: int, narrowed: bool) -> str:
    if narrowed:
        return (
            _n("%(num)d change found.", "%(num)d changes found.", total)
            if total
            else _("No changes found.")
        )
    if not total:
        return _("There is nothing to undo yet.")
    return _n(
        "%(num)d change is kept here, the latest first.",
        "%(num)d changes are kept here, the latest first.",
        total,
    )
