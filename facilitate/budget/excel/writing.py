"""Values of a returned workbook written into the rows of a budget."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from ...data.db import db
from ...directory.models import Organisation
from ...events.models import Event
from ...exchange.merge import EXTRA, ListRecord, Value
from ...lib.text import Words
from ...lib.uploads import read_text
from ..actions import place_row, remove_row, restore_row
from ..models import (
    Contribution,
    ContributionKind,
    CostCategory,
    CostLine,
    PledgeStatus,
    Rate,
    ValuationBasis,
)
from ..queries import contributions_of, cost_lines, rates_of
from .columns import BudgetTable

KINDS: Mapping[str, Any] = {
    "category": CostCategory,
    "kind": ContributionKind,
    "pledge": PledgeStatus,
}


class Writer:
    """Writes into an event's rows; `touched` are those it wrote, by table and code."""

    def __init__(self, event: Event, language: str) -> None:
        self.event, self.language = event, language
        self.touched: set[tuple[BudgetTable, str]] = set()
        self.here: dict[BudgetTable, dict[str, Any]] = {
            BudgetTable.COSTS: {row.code: row for row in cost_lines(event)},
            BudgetTable.GIFTS: {row.code: row for row in contributions_of(event)},
            BudgetTable.RATES: {row.currency: row for row in rates_of(event)},
        }
        self.gone: dict[BudgetTable, dict[str, Any]] = {
            BudgetTable.COSTS: {row.code: row for row in cost_lines(event, removed=True)},
            BudgetTable.GIFTS: {row.code: row for row in contributions_of(event, removed=True)},
            BudgetTable.RATES: {},
        }

    def make(self, table: BudgetTable, record: ListRecord) -> None:
        """A new row under the code of the file, so that the same file brought back again finds it; or one that was taken out."""
        if (there := self.gone[table].get(record.code)) is not None:
            restore_row(there)
            row = there
        elif table is BudgetTable.RATES:
            row = Rate(
                event_id=self.event.id,
                currency=record.code,
                worth=0,
                on=self.event.first_day,
                source="",
            )
            db.session.add(row)
        else:
            row = self._new(table)
            row.code = record.code or row.code
        self.here[table][record.code] = row
        self.write(table, row, record.values)
        self.touched.add((table, record.code))
        db.session.flush()

    def _new(self, table: BudgetTable) -> Any:
        own = {"currency": "EUR", "quantity": 100, "unit_cents": 0, "title": Words()}
        if table is BudgetTable.COSTS:
            return place_row(CostLine(category=CostCategory.OTHER, unit=Words(), **own), self.event)
        return place_row(Contribution(kind=ContributionKind.CASH, **own), self.event)

    def change(self, table: BudgetTable, code: str, values: Mapping[str, Value]) -> None:
        """Some fields of a row that is there."""
        self.write(table, self.here[table][code], values)
        self.touched.add((table, code))

    def take_out(self, table: BudgetTable, code: str) -> None:
        """The row leaves the budget; a line or a contribution can be put back."""
        row = self.here[table].pop(code)
        if table is BudgetTable.RATES:
            db.session.delete(row)
        else:
            remove_row(row)
        self.touched.add((table, code))

    def write(self, table: BudgetTable, row: Any, values: Mapping[str, Value]) -> None:
        """Put the values into the row."""
        added = {
            name.removeprefix(EXTRA): str(text)
            for name, text in values.items()
            if name.startswith(EXTRA)
        }
        if added:
            kept = {**(row.extra or {}), **added}
            row.extra = {name: text for name, text in kept.items() if text}
        for name, value in values.items():
            if not name.startswith(EXTRA):
                self._put(row, name, value)

    def _put(self, row: Any, name: str, value: Any) -> None:
        if name in ("title", "unit"):
            setattr(
                row,
                name,
                replace(getattr(row, name) or Words(), **{self.language: str(value or "")}),
            )
        elif name in KINDS:
            setattr(row, name, KINDS[name](value))
        elif name == "basis":
            row.basis = ValuationBasis(value) if value else None
        elif name == "worth":
            row.worth = value
        elif name == "giver":
            self._giver(row, str(value or ""))
        elif name == "covers":
            self._covers(row, str(value or ""))
        else:
            setattr(row, name, value)

    def _giver(self, row: Contribution, name: str) -> None:
        """The organisation of that name where the directory has one, else the name as it is."""
        found = (
            db.session.scalar(sa.select(Organisation).where(Organisation.name == name))
            if name
            else None
        )
        if (
            row.organisation_id
            and found is None
            and row.organisation
            and read_text(row.organisation.name) == name
        ):
            return
        row.organisation_id, row.giver = (found.id, "") if found is not None else (None, name)

    def _covers(self, row: Contribution, text: str) -> None:
        what, _colon, which = text.partition(":")
        lines = {**self.gone[BudgetTable.COSTS], **self.here[BudgetTable.COSTS]}
        row.line_id = lines[which].id if what == "line" and which in lines else None
        row.category = CostCategory(which) if what == "category" else None
