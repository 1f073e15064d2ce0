"""The café's pages."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, render_template, request, url_for

from ..agenda.kinds import StepKind
from ..agenda.models import Step
from ..agenda.queries import programme
from ..db import db, get_or_404
from ..events.access import Can, needs
from ..events.models import Event
from ..events.queries import team_of
from ..i18n import _, _n
from . import actions
from .forms import NumbersForm, table_form
from .models import Cafe, CafeTable
from .queries import cafes_of, plan_for
from .rounds import rounds, tables_for
from .wording import opening

bp = Blueprint("cafe", __name__)


@bp.get("/events/<slug>/cafe")
@needs(Can.SEE)
def page(event: Event) -> Any:
    """One café of the event: the one in the address, or the first."""
    plans = cafes_of(event)
    steps = [
        (one.day, row) for one in programme(event) for row in one.steps if row.step.kind is StepKind.CAFE
    ]
    if not steps:
        return render_template("cafe/none.html", event=event)
    asked = request.args.get("step", 0, type=int)
    on, shown = next((found for found in steps if found[1].step.id == asked), steps[0])
    plan = plan_for(shown.step.id, plans)
    cafe = plan.cafe
    return render_template(
        "cafe/page.html", event=event, steps=steps, on=on, shown=shown, plan=plan,
        lead=opening(plan, event.expected, shown.minutes), missing=event.expected - plan.seats,
        seats=actions.SEATS, needed=tables_for(event.expected, actions.SEATS),
        rounds=rounds(shown.start, cafe.rounds, cafe.minutes, cafe.move),
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
    return redirect(url_for("cafe.page", slug=event.slug, step=step.id))


@bp.route("/events/<slug>/cafe/<int:step_id>/numbers", methods=["GET", "POST"])
@needs(Can.EDIT_CAFE)
def edit(event: Event, step_id: int) -> Any:
    step = _step(event, step_id)
    cafe = actions.cafe_of(step.id) if request.method == "POST" else plan_for(step.id, cafes_of(event)).cafe
    form = NumbersForm(obj=cafe)
    if form.saves(cafe):
        flash(_("Saved."))
        db.session.commit()
        return _back(event, step)
    return render_template("cafe/numbers.html", event=event, form=form, step=step), form.status


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
    return render_template("cafe/table.html", event=event, form=form, step=step), form.status


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
    return render_template("cafe/table.html", event=event, form=form, step=step, table=row), form.status


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
