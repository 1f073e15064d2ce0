"""A comparison in words: what a person reads before confirming."""

from datetime import date
from functools import partial

from ...exchange.merge import EXTRA, ListRecord, RowEdit, Value
from ...exchange.preview import Preview, TableShown
from ...web.i18n import format_day, label_of
from .. import wording
from ..models import Category
from .actions import Found
from .columns import MONEY, OF, Table
from .sheet import WORDS


def preview_of(found: Found) -> Preview:
    """What an edited workbook would change, table by table."""
    tables = [
        TableShown(
            found=one,
            field_name=partial(field_name, table),
            shown=shown,
            title_of=partial(title_of, table),
            about=about,
            place=found.returned.tables[table].place,
            key=table.value,
            title=label_of(table),
        )
        for table, one in found.tables.items()
    ]
    return Preview(tables, found.returned.problems, found.returned.told)


def shown(value: Value, name: str, row: ListRecord) -> str:
    """A value as people read it; amounts with the currency of their line."""
    if value is None or value == "":
        return "–"
    if name in MONEY:
        currency = str(row.get("currency") or "")
        return wording.money(int(value), currency) if currency else wording.quantity(int(value))  # type: ignore[arg-type]
    if name == "quantity":
        return wording.quantity(int(value))  # type: ignore[arg-type]
    if name == "worth":
        return wording.rate(int(value))  # type: ignore[arg-type]
    if name in WORDS:
        return label_of(WORDS[name](value))
    if name == "covers":
        what, _colon, which = str(value).partition(":")
        return label_of(Category(which)) if what == "category" else which
    return format_day(value, "dated") if isinstance(value, date) else str(value)


def field_name(table: Table, name: str) -> str:
    """What a field is called."""
    return name.removeprefix(EXTRA) if name.startswith(EXTRA) else OF[table].name(name)


def title_of(table: Table, row: ListRecord | RowEdit) -> str:
    """What a row is called: its text, for a rate its currency."""
    record = row.record if isinstance(row, RowEdit) else row
    if table is Table.RATES:
        return record.code
    giver = str(record.get("giver") or "")
    title = row.title or record.code
    return f"{giver}: {title}" if giver else title


def about(record: ListRecord) -> str:
    """How many at which price a new row says, or what a currency is worth."""
    if record.get("unit_cents") is not None:
        parts = [shown(record.get(name), name, record) for name in ("quantity", "unit_cents")]
        return " × ".join(parts)
    return shown(record.get("worth"), "worth", record) if record.get("worth") else ""
