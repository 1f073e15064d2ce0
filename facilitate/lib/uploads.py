"""Office files that come in: looked at before they are opened; Excel read row by row, cells as people write them."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import IO, Any
from xml.parsers import expat

from openpyxl import DEFUSEDXML, Workbook, load_workbook
from openpyxl.utils.datetime import from_excel

from .reading_child import FileProblem
from .sheets import LONGEST_TEXT, OUTSIDE_XML
from .text import clean_text

if not DEFUSEDXML:  # openpyxl then parses uploads with a parser that expands XML bombs
    raise ImportError("openpyxl needs defusedxml beside it")

MOST_BYTES, MOST_PART, MOST_UNPACKED = 25 * 2**20, 48 * 2**20, 96 * 2**20
"""What an upload may weigh: as it comes, one part unpacked, everything unpacked."""
MOST_RATIO = 200
"""How many times larger a part may get by unpacking; a sheet people typed gets 5 to 40 times larger."""
MOST_ROWS, MOST_COLUMNS, MOST_BLANK = 20_000, 60, 1_000
"""How far an upload is read; a table ends where 1,000 rows in a row are blank."""
MOST_CELLS = 1_500_000
"""Cells of a table, rows times columns."""
MOST_IN_A_ROW, MOST_ELEMENTS = 16_384, 8_000_000
"""Cells of one row, as many as Excel has columns; elements of one part, several times those of the longest table."""
_COUNTED = 2**20
"""Bytes from which on a part is counted through before it is opened; a smaller one cannot hold much."""

_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
_DAY_FIRST = re.compile(r"^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})\.?$")
_YEAR_FIRST = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?$")


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


class SheetProblem(FileProblem):
    """A file cannot be read as a workbook; `why` is an Unreadable."""

    why: Unreadable


def open_workbook(content: bytes) -> Workbook:
    """An uploaded workbook, opened to be read row by row, after its packing has been looked at.

    Formulas come as the values they had when the file was saved. Raises SheetProblem.
    """
    _look_at_packing(content)
    count_cells(content)
    try:
        return load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except SheetProblem:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part leads to
        raise SheetProblem(Unreadable.DAMAGED) from error


@dataclass(frozen=True)
class UploadLimits:
    """What an upload may weigh, in bytes: as it comes, one part unpacked, everything unpacked."""

    packed: int = MOST_BYTES
    part: int = MOST_PART
    unpacked: int = MOST_UNPACKED


BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
)
"""What reading a damaged archive may end in."""


def part_names(content: bytes, room: UploadLimits, fine: bytes = b"") -> set[str]:
    """The names of an Office file's parts, in small letters, after its packing has been looked at.

    `fine`: the kind of OpenDocument file that is opened. Raises SheetProblem.
    """
    if not content:
        raise SheetProblem(Unreadable.EMPTY)
    if len(content) > room.packed:
        raise SheetProblem(Unreadable.TOO_LARGE)
    if not content.startswith(b"PK\x03\x04"):
        raise SheetProblem(_other_kind(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if _swells(parts, room):
                raise SheetProblem(Unreadable.BOMB)
            kind = archive.read("mimetype")[:100] if "mimetype" in archive.namelist() else b""
    except BROKEN_ARCHIVE as error:
        raise SheetProblem(Unreadable.DAMAGED) from error
    if b"opendocument" in kind and not (fine and kind.strip() == fine):
        raise SheetProblem(Unreadable.OPEN_DOCUMENT)
    return {part.filename.lower() for part in parts}


def _swells(parts: list[zipfile.ZipInfo], room: UploadLimits) -> bool:
    swollen = any(
        part.file_size > 2**20 and part.file_size > MOST_RATIO * part.compress_size
        for part in parts
    )
    sizes = [part.file_size for part in parts]
    return (
        swollen
        or len(parts) > 1000
        or max(sizes, default=0) > room.part
        or sum(sizes) > room.unpacked
    )


def _look_at_packing(content: bytes) -> None:
    names = part_names(content, UploadLimits())
    if any(name.startswith("word/") for name in names):
        raise SheetProblem(Unreadable.WORD)
    if "xl/workbook.xml" not in names:
        raise SheetProblem(Unreadable.OTHER)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise SheetProblem(Unreadable.MACROS)


def count_cells(content: bytes) -> None:
    """Count the cells of large parts as they are unpacked: openpyxl makes a whole row before anybody can say stop."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.infolist():
                if part.file_size > _COUNTED and part.filename.lower().endswith(".xml"):
                    with archive.open(part) as unpacked:
                        _Counter().read(unpacked)
    except SheetProblem:
        raise
    except Exception as error:  # whatever a broken part leads to
        raise SheetProblem(Unreadable.DAMAGED) from error


class _Counter:
    """Counts elements, and cells row by row; keeps none of them."""

    def __init__(self) -> None:
        self.elements = self.in_row = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EntityDeclHandler = self._entity

    def read(self, part: IO[bytes]) -> None:
        """Raises SheetProblem where it is more than may be."""
        while found := part.read(2**16):
            self.parser.Parse(found, False)
        self.parser.Parse(b"", True)

    def _start(self, name: str, _attributes: Any) -> None:
        self.elements += 1
        kind = name.rpartition(":")[2]
        if kind == "c":
            self.in_row += 1
        elif kind == "row":
            self.in_row = 0
        if self.in_row > MOST_IN_A_ROW:
            raise SheetProblem(Unreadable.DAMAGED)
        if self.elements > MOST_ELEMENTS:
            raise SheetProblem(Unreadable.TOO_LONG)

    def _entity(self, *_declared: Any) -> None:
        raise SheetProblem(Unreadable.DAMAGED)


def _other_kind(content: bytes) -> Unreadable:
    if content.startswith(
        b"\xd0\xcf\x11\xe0"
    ):  # the container of old Office files and of encrypted new ones
        locked = "EncryptedPackage".encode("utf-16-le") in content
        return Unreadable.ENCRYPTED if locked else Unreadable.OLD_EXCEL
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")):
        return Unreadable.PICTURE
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Unreadable.PICTURE
    return Unreadable.PDF if content.startswith(b"%PDF") else Unreadable.OTHER


Rows = list[tuple[int, tuple[Any, ...]]]


def sheet_rows(
    worksheet: Any, columns: int = MOST_COLUMNS
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows that hold something, with their number, as wide as `columns`.

    Raises SheetProblem where the table is too long or broken.
    """
    if not hasattr(worksheet, "iter_rows"):  # a sheet that is one chart
        return
    blank = 0
    rows = worksheet.iter_rows(max_col=columns, values_only=True)
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
        yield number, tuple(unescape_cell(value) for value in row)


def unescape_cell(value: Any) -> Any:
    """Undo `safe_text`: openpyxl does so for texts that Excel has saved, not for its own."""
    return _ESCAPED.sub("_", value) if isinstance(value, str) and "_x005F_" in value else value


def read_text(text: str) -> str:
    """The text as it comes back from a cell: what `safe_text` and `text_of_cell` leave of it."""
    return clean_text(OUTSIDE_XML.sub("", text))[:LONGEST_TEXT]


def text_of_cell(value: Any) -> str:
    """What stands in a cell as clean text; 3.0 is written 3."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.date()
    return clean_text(str(value))


def added_cell_text(value: Any) -> str:
    """What stands in a cell of a column that staff added, as text; a day as 2027-03-12, a time as 09:30."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime) and (value.hour or value.minute):
        return value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return text_of_cell(value)


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
    elif (
        isinstance(value, int | float) and not isinstance(value, bool) and 36_526 <= value < 73_415
    ):
        day = from_excel(value).date()
    elif found := _DAY_FIRST.match(text_of_cell(value)):
        day = date(int(found[3]), int(found[2]), int(found[1]))
    elif found := _YEAR_FIRST.match(text_of_cell(value)):
        day = date(int(found[1]), int(found[2]), int(found[3]))
    else:
        raise ValueError(value)
    if not 2000 <= day.year <= 2100:
        raise ValueError(value)
    return day
