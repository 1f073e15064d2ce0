"""Contributions: written, changed, confirmed, received, taken out and put back; what employers carry."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ... import clock
from ...data.db import db, get_or_404
from ...directory.queries import all_organisations
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.money import MoneyFault, NotMoney, is_possible_price
from ...web.forms import NumberField, PlannerForm
from ...web.i18n import _, _l, _n
from .. import wording
from ..actions import place_row
from ..blueprint import EITHER, Does, act_on_row, bp
from ..fields import CurrencyField, MoneyField, doubtful_amounts, has_one_currency
from ..models import Contribution, ContributionKind, CostCategory, PledgeStatus
from ..queries import cost_lines, currency_of
from . import actions
from .forms import ContributionForm, contribution_form


def _does(today: date) -> Does:
    """What can be done with a contribution at a press."""
    return {
        **EITHER,
        "copy": actions.copy_contribution,
        "confirm": lambda row: actions.confirm_contribution(row, today),
        "receive": lambda row: actions.receive_contribution(row, today),
    }


@bp.route("/events/<slug>/budget/contributions/new", methods=["GET", "POST"])
@needs(Can.EDIT_BUDGET)
def create_contribution(event: Event) -> Any:
    row = Contribution(
        kind=ContributionKind.CASH,
        pledge=PledgeStatus.PLEDGED,
        quantity=100,
        currency=currency_of(event),
    )
    form = contribution_form(row, all_organisations(), cost_lines(event))
    if form.saves(row):
        place_row(row, event)
        return _saved(event, form, row)
    page = render_template(
        "budget/contributions/contribution.html", event=event, form=form, row=None
    )
    return page, form.status


@bp.route("/events/<slug>/budget/contributions/<int:contribution_id>", methods=["GET", "POST"])
@needs(Can.EDIT_BUDGET)
def edit_contribution(event: Event, contribution_id: int) -> Any:
    row = _row(event, contribution_id)
    form = contribution_form(row, all_organisations(), cost_lines(event))
    if form.saves(row):
        return _saved(event, form, row)
    return render_template(
        "budget/contributions/contribution.html", event=event, form=form, row=row
    ), form.status


def _saved(event: Event, form: ContributionForm, row: Contribution) -> ResponseReturnValue:
    for sentence in doubtful_amounts(form.amounts, row.currency):
        flash(sentence)
    db.session.commit()
    return redirect(
        url_for("budget.show_budget", slug=event.slug, _anchor=f"contribution-{row.id}")
    )


@bp.post("/events/<slug>/budget/contributions/<int:contribution_id>/do")
@needs(Can.EDIT_BUDGET)
def change_contribution(event: Event, contribution_id: int) -> ResponseReturnValue:
    """One of DOES, posted as `what`."""
    row = _row(event, contribution_id)
    back = url_for(
        "budget.change_contribution", slug=event.slug, contribution_id=row.id, what="back"
    )
    act_on_row(row, _does(clock.today_in(event)), back)
    db.session.commit()
    return redirect(
        url_for("budget.show_budget", slug=event.slug, _anchor=f"contribution-{contribution_id}")
    )


@bp.route("/events/<slug>/budget/employers", methods=["GET", "POST"])
@needs(Can.EDIT_BUDGET)
def edit_employers(event: Event) -> Any:
    """What employers carry for their own people, counted: each kind of cost becomes a line that is covered."""
    form = EmployersForm(
        data={"people": actions.count_from_outside(event), "currency": currency_of(event)}
    )
    if form.validate_on_submit():
        made = actions.count_employers(
            event, int(form.people.data or 0), form.each, str(form.currency.data)
        )
        for sentence in doubtful_amounts(form.amounts, str(form.currency.data)):
            flash(sentence)
        flash(
            _n("%(num)d line, and who pays for it.", "%(num)d lines, and who pays for them.", made)
        )
        db.session.commit()
        return redirect(url_for("budget.show_budget", slug=event.slug))
    return render_template(
        "budget/contributions/employers.html", event=event, form=form
    ), form.status


def _row(event: Event, contribution_id: int) -> Contribution:
    return get_or_404(
        Contribution, Contribution.id == contribution_id, Contribution.event_id == event.id
    )


class EmployersForm(PlannerForm):
    """How many people, and what their employers pay for one of them."""

    people = NumberField(_l("People from other counties"), least=1)
    travel = MoneyField(_l("Travel of one person, there and back"), required=False)
    per_diem = MoneyField(_l("Per diem of one person, all days"), required=False)
    lodging = MoneyField(_l("Lodging of one person, all nights"), required=False)
    currency = CurrencyField(_l("Currency"))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """As any form; at least one amount, all in one currency."""
        right = super().validate(*args, **kwargs) and has_one_currency(
            self, self.currency, self.amounts
        )
        if right and not any(field.data for field in self.amounts):
            self.travel.errors = [_("Write at least one amount.")]
            return False
        people = 100 * int(self.people.data or 0)
        for field in self.amounts if right else ():
            if not is_possible_price(people, field.data or 0):
                typed = str(field.raw_data[0]) if field.raw_data else ""
                field.errors = [wording.amount_mistake(NotMoney(MoneyFault.TOO_LARGE, typed[:60]))]
                right = False
        return right

    @property
    def amounts(self) -> list[MoneyField]:
        """Everything that is money in this form."""
        return [self.travel, self.per_diem, self.lodging]

    @property
    def each(self) -> list[tuple[CostCategory, int]]:
        """Cents a person, by kind of cost."""
        kinds = (CostCategory.TRAVEL, CostCategory.PER_DIEM, CostCategory.LODGING)
        return [(kind, field.data or 0) for kind, field in zip(kinds, self.amounts, strict=True)]
