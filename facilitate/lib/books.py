"""Uploaded workbooks, Excel's or OpenDocument's, read whole: their sheets with rows, joined cells, comments and colours."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from openpyxl.utils.datetime import WINDOWS_EPOCH

from .marks import Marks, marks_of, merged_in, spread
from .opendocument import SPREADSHEET, OpenSheet, is_locked, is_opendocument_table, read_sheets
from .sheets import in_one_go
from .uploads import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Room,
    Rows,
    SheetProblem,
    Unreadable,
    count_cells,
    part_names,
    rows_of,
    safe_open,
)


@dataclass(frozen=True)
class Sheet:
    """A sheet as it was read; `broken`: why it was not read any further; `marks`: what it shows beside its values."""

    title: str
    read: Rows
    broken: Unreadable | None = None
    marks: Marks = field(default_factory=Marks)
    hidden: bool = False

    def __iter__(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        return self.rows()

    def rows(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """The rows that hold something, with their number. Raises SheetProblem where the sheet is too long or broken."""
        yield from self.read
        if self.broken is not None:
            raise SheetProblem(self.broken)


@dataclass(frozen=True)
class Book:
    """A workbook as it was read; `epoch`: the day its numbers of days count from."""

    sheets: tuple[Sheet, ...]
    epoch: datetime

    def sheet(self, title: str) -> Sheet | None:
        return next((one for one in self.sheets if one.title == title), None)


def read_book(content: bytes, columns: int = MOST_COLUMNS, across: bool = False) -> Book:
    """All sheets of an uploaded workbook, Excel's or an OpenDocument one, as wide as `columns`.

    A joined cell counts in all its rows; `across`: in all its columns too. Raises SheetProblem where it cannot be opened.
    """
    with in_one_go():
        if is_opendocument_table(content):
            return Book(tuple(_of_opendocument(content, columns, across)), WINDOWS_EPOCH)
        book = safe_open(content)
        return Book(
            tuple(_sheet(book, name, columns, across) for name in book.sheetnames), book.epoch
        )


def _sheet(book: Any, title: str, columns: int, across: bool) -> Sheet:
    worksheet = book[title]
    if hasattr(worksheet, "reset_dimensions"):
        worksheet.reset_dimensions()  # some programs write a size that is wrong
    rows: Rows = []
    try:
        for row in rows_of(worksheet, columns):
            rows.append(row)
        if not rows:
            return Sheet(title, rows, hidden=True)
        with worksheet._get_source() as part:
            content = part.read()
        return Sheet(
            title=title,
            read=spread(rows, merged_in(content, MOST_ROWS), MOST_CELLS, across=across),
            broken=None,
            marks=marks_of(book, worksheet, content),
            hidden=worksheet.sheet_state != "visible",
        )
    except SheetProblem as problem:
        return Sheet(title, rows, problem.why)
    except Exception:  # a parser raises whatever a broken part leads to
        return Sheet(title, rows, Unreadable.DAMAGED)


def _of_opendocument(content: bytes, columns: int, across: bool) -> Iterator[Sheet]:
    """The sheets of an OpenDocument table."""
    part_names(content, Room(), SPREADSHEET)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if is_locked(archive):
                raise SheetProblem(Unreadable.ENCRYPTED)
            if "content.xml" not in archive.namelist():
                raise SheetProblem(Unreadable.DAMAGED)
        count_cells(content)
        for sheet in read_sheets(content, columns, MOST_ROWS):
            yield _joined(sheet, across)
    except SheetProblem:
        raise
    except Exception as error:  # a parser raises whatever a broken part leads to
        raise SheetProblem(Unreadable.DAMAGED) from error


def _joined(sheet: OpenSheet, across: bool) -> Sheet:
    too_long = len(sheet.rows) > MOST_ROWS or any(
        number > MOST_ROWS for number, _cells in sheet.rows
    )
    broken = Unreadable.TOO_LONG if too_long else None
    return Sheet(
        title=sheet.title,
        read=spread(sheet.rows, sheet.merged, MOST_CELLS, across=across),
        broken=broken,
        marks=sheet.marks,
        hidden=sheet.hidden,
    )
