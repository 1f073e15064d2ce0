"""The pages on which a café is set up: its tables and rounds, its numbers, its questions."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...data.db import db
from ...events.access import Can, may, needs
from ...events.models import Event
from ...lib.clock import LONGEST
from ...lib.numbers import read_whole
from ...web.i18n import _, _n
from ...web.refused import Refused
from .. import actions
from ..blueprint import bp
from ..cafe_view import cafe_view_or_404, enter_cafe
from ..earlier import has_earlier
from ..floor import CafeFloor
from ..labels import host_said
from . import disagreement
from .actions import set_tables
from .disagreement import find_disagreements, laying_of_step, let_step_follow, seats_of
from .forms import TakenNumbers, TakenTables, numbers_form, questions_form
from .table_advice import cafe_suggestions, how_to
from .table_rooms import room_troubles
from .unsettled import find_unsettled
from .wording import lacking_sentence, tables_summary, together_sentence, unsettled_said

MOST = 10_000
"""People a café is reckoned for at most."""


@bp.get("/events/<slug>/cafe/<int:step_id>/tables")
@needs(Can.SEE)
def show_tables(event: Event, step_id: int) -> Any:
    """The tables and rounds of a café; `?people=` reckons with another number of people than are coming."""
    view = cafe_view_or_404(event, step_id)
    floor = view.floor
    people = people_to_seat(event, floor)
    return render_template(
        "cafe/laying/tables.html",
        event=event,
        view=view,
        floor=floor,
        people=people,
        lead=tables_summary(floor, people),
        together=together_sentence(floor),
        lacking=bool(lacking_sentence(floor)),
        missing=people - floor.seats if people else 0,
        unsettled=unsettled_said(find_unsettled(floor)),
        troubles=room_troubles(event, floor),
        named=may(Can.SEE_PEOPLE),
        host_said=host_said,
        offers=cafe_suggestions(floor, people) if may(Can.EDIT_CAFE) else None,
        apart=find_disagreements(floor, step_too=may(Can.EDIT_AGENDA))
        if may(Can.EDIT_CAFE)
        else [],
        of_step=laying_of_step(floor, people),
        seats=seats_of(floor, people),
        how=how_to(floor),
    )


def people_to_seat(event: Event, floor: CafeFloor) -> int:
    """How many people the page reckons with: as asked, as many as come, or as are expected; a host of the team is none."""
    asked = read_whole(request.values.get("people", ""), MOST)
    return asked or len(floor.guests) or event.expected


def back_to_tables(event: Event, step_id: int) -> Any:
    """To the tables; with the number of people that was reckoned with, if one was."""
    asked = read_whole(request.values.get("people", ""), MOST)
    return redirect(
        url_for("cafe.show_tables", slug=event.slug, step_id=step_id, people=asked or None)
    )


@bp.route("/events/<slug>/cafe/<int:step_id>/numbers", methods=["GET", "POST"])
@needs(Can.EDIT_CAFE)
def edit_numbers(event: Event, step_id: int) -> Any:
    """Rounds and minutes, and who gets a seat."""
    view = enter_cafe(event, step_id)
    cafe = view.floor.cafe
    form = numbers_form(view.floor, earlier=has_earlier(event))
    if form.saves(cafe):
        flash(_("Saved."))
        db.session.commit()
        return back_to_tables(event, step_id)
    return render_template(
        "cafe/laying/numbers.html", event=event, form=form, floor=view.floor
    ), form.status


@bp.route("/events/<slug>/cafe/<int:step_id>/questions", methods=["GET", "POST"])
@needs(Can.EDIT_CAFE)
def edit_questions(event: Event, step_id: int) -> Any:
    """One question a round for all tables."""
    view = enter_cafe(event, step_id)
    form, row = questions_form(view.floor)
    if form.saves(row):
        view.floor.cafe.questions = form.asked()
        flash(_("Saved."))
        db.session.commit()
        return back_to_tables(event, step_id)
    return render_template(
        "cafe/laying/questions.html", event=event, form=form, floor=view.floor
    ), form.status


@bp.post("/events/<slug>/cafe/<int:step_id>/take-numbers")
@needs(Can.EDIT_CAFE)
def use_numbers(event: Event, step_id: int) -> Any:
    """The numbers of a suggestion hold from now on."""
    cafe = enter_cafe(event, step_id).floor.cafe
    form = TakenNumbers()
    if not form.validate_on_submit() or form.rounds.data < cafe.held:
        raise Refused(_("These numbers do not suit this café. Please type them yourself."))
    form.populate_obj(cafe)
    flash(_("The rounds are set."))
    db.session.commit()
    return back_to_tables(event, step_id)


@bp.post("/events/<slug>/cafe/<int:step_id>/take-tables")
@needs(Can.EDIT_CAFE)
def use_tables(event: Event, step_id: int) -> Any:
    """The tables of a suggestion are laid."""
    floor = enter_cafe(event, step_id).floor
    form = TakenTables()
    if not form.validate_on_submit():
        raise Refused(_("These numbers do not suit this café. Please type them yourself."))
    set_tables(floor, form.tables.data, form.seats.data)
    let_step_follow(event, floor)
    flash(
        _n(
            "%(num)d table of %(seats)d was added.",
            "%(num)d tables of %(seats)d were added.",
            form.tables.data,
            seats=form.seats.data,
        )
    )
    db.session.commit()
    return back_to_tables(event, step_id)


@bp.post("/events/<slug>/cafe/<int:step_id>/settle-step")
@needs(Can.EDIT_AGENDA)
def settle_step(event: Event, step_id: int) -> Any:
    """The step in the agenda says what the café says: its tables, the minutes its rounds need, or its people."""
    enter_cafe(event, step_id)
    tables = read_whole(request.form.get("tables", ""), actions.MOST_TABLES) or None
    minutes = read_whole(request.form.get("minutes", ""), LONGEST) or None
    people = read_whole(request.form.get("planned", ""), MOST) or None
    if tables is None and minutes is None and people is None:
        raise Refused(_("These numbers do not suit this café. Please type them yourself."))
    disagreement.settle_step(event, step_id, tables=tables, minutes=minutes, people=people)
    flash(_("The step and the café now match."))
    db.session.commit()
    return back_to_tables(event, step_id)


@bp.post("/events/<slug>/cafe/<int:step_id>/lay")
@needs(Can.EDIT_CAFE)
def add_missing_tables(event: Event, step_id: int) -> Any:
    """Tables of the usual size for everybody who has no seat yet, to be given questions and hosts."""
    floor = enter_cafe(event, step_id).floor
    count = actions.add_usual_tables(floor.cafe, max(people_to_seat(event, floor), 1))
    let_step_follow(event, floor)
    flash(_n("%(num)d table was added.", "%(num)d tables were added.", count))
    db.session.commit()
    return back_to_tables(event, step_id)
