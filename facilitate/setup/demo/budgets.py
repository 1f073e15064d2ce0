"""What the demo's conferences cost: the coming one half covered, that of 2008 closed."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from ...budget.actions import budget_setting, place_row
from ...budget.models import (
    Contribution,
    ContributionKind,
    CostCategory,
    CostLine,
    PledgeStatus,
    Rate,
    ValuationBasis,
)
from ...data.content import PACKAGE, read_toml, words_from_toml
from ...data.db import db
from ...directory.models import Organisation
from ...events.models import Event
from ...lib.money import multiply_price

PLEDGED, CONFIRMED, RECEIVED = timedelta(days=40), timedelta(days=18), timedelta(days=4)
"""How long before today, or before the first day, a contribution came so far."""


def write_budget(event: Event, today: date) -> None:
    """Write down the budget of one of the demo's events."""
    table: dict[str, Any] = read_toml(PACKAGE / "setup" / "demo" / "budgets.toml")[event.slug]
    near = min(today, event.first_day)
    budget_setting(event)
    db.session.add_all(
        Rate(
            event_id=event.id,
            currency=row["currency"],
            worth=row["worth"],
            on=near + timedelta(days=row["on"]),
            source=row["source"],
        )
        for row in table["rates"]
    )
    lines = {row["key"]: _line(event, row, near) for row in table["lines"]}
    names = [row["giver"] for row in table["gifts"] if "giver" in row]
    found = db.session.execute(
        sa.select(Organisation.name, Organisation.id).where(Organisation.name.in_(names))
    )
    known = {name: key for name, key in found}
    for row in table["gifts"]:
        _gift(event, row, near=near, lines=lines, known=known)


def _line(event: Event, row: dict[str, Any], near: date) -> CostLine:
    cents = round(row["price"] * 100)
    planned = multiply_price(row["quantity"] * 100, cents)
    return place_row(
        CostLine(
            category=CostCategory(row["category"]),
            title=words_from_toml(row),
            quantity=row["quantity"] * 100,
            unit=words_from_toml(row, "unit"),
            unit_cents=cents,
            currency=row["currency"],
            committed_cents=planned if row.get("ordered") else None,
            paid_cents=planned if row.get("paid") else 0,
            paid_on=near - RECEIVED if row.get("paid") else None,
            receipt=row.get("receipt", ""),
        ),
        event,
    )


def _gift(
    event: Event, row: dict[str, Any], near: date, lines: dict[str, CostLine], known: dict[str, int]
) -> None:
    pledge, for_ = PledgeStatus(row["pledge"]), row.get("for", "")
    sure = pledge is not PledgeStatus.PLEDGED
    place_row(
        Contribution(
            organisation_id=known[row["giver"]] if "giver" in row else None,
            kind=ContributionKind(row["kind"]),
            title=words_from_toml(row),
            quantity=row["quantity"] * 100,
            unit_cents=round(row["price"] * 100),
            currency=row["currency"],
            basis=ValuationBasis(row["basis"]) if "basis" in row else None,
            basis_note=row.get("basis_note", ""),
            pledge=pledge,
            pledged_on=near - PLEDGED,
            confirmed_on=near - CONFIRMED if sure else None,
            received_on=near - RECEIVED if pledge is PledgeStatus.RECEIVED else None,
            line_id=lines[for_].id if for_ in lines else None,
            category=CostCategory(for_) if for_ in set(CostCategory) else None,
        ),
        event,
    )
