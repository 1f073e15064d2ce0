"""Native Excel charts of a table: bars of one event, lines across events.

A chart takes a text for nought. So it is drawn from numbers of its own beside the table, in columns that are hidden:
what is not shown is an empty cell there, and the chart leaves a gap.
"""

from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ....lib.sheets import FilledSheet, safe_text
from ....web.i18n import _, percent_form
from ..pictures.drawing import SECTORS
from ..report import FiguresBlock
from . import file_wording

SHADES = ("0B5D5B", "8FB8B6", "B8561A", "6AA5DC", "7A4B9C", "8A6D1F", "A33B5F", "4D5A60")
STAGES = {1: ("0B5D5B",), 2: ("8FB8B6", "0B5D5B"), 3: ("E6F0EF", "8FB8B6", "0B5D5B")}
"""Shades of the stages of one event, light to dark."""
MARKS = ("circle", "square", "triangle", "diamond", "x", "star", "plus", "dash")
MOST_LINES = 11


@dataclass(frozen=True)
class ChartCells:
    """Where the numbers of a chart stand: the corner of their heads, and how far they go. `lines`: rows are series."""

    column: int
    row: int
    last_column: int
    last_row: int
    lines: bool

    @property
    def series(self) -> int:
        """How many lines, or kinds of bars, there are."""
        return (self.last_row - self.row) if self.lines else (self.last_column - self.column)


def write_chart_cells(
    sheet: FilledSheet, block: FiguresBlock, across: bool, column: int, row: int
) -> ChartCells | None:
    """Write the numbers of the chart into hidden columns; gives where they are, or None where there are none."""
    rows = [one for one in block.rows if any(value for value in (*one.counts, *one.shares))]
    if not rows:
        return None
    worksheet: Any = sheet.worksheet
    lines = across and len(block.columns) > 1 and len(rows) <= MOST_LINES
    names = [safe_text(file_wording.marked_column_name(one)) for one in block.columns]
    grid: list[list[Any]] = [["", *names]]
    for one in rows:
        shares = [None if value is None else value / 1000 for value in one.shares]
        grid.append([safe_text(one.name), *(shares if across else one.counts)])
    for down, cells in enumerate(grid):
        for right, value in enumerate(cells):
            if value is not None and value != "":
                cell = worksheet.cell(row + down - 1, column + right)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
                    cell.quotePrefix = value[:1] in "=+-@'"
    for right in range(len(grid[0])):
        worksheet.column_dimensions[get_column_letter(column + right)].hidden = True
    return ChartCells(
        column=column,
        row=row - 1,
        last_column=column + len(names),
        last_row=row - 1 + len(rows),
        lines=lines,
    )


def add_chart(
    worksheet: Worksheet, block: FiguresBlock, data: ChartCells | None, corner: str, *, across: bool
) -> None:
    """The chart of those numbers below the table."""
    if data is None:
        return
    chart: Any = LineChart() if data.lines else BarChart()
    numbers = Reference(
        worksheet,
        min_col=data.column + (0 if data.lines else 1),
        min_row=data.row + (1 if data.lines else 0),
        max_col=data.last_column,
        max_row=data.last_row,
    )
    chart.add_data(numbers, titles_from_data=True, from_rows=data.lines)
    chart.set_categories(
        Reference(worksheet, min_col=data.column + 1, max_col=data.last_column, min_row=data.row)
        if data.lines
        else Reference(worksheet, min_col=data.column, min_row=data.row + 1, max_row=data.last_row)
    )
    chart.title, chart.visible_cells_only, chart.display_blanks = block.title, False, "gap"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    chart.y_axis.majorGridlines.spPr = GraphicalProperties()
    chart.y_axis.majorGridlines.spPr.line.solidFill = "E4DFD5"
    if data.series > 1:
        chart.legend.position = "b"
    else:
        chart.legend = None
    chart.width = 24
    if data.lines:
        _as_lines(chart, block)
    else:
        _as_bars(chart, data)
        chart.y_axis.number_format = percent_form() if across else "0"
    worksheet.add_chart(chart, corner)


def _as_lines(chart: Any, block: FiguresBlock) -> None:
    chart.height, chart.y_axis.number_format = 11, percent_form()
    chart.y_axis.title = _("Share")
    keys = [row.key for row in block.rows if any((*row.counts, *row.shares))]
    for number, (series, key) in enumerate(zip(chart.series, keys, strict=True)):
        colour = SECTORS[key][0][1:] if key in SECTORS else SHADES[number % len(SHADES)]
        series.graphicalProperties = GraphicalProperties()
        series.graphicalProperties.line.solidFill, series.graphicalProperties.line.width = (
            colour,
            24_000,
        )
        series.marker.symbol, series.marker.size = MARKS[number % len(MARKS)], 8
        series.marker.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.marker.graphicalProperties.line.solidFill = colour
        series.smooth = False


def _as_bars(chart: Any, data: ChartCells) -> None:
    """Bars lie on their side, the first row on top, as in the table."""
    chart.type, chart.gapWidth = "bar", 60
    chart.x_axis.scaling.orientation = "maxMin"
    bars = (data.last_row - data.row) * (data.last_column - data.column)
    chart.height = min(5 + 0.42 * bars + 0.35 * (data.last_row - data.row), 30)
    shades = STAGES.get(data.series, SHADES)
    for number, series in enumerate(chart.series):
        series.graphicalProperties = GraphicalProperties(solidFill=shades[number % len(shades)])
        series.graphicalProperties.line.solidFill = "57626A"
