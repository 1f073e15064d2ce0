"""Excel cells: writing ones that are safe and styled quickly, opening uploads without trusting them."""

import gc
import io
import itertools
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from openpyxl import DEFUSEDXML, Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.worksheet import Worksheet

from .text import clean

if not DEFUSEDXML:  # openpyxl then parses uploads with a parser that expands XML bombs
    raise ImportError("openpyxl needs defusedxml beside it")

LONGEST_TEXT = 32_767
"""Characters a cell can hold."""
MOST_BYTES, MOST_PART, MOST_UNPACKED = 25 * 2**20, 48 * 2**20, 96 * 2**20
"""What an upload may weigh: as it comes, one part unpacked, everything unpacked."""
MOST_RATIO = 200
"""How many times larger a part may get by unpacking; a sheet people typed gets 5 to 40 times larger."""
MOST_ROWS, MOST_COLUMNS, MOST_BLANK = 20_000, 60, 1_000
"""How far an upload is read; a table ends where 1,000 rows in a row are blank."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
_RUNS = ("=", "+", "-", "@", "'")
"""What a text starts with that Excel would run, or swallow."""
_OUTSIDE_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


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
        text = _OUTSIDE_XML.sub("", text)
    return (_ESCAPE.sub("_x005F_", text) if "_x" in text else text)[:LONGEST_TEXT]


def read_text(text: str) -> str:
    """The text as it comes back from a cell: what `safe_text` and `text_of` leave of it."""
    return clean(_OUTSIDE_XML.sub("", text))[:LONGEST_TEXT]


def to_bytes(book: Workbook) -> bytes:
    """The workbook as a file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


class Unreadable(StrEnum):
    """Why a file is not a workbook that can be read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OLD_EXCEL = "old_excel"
    ENCRYPTED = "encrypted"
    WORD = "word"
    OPEN_DOCUMENT = "open_document"
    PICTURE = "picture"
    PDF = "pdf"
    MACROS = "macros"
    OTHER = "other"
    BOMB = "bomb"
    DAMAGED = "damaged"
    TOO_LONG = "too_long"
    NO_TABLE = "no_table"


class SheetProblem(Exception):
    """A file cannot be read as a workbook; `why` has a sentence in both languages."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(why.value)
        self.why = why


def safe_open(content: bytes) -> Workbook:
    """An uploaded workbook, opened to be read row by row, after its packing has been looked at.

    Formulas come as the values they had when the file was saved. Raises SheetProblem.
    """
    _look_at_packing(content)
    try:
        return load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except SheetProblem:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part leads to
        raise SheetProblem(Unreadable.DAMAGED) from error


def _look_at_packing(content: bytes) -> None:
    if not content:
        raise SheetProblem(Unreadable.EMPTY)
    if len(content) > MOST_BYTES:
        raise SheetProblem(Unreadable.TOO_LARGE)
    if not content.startswith(b"PK\x03\x04"):
        raise SheetProblem(_other_kind(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            kind = archive.read("mimetype")[:100] if "mimetype" in archive.namelist() else b""
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise SheetProblem(Unreadable.DAMAGED) from error
    names = {part.filename.lower() for part in parts}
    if b"opendocument" in kind:
        raise SheetProblem(Unreadable.OPEN_DOCUMENT)
    if any(name.startswith("word/") for name in names):
        raise SheetProblem(Unreadable.WORD)
    if "xl/workbook.xml" not in names:
        raise SheetProblem(Unreadable.OTHER)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise SheetProblem(Unreadable.MACROS)
    swollen = any(
        part.file_size > 2**20 and part.file_size > MOST_RATIO * part.compress_size for part in parts
    )
    largest, everything = max(part.file_size for part in parts), sum(part.file_size for part in parts)
    if swollen or len(parts) > 1000 or largest > MOST_PART or everything > MOST_UNPACKED:
        raise SheetProblem(Unreadable.BOMB)


def _other_kind(content: bytes) -> Unreadable:
    if content.startswith(b"\xd0\xcf\x11\xe0"):  # the container of old Office files and of encrypted new ones
        locked = "EncryptedPackage".encode("utf-16-le") in content
        return Unreadable.ENCRYPTED if locked else Unreadable.OLD_EXCEL
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")):
        return Unreadable.PICTURE
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Unreadable.PICTURE
    return Unreadable.PDF if content.startswith(b"%PDF") else Unreadable.OTHER


def rows_of(worksheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows that hold something, with their number.

    Raises SheetProblem where the table is too long or broken.
    """
    blank = 0
    rows = worksheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    number = 0
    while True:
        try:
            row = next(rows, None)
        except Exception as error:
            raise SheetProblem(Unreadable.DAMAGED) from error
        number += 1
        if row is None or blank > MOST_BLANK:
            return
        if all(value is None or value == "" for value in row):
            blank += 1
            continue
        if number > MOST_ROWS:
            raise SheetProblem(Unreadable.TOO_LONG)
        blank = 0
        yield number, tuple(_unescaped(value) for value in row)


def _unescaped(value: Any) -> Any:
    """Undo `safe_text`: openpyxl does so for texts that Excel has saved, not for its own."""
    return _ESCAPED.sub("_", value) if isinstance(value, str) and "_x005F_" in value else value


def text_of(value: Any) -> str:
    """What stands in a cell as clean text; 3.0 is written 3."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.date()
    return clean(str(value))


_DAY_FIRST = re.compile(r"^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})\.?$")
_YEAR_FIRST = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?$")


def read_day(value: Any) -> date | None:
    """The day in a cell: a real date, Excel's number of one, or text (12.3.2027, 12/03/2027, 2027-03-12).

    The day stands before the month. None for an empty cell. Raises ValueError for anything else and for years
    before 2000 or after 2100.
    """
    day: date
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime):
        day = value.date()
    elif isinstance(value, date):
        day = value
    elif isinstance(value, int | float) and not isinstance(value, bool) and 36_526 <= value < 73_415:
        day = from_excel(value).date()
    elif found := _DAY_FIRST.match(text_of(value)):
        day = date(int(found[3]), int(found[2]), int(found[1]))
    elif found := _YEAR_FIRST.match(text_of(value)):
        day = date(int(found[1]), int(found[2]), int(found[3]))
    else:
        raise ValueError(value)
    if not 2000 <= day.year <= 2100:
        raise ValueError(value)
    return day
