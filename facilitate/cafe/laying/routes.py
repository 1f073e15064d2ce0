"""The pages on which a café is set up: its tables and rounds, its numbers, its questions; a café typed in one go."""

from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for

from ...agenda.arriving.cafe_counts import groups_for
from ...agenda.group_forms import FORMS, GROUP_KINDS, GroupForm, group_form
from ...agenda.typed_lines import TypedStep, prepares_typed_steps
from ...data.db import Keyed, db
from ...events.access import Can, may, needs
from ...events.models import Event
from ...lib.clock import LONGEST
from ...lib.numbers import read_whole
from ...lib.text import Words
from ...participation.queries import count_who_may_come
from ...web.i18n import _, _n
from ...web.refused import Refused
from .. import actions
from ..actions import add_table, cafe_of
from ..blueprint import bp
from ..cafe_view import cafe_view_or_404, enter_cafe
from ..earlier import has_earlier
from ..floor import CafeFloor
from ..labels import host_said
from ..models import Cafe, CafeTable
from . import disagreement
from .actions import set_tables
from .disagreement import USUAL_SEATS, find_disagreements, laying_of_step, let_step_follow, seats_of
from .forms import TakenNumbers, TakenTables, numbers_form, questions_form
from .number_suggestions import ROOM_ALIKE, SMALLEST_TABLE, group_layings
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
    """How many people the page reckons with: as asked, as many as come, as are expected, or as may come; a host of the team is none."""
    asked = read_whole(request.values.get("people", ""), MOST)
    return asked or len(floor.guests) or event.expected or count_who_may_come(event)


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
            "There is now %(num)d table of %(seats)d.",
            "There are now %(num)d tables of %(seats)d.",
            form.tables.data,
            seats=form.seats.data,
        )
    )
    db.session.commit()
    return back_to_tables(event, step_id)


@bp.post("/events/<slug>/cafe/<int:step_id>/settle-step")
@needs(Can.EDIT_AGENDA)
def settle_step(event: Event, step_id: int) -> Any:
    """The step in the agenda says what the café says: its tables, the minutes its rounds need, its people or chairs."""
    enter_cafe(event, step_id)
    tables = read_whole(request.form.get("tables", ""), actions.MOST_TABLES) or None
    minutes = read_whole(request.form.get("minutes", ""), LONGEST) or None
    people = read_whole(request.form.get("planned", ""), MOST) or None
    chairs = read_whole(request.form.get("chairs", ""), MOST) or None
    if (tables, minutes, people, chairs) == (None,) * 4:
        raise Refused(_("These numbers do not suit this café. Please type them yourself."))
    disagreement.settle_step(
        event, step_id, tables=tables, minutes=minutes, people=people, chairs=chairs
    )
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


MOST_TABLES, MOST_ROUNDS, MOST_MINUTES, MOST_GROUPS = 60, 12, 240, 200
"""What a line may ask for at once; a number beyond is no café, and stays a number of the step."""


@prepares_typed_steps
def make_cafe(event: Event, step_id: int, typed: TypedStep) -> list[Keyed]:
    """The café of a typed step: its rounds where the line names them, its tables with seats for all who are expected.

    Tables that are laid already stay. Small groups are made where the line names their number or rounds, or a form of work whose groups are planned.
    """
    count, minutes = typed.rounds or (0, 0)
    title = Words(en=typed.title, sq=typed.title)
    form = group_form(typed.kind, typed.technique, title)
    is_formed = not form.is_cafe and (typed.technique in FORMS or bool(form.alike))
    if typed.kind not in GROUP_KINDS or not (
        typed.rounds or typed.groups or typed.size or is_formed
    ):
        return []
    before = db.session.scalar(sa.select(Cafe.id).where(Cafe.step_id == step_id))
    tables_of = sa.select(CafeTable.id).where(CafeTable.cafe_id == before).limit(1)
    if before and db.session.scalar(tables_of):
        return []
    cafe = cafe_of(step_id)
    made: list[Keyed] = [] if before else [cafe]
    if 0 < count <= MOST_ROUNDS and minutes <= MOST_MINUTES:
        cafe.rounds, cafe.minutes, cafe.move = count, minutes, typed.to_move
        cafe.harvest = min(typed.harvest, MOST_MINUTES)
    number, seats = _laid(form, typed, event.expected)
    if not 0 < number <= (MOST_TABLES if form.is_cafe else MOST_GROUPS):
        return made
    people = typed.people or event.expected
    seats = seats or (max(SMALLEST_TABLE, -(-people // number)) if people else USUAL_SEATS)
    tables = [CafeTable(question=Words(), seats=seats) for _number in range(number)]
    return [*made, *(add_table(cafe, one) for one in tables)]


def _laid(form: GroupForm, typed: TypedStep, expected: int) -> tuple[int, int]:
    """How many tables or groups a line means, and the seats in each (0: nobody knows yet)."""
    people = typed.people or expected
    room = ROOM_ALIKE if form.alike else 0
    if typed.size and people:
        return typed.groups or groups_for(people, typed.size), typed.size + room
    if form.is_cafe:
        return typed.groups, 0
    if typed.groups:
        return typed.groups, max(2, -(-people // typed.groups) + room) if people else 0
    found = group_layings(people, form) if people else []
    return (found[0].tables, found[0].seats) if found else (0, 0)
