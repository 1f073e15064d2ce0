"""What the sheets of the workbook hold: three tables with their columns, what they are called, and how long a text may be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ...exchange.headings import split_alternatives
from ...web.i18n import _l, register_labels


class BudgetTable(StrEnum):
    """The sheets that can be edited."""

    COSTS = "costs"
    GIFTS = "gifts"
    RATES = "rates"


register_labels(
    {
        BudgetTable.COSTS: _l("Costs"),
        BudgetTable.GIFTS: _l("Contributions"),
        BudgetTable.RATES: _l("Exchange rates"),
    }
)
HIDDEN: Mapping[str, Any] = {"code": _l("Code"), "version": _l("Version")}
"""The last columns of each table, by which a row is found again."""


@dataclass(frozen=True)
class BudgetColumns:
    """The columns of one table by field, in their order: `looked_at` are formulas; `needs`: without them it is no such table.

    `also`: other words people use as headings, in both languages (`exchange.headings.split_alternatives`).
    """

    fields: Mapping[str, Any]
    looked_at: Mapping[str, Any]
    order: tuple[str, ...]
    needs: tuple[str, ...]
    widths: Mapping[str, float]
    also: Mapping[str, str] = field(default_factory=dict)

    def name(self, name: str) -> str:
        """What a column is called."""
        return str(self.fields.get(name) or self.looked_at[name])

    def phrases(self) -> dict[str, list[str]]:
        """By every other word or phrase people use as a heading: the column it means."""
        return {
            phrase: [name]
            for name, said in self.also.items()
            for phrase in split_alternatives(said)
        }


COSTS = BudgetColumns(
    fields={
        "category": _l("Category"),
        "title": _l("What"),
        "quantity": _l("Quantity"),
        "unit": _l("Unit"),
        "unit_cents": _l("Price of one"),
        "currency": _l("Currency"),
        "committed_cents": _l("Ordered for"),
        "paid_cents": _l("Paid"),
        "paid_on": _l("Paid on"),
        "receipt": _l("Receipt number"),
        "note": _l("Note"),
        **HIDDEN,
    },
    looked_at={"planned": _l("Planned"), "own": _l("In the currency of the sums")},
    order=(
        "category",
        "title",
        "quantity",
        "unit",
        "unit_cents",
        "currency",
        "planned",
        "own",
        "committed_cents",
        "paid_cents",
        "paid_on",
        "receipt",
        "note",
        "code",
        "version",
    ),
    needs=("title", "unit_cents"),
    widths={
        "category": 20,
        "title": 40,
        "quantity": 9,
        "unit": 13,
        "unit_cents": 12,
        "currency": 9,
        "planned": 13,
        "own": 14,
        "committed_cents": 12,
        "paid_cents": 12,
        "paid_on": 13,
        "receipt": 12,
        "note": 24,
    },
    also={
        "category": "group heading section chapter|kategori|grupi|zeri kryesor|kapitulli",
        "title": "item description expense|cost line|budget line|zeri|zeri i buxhetit|pershkrimi|shpenzimi|artikulli",
        "quantity": "qty number amount pieces count|sasia|numri|cope",
        "unit": "measure per|njesia|njesi|njesia e matjes",
        "unit_cents": "price rate cost|unit price|unit cost|price per unit|cost per unit|cmimi|cmimi per njesi|kosto per njesi",
        "currency": "cur money|valuta|monedhe",
        "committed_cents": "ordered committed contracted|porositur|kontraktuar|angazhuar",
        "paid_cents": "spent actual|amount paid|paguar|shpenzuar|shuma e paguar",
        "paid_on": "|payment date|date paid|date of payment|data e pageses|paguar me",
        "receipt": "invoice voucher document|receipt no|invoice no|invoice number|fatura|nr i fatures|numri i fatures|kuponi",
        "note": "notes comment comments remark remarks|shenim|shenime|koment|komente|verejtje",
    },
)
GIFTS = BudgetColumns(
    fields={
        "giver": _l("Who gives"),
        "kind": _l("How"),
        "title": _l("What"),
        "quantity": _l("Quantity"),
        "unit_cents": _l("Value of one"),
        "currency": _l("Currency"),
        "basis": _l("How the value was found"),
        "basis_note": _l("More about it"),
        "pledge": _l("Status"),
        "pledged_on": _l("Pledged on"),
        "confirmed_on": _l("Confirmed on"),
        "received_on": _l("Received on"),
        "covers": _l("What it covers"),
        "note": _l("Note"),
        **HIDDEN,
    },
    looked_at={"value": _l("Value"), "own": _l("In the currency of the sums")},
    order=(
        "giver",
        "kind",
        "title",
        "quantity",
        "unit_cents",
        "currency",
        "value",
        "own",
        "basis",
        "basis_note",
        "pledge",
        "pledged_on",
        "confirmed_on",
        "received_on",
        "covers",
        "note",
        "code",
        "version",
    ),
    needs=("giver", "title"),
    widths={
        "giver": 30,
        "kind": 15,
        "title": 32,
        "quantity": 9,
        "unit_cents": 12,
        "currency": 9,
        "value": 13,
        "own": 14,
        "basis": 15,
        "basis_note": 24,
        "pledge": 11,
        "pledged_on": 13,
        "confirmed_on": 13,
        "received_on": 13,
        "covers": 28,
        "note": 24,
    },
    also={
        "giver": "donor sponsor contributor partner organisation organization|given by|donatori|dhuruesi|sponsori|partneri|organizata",
        "kind": "type form|in kind or money|lloji|menyra|forma",
        "title": "contribution description item|kontributi|pershkrimi",
        "quantity": "qty number pieces count|sasia|numri|cope",
        "unit_cents": "price|unit value|unit price|vlera per njesi|cmimi",
        "currency": "cur money|valuta|monedhe",
        "basis": "valuation|how valued|si u vleresua|menyra e vleresimit",
        "pledge": "status state stage|statusi|gjendja",
        "pledged_on": "promised|promised on|date pledged|premtuar me|data e premtimit",
        "confirmed_on": "confirmed|date confirmed|konfirmuar me|data e konfirmimit",
        "received_on": "received|date received|marre me|data e marrjes",
        "covers": "purpose|used for|mbulon|per cfare",
        "note": "notes comment comments remark remarks|shenim|shenime|koment|komente|verejtje",
    },
)
RATES = BudgetColumns(
    fields={
        "currency": _l("Currency"),
        "worth": _l("Rate"),
        "on": _l("Of which day"),
        "source": _l("Where it is from"),
        **HIDDEN,
    },
    looked_at={},
    order=("currency", "worth", "on", "source", "code", "version"),
    needs=("currency", "worth"),
    widths={"currency": 12, "worth": 14, "on": 16, "source": 44},
    also={
        "currency": "cur money|valuta|monedhe",
        "worth": "exchange value|exchange rate|kursi i kembimit|kurs",
        "on": "day date|data|dita",
        "source": "from bank|nga|burimi|banka",
    },
)
OF = {BudgetTable.COSTS: COSTS, BudgetTable.GIFTS: GIFTS, BudgetTable.RATES: RATES}
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
