"""What the sheets of the workbook hold: three tables with their columns, what they are called, and how long a text may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ...i18n import _l, names


class Table(StrEnum):
    """The sheets that can be edited."""

    COSTS = "costs"
    GIFTS = "gifts"
    RATES = "rates"


names({Table.COSTS: _l("Costs"), Table.GIFTS: _l("Contributions"), Table.RATES: _l("Exchange rates")})
HIDDEN: Mapping[str, Any] = {"code": _l("Code"), "version": _l("Version")}
"""The last columns of each table, by which a row is found again."""


@dataclass(frozen=True)
class Columns:
    """The columns of one table by field, in their order: `looked_at` are formulas; `needs`: without them it is no such table."""

    fields: Mapping[str, Any]
    looked_at: Mapping[str, Any]
    order: tuple[str, ...]
    needs: tuple[str, ...]
    widths: Mapping[str, float]

    def name(self, field: str) -> str:
        """What a column is called."""
        return str(self.fields.get(field) or self.looked_at[field])


COSTS = Columns(
    fields={
        "category": _l("Category"), "title": _l("What"), "quantity": _l("Quantity"), "unit": _l("Unit"),
        "unit_cents": _l("Price of one"), "currency": _l("Currency"), "committed_cents": _l("Ordered for"),
        "paid_cents": _l("Paid"), "paid_on": _l("Paid on"), "receipt": _l("Receipt number"), "note": _l("Note"), **HIDDEN,
    },
    looked_at={"planned": _l("Planned"), "own": _l("In the currency of the sums")},
    order=(
        "category", "title", "quantity", "unit", "unit_cents", "currency", "planned", "own", "committed_cents", "paid_cents",
        "paid_on", "receipt", "note", "code", "version",
    ),
    needs=("title", "unit_cents"),
    widths={
        "category": 20, "title": 40, "quantity": 9, "unit": 13, "unit_cents": 12, "currency": 9, "planned": 13, "own": 14,
        "committed_cents": 12, "paid_cents": 12, "paid_on": 13, "receipt": 12, "note": 24,
    },
)  # fmt: skip
GIFTS = Columns(
    fields={
        "giver": _l("Who gives"), "kind": _l("How"), "title": _l("What"), "quantity": _l("Quantity"),
        "unit_cents": _l("Value of one"), "currency": _l("Currency"), "basis": _l("How the value was found"),
        "basis_note": _l("More about it"), "pledge": _l("How far it is"), "pledged_on": _l("Pledged on"),
        "confirmed_on": _l("Confirmed on"), "received_on": _l("Received on"), "covers": _l("What it covers"), "note": _l("Note"),
        **HIDDEN,
    },
    looked_at={"value": _l("Value"), "own": _l("In the currency of the sums")},
    order=(
        "giver", "kind", "title", "quantity", "unit_cents", "currency", "value", "own", "basis", "basis_note", "pledge",
        "pledged_on", "confirmed_on", "received_on", "covers", "note", "code", "version",
    ),
    needs=("giver", "title"),
    widths={
        "giver": 30, "kind": 15, "title": 32, "quantity": 9, "unit_cents": 12, "currency": 9, "value": 13, "own": 14,
        "basis": 15, "basis_note": 24, "pledge": 11, "pledged_on": 13, "confirmed_on": 13, "received_on": 13, "covers": 28,
        "note": 24,
    },
)  # fmt: skip
RATES = Columns(
    fields={
        "currency": _l("Currency"), "worth": _l("Rate"), "on": _l("Of which day"), "source": _l("Where it is from"), **HIDDEN,
    },
    looked_at={},
    order=("currency", "worth", "on", "source", "code", "version"),
    needs=("currency", "worth"),
    widths={"currency": 12, "worth": 14, "on": 16, "source": 44},
)  # fmt: skip
OF = {Table.COSTS: COSTS, Table.GIFTS: GIFTS, Table.RATES: RATES}
LIMITS = {
    "title": 200,
    "unit": 60,
    "giver": 200,
    "basis_note": 200,
    "receipt": 60,
    "note": 2000,
    "source": 200,
}
"""Characters a text may have."""
MONEY = ("unit_cents", "committed_cents", "paid_cents")
DAYS = ("paid_on", "pledged_on", "confirmed_on", "received_on", "on")
