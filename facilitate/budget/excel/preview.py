"""A comparison in words: what a person reads before confirming."""

from datetime import date
from functools import partial

from ...exchange.merge import EXTRA, ListRecord, RowEdit, Value
from ...exchange.preview import Preview, TableShown
from ...web.i18n import format_day, label_of
from .. import wording
from ..models import Category
from .actions import BudgetChanges
from .columns import MONEY, OF, BudgetTable
from .sheet import WORDS


def budget_preview(found: BudgetChanges) -> Preview:
    """What an edited workbook would change, table by table."""
    tables = [
        TableShown(
            found=one,
            field_name=partial(budget_field_name, table),
            shown=budget_value_text,
            title_of=partial(budget_row_title, table),
            about=new_budget_row_text,
            place=found.returned.tables[table].place,
            key=table.value,
            title=label_of(table),
        )
        for table, one in found.tables.items()
    ]
    return Preview(tables, found.returned.problems, found.returned.told)


def budget_value_text(value: Value, name: str, row: ListRecord) -> str:
    """A value as people read it; amounts with the currency of their line."""
    if value is None or value == "":
        return "–"
    if name in MONEY:
        currency = str(row.get("currency") or "")
        cents = int(value)  # type: ignore[arg-type]
        return wording.money_text(cents, currency) if currency else wording.quantity_text(cents)
    if name == "quantity":
        return wording.quantity_text(int(value))  # type: ignore[arg-type]
    if name == "worth":
        return wording.rate_text(int(value))  # type: ignore[arg-type]
    if name in WORDS:
        return label_of(WORDS[name](value))
    if name == "covers":
        what, _colon, which = str(value).partition(":")
        return label_of(Category(which)) if what == "category" else which
    return format_day(value, "dated") if isinstance(value, date) else str(value)


def budget_field_name(table: BudgetTable, name: str) -> str:
    """What a field is called."""
    return name.removeprefix(EXTRA) if name.startswith(EXTRA) else OF[table].name(name)


def budget_row_title(table: BudgetTable, row: ListRecord | RowEdit) -> str:
    """What a row is called: its text, for a rate its currency."""
    record = row.record if isinstance(row, RowEdit) else row
    if table is BudgetTable.RATES:
        return record.code
    giver = str(record.get("giver") or "")
    title = row.title or record.code
    return f"{giver}: {title}" if giver else title


def new_budget_row_text(record: ListRecord) -> str:
    """How many at which price a new row says, or what a currency is worth."""
    if record.get("unit_cents") is not None:
        parts = [
            budget_value_text(record.get(name), name, record) for name in ("quantity", "unit_cents")
        ]
        return " × ".join(parts)
    return budget_value_text(record.get("worth"), "worth", record) if record.get("worth") else ""
