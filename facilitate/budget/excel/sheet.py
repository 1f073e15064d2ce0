"""The budget as a workbook that recomputes: costs, contributions, rates, and an overview with a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ...exchange.exported import LISTS, add_base
from ...exchange.merge import EXTRA, ListRecord, Value
from ...exchange.sheet_styles import DATE, FACTS, FAINT, HEADER, HEADING, LOOKED_AT, SOFT, TITLE
from ...lib.money import COMMON, RATE, multiply_price
from ...lib.sheets import (
    CellLook,
    CellStyle,
    FilledSheet,
    Formula,
    safe_text,
    sheet_name,
    workbook_bytes,
)
from ...web.i18n import _, current_language, label_of
from ..models import ContributionKind, CostCategory, PledgeStatus, ValuationBasis
from ..sums import Exchange
from .columns import DAYS, HIDDEN, MONEY, OF, BudgetColumns, BudgetTable
from .layout import AMOUNT, BudgetHead, SheetPlace, Tables
from .overview_sheet import fill_overview

__all__ = ["MARK", "BudgetHead", "SheetPlace", "Tables", "render_budget_workbook"]

MARK = "facilitate-budget"
SPARE = 40
"""Rows below the last one in which formulas and drop-downs already work."""
WORDS: Mapping[str, Any] = {
    "category": CostCategory,
    "kind": ContributionKind,
    "basis": ValuationBasis,
    "pledge": PledgeStatus,
}
RIGHT = ("quantity", "planned", "own", "value", "worth", *MONEY)


def render_budget_workbook(head: BudgetHead, tables: Tables) -> bytes:
    """The workbook, in the language spoken now."""
    book = Workbook()
    places = {table: _place(table, tables[table], head) for table in BudgetTable}
    for number, table in enumerate(BudgetTable):
        page: Any = book.active if number == 0 else book.create_sheet()
        page.title = places[table].sheet
        _table(FilledSheet(page), table, head=head, tables=tables, places=places)
    fill_overview(
        FilledSheet(book.create_sheet(sheet_name(_("Overview"), book.sheetnames))), head, places
    )
    _lists(FilledSheet(book.create_sheet(LISTS)))
    rows = [
        ((table.value, record.code, record.version), record.values)
        for table in BudgetTable
        for record in tables[table]
    ]
    add_base(book, MARK, head.slug, rows)
    book.properties.title, book.properties.creator = safe_text(head.title), "facilitate"
    return workbook_bytes(book)


def _place(table: BudgetTable, records: Sequence[ListRecord], head: BudgetHead) -> SheetPlace:
    extra = dict.fromkeys(
        name for record in records for name in record.values if name.startswith(EXTRA)
    )
    columns = (*OF[table].order, *extra)
    letters = {name: get_column_letter(number) for number, name in enumerate(columns, 1)}
    own = 1 if table is BudgetTable.RATES else 0
    return SheetPlace(
        sheet_name(label_of(table)), columns, HEADER + own + len(records) + SPARE, letters
    )


def _table(
    sheet: FilledSheet,
    table: BudgetTable,
    head: BudgetHead,
    tables: Tables,
    places: Mapping[BudgetTable, SheetPlace],
) -> None:
    columns, place = OF[table], places[table]
    sheet.widths([0 if name in HIDDEN else columns.widths.get(name, 18) for name in place.columns])
    sheet.add([f"{label_of(table)}: {head.title}"], sheet.look(TITLE))
    _sum_line(sheet, table, head, place)
    right, looked_at = replace(HEADING, side="right"), replace(LOOKED_AT, side="right")
    looks = {name: looked_at if name in columns.looked_at else right for name in RIGHT}
    sheet.add(
        [_heading(columns, name, head) for name in place.columns],
        [sheet.look(looks.get(name, HEADING)) for name in place.columns],
    )
    styles = _looks(sheet, place)
    if table is BudgetTable.RATES:
        own = {
            "currency": head.budget.currency,
            "worth": 1,
            "source": _("the currency of the sums"),
        }
        sheet.add([own.get(name) for name in place.columns], styles)
    titles = {record.code: record.title for record in tables[BudgetTable.COSTS]}
    for record in tables[table]:
        sheet.add(
            _cells(record, sheet.last + 1, place=place, places=places, titles=titles, head=head),
            styles,
        )
    while sheet.last < place.last and table is not BudgetTable.RATES:
        sheet.add([_spare(name, sheet.last + 1, place, places) for name in place.columns], styles)
    _helps(sheet, table, place, head)


def _sum_line(sheet: FilledSheet, table: BudgetTable, head: BudgetHead, place: SheetPlace) -> None:
    """The facts, and above the column of what everything is worth its sum."""
    cells: list[object] = [head.facts, *[None] * (len(place.columns) - 1)]
    look = sheet.look(FACTS)
    looks = [look] * len(cells)
    if "own" in place.letters:
        total = head.budget.planned if table is BudgetTable.COSTS else head.budget.given()
        at, letter = place.columns.index("own"), place.letters["own"]
        cells[at] = Formula(f"=SUM({letter}{HEADER + 1}:{letter}{place.last})", total.cents / 100)
        looks[at] = sheet.look(CellStyle(bold=True, side="right", form=AMOUNT, wrap=False))
    sheet.add(cells, looks)


def _heading(columns: BudgetColumns, name: str, head: BudgetHead) -> str:
    if name.startswith(EXTRA):
        return name.removeprefix(EXTRA)
    return columns.name(name)


def _looks(sheet: FilledSheet, place: SheetPlace) -> list[CellLook]:
    amount, plain_ = AMOUNT, CellStyle(line=True)
    forms = {
        "quantity": "General",
        "worth": "0.00########",
        **dict.fromkeys(("planned", "own", "value", *MONEY), amount),
    }
    looks = {
        name: CellStyle(line=True, side="right", form=forms[name], wrap=False) for name in RIGHT
    }
    looks |= {name: replace(looks[name], colour=SOFT) for name in ("planned", "own", "value")}
    looks |= {
        name: CellStyle(line=True, form=DATE[current_language()], wrap=False) for name in DAYS
    }
    looks["note"] = looks["basis_note"] = CellStyle(line=True, colour=FAINT)
    return [sheet.look(looks.get(name, plain_)) for name in place.columns]


def _cells(
    record: ListRecord,
    row: int,
    place: SheetPlace,
    places: Mapping[BudgetTable, SheetPlace],
    titles: Mapping[str, str],
    head: BudgetHead,
) -> list[object]:
    """The cells of a row; amounts as numbers, what is reckoned as formulas with what they give now."""
    exchange = head.budget.exchange
    values = {**record.values, "code": record.code, "version": record.version}
    shown: dict[str, object] = {
        name: _shown(name, values.get(name), titles) for name in place.columns
    }
    if "unit_cents" in place.letters:
        amount = "value" if "value" in place.letters else "planned"
        cents, own = _now(record, exchange)
        shown[amount] = Formula("=" + _product(row, place), cents / 100)
        shown["own"] = Formula(
            "=" + _own(row, place, places, amount), own if isinstance(own, str) else own / 100
        )
    return [shown[name] for name in place.columns]


def _now(record: ListRecord, exchange: Exchange) -> tuple[int, int | str]:
    cents = multiply_price(int(record.values["quantity"]), int(record.values["unit_cents"]))  # type: ignore[arg-type]
    own = exchange.into(cents, str(record.values["currency"]))
    return cents, _("no rate") if own is None else own


def _shown(name: str, value: Value, titles: Mapping[str, str]) -> object:
    if value is None or value == "":
        return None
    if name == "paid_cents" and value == 0:
        return None
    if name in MONEY or name == "quantity":
        return float(value) / 100  # type: ignore[arg-type]
    if name == "worth":
        return float(value) / RATE  # type: ignore[arg-type]
    if name in WORDS:
        return label_of(WORDS[name](value))
    if name == "covers":
        what, _colon, which = str(value).partition(":")
        return (
            label_of(CostCategory(which))
            if what == "category"
            else f"{which} · {titles.get(which, '')}"
        )
    return value


def _product(row: int, place: SheetPlace) -> str:
    return f"ROUND({place.cell('quantity', row)}*{place.cell('unit_cents', row)},2)"


def _own(row: int, place: SheetPlace, places: Mapping[BudgetTable, SheetPlace], amount: str) -> str:
    """The amount in the currency of the sums, by the sheet of rates; without a rate it says so and no sum counts it."""
    rates = places[BudgetTable.RATES]
    found = f"INDEX({rates.far('worth')},MATCH({place.cell('currency', row)},{rates.far('currency')},0))"
    return f'IFERROR(ROUND({place.cell(amount, row)}*{found},2),"{_("no rate")}")'


def _spare(
    name: str, row: int, place: SheetPlace, places: Mapping[BudgetTable, SheetPlace]
) -> object:
    """What stands in a row that is still empty: formulas that wait for a price."""
    price = place.cell("unit_cents", row)
    if name in ("planned", "value"):
        return Formula(f'=IF(ISNUMBER({price}),{_product(row, place)},"")', "")
    if name == "own":
        amount = "value" if "value" in place.letters else "planned"
        return Formula(f'=IF(ISNUMBER({price}),{_own(row, place, places, amount)},"")', "")
    return None


def _helps(sheet: FilledSheet, table: BudgetTable, place: SheetPlace, head: BudgetHead) -> None:
    """What helps while the file is edited: frozen header, drop-downs, how it prints."""
    page, first = sheet.worksheet, HEADER + 1
    page.freeze_panes = f"{'C' if table is BudgetTable.COSTS else 'B'}{first}"
    page.row_dimensions[1].height, page.row_dimensions[HEADER].height = 24, 30
    page.sheet_view.zoomScale = 90
    page.sheet_properties.tabColor = HEADING.fill
    pages = _("Page %(page)s of %(pages)s", page="&P", pages="&N")
    sheet.paper(f"{head.title} · {head.facts}", HEADER, pages=pages)
    if table is not BudgetTable.RATES:
        page.print_area = f"A1:{place.letters[place.columns[-1]]}{max(place.last - SPARE, first)}"
    for number, (name, words) in enumerate(_offered()):
        if name in place.letters:
            letter = get_column_letter(number + 1)
            choice = DataValidation(
                "list", formula1=f"{LISTS}!${letter}$1:${letter}${len(words)}", allow_blank=True
            )
            choice.errorStyle, choice.showErrorMessage = (
                "stop" if name in WORDS else "warning",
                True,
            )
            choice.error = _("Please choose from the list.")
            choice.add(f"{place.letters[name]}{first}:{place.letters[name]}{place.last}")
            page.add_data_validation(choice)
    for name in (*OF[table].looked_at, *HIDDEN):
        guard = DataValidation("custom", formula1="FALSE", allow_blank=True, errorStyle="stop")
        guard.error, guard.showErrorMessage = (
            _("This column cannot be changed; it is calculated from the others."),
            True,
        )
        guard.add(f"{place.letters[name]}{first}:{place.letters[name]}{place.last}")
        page.add_data_validation(guard)


def _offered() -> list[tuple[str, Sequence[str]]]:
    lists: list[tuple[str, Sequence[str]]] = [
        (name, [label_of(one) for one in kind]) for name, kind in WORDS.items()
    ]
    return [*lists, ("currency", list(COMMON))]


def _lists(sheet: FilledSheet) -> None:
    columns = [words for _name, words in _offered()]
    for number in range(max(map(len, columns))):
        sheet.add([column[number] if number < len(column) else None for column in columns])
    sheet.worksheet.sheet_state = "hidden"
    sheet.lock()
