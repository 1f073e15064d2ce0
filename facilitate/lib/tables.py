"""Uploaded tables, Excel (.xlsx), OpenDocument (.ods) or text (.csv, .tsv), read alike: rows with their numbers, whatever wrote the file."""

import csv
import io
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from .books import UploadedBook, read_book
from .marks import Marks
from .sheets import pause_garbage
from .text import clean_text
from .uploads import MOST_BYTES, MOST_CELLS, MOST_ROWS, SheetProblem, Unreadable

WIDEST = 250
"""Columns that are read: a survey has one for every choice of every question."""
LOOKED_AT = 50
"""Rows that are looked at to find what separates the columns of a text file."""
DELIMITERS = (";", "\t", ",", "|")
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_OF_DOS = re.compile(
    rb"[A-Za-z][\x81\x84\x87\x89\x94][a-z]|[a-z][\x87\x89](?![a-z])|(?<![A-Za-z])[\x87\x89][a-z]"
)
"""ë, ç, ä, ö or ü of DOS in a word: in text of Windows a sign stands there that stands in none."""
_OF_CENTRAL_EUROPE = re.compile(
    rb"\xa3[a-z]|[A-Za-z][\xb3\xbf\x9f][a-z]|[a-z]\xb9[a-z]|[a-z]\xec[a-z]"
)
"""Ł, ł, ż, ź, ą or ě in a word: in Western Europe a sign stands there that stands in none."""
_OF_THE_NORTH = re.compile(
    rb"(?:(?<![A-Za-z\x80-\xff])|(?<=[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]))[\xc6\xe6][b-df-hj-lnq-tvxzB-DF-HJ-LNQ-TVXZ]"
)
"""Æ or æ before a consonant and after none or another, where no word has Ć or ć: `Ærø`, `være`, and not `Ćwiczenie`."""
_WRITTEN_TWICE = re.compile("Ã[«§‹‡¶¼¤©]|â€[“”™œ]")
_WORKBOOKS = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"RIFF",
    b"%PDF",
)
"""What a file starts with that is no text; `uploads` says what it is."""

Row = tuple[int, tuple[Any, ...]]


@dataclass(frozen=True)
class FileTable:
    """A table as it stands in the file: rows that hold something, each with its number (from 1) and `width` cells.

    Cells of a workbook are what Excel keeps (text, number, date, None), those of a text file are text.
    `sheet` is the name of the sheet, of a text file the name of the file; `marks`: what a sheet shows beside its values.
    """

    sheet: str
    width: int
    rows: list[Row]
    marks: Marks = field(default_factory=Marks)


def read_table(content: bytes, name: str) -> FileTable:
    """The first table in an uploaded file; what the file is, its content decides, not its name.

    Merged cells all hold the value of their first. Raises SheetProblem, never anything else.
    """
    if not content:
        raise SheetProblem(Unreadable.EMPTY)
    if len(content) > MOST_BYTES:
        raise SheetProblem(Unreadable.TOO_LARGE)
    with pause_garbage():
        if content.startswith(_WORKBOOKS):
            return _of_workbook(read_book(content, WIDEST, across=True))
        return _squared(PurePath(name).stem, list(_of_text(_table_text(content))))


def _of_workbook(book: UploadedBook) -> FileTable:
    """The first sheet with a table; where none has one, the first with the most of what a table has."""
    best: FileTable | None = None
    most = -1
    for sheet in book.sheets:
        if sheet.hidden:
            continue
        rows = list(sheet.rows())
        if rows and (found := _likeness(rows)) > most:
            best, most = replace(_squared(sheet.title, rows), marks=sheet.marks), found
        if most == _TABLE:
            break
    if best is None:
        raise SheetProblem(Unreadable.NO_TABLE)
    return best


_TABLE = 2
"""Rows with something beside something else, one below the other: no page that says what the file is."""


def _likeness(rows: list[Row]) -> int:
    """How much is like a table: 0 one row, 1 several, 2 several with more than one thing in them (a merged cell is one)."""
    told = 0
    for _number, cells in rows:
        told += len({cell for cell in cells if cell not in (None, "")}) > 1
        if told == _TABLE:
            return _TABLE
    return int(len(rows) > 1)


def _squared(sheet: str, rows: list[Row]) -> FileTable:
    """The rows, all as wide as the widest that holds something."""
    if not rows:
        raise SheetProblem(Unreadable.NO_TABLE)
    width = max(_reach(cells) for _number, cells in rows)
    if width * len(rows) > MOST_CELLS:
        raise SheetProblem(Unreadable.TOO_LONG)
    nothing = (None,) * width
    return FileTable(sheet, width, [(number, (cells + nothing)[:width]) for number, cells in rows])


def _reach(cells: Sequence[Any]) -> int:
    """How many cells there are up to the last that holds something."""
    for place in range(len(cells), 0, -1):
        if cells[place - 1] not in (None, ""):
            return place
    return 0


def decode_text(content: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16, with or without a mark, else as Windows or DOS wrote it in Western or Central Europe.

    UTF-8 that a program took for text of Windows and wrote once more is read as it was meant.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    elif wide := _wide(content[:4096]):
        text = content.decode(wide, "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode(_code_page(content), "replace")
        if _WRITTEN_TWICE.search(text):
            try:
                text = text.encode("cp1252").decode("utf-8")
            except UnicodeError:
                return text.removeprefix("\ufeff")
    return text.removeprefix("\ufeff")


def _code_page(content: bytes) -> str:
    """Which code page text that is not UTF-8 was written in."""
    if _OF_DOS.search(content) and not any(map(content.count, (b"\xeb", b"\xe7"))):
        return "cp852"
    return "cp1250" if _eastern(content) else "cp1252"


def _table_text(content: bytes) -> str:
    """The text of a file that may be a table. Raises SheetProblem for another kind of text."""
    text = decode_text(content)
    if len(_CONTROL.findall(text)) > len(text) / 100 or text.lstrip().lower().startswith(
        ("<!doctype", "<html", "<?xml", "{\\rtf")
    ):
        raise SheetProblem(Unreadable.OTHER)
    return text.replace("\0", "")


def _wide(start: bytes) -> str:
    """UTF-16 without a mark: nearly every other byte is zero."""
    zeros_even, zeros_odd = start[::2].count(0), start[1::2].count(0)
    if zeros_odd > len(start) * 0.3 > 10 * zeros_even:
        return "utf-16-le"
    return "utf-16-be" if zeros_even > len(start) * 0.3 > 10 * zeros_odd else ""


def _eastern(content: bytes) -> bool:
    """Whether text of Windows is from Central Europe: letters only Polish and Czech write, or ć and đ and none only the West writes.

    English, Albanian and German read the same either way.
    """
    if _OF_CENTRAL_EUROPE.search(content):
        return True
    if _OF_THE_NORTH.search(content):
        return False
    return any(map(content.count, (b"\xc6", b"\xd0", b"\xe6", b"\xf0"))) and not any(
        map(content.count, (b"\xe0", b"\xe3", b"\xea", b"\xf1", b"\xf2", b"\xf9"))
    )


def _of_text(text: str) -> Iterator[Row]:
    named = _SEPARATOR.match(text)
    if named:
        text = text[named.end() :]
    delimiter = named[1] if named else find_delimiter(text)
    first = 2 if named else 1
    for number, row in enumerate(_parsed(text, delimiter), first):
        cells = tuple(clean_text(cell) for cell in row[:WIDEST])
        if not any(cells):
            continue
        if number > MOST_ROWS:
            raise SheetProblem(Unreadable.TOO_LONG)
        yield number, cells


def _parsed(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:  # a field of more than 128 kB: a quotation mark that nobody closed
        raise SheetProblem(Unreadable.DAMAGED) from error


def find_delimiter(text: str) -> str:
    """What separates the columns: that which cuts the first rows into the most pieces, equally many in most rows."""

    def order(delimiter: str) -> int:
        try:
            rows = itertools.islice(_parsed(text, delimiter), LOOKED_AT)
            widths = Counter(len(row) for row in rows if any(row))
        except SheetProblem:
            return 0
        width, times = max(
            widths.items(), key=lambda found: found[1] * (found[0] - 1), default=(1, 0)
        )
        return (width - 1) * times

    return max(DELIMITERS, key=order)


def pack_table(table: FileTable) -> bytes:
    """The table as bytes that `unpack_table` reads back: many times faster than the file it came from."""
    content = {
        "sheet": table.sheet,
        "width": table.width,
        "rows": table.rows,
        "marks": table.marks.to_json(),
    }
    return json.dumps(content, default=_marked, ensure_ascii=True).encode()


def unpack_table(content: bytes) -> FileTable:
    """The table that `pack_table` made these bytes of."""
    kept = json.loads(content, object_hook=_unmarked)
    rows = [(number, tuple(cells)) for number, cells in kept["rows"]]
    return FileTable(kept["sheet"], kept["width"], rows, Marks.from_json(kept["marks"]))


def _marked(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else str(value)


def _unmarked(value: dict[str, Any]) -> Any:
    if "moment" in value:
        return datetime.fromisoformat(value["moment"])
    return date.fromisoformat(value["day"]) if "day" in value else value


QUOTED = ("=", "+", "-", "@", "'")
"""What a text begins with that a spreadsheet would run: it gets an apostrophe before it, taken away on the way back."""


def rows_to_csv(rows: Iterable[Sequence[str]], delimiter: str) -> bytes:
    """The rows, headings first, in UTF-8 with its mark."""
    file = io.StringIO(newline="")
    table = csv.writer(file, delimiter=delimiter)
    for row in rows:
        table.writerow([f"'{text}" if text.startswith(QUOTED) else text for text in row])
    return file.getvalue().encode("utf-8-sig")


def usual_delimiter(language: str) -> str:
    """What stands between the cells where spreadsheets speak that language: semicolons in Albanian, commas in English."""
    return ";" if language == "sq" else ","
