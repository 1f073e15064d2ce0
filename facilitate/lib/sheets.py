"""Excel cells, written quickly: styled once for all, and safe whatever their text. `uploads` reads them back."""

import gc
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

LONGEST_TEXT = 32_767
"""Characters a cell can hold."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_RUNS = ("=", "+", "-", "@", "'")
"""What a text starts with that Excel would run, or swallow."""
OUTSIDE_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Style:
    """How a cell looks. Sizes in points, colours as RRGGBB, `line` is a hair line below,
    `side` is left or right."""

    bold: bool = False
    size: float = 10
    colour: str = "1F2A30"
    fill: str = ""
    wrap: bool = True
    line: bool = False
    side: Literal["left", "right"] = "left"
    form: str = ""


class Look(NamedTuple):
    """A style as openpyxl keeps it in a cell, and the same for text that Excel must not run."""

    plain: Any
    quoted: Any


class Sheet:
    """A worksheet that is filled from top to bottom; its cells share the looks of a few prototypes."""

    def __init__(self, worksheet: Worksheet) -> None:
        self.worksheet, self.last = worksheet, 0
        self.usual = self.look(Style())

    def look(self, style: Style) -> Look:
        """Prepare a style once; making style objects for each cell takes eight times as long."""
        cell: Any = Cell(self.worksheet, 1, 1)
        cell.font = Font(name="Calibri", size=style.size, bold=style.bold, color=style.colour)
        cell.alignment = Alignment(
            vertical="top",
            wrap_text=style.wrap or None,
            horizontal=style.side,
            indent=int(style.side == "right"),
        )
        if style.fill:
            cell.fill = PatternFill("solid", fgColor=style.fill)
        if style.line:
            cell.border = Border(bottom=Side("thin", color="D9D3C7"))
        if style.form:
            cell.number_format = style.form
        quoted = copy(cell._style)
        quoted.quotePrefix = 1
        return Look(cell._style, quoted)

    def add(self, values: Sequence[Any], looks: Sequence[Look] | Look | None = None) -> int:
        """One more row; text stays text, whatever it starts with. Gives the row's number."""
        self.last += 1
        cells: Any = self.worksheet._cells
        each = itertools.repeat(looks or self.usual) if looks is None or isinstance(looks, Look) else looks
        for column, (value, look) in enumerate(zip(values, each, strict=False), 1):
            cell: Any = Cell(self.worksheet, self.last, column)
            style = look.plain
            if isinstance(value, str):
                cell._value, cell.data_type = safe_text(value), "s"
                style = look.quoted if value[:1] in _RUNS else style
            elif value is not None:
                cell.value = value
            cell._style = style  # last, because a date brings a format of its own
            cells[self.last, column] = cell
        self.worksheet._current_row = self.last  # type: ignore[attr-defined]
        return self.last

    def formula(self, column: int, text: str) -> None:
        """Make a cell of the last row a formula of ours."""
        self.worksheet.cell(self.last, column).value = text

    def widths(self, widths: Sequence[float]) -> None:
        """Column widths in characters; 0 hides the column."""
        for column, width in enumerate(widths, 1):
            dimension = self.worksheet.column_dimensions[get_column_letter(column)]
            dimension.width, dimension.hidden = width or 10, not width

    def paper(self, footer: str, title_row: int = 0) -> None:
        """Landscape A4, as wide as the page, a footer with page numbers, the title row on every page."""
        sheet: Any = self.worksheet
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.75, 0.3
        sheet.oddFooter.left.text = footer.replace("&", "&&")
        sheet.oddFooter.right.text = "&P / &N"
        if title_row:
            sheet.print_title_rows = f"{title_row}:{title_row}"


@contextmanager
def in_one_go() -> Iterator[None]:
    """Make or read many cells without Python searching for garbage meanwhile, a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def safe_text(text: str) -> str:
    """The text as a cell can hold it: no characters XML forbids, nothing that Excel reads as an escape."""
    if not text.isprintable():
        text = OUTSIDE_XML.sub("", text)
    return (_ESCAPE.sub("_x005F_", text) if "_x" in text else text)[:LONGEST_TEXT]


def to_bytes(book: Workbook) -> bytes:
    """The workbook as a file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
