"""A stacked bar for each row of a table of counts, as a chart of Excel's own."""

from collections.abc import Sequence
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import NumData, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RichTextProperties,
)
from openpyxl.utils import get_column_letter, quote_sheetname

from ...exchange.sheet_styles import ACCENT, INK, SOFT
from .layout import LATE

FILLS = {
    "done": (ACCENT, "FFFFFF"),
    "open": ("C5DBD8", INK),
    "blocked": ("C9A6DB", INK),
    "late": (LATE, "FFFFFF"),
}
"""How a piece of a bar is filled, and the number in it; told apart in grey print too."""


def stacked_bars(
    sheet: Any,
    title: str,
    header: int,
    labels: Sequence[str],
    names: Sequence[str],
    counts: Sequence[Sequence[int]],
) -> BarChart:
    """The chart of a table whose first column has `labels`, below the row `header`, with a column for each kind of FILLS

    from the third on, called `names`. `counts`: what stands there now, a row for each label.
    """
    chart: Any = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 45
    first, last = header + 1, header + len(labels)
    chart.add_data(
        Reference(sheet, min_col=3, max_col=2 + len(FILLS), min_row=header, max_row=last),
        titles_from_data=True,
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
    for number, (series, (fill, ink)) in enumerate(zip(chart.series, FILLS.values(), strict=True)):
        series.graphicalProperties = GraphicalProperties(
            solidFill=fill, ln=LineProperties(noFill=True)
        )
        series.invertIfNegative = False
        series.dLbls = _numbers(ink)
        column = [row[number] for row in counts]
        series.val.numRef.numCache = NumData(
            formatCode="General",
            ptCount=len(column),
            pt=[NumVal(idx=at, v=str(one)) for at, one in enumerate(column)],
        )
        series.tx.strRef.strCache = StrData(ptCount=1, pt=[StrVal(idx=0, v=names[number])])
        series.cat.numRef = None
        series.cat.strRef = _texts(sheet.title, first, last, labels)
    chart.title = title
    chart.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_text(12, INK, bold=True))
    for run in chart.title.tx.rich.p[0].r:
        run.rPr = _text(12, INK, bold=True)
    chart.title.overlay = False
    _axes(chart)
    chart.legend.position, chart.legend.txPr = "b", _rich(9, SOFT)
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    chart.plot_area.layout = Layout(
        ManualLayout(
            layoutTarget="inner", xMode="edge", yMode="edge", x=0.17, y=0.14, w=0.8, h=0.68
        )
    )
    return chart


def _axes(chart: Any) -> None:
    """The first label on top; no grid, no marks, no line, for the numbers stand in the bars."""
    category, value = chart.x_axis, chart.y_axis
    category.scaling.orientation = "maxMin"
    category.delete, value.delete = False, True
    category.majorTickMark = category.minorTickMark = "none"
    category.txPr = _rich(9, INK)
    category.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    category.number_format = "General"
    value.majorGridlines = None
    value.scaling.min = 0
    value.title = category.title = None


def _numbers(ink: str) -> DataLabelList:
    """The number in a piece; none where nothing is counted."""
    labels: Any = DataLabelList(numFmt="0;;;", txPr=_rich(9, ink))
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    return labels


def _texts(sheet: str, first: int, last: int, labels: Sequence[str]) -> Any:
    from_to = (
        f"{quote_sheetname(sheet)}!${get_column_letter(1)}${first}:${get_column_letter(1)}${last}"
    )
    kept = StrData(ptCount=len(labels), pt=[StrVal(idx=at, v=one) for at, one in enumerate(labels)])
    return StrRef(f=from_to, strCache=kept)


def _text(size: int, ink: str, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size * 100, b=bold, solidFill=ink, latin=Font(typeface="Calibri"))


def _rich(size: int, ink: str) -> RichText:
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=_text(size, ink)), endParaRPr=_text(size, ink)
    )
    return RichText(bodyPr=RichTextProperties(), p=[paragraph])
