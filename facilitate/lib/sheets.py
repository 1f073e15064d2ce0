"""Excel cells, written quickly: styled once for all, and safe whatever their text. `uploads` reads them back."""

import gc
import itertools
import re
import textwrap
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Any, Literal, NamedTuple
from weakref import WeakKeyDictionary

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import column_index_from_string, coordinate_to_tuple, get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from .xlsx import Formula, workbook_bytes

__all__ = [
    "LONGEST_TEXT",
    "OUTSIDE_XML",
    "Formula",
    "CellLook",
    "FilledSheet",
    "CellStyle",
    "pause_garbage",
    "safe_text",
    "sheet_name",
    "workbook_bytes",
]

ACROSS, UPRIGHT = 165, 114
"""How wide columns may be together (letters, as Excel counts) to be printed in 8 points on A4 that lies or stands."""
WIDE, NARROWED = 20, 0.65
"""A column wider than this (letters) gives way where the table then needs a page less, to that share of it at least."""
LINE, AROUND = 13.5, 5
"""The height of a line, and what is free around the text of a row whose text wraps, in points."""
BOLD = 1.1
"""How much wider than others the letters of a title are."""
HIGHEST = 409.0
"""Points a row can be high."""
LONGEST_TEXT = 32_767
"""Characters a cell can hold."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_RUNS = ("=", "+", "-", "@", "'")
"""What a text starts with that Excel would run, or swallow."""
LONGEST_NAME = 31
"""Characters the name of a sheet can have."""
MOST_AT_EDGE = 100
"""Characters of a header or footer that are printed; Excel repairs a file whose edges have more than 255 in all."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]+")
OUTSIDE_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class CellStyle:
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


class CellLook(NamedTuple):
    """A style as openpyxl keeps it in a cell, and the same for text that Excel must not run."""

    plain: Any
    quoted: Any


_LOOKS: WeakKeyDictionary[Any, dict[CellStyle, CellLook]] = WeakKeyDictionary()
"""The looks of each workbook that is being written."""


class FilledSheet:
    """A worksheet that is filled from top to bottom; its cells share the looks of a few prototypes."""

    def __init__(self, worksheet: Worksheet) -> None:
        self.worksheet, self.last = worksheet, 0
        self.looks = _LOOKS.setdefault(worksheet.parent, {})
        self.usual = self.look(CellStyle())

    def look(self, style: CellStyle) -> CellLook:
        """Prepare a style once in a workbook; making style objects for each cell takes eight times as long."""
        if style not in self.looks:
            self.looks[style] = self._look(style)
        return self.looks[style]

    def _look(self, style: CellStyle) -> CellLook:
        cell: Any = Cell(self.worksheet, 1, 1)
        cell.font = Font(name="Calibri", size=style.size, bold=style.bold, color=style.colour)
        cell.alignment = Alignment(
            vertical="top",
            wrap_text=style.wrap or None,
            horizontal=style.side,
            indent=int(style.side == "right" or (style.line and style.wrap)),
        )
        if style.fill:
            cell.fill = PatternFill("solid", fgColor=style.fill)
        if style.line:
            cell.border = Border(bottom=Side("thin", color="D9D3C7"))
        if style.form:
            cell.number_format = style.form
        quoted = copy(cell._style)
        quoted.quotePrefix = 1
        return CellLook(cell._style, quoted)

    def add(self, values: Sequence[Any], looks: Sequence[CellLook] | CellLook | None = None) -> int:
        """One more row; text stays text, whatever it starts with. Gives the row's number."""
        self.last += 1
        cells: Any = self.worksheet._cells
        each = (
            itertools.repeat(looks or self.usual)
            if looks is None or isinstance(looks, CellLook)
            else looks
        )
        for column, (value, look) in enumerate(zip(values, each, strict=False), 1):
            cell: Any = Cell(self.worksheet, self.last, column)
            style = look.plain
            if isinstance(value, Formula):
                cell._value, cell.data_type = _safe_formula(value), "f"
            elif isinstance(value, str):
                cell._value, cell.data_type = safe_text(value), "s"
                style = look.quoted if value[:1] in _RUNS else style
            elif isinstance(value, date):
                cell._value, cell.data_type = value, "d"
            elif isinstance(value, int | float):
                cell._value, cell.data_type = value, "b" if isinstance(value, bool) else "n"
            elif value is not None:
                cell.value = value
            cell._style = style
            cells[self.last, column] = cell
        self.worksheet._current_row = self.last  # type: ignore[attr-defined]
        return self.last

    def widths(self, widths: Sequence[float]) -> None:
        """Column widths in characters; 0 hides the column."""
        for column, width in enumerate(widths, 1):
            dimension = self.worksheet.column_dimensions[get_column_letter(column)]
            dimension.width, dimension.hidden = width or 10, not width
        if self.worksheet.page_setup.orientation:
            self._spread()

    def paper(
        self,
        footer: str,
        title_row: int = 0,
        *,
        header: str = "",
        pages: str = "&P / &N",
        tall: bool = False,
        typed: bool = True,
    ) -> None:
        """A4, as wide as the page, landscape or `tall`: a footer with page numbers, the title row on every page.

        What would be printed in less than 8 points goes on to a second page beside the first, with the frozen columns again.
        `header` stands on all pages but the first; `pages` is how pages are counted, &P being the page and &N how many.
        `typed`: whether somebody changes its texts (see `give_room`).
        """
        sheet: Any = self.worksheet
        sheet.page_setup.orientation = "portrait" if tall else "landscape"
        sheet.page_setup.paperSize = 9  # A4
        self._spread()
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = (
            0.5,
            0.75,
            0.3,
        )
        edges = [sheet.oddFooter]
        if header:
            sheet.page_margins.top, sheet.page_margins.header = 0.7, 0.3
            sheet.oddHeader.left.text = _at_edge(header)
            sheet.HeaderFooter.differentFirst = True
            edges.append(sheet.firstFooter)
        for edge in edges:
            edge.left.text, edge.right.text = _at_edge(footer), pages
        if title_row:
            sheet.print_title_rows = f"{title_row}:{title_row}"
        self.give_room(typed=typed)

    def _spread(self) -> None:
        """Over as many pages beside each other as the columns need."""
        sheet: Any = self.worksheet
        shown = [one for one in sheet.column_dimensions.values() if not one.hidden]
        page = UPRIGHT if sheet.page_setup.orientation == "portrait" else ACROSS
        wide = [one for one in shown if one.width > WIDE]
        together = sum(one.width for one in shown)
        beside = max(1, ceil(together / page))
        over = together - page * (beside - 1)
        share = 1 - over / sum(one.width for one in wide) if wide else 0
        if beside > 1 and share >= NARROWED:
            beside -= 1
            for one in wide:
                one.width = floor(one.width * share)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = beside, 0
        frozen = coordinate_to_tuple(sheet.freeze_panes)[1] - 1 if sheet.freeze_panes else 0
        if beside > 1 and frozen:
            sheet.print_title_cols = f"A:{get_column_letter(frozen)}"
            self._title_over(frozen)

    def _title_over(self, columns: int) -> None:
        """The title on as many lines as it needs over the frozen columns: on the second page nothing else of its row is printed."""
        sheet: Any = self.worksheet
        cell = sheet.cell(1, 1)
        letters = [get_column_letter(number) for number in range(1, columns + 1)]
        room = sum(
            sheet.column_dimensions[one].width
            for one in letters
            if not sheet.column_dimensions[one].hidden
        )
        lines = _wrapped(str(cell.value or ""), room * CellStyle.size / cell.font.sz / BOLD)
        if lines < 2:
            return
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if columns > 1:
            sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
        sheet.row_dimensions[1].height = lines * LINE * cell.font.sz / CellStyle.size + AROUND

    def give_room(self, *, typed: bool = True) -> None:
        """Rows whose text wraps: as high as it gets, and a little more; left to itself the last line touches the rule.

        Where nothing is `typed`, they keep that height: LibreOffice would measure them on the screen, and print lines across each other.
        """
        sheet: Any = self.worksheet
        wide = {
            column_index_from_string(letter): one.width
            for letter, one in sheet.column_dimensions.items()
            if not one.hidden
        }
        joined = {(one.min_row, one.min_col) for one in sheet.merged_cells.ranges}
        lines: dict[int, int] = {}
        for (row, column), cell in sheet._cells.items():
            text, width = cell._value, wide.get(column, 0)
            if cell.data_type != "s" or not width or (row, column) in joined:
                continue
            long = len(text) > width or "\n" in text
            if long and row not in sheet.row_dimensions and cell.alignment.wrap_text:
                lines[row] = max(lines.get(row, 1), _wrapped(text, width))
        for row, many in lines.items():
            if many > 1:
                height = min(many * LINE + AROUND, HIGHEST)
                kind = _FittedRow if typed else RowDimension
                sheet.row_dimensions[row] = kind(sheet, index=row, ht=height)

    def lock(self) -> None:
        """Nothing can be typed here, without a password; how it looks can still be changed."""
        lock = self.worksheet.protection
        lock.sheet = True
        lock.formatCells = lock.formatColumns = lock.formatRows = lock.autoFilter = False


class _FittedRow(RowDimension):
    """A row that is as high as its text needs now, and grows with what is typed into it: its height is nobody's choice."""

    customHeight = False


def _wrapped(text: str, width: float) -> int:
    """Lines that the text takes in a column of that width, one indent less: most letters are narrower than the figures it is told in."""
    room = max(int(width * 1.2 - 0.5), 1)
    return sum(max(1, len(textwrap.wrap(line, room))) for line in text.split("\n"))


def _at_edge(text: str) -> str:
    """A text for a header or footer, on one line, where & begins a code."""
    text = " ".join(safe_text(text).split())
    return (text if len(text) <= MOST_AT_EDGE else text[: MOST_AT_EDGE - 1] + "…").replace(
        "&", "&&"
    )


def sheet_name(text: str, taken: Collection[str] = ()) -> str:
    """A name that a sheet can have, unlike those taken: 31 characters, none of []:*?/\\, no apostrophe at its ends."""
    whole = " ".join(_NOT_IN_NAMES.sub(" ", safe_text(text)).split()).strip("'")
    base = whole[:LONGEST_NAME]
    if (
        whole[LONGEST_NAME:].strip() and whole[LONGEST_NAME] != " " and " " in base
    ):  # no half a word or year
        base = base.rsplit(" ", 1)[0]
    base = base.strip(" '–") or "–"
    name, number = base, 2
    there = {one.casefold() for one in (*taken, "History")}
    while name.casefold() in there:
        ending = f" ({number})"
        name, number = base[: LONGEST_NAME - len(ending)].strip() + ending, number + 1
    return name


@contextmanager
def pause_garbage() -> Iterator[None]:
    """Make or read many cells without Python searching for garbage meanwhile, a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _safe_formula(formula: Formula) -> Formula:
    now = safe_text(formula.now) if isinstance(formula.now, str) else formula.now
    text = formula if formula.isprintable() else OUTSIDE_XML.sub("", formula)
    return Formula(text, now, array=formula.array)


def safe_text(text: str) -> str:
    """The text as a cell can hold it: no characters XML forbids, nothing that Excel reads as an escape."""
    if not text.isprintable():
        text = OUTSIDE_XML.sub("", text)
    return (_ESCAPE.sub("_x005F_", text) if "_x" in text else text)[:LONGEST_TEXT]
