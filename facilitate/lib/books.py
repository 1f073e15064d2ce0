"""Uploaded workbooks, Excel's or OpenDocument's, read whole: their sheets with rows, joined cells, comments and colours."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from openpyxl.utils.datetime import WINDOWS_EPOCH

from .marks import Marks, merged_ranges, sheet_marks, spread_merged
from .opendocument import SPREADSHEET, OpenSheet, is_locked, is_opendocument_table, read_sheets
from .sheets import pause_garbage
from .uploads import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Rows,
    SheetProblem,
    Unreadable,
    UploadLimits,
    count_cells,
    open_workbook,
    part_names,
    sheet_rows,
)


@dataclass(frozen=True)
class UploadedSheet:
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
class UploadedBook:
    """A workbook as it was read; `epoch`: the day its numbers of days count from."""

    sheets: tuple[UploadedSheet, ...]
    epoch: datetime

    def sheet(self, title: str) -> UploadedSheet | None:
        return next((one for one in self.sheets if one.title == title), None)


def read_book(content: bytes, columns: int = MOST_COLUMNS, across: bool = False) -> UploadedBook:
    """All sheets of an uploaded workbook, Excel's or an OpenDocument one, as wide as `columns`.

    A joined cell counts in all its rows; `across`: in all its columns too. Raises SheetProblem where it cannot be opened.
    """
    with pause_garbage():
        if is_opendocument_table(content):
            return UploadedBook(tuple(_of_opendocument(content, columns, across)), WINDOWS_EPOCH)
        book = open_workbook(content)
        return UploadedBook(
            tuple(_sheet(book, name, columns, across) for name in book.sheetnames), book.epoch
        )


def _sheet(book: Any, title: str, columns: int, across: bool) -> UploadedSheet:
    worksheet = book[title]
    if hasattr(worksheet, "reset_dimensions"):
        worksheet.reset_dimensions()  # some programs write a size that is wrong
    rows: Rows = []
    try:
        for row in sheet_rows(worksheet, columns):
            rows.append(row)
        if not rows:
            return UploadedSheet(title, rows, hidden=True)
        with worksheet._get_source() as part:
            content = part.read()
        return UploadedSheet(
            title=title,
            read=spread_merged(rows, merged_ranges(content, MOST_ROWS), MOST_CELLS, across=across),
            broken=None,
            marks=sheet_marks(book, worksheet, content),
            hidden=worksheet.sheet_state != "visible",
        )
    except SheetProblem as problem:
        return UploadedSheet(title, rows, problem.why)
    except Exception:  # a parser raises whatever a broken part leads to
        return UploadedSheet(title, rows, Unreadable.DAMAGED)


def _of_opendocument(content: bytes, columns: int, across: bool) -> Iterator[UploadedSheet]:
    """The sheets of an OpenDocument table."""
    part_names(content, UploadLimits(), SPREADSHEET)
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


def _joined(sheet: OpenSheet, across: bool) -> UploadedSheet:
    too_long = len(sheet.rows) > MOST_ROWS or any(
        number > MOST_ROWS for number, _cells in sheet.rows
    )
    broken = Unreadable.TOO_LONG if too_long else None
    return UploadedSheet(
        title=sheet.title,
        read=spread_merged(sheet.rows, sheet.merged, MOST_CELLS, across=across),
        broken=broken,
        marks=sheet.marks,
        hidden=sheet.hidden,
    )
