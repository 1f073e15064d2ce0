"""An uploaded list opened, whatever wrote it: the sheets in which it may stand, and what it held when it left."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Any

from openpyxl.utils.datetime import WINDOWS_EPOCH

from ..lib.books import read_book
from ..lib.marks import Marks, Row
from ..lib.tables import QUOTED, read_table
from ..lib.uploads import SheetProblem, Unreadable, text_of_cell
from ..web.uploaded import read_upload
from .exported import BASE, LISTS
from .marking_up import ListPlace

ZIPPED = (b"PK", b"\xd0\xcf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"RIFF")
"""What a file begins with that is no text."""
TEXTS = ("", ".csv", ".tsv", ".txt", ".tab")
"""How the name of a table in text may end."""


@dataclass(frozen=True)
class Source:
    """The sheets of an opened file, each with its rows as they are read; text files are one sheet.

    `marks`: what the sheets show beside their values, by their names. `month_first`: see `Parcel`.
    """

    sheets: Sequence[tuple[str, Iterable[Row]]]
    base: Iterable[Row] | None = None
    epoch: datetime = WINDOWS_EPOCH
    text: bool = False
    marks: Mapping[str, Marks] = field(default_factory=dict)
    month_first: bool | None = None


def open_list(content: bytes, name: str = "", read: Callable[..., Any] = read_upload) -> Source:
    """The file, a workbook or a table as text; `read`: the door it goes through. Raises a FileProblem."""
    if not content or content.startswith(ZIPPED):
        book = read(read_book, content)
        sheets = [(one.title, one) for one in book.sheets if one.title not in (BASE, LISTS)]
        base = book.sheet(BASE)
        marks = {one.title: one.marks for one in book.sheets}
        return Source(sheets, base.rows() if base else None, book.epoch, marks=marks)
    if PurePath(name).suffix.lower() not in TEXTS:
        raise SheetProblem(Unreadable.OTHER)
    table = read(read_table, content, name)
    return Source([(table.sheet, table.rows)], text=True)


def unquote_cell(cell: Any) -> Any:
    """The cell of a text file of ours without the apostrophe that keeps a spreadsheet from running it."""
    if isinstance(cell, str) and cell[:1] == "'" and cell[1:].startswith(QUOTED):
        return cell[1:]
    return cell


def typed_headings(
    content: bytes, name: str, places: Iterable[ListPlace]
) -> dict[tuple[str, str], str]:
    """The headings of a file as they stand in it, by the name of their sheet and what they are called here."""
    source, found = open_list(content, name), {}
    sheets = {title: rows for title, rows in source.sheets}
    for place in places:
        rows = sheets.get(place.sheet, next(iter(sheets.values()), ()))
        cells = next((cells for number, cells in rows if number == place.header), ())
        for called, at in place.columns.items():
            if at < len(cells) and text_of_cell(cells[at]):
                found[place.sheet, called] = " ".join(text_of_cell(cells[at]).split())
    return found
