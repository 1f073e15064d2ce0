"""What can be read of the budget: what is planned, ordered and paid, and who gives what. Amounts are in cents."""

from datetime import date
from typing import TypedDict

import sqlalchemy as sa

from .. import clock
from ..budget.models import (
    Contribution,
    ContributionKind,
    CostCategory,
    CostLine,
    PledgeStatus,
    ValuationBasis,
)
from ..budget.queries import book_of, rates_of
from ..data.db import get_or_404
from ..events.access import Can, needs
from ..events.models import Event
from ..lib.money import RATE
from ..web.i18n import _l
from .operation import Bilingual, Paged, read_operation, tell_row
from .rights import ApiArea


class CostShape(TypedDict):
    """One cost: how many at which price is planned; what was ordered and paid. `own_columns`: what a file brought along, by heading."""

    id: int
    code: str
    category: CostCategory
    title: Bilingual
    quantity: float
    unit: Bilingual
    unit_cents: int
    currency: str
    committed_cents: int | None
    paid_cents: int
    paid_on: date | None
    receipt: str
    note: str
    own_columns: dict[str, str]
    version: int


class ContributionShape(TypedDict):
    """What somebody gives: cash, something in kind with its value, or what employers pay for their own people."""

    id: int
    code: str
    organisation_id: int | None
    giver: str
    kind: ContributionKind
    title: Bilingual
    quantity: float
    unit_cents: int
    currency: str
    basis: ValuationBasis | None
    basis_note: str
    pledge: PledgeStatus
    pledged_on: date | None
    confirmed_on: date | None
    received_on: date | None
    cost_id: int | None
    category: CostCategory | None
    note: str
    own_columns: dict[str, str]
    version: int


class GiverShape(TypedDict):
    """What one giver carries of the planned costs; `tenths` of a percent. Without a name: what nobody covers yet."""

    name: str
    cents: int
    sure: int
    tenths: int


class BudgetShape(TypedDict):
    """What a budget adds up to, in cents of its own currency."""

    currency: str
    planned: int
    ordered: int
    paid: int
    expected: int
    attended: int
    givers: list[GiverShape]


class RateShape(TypedDict):
    """What one unit of a currency is worth in the budget's own, with its day and where it is from."""

    id: int
    currency: str
    worth: float
    on: date
    source: str
    version: int


@read_operation(
    "/events/<slug>/budget",
    page="budget.show_sponsors",
    area=ApiArea.BUDGET,
    about=_l("What the budget adds up to, and which share each sponsor carries"),
)
@needs(Can.SEE_BUDGET)
def read_budget(event: Event) -> BudgetShape:
    found = book_of(event, clock.today_in(event)).budget
    return tell_row(
        BudgetShape,
        found,
        planned=found.planned.cents,
        ordered=found.committed.cents,
        paid=found.paid.cents,
        givers=[tell_row(GiverShape, one) for one in found.shares],
    )


@read_operation(
    "/events/<slug>/rates",
    page="budget.edit_rates",
    area=ApiArea.BUDGET,
    about=_l("Exchange rates of the budget"),
)
@needs(Can.EDIT_BUDGET)
def read_rates(event: Event) -> list[RateShape]:
    return [tell_row(RateShape, one, worth=one.worth / RATE) for one in rates_of(event)]


@read_operation(
    "/events/<slug>/costs",
    page="budget.show_budget",
    area=ApiArea.BUDGET,
    about=_l("What the event costs"),
)
@needs(Can.SEE_BUDGET)
def read_costs(event: Event) -> Paged[CostShape]:
    query = sa.select(CostLine).where(CostLine.event_id == event.id, CostLine.removed_at.is_(None))
    return Paged(query, CostLine.id, _cost)


@read_operation(
    "/events/<slug>/costs/<int:cost_id>",
    page="budget.show_budget",
    area=ApiArea.BUDGET,
    about=_l("One cost"),
)
@needs(Can.SEE_BUDGET)
def read_cost(event: Event, cost_id: int) -> CostShape:
    there = CostLine.event_id == event.id, CostLine.removed_at.is_(None)
    return _cost(get_or_404(CostLine, CostLine.id == cost_id, *there))


def _cost(row: CostLine) -> CostShape:
    return tell_row(CostShape, row, quantity=row.quantity / 100, own_columns=dict(row.extra or {}))


@read_operation(
    "/events/<slug>/contributions",
    page="budget.show_budget",
    area=ApiArea.BUDGET,
    about=_l("Who gives what"),
)
@needs(Can.SEE_BUDGET)
def read_contributions(event: Event) -> Paged[ContributionShape]:
    there = Contribution.event_id == event.id, Contribution.removed_at.is_(None)
    return Paged(sa.select(Contribution).where(*there), Contribution.id, _contribution)


@read_operation(
    "/events/<slug>/contributions/<int:contribution_id>",
    page="budget.show_budget",
    area=ApiArea.BUDGET,
    about=_l("One contribution"),
)
@needs(Can.SEE_BUDGET)
def read_contribution(event: Event, contribution_id: int) -> ContributionShape:
    there = Contribution.event_id == event.id, Contribution.removed_at.is_(None)
    return _contribution(get_or_404(Contribution, Contribution.id == contribution_id, *there))


def _contribution(row: Contribution) -> ContributionShape:
    return tell_row(
        ContributionShape,
        row,
        quantity=row.quantity / 100,
        cost_id=row.line_id,
        own_columns=dict(row.extra or {}),
    )
