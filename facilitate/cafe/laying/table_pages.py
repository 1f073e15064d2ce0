"""The pages of one table: added, changed, moved up and down, taken away."""

from typing import Any

from flask import flash, render_template, request
from flask_login import current_user

from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...events.queries import objectives_of, team_of
from ...web.i18n import _
from ...web.refused import Refused
from .. import actions
from ..blueprint import bp
from ..cafe_view import enter_cafe, table_or_404
from ..floor import CafeFloor
from ..models import CafeTable
from ..queries import printed_seating
from .actions import move_table as change_places
from .actions import remove_table as take_away
from .disagreement import let_step_follow
from .forms import TableForm, table_form
from .routes import back_to_tables
from .table_rooms import room_forms, rooms_then, suggest_rooms


def _form(event: Event, floor: CafeFloor, table: CafeTable | None) -> TableForm:
    return table_form(table, floor, team_of(event), objectives_of(event))


@bp.route("/events/<slug>/cafe/<int:step_id>/tables/new", methods=["GET", "POST"])
@needs(Can.EDIT_CAFE)
def add_table(event: Event, step_id: int) -> Any:
    """One more table."""
    floor = enter_cafe(event, step_id).floor
    form = _form(event, floor, None)
    if form.validate_on_submit():
        table = CafeTable()
        form.populate_obj(table)
        actions.add_table(floor.cafe, table)
        let_step_follow(event, floor)
        flash(_("Table %(number)d was added.", number=table.number))
        db.session.commit()
        return back_to_tables(event, step_id)
    return render_template(
        "cafe/laying/table.html", event=event, form=form, floor=floor
    ), form.status


@bp.route("/events/<slug>/cafe/<int:step_id>/tables/<int:table_id>", methods=["GET", "POST"])
@needs(Can.EDIT_CAFE)
def edit_table(event: Event, step_id: int, table_id: int) -> Any:
    """A table's question, host, note-taker and seats."""
    floor = enter_cafe(event, step_id).floor
    row = table_or_404(floor, table_id)
    form = _form(event, floor, row)
    if form.saves(row):
        flash(_("Saved."))
        db.session.commit()
        return back_to_tables(event, step_id)
    return render_template(
        "cafe/laying/table.html", event=event, form=form, floor=floor, table=row
    ), form.status


@bp.route("/events/<slug>/cafe/<int:step_id>/tables/rooms", methods=["GET", "POST"])
@needs(Can.EDIT_CAFE)
def edit_table_rooms(event: Event, step_id: int) -> Any:
    """The room of every table or group; `?suggest=1`: one that is free for each, to be looked through and saved."""
    floor = enter_cafe(event, step_id).floor
    then = rooms_then(event, floor)
    suggested = suggest_rooms(floor, then) if request.args.get("suggest") == "1" else None
    forms = room_forms(floor, then, suggested)
    if request.method == "POST" and all([form.saves(table) for table, form in forms]):
        flash(_("Saved."))
        db.session.commit()
        return back_to_tables(event, step_id)
    wrong = any(form.errors for _table, form in forms)
    return render_template(
        "cafe/laying/rooms.html", event=event, floor=floor, forms=forms, then=then
    ), 422 if wrong else 200


@bp.post("/events/<slug>/cafe/<int:step_id>/tables/<int:table_id>/move")
@needs(Can.EDIT_CAFE)
def move_table(event: Event, step_id: int, table_id: int) -> Any:
    """A table changes its number with the one before it (`to=up`) or after it (`to=down`)."""
    floor = enter_cafe(event, step_id).floor
    table = table_or_404(floor, table_id)
    if request.form.get("to") not in ("up", "down"):
        raise Refused(_("A table moves up or down."))
    before, number = table.number, change_places(floor, table, request.form["to"] == "up")
    if number is not None:
        flash(_("Table %(before)d is now table %(number)d.", before=before, number=number))
        _tell_of_slips(floor)
    db.session.commit()
    return back_to_tables(event, step_id)


@bp.post("/events/<slug>/cafe/<int:step_id>/tables/<int:table_id>/remove")
@needs(Can.EDIT_CAFE)
def remove_table(event: Event, step_id: int, table_id: int) -> Any:
    """A table is taken away; the ones after it move up by a number."""
    floor = enter_cafe(event, step_id).floor
    table = table_or_404(floor, table_id)
    number, page = table.number, back_to_tables(event, step_id)
    change = take_away(event, floor, table, current_user.id)
    flash(
        _("Table %(number)d was removed; the tables after it have moved up.", number=number),
        actions.REMOVALS.offer_undo(event, change, page.location),
    )
    _tell_of_slips(floor)
    db.session.commit()
    return page


def _tell_of_slips(floor: CafeFloor) -> None:
    if printed_seating(floor.cafe) is not None:
        flash(_("Slips already printed have the old numbers on them."))
