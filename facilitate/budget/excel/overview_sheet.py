"""The sheet that adds up: costs by category with a chart, contributions by kind, totals in every currency; all formulas."""

from collections.abc import Mapping
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.shapes import GraphicalProperties

from ...exchange.sheet_styles import ACCENT, FACTS, HEADING, TITLE
from ...lib.sheets import CellLook, CellStyle, FilledSheet, Formula
from ...web.i18n import _, label_of
from ..models import ContributionKind, CostCategory, PledgeStatus
from ..sums import LEVELS, Budget, CurrencySum
from .columns import BudgetTable
from .layout import AMOUNT, BudgetHead, SheetPlace

TOP = 4
"""The row of the headings of the first table."""
FILLS = (ACCENT, "C8631B", "6AA5DC")


def fill_overview(
    sheet: FilledSheet, head: BudgetHead, places: Mapping[BudgetTable, SheetPlace]
) -> None:
    """Fill the sheet; everything in it is reckoned from the other sheets."""
    look = _Looks(sheet)
    budget = head.budget
    sheet.add([f"{_('Overview')}: {head.title}"], sheet.look(TITLE))
    sheet.add([head.facts], sheet.look(FACTS))
    sheet.add([])
    total = _categories(
        sheet, look, budget=budget, costs=places[BudgetTable.COSTS], rates=places[BudgetTable.RATES]
    )
    sheet.add([])
    given = _kinds(sheet, look, budget, places[BudgetTable.GIFTS])
    sheet.add([])
    now = (budget.planned.cents - budget.given().cents) / 100
    sheet.add(
        [_("Planned less all contributions"), Formula(f"=ROUND(B{total}-B{given},2)", now)],
        look.total,
    )
    sheet.add([])
    _currencies(sheet, look, budget, places)
    sheet.widths((34, 16, 16, 16, 4))
    page: Any = sheet.worksheet
    page.row_dimensions[1].height = 24
    page.add_chart(_chart(page, total), f"F{TOP}")
    page.sheet_view.showGridLines = False
    page.sheet_properties.tabColor = "C8631B"
    sheet.paper(
        f"{head.title} · {head.facts}", pages=_("Page %(page)s of %(pages)s", page="&P", pages="&N")
    )
    sheet.lock()


class _Looks:
    """How the rows of the tables look."""

    def __init__(self, sheet: FilledSheet) -> None:
        amount, line = AMOUNT, CellStyle(line=True, wrap=False)
        right = CellStyle(line=True, side="right", form=amount, wrap=False)
        self.head = [
            sheet.look(HEADING),
            *[sheet.look(CellStyle(bold=True, colour="FFFFFF", fill=ACCENT, side="right"))] * 3,
        ]
        self.row: list[CellLook] = [sheet.look(line), *[sheet.look(right)] * 3]
        bold = CellStyle(bold=True, line=True, side="right", form=amount, wrap=False)
        self.total: list[CellLook] = [
            sheet.look(CellStyle(bold=True, line=True, wrap=False)),
            *[sheet.look(bold)] * 3,
        ]


def _categories(
    sheet: FilledSheet, look: _Looks, budget: Budget, costs: SheetPlace, rates: SheetPlace
) -> int:
    """Costs by category; gives the row of their total."""
    sheet.add([_("Costs"), _("Planned"), _("Ordered"), _("Paid")], look.head)
    sections = {section.category: section for section in budget.sections}
    first = sheet.last + 1
    for category in CostCategory:
        row = sheet.last + 1
        section = sections.get(category)
        planned = f"=SUMIF({costs.far('category')},$A{row},{costs.far('own')})"
        sheet.add(
            [
                label_of(category),
                Formula(planned, _now(section.planned if section else None)),
                Formula(
                    _worth(costs, rates, "committed_cents", row),
                    _now(section.committed if section else None),
                    array=True,
                ),
                Formula(
                    _worth(costs, rates, "paid_cents", row),
                    _now(section.paid if section else None),
                    array=True,
                ),
            ],
            look.row,
        )
    last = sheet.last
    sums = (budget.planned, budget.committed, budget.paid)
    totals = [
        Formula(f"=SUM({letter}{first}:{letter}{last})", _now(one))
        for letter, one in zip("BCD", sums, strict=True)
    ]
    return sheet.add([_("Total"), *totals], look.total)


def _worth(costs: SheetPlace, rates: SheetPlace, name: str, row: int) -> str:
    """The amounts of a column in the currency of the sums, each rounded, for the category in this row."""
    amount = costs.far(name)
    rate = f"SUMIF({rates.far('currency')},{costs.far('currency')},{rates.far('worth')})"
    return f"=SUM(IF(ISNUMBER({amount}),IF({costs.far('category')}=$A{row},ROUND({amount}*{rate},2),0),0))"


def _kinds(sheet: FilledSheet, look: _Looks, budget: Budget, gifts: SheetPlace) -> int:
    """Contributions by kind and by how sure they are; gives the row of their total."""
    sheet.add([_("Contributions"), *(label_of(level) for level in LEVELS)], look.head)
    first = sheet.last + 1
    for kind in ContributionKind:
        row = sheet.last + 1
        cells = [
            Formula(_sure(gifts, row, level), _now(budget.given(level, [kind]))) for level in LEVELS
        ]
        sheet.add([label_of(kind), *cells], look.row)
    last = sheet.last
    totals = [
        Formula(f"=SUM({letter}{first}:{letter}{last})", _now(budget.given(level)))
        for letter, level in zip("BCD", LEVELS, strict=True)
    ]
    return sheet.add([_("Total"), *totals], look.total)


def _sure(gifts: SheetPlace, row: int, level: PledgeStatus) -> str:
    """Contributions of the kind in this row that are at least so sure."""
    parts = [
        f'SUMIFS({gifts.far("own")},{gifts.far("kind")},$A{row},{gifts.far("pledge")},"{label_of(one)}")'
        for one in LEVELS[LEVELS.index(level) :]
    ]
    return "=" + "+".join(parts)


def _currencies(
    sheet: FilledSheet, look: _Looks, budget: Budget, places: Mapping[BudgetTable, SheetPlace]
) -> None:
    """Totals in every currency, exactly as the rows have them."""
    costs, gifts = places[BudgetTable.COSTS], places[BudgetTable.GIFTS]
    sheet.add([_("By currency"), _("Planned"), _("Paid"), _("Contributions")], look.head)
    for currency in dict.fromkeys(
        [budget.currency, *budget.planned.each, *budget.given().each, *budget.exchange.rates]
    ):
        row = sheet.last + 1
        columns = (
            (costs, "planned", budget.planned),
            (costs, "paid_cents", budget.paid),
            (gifts, "value", budget.given()),
        )
        cells = [
            Formula(
                f"=SUMIF({place.far('currency')},$A{row},{place.far(name)})",
                sum_.each.get(currency, 0) / 100,
            )
            for place, name, sum_ in columns
        ]
        sheet.add([currency, *cells], look.row)


def _now(sum_: CurrencySum | None) -> float:
    return sum_.cents / 100 if sum_ else 0.0


def _chart(page: Any, total: int) -> BarChart:
    """Planned, ordered and paid by category."""
    chart: Any = BarChart()
    chart.type, chart.gapWidth, chart.overlap = "bar", 60, -10
    chart.add_data(
        Reference(page, min_col=2, max_col=4, min_row=TOP, max_row=total - 1), titles_from_data=True
    )
    chart.set_categories(Reference(page, min_col=1, min_row=TOP + 1, max_row=total - 1))
    for series, fill in zip(chart.series, FILLS, strict=True):
        series.graphicalProperties = GraphicalProperties(solidFill=fill)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format, chart.y_axis.majorGridlines = "#,##0", None
    chart.title, chart.legend.position = _("Costs by category"), "b"
    chart.width, chart.height = 18, 13
    return chart
