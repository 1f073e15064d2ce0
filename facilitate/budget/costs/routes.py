"""Cost lines: begun with, written, changed, moved, ordered, paid, taken out and put back."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ... import clock
from ...data.db import db, get_or_404
from ...events.access import Can, needs
from ...events.models import Event
from ...web.i18n import _n
from .. import wording
from ..actions import place_row
from ..blueprint import EITHER, Does, act_on_row, bp
from ..fields import doubtful_amounts
from ..models import CostCategory, CostLine
from ..queries import currency_of
from . import actions
from .forms import CostForm


def _does(today: date) -> Does:
    """What can be done with a line at a press."""
    return {
        **EITHER,
        "copy": actions.copy_cost,
        "order": actions.commit_cost,
        "pay": lambda row: actions.pay_cost(row, today),
    }


@bp.post("/events/<slug>/budget/start")
@needs(Can.EDIT_BUDGET)
def create_budget(event: Event) -> ResponseReturnValue:
    count = actions.start_budget(event)
    flash(
        _n(
            "%(num)d line was added. Now enter the prices.",
            "%(num)d lines were added. Now enter the prices.",
            count,
        )
    )
    db.session.commit()
    return redirect(url_for("budget.show_budget", slug=event.slug))


@bp.route("/events/<slug>/budget/costs/new", methods=["GET", "POST"])
@needs(Can.EDIT_BUDGET)
def create_cost(event: Event) -> Any:
    """One more line; `category` in the address is offered first."""
    asked = request.args.get("category", "")
    category = CostCategory(asked) if asked in set(CostCategory) else CostCategory.OTHER
    row = CostLine(category=category, quantity=100, currency=currency_of(event))
    form = CostForm(obj=row)
    if form.saves(row):
        place_row(row, event)
        return _saved(event, form, row)
    return render_template(
        "budget/costs/cost.html", event=event, form=form, row=None, wording=wording
    ), form.status


@bp.route("/events/<slug>/budget/costs/<int:cost_id>", methods=["GET", "POST"])
@needs(Can.EDIT_BUDGET)
def edit_cost(event: Event, cost_id: int) -> Any:
    row = _row(event, cost_id)
    form = CostForm(obj=row)
    if form.saves(row):
        return _saved(event, form, row)
    return render_template(
        "budget/costs/cost.html", event=event, form=form, row=row, wording=wording
    ), form.status


def _saved(event: Event, form: CostForm, row: CostLine) -> ResponseReturnValue:
    for sentence in doubtful_amounts(form.amounts, row.currency):
        flash(sentence)
    db.session.commit()
    return redirect(url_for("budget.show_budget", slug=event.slug, _anchor=f"line-{row.id}"))


@bp.post("/events/<slug>/budget/costs/<int:cost_id>/do")
@needs(Can.EDIT_BUDGET)
def change_cost(event: Event, cost_id: int) -> ResponseReturnValue:
    """One of DOES, posted as `what`."""
    row = _row(event, cost_id)
    back = url_for("budget.change_cost", slug=event.slug, cost_id=row.id, what="back")
    act_on_row(row, _does(clock.today_in(event)), back)
    db.session.commit()
    return redirect(url_for("budget.show_budget", slug=event.slug, _anchor=f"line-{cost_id}"))


def _row(event: Event, cost_id: int) -> CostLine:
    return get_or_404(CostLine, CostLine.id == cost_id, CostLine.event_id == event.id)
