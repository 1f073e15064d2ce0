"""The budget to Excel, and back; what the page says before anything is taken."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from ... import clock
from ...events.access import Can, needs
from ...events.models import Event
from ...exchange.conversation import EventConversation, Taken, serve_conversation
from ...exchange.merge import EXTRA, ListRecord, RowEdit, Value
from ...exchange.preview import Preview, PreviewChoice, TableShown
from ...exchange.waiting import Parcel
from ...lib.text import make_slug as slug_of
from ...web.downloads import open_table, send_table
from ...web.i18n import _, _l, _n, format_day, label_of, use_language
from ...web.refused import Refused
from .. import wording
from ..blueprint import bp
from ..models import CostCategory
from . import actions
from .actions import BudgetChanges
from .columns import MONEY, OF, BudgetTable
from .sheet import WORDS


@bp.get("/events/<slug>/budget.ods", defaults={"ending": "ods"})
@bp.get("/events/<slug>/budget.xlsx", defaults={"ending": "xlsx"})
@needs(Can.SEE_BUDGET)
def export_budget(event: Event, ending: str) -> Any:
    with use_language(event.language):
        name = f"{slug_of(_('Budget'))}-{event.slug}-{clock.today_in(event):%Y-%m-%d}"
    return send_table(actions.budget_workbook(event), name, ending)


class BudgetConversation(EventConversation[actions.BudgetChanges]):
    """An edited workbook of an event's budget."""

    key, name = "budgets", _l("Budget")
    asks = _l("The file you got here, with your changes, as Excel (.xlsx) or OpenDocument (.ods).")

    page, pages = "budget.show_budget", "budget."

    def to_file(self, ending: str) -> bytes:
        if ending == "csv":
            raise Refused(_("The budget is several tables: choose Excel or OpenDocument."))
        content = actions.budget_workbook(self.event)
        return open_table(content) if ending == "ods" else content

    def read(self, parcel: Parcel) -> actions.BudgetChanges:
        return actions.compare_budget_file(self.event, parcel.content, parcel.month_first)

    def preview_of(self, found: actions.BudgetChanges) -> Preview:
        return budget_preview(found)

    def take(
        self, found: actions.BudgetChanges, chosen: PreviewChoice, source: str, by: int | None
    ) -> Taken | None:
        made = actions.apply_budget_import(self.event, found, chosen, by=by, source=source)
        if made is None:
            return None
        said = _n(
            "%(num)d row has changed or is new.",
            "%(num)d rows have changed or are new.",
            made.count,
        )
        return Taken(said, lambda: actions.IMPORTS.way_back(self.event, made, self.home))

    def context(self) -> Mapping[str, Any]:
        return {**super().context(), **actions.IMPORTS.page_context(self.event, self.home)}


serve_conversation(bp, "/events/<slug>/budget", needs(Can.EDIT_BUDGET), BudgetConversation)


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
        return label_of(CostCategory(which)) if what == "category" else which
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
