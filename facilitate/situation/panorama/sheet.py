"""A panorama as an Excel file with charts that Excel draws itself: what is told, and nothing else."""

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from ...exchange.sheet_styles import FACTS, HEADING, TITLE
from ...forums.kinds import kind_name
from ...lib.sheets import CellStyle, FilledSheet, sheet_name, workbook_bytes
from ...web.i18n import _, pick_wording
from ..models import SituationIndicator
from ..period import period_key, period_name
from ..telling_words import HIDDEN, NONE
from .comparison import forum_series
from .queries import Panorama
from .splits import SplitTable
from .wording import country_said

HEAD = 3
ROWS_BESIDE_A_CHART = 12
"""On a page that the chart below them is on, too: below more it would be cut in two."""


def panorama_workbook(
    found: Panorama, line: SituationIndicator | None, splits: Sequence[SplitTable] = ()
) -> bytes:
    """The half-year over all forums; of one line also every half-year, with a chart; and all numbers one a row."""
    book = Workbook()
    assert book.active is not None
    title = f"{kind_name(found.kind)} · {period_name(found.period)}"
    _side_by_side(book.active, found, title)
    if line is not None:
        _over_time(book.create_sheet(), found, line)
    for table in splits:
        _split(book.create_sheet(), found, table)
    _rows(book.create_sheet(), found)
    return workbook_bytes(book)


def _begin(worksheet: Any, name: str, title: str) -> FilledSheet:
    worksheet.title = sheet_name(name)
    sheet = FilledSheet(worksheet)
    sheet.add([title], sheet.look(TITLE))
    star = _(
        "* Groups of fewer than three people are not shown, nor are numbers that would reveal them."
    )
    sheet.add([star], sheet.look(FACTS))
    sheet.paper(title, HEAD)
    return sheet


def _number(totals: Any, key: str) -> int | str:
    if key not in totals:
        return NONE
    return HIDDEN if totals[key] is None else totals[key]


def _side_by_side(worksheet: Any, found: Panorama, title: str) -> None:
    sheet = _begin(worksheet, _("Side by side"), title)
    heads = [_("Indicator"), _("Unit"), _("All"), *(found.short[one.id] for one in found.forums)]
    sheet.add(heads, sheet.look(HEADING))
    text = sheet.look(CellStyle(line=True))
    number = sheet.look(CellStyle(line=True, side="right", form="0"))
    for one in found.lines:
        told = [
            _number(found.totals.get((forum.id, found.period), {}), str(one.id))
            for forum in found.forums
        ]
        whole = found.country(one)
        alone: int | str = whole[0] if whole and whole[1] else country_said(whole)
        sheet.add(
            [pick_wording(one.name), pick_wording(one.unit), alone, *told],
            [text, text, *[number] * (1 + len(told))],
        )
    sheet.widths([36, 14, 14, *[14] * len(found.forums)])
    worksheet.freeze_panes = f"D{HEAD + 1}"
    if found.lines and found.forums:
        chart: Any = BarChart()
        chart.type, chart.title = "bar", pick_wording(found.lines[0].name)
        last = 3 + len(found.forums)
        first = HEAD + 1
        chart.add_data(
            Reference(worksheet, min_col=4, max_col=last, min_row=first, max_row=first),
            from_rows=True,
            titles_from_data=False,
        )
        chart.set_categories(
            Reference(worksheet, min_col=4, max_col=last, min_row=HEAD, max_row=HEAD)
        )
        _plain(chart)
        chart.legend = None
        if sheet.last > ROWS_BESIDE_A_CHART:
            worksheet.row_breaks.append(Break(id=sheet.last))
        worksheet.add_chart(chart, f"A{sheet.last + 2}")


def _over_time(worksheet: Any, found: Panorama, line: SituationIndicator) -> None:
    """A number that may not be told, or that nobody told, is an empty cell: a line has a gap there."""
    sheet = _begin(worksheet, _("Over the half-years"), pick_wording(line.name))
    sheet.add([_("Forum"), *(period_key(one) for one in found.periods)], sheet.look(HEADING))
    text = sheet.look(CellStyle(line=True))
    number = sheet.look(CellStyle(line=True, side="right", form="0"))
    for forum in found.forums:
        one = forum_series(line.id, found.totals, forum.id, found.periods)
        sheet.add([found.short[forum.id], *one.numbers], [text, *[number] * len(one.numbers)])
    sheet.widths([36, *[10] * len(found.periods)])
    worksheet.freeze_panes = f"B{HEAD + 1}"
    if found.forums:
        chart: Any = LineChart()
        chart.title = pick_wording(line.name)
        last = 1 + len(found.periods)
        chart.add_data(
            Reference(
                worksheet,
                min_col=1,
                max_col=last,
                min_row=HEAD + 1,
                max_row=HEAD + len(found.forums),
            ),
            from_rows=True,
            titles_from_data=True,
        )
        chart.set_categories(
            Reference(worksheet, min_col=2, max_col=last, min_row=HEAD, max_row=HEAD)
        )
        for one_line in chart.series:
            one_line.smooth = False
        chart.dispBlanksAs = "gap"
        _plain(chart)
        worksheet.add_chart(chart, f"A{sheet.last + 2}")


def _split(worksheet: Any, found: Panorama, table: SplitTable) -> None:
    sheet = _begin(worksheet, table.name, f"{table.name} · {period_name(found.period)}")
    sheet.add([table.of, *table.heads], sheet.look(HEADING))
    text = sheet.look(CellStyle(line=True))
    number = sheet.look(CellStyle(line=True, side="right", form="0"))
    for name, cells in [*table.rows, (_("All"), table.sums)]:
        sheet.add([name, *cells], [text, *[number] * len(cells)])
    sheet.widths([36, *[16] * len(table.heads)])
    worksheet.freeze_panes = f"B{HEAD + 1}"


def _plain(chart: Any) -> None:
    """As wide as a page, with both axes: newer versions of Excel leave them out unless they are asked for."""
    chart.width, chart.height = 24, 8
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0  # else a bar of four beside one of seven is none


def _rows(worksheet: Any, found: Panorama) -> None:
    sheet = _begin(worksheet, _("All numbers"), kind_name(found.kind))
    heads = [_("Forum"), _("Indicator"), _("Line of numbers"), _("Half-year"), _("Number")]
    sheet.add(heads, sheet.look(HEADING))
    text, number = sheet.look(CellStyle()), sheet.look(CellStyle(side="right", form="0"))
    looks = [text, text, number, text, number]
    for forum in found.forums:
        name = found.short[forum.id]
        for period in found.periods:
            totals = found.totals.get((forum.id, period), {})
            for one in found.known:
                if str(one.id) in totals:
                    value = _number(totals, str(one.id))
                    sheet.add(
                        [name, pick_wording(one.name), one.line, period_key(period), value], looks
                    )
    sheet.widths([36, 36, 8, 12, 12])
    worksheet.freeze_panes = f"A{HEAD + 1}"
    worksheet.auto_filter.ref = f"A{HEAD}:{get_column_letter(len(heads))}{max(sheet.last, HEAD)}"
