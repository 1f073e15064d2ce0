"""What a budget holds, as rows and as the plain value that is added up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..data.db import db
from ..events.models import Event
from ..lib.text import Words
from ..participation.models import Participation, Standing
from ..web.i18n import _, pick_wording
from .models import BudgetSetting, Contribution, ContributionKind, CostLine, Rate
from .sums import Budget, BudgetGift, BudgetLine, Exchange

OLD = timedelta(days=30)
"""How old a rate may be before it is said."""
EMPLOYERS = "employers"
"""Who carries what participants' employers pay for their own people, as one giver."""


def cost_lines(event: Event, *, removed: bool = False) -> Sequence[CostLine]:
    """The cost lines in their order; those taken out instead."""
    gone = CostLine.removed_at.is_not(None) if removed else CostLine.removed_at.is_(None)
    query = sa.select(CostLine).where(CostLine.event_id == event.id, gone)
    return db.session.scalars(query.order_by(CostLine.position, CostLine.id)).all()


def contributions_of(event: Event, *, removed: bool = False) -> Sequence[Contribution]:
    """The contributions in their order, each with its organisation; those taken out instead."""
    gone = Contribution.removed_at.is_not(None) if removed else Contribution.removed_at.is_(None)
    query = sa.select(Contribution).where(Contribution.event_id == event.id, gone)
    query = query.options(joinedload(Contribution.organisation))
    return db.session.scalars(query.order_by(Contribution.position, Contribution.id)).all()


def rates_of(event: Event) -> Sequence[Rate]:
    """The exchange rates by currency."""
    return db.session.scalars(
        sa.select(Rate).where(Rate.event_id == event.id).order_by(Rate.currency)
    ).all()


def currency_of(event: Event) -> str:
    """The currency the sums are given in."""
    found = db.session.scalar(
        sa.select(BudgetSetting.currency).where(BudgetSetting.event_id == event.id)
    )
    return found or "EUR"


def count_who_came(event: Event) -> int:
    """How many came."""
    mine = sa.select(sa.func.count()).select_from(Participation)
    mine = mine.where(
        Participation.event_id == event.id, Participation.standing == Standing.ATTENDED
    )
    return int(db.session.scalar(mine) or 0)


def giver_of(row: Contribution) -> str:
    """Who gives: the organisation as it is called now, else what was typed."""
    if row.organisation is not None:
        return row.organisation.name
    return row.giver or (
        _("Participants’ employers") if row.kind is ContributionKind.EMPLOYER else _("Somebody")
    )


def giver_key(row: Contribution) -> str:
    """What a giver is told apart by; employers count as one."""
    if row.kind is ContributionKind.EMPLOYER:
        return EMPLOYERS
    return f"o{row.organisation_id}" if row.organisation_id else f"n{row.giver.casefold()}"


def line_of(row: CostLine) -> BudgetLine:
    """A cost line as a plain value."""
    return BudgetLine(
        id=row.id,
        code=row.code,
        category=row.category,
        title=row.title,
        quantity=row.quantity,
        unit_cents=row.unit_cents,
        currency=row.currency,
        unit=row.unit or Words(),
        committed_cents=row.committed_cents,
        paid_cents=row.paid_cents,
    )


def gift_of(row: Contribution) -> BudgetGift:
    """A contribution as a plain value."""
    giver = _("Participants’ employers") if row.kind is ContributionKind.EMPLOYER else giver_of(row)
    return BudgetGift(
        id=row.id,
        code=row.code,
        giver=giver,
        key=giver_key(row),
        kind=row.kind,
        title=row.title,
        quantity=row.quantity,
        unit_cents=row.unit_cents,
        currency=row.currency,
        pledge=row.pledge,
        line_id=row.line_id,
        category=row.category,
    )


@dataclass(frozen=True)
class BudgetBook:
    """The rows of a budget and what they add up to; `old` are rates older than thirty days."""

    lines: Sequence[CostLine]
    contributions: Sequence[Contribution]
    rates: Sequence[Rate]
    budget: Budget
    old: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        return not self.lines and not self.contributions


def book_of(event: Event, today: date) -> BudgetBook:
    """Everything a budget's page needs. A rate's age counts until today, or until the event is over."""
    lines, gifts, rates = cost_lines(event), contributions_of(event), rates_of(event)
    exchange = Exchange(currency_of(event), {rate.currency: rate.worth for rate in rates})
    budget = Budget(
        exchange=exchange,
        lines=[line_of(one) for one in lines],
        gifts=[gift_of(one) for one in gifts],
        expected=event.expected,
        attended=count_who_came(event),
    )
    until = min(today, event.last_day)
    old = frozenset(rate.currency for rate in rates if until - rate.on > OLD)
    return BudgetBook(lines=lines, contributions=gifts, rates=rates, budget=budget, old=old)


def row_title(row: CostLine | Contribution) -> str:
    """What a row is called in the language spoken now."""
    return pick_wording(row.title)
