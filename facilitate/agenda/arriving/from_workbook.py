"""Workbooks (.xlsx, .ods): every sheet a table, its name perhaps a day."""

from ...lib.books import UploadedSheet, read_book
from ...lib.uploads import MOST_COLUMNS
from .arrived import FileSpot, Whereabouts, WhyLeftOut
from .limits import MOST_COLUMNS as MOST_TAKEN
from .limits import MOST_PIECES, ArrivalProblem, NotArrived
from .pieces import FileGrid, FileGridRow


def grids_of_workbook(content: bytes) -> list[FileGrid]:
    """The sheets that are shown, those that are hidden as rows that were left out. Raises SheetProblem or ArrivalProblem."""
    book = read_book(content, max(MOST_TAKEN + 1, MOST_COLUMNS), across=True)
    return [_grid(sheet) for sheet in book.sheets if sheet.read and not sheet.title.startswith("_")]


def _grid(sheet: UploadedSheet) -> FileGrid:
    rows = []
    for number, cells in sheet.rows():
        width = max(
            (place for place, cell in enumerate(cells, 1) if cell not in (None, "")), default=0
        )
        if width > MOST_TAKEN:
            raise ArrivalProblem(NotArrived.TOO_WIDE)
        spot = FileSpot(number, Whereabouts.ROW, sheet.title)
        rows.append(FileGridRow(spot, tuple(cells[:width]), _why(sheet, number, cells)))
        if len(rows) > MOST_PIECES:
            raise ArrivalProblem(NotArrived.TOO_LONG)
    return FileGrid(tuple(rows), sheet.title)


def _why(sheet: UploadedSheet, number: int, cells: tuple[object, ...]) -> WhyLeftOut | None:
    filled = [place for place, cell in enumerate(cells) if cell not in (None, "")]
    if sheet.hidden or number in sheet.marks.hidden:
        return WhyLeftOut.HIDDEN
    return (
        WhyLeftOut.STRUCK
        if filled and all((number, place) in sheet.marks.struck for place in filled)
        else None
    )
