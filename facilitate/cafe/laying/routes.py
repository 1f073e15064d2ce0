"""The pages on which a café is set up."""

from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for

from ...agenda.kinds import StepKind
from ...agenda.models import Step
from ...db import db, get_or_404
from ...events.access import Can, needs
from ...events.models import Event
from ...events.queries import team_of
from ...i18n import _, _n
from .. import actions
from ..blueprint import bp
from ..models import Cafe, CafeTable
from ..queries import usual
from ..rounds import tables_for
from ..shown import shown
from .forms import NumbersForm, table_form
from .wording import opening


@bp.get("/events/<slug>/cafe/<int:step_id>/tables")
@needs(Can.SEE)
def tables(event: Event, step_id: int) -> Any:
    """The tables and rounds of a café."""
    view = shown(event, step_id)
    floor = view.floor
    people = len(floor.guests) or event.expected
    return render_template(
        "cafe/laying/tables.html", event=event, view=view, floor=floor,
        lead=opening(floor, people), missing=people - floor.seats,
        seats=actions.SEATS, needed=tables_for(people, actions.SEATS),
    )  # fmt: skip


def _step(event: Event, step_id: int) -> Step:
    return get_or_404(
        Step,
        Step.id == step_id,
        Step.event_id == event.id,
        Step.kind == StepKind.CAFE,
        Step.removed_at.is_(None),
    )


def _table(step: Step, table_id: int) -> CafeTable:
    cafe = sa.select(Cafe.id).where(Cafe.step_id == step.id).scalar_subquery()
    return get_or_404(CafeTable, CafeTable.id == table_id, CafeTable.cafe_id == cafe)


def _back(event: Event, step: Step) -> Any:
    return redirect(url_for("cafe.tables", slug=event.slug, step_id=step.id))


@bp.route("/events/<slug>/cafe/<int:step_id>/numbers", methods=["GET", "POST"])
@needs(Can.EDIT_CAFE)
def edit(event: Event, step_id: int) -> Any:
    step = _step(event, step_id)
    there = sa.select(Cafe).where(Cafe.step_id == step.id)
    cafe = (
        actions.cafe_of(step.id) if request.method == "POST" else db.session.scalar(there) or usual(step.id)
    )
    form = NumbersForm(obj=cafe)
    if form.saves(cafe):
        flash(_("Saved."))
        db.session.commit()
        return _back(event, step)
    return render_template("cafe/laying/numbers.html", event=event, form=form, step=step), form.status


@bp.post("/events/<slug>/cafe/<int:step_id>/lay")
@needs(Can.EDIT_CAFE)
def lay_tables(event: Event, step_id: int) -> Any:
    """Tables for everybody who is expected, to be given questions and hosts."""
    step = _step(event, step_id)
    count = actions.lay(actions.cafe_of(step.id), max(event.expected, 1))
    flash(_n("%(num)d table is laid.", "%(num)d tables are laid.", count))
    db.session.commit()
    return _back(event, step)


@bp.route("/events/<slug>/cafe/<int:step_id>/tables/new", methods=["GET", "POST"])
@needs(Can.EDIT_CAFE)
def add_table(event: Event, step_id: int) -> Any:
    step = _step(event, step_id)
    form = table_form(None, team_of(event))
    if form.validate_on_submit():
        table = CafeTable()
        form.populate_obj(table)
        actions.add_table(actions.cafe_of(step.id), table)
        flash(_("Table %(number)d is added.", number=table.number))
        db.session.commit()
        return _back(event, step)
    return render_template("cafe/laying/table.html", event=event, form=form, step=step), form.status


@bp.route("/events/<slug>/cafe/<int:step_id>/tables/<int:table_id>", methods=["GET", "POST"])
@needs(Can.EDIT_CAFE)
def edit_table(event: Event, step_id: int, table_id: int) -> Any:
    step = _step(event, step_id)
    row = _table(step, table_id)
    form = table_form(row, team_of(event))
    if form.saves(row):
        flash(_("Saved."))
        db.session.commit()
        return _back(event, step)
    return render_template(
        "cafe/laying/table.html", event=event, form=form, step=step, table=row
    ), form.status


@bp.post("/events/<slug>/cafe/<int:step_id>/tables/<int:table_id>/remove")
@needs(Can.EDIT_CAFE)
def remove_table(event: Event, step_id: int, table_id: int) -> Any:
    step = _step(event, step_id)
    actions.cafe_of(step.id)
    row = _table(step, table_id)
    actions.remove_table(row)
    flash(_("Table %(number)d is taken away; the tables after it have moved up.", number=row.number))
    db.session.commit()
    return _back(event, step)
