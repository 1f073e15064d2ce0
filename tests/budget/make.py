"""A small budget, made the same in every test."""

from datetime import date

from facilitate.budget.actions import place_row
from facilitate.budget.models import (
    Contribution,
    ContributionKind,
    CostCategory,
    CostLine,
    PledgeStatus,
    Rate,
    ValuationBasis,
)
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words


def add_hall(event: Event) -> CostLine:
    """Two days of a hall, €600 each."""
    return place_row(
        CostLine(
            category=CostCategory.VENUE,
            title=Words("Hall", "Salla"),
            unit=Words("day", "ditë"),
            quantity=200,
            unit_cents=60_000,
            currency="EUR",
        ),
        event,
    )


def add_lunch(event: Event) -> CostLine:
    """220 lunches, 900 lekë each, ordered."""
    return place_row(
        CostLine(
            category=CostCategory.MEALS,
            title=Words("Lunch", "Dreka"),
            unit=Words("meal", "vakt"),
            quantity=22_000,
            unit_cents=90_000,
            currency="ALL",
            committed_cents=19_000_000,
        ),
        event,
    )


def give_hall(event: Event, line: CostLine) -> Contribution:
    """The hall in kind, at its market price, confirmed."""
    return place_row(
        Contribution(
            giver="Municipality of Tirana",
            kind=ContributionKind.IN_KIND,
            title=Words("Hall", "Salla"),
            quantity=200,
            unit_cents=60_000,
            currency="EUR",
            basis=ValuationBasis.MARKET_PRICE,
            pledge=PledgeStatus.CONFIRMED,
            line_id=line.id,
        ),
        event,
    )


def set_rate(event: Event, currency: str = "ALL", worth: int = 101_320_000) -> Rate:
    """What a lek is worth."""
    row = Rate(
        event_id=event.id,
        currency=currency,
        worth=worth,
        on=date(2027, 2, 1),
        source="Bank of Albania",
    )
    db.session.add(row)
    db.session.flush()
    return row


def small_budget(event: Event) -> tuple[CostLine, CostLine, Contribution]:
    """Hall, lunch, the hall given, and the rate of the lek."""
    set_rate(event)
    one = add_hall(event)
    return one, add_lunch(event), give_hall(event, one)
