"""The answer to a list that came back: the same file, and in it what was taken over, what not and why."""

import io
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from ..lib.books import read_book
from ..lib.sheets import pause_garbage, safe_text
from ..lib.tables import read_table
from ..lib.uploads import SheetProblem, Unreadable, open_workbook
from ..lib.xlsx import workbook_bytes
from ..web.i18n import _, _l, label_of
from .lines import NOT_TAKEN, LineTopic, PreviewLine
from .merge import Comparison, RowEdit

ANSWER = _l("What became of this row")
"""The heading of the column that is added; where it comes back it is passed over."""
TAKEN, LEFT = (PatternFill("solid", fgColor=colour) for colour in ("FFE2EFDA", "FFFCE4D6"))
WIDTH = 60


@dataclass(frozen=True)
class ListPlace:
    """Where a list stands in its file: its sheet, the row of its headings, its columns (from 0) by what they are called here."""

    sheet: str = ""
    header: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class FileRemark:
    """What is said of a row (0: of the whole list) and of a cell in it; `column` from 0, None for the row as a whole.

    `sheet`: the name of the row's sheet.
    """

    sheet: str
    row: int
    column: int | None
    text: str
    taken: bool


@dataclass(frozen=True)
class FileAnswer:
    """All that is written into a file, in one language. `title`: of the sheet with what is said of no row."""

    places: tuple[ListPlace, ...]
    heading: str
    title: str
    remarks: tuple[FileRemark, ...]

    def to_json(self) -> str:
        """As text that `answer_from_json` reads back."""
        return json.dumps(asdict(self))


def answer_from_json(text: str) -> FileAnswer:
    """The answer that was made this text."""
    said = json.loads(text)
    remarks = tuple(FileRemark(**one) for one in said["remarks"])
    places = tuple(ListPlace(**one) for one in said["places"])
    return FileAnswer(places, said["heading"], said["title"], remarks)


def build_answer(lines: Iterable[PreviewLine], places: Sequence[ListPlace]) -> FileAnswer:
    """The lines about a file as what is written into it, in the language of who asks.

    A line that names no sheet is about the first place.
    """
    by_sheet = {place.sheet: place for place in places}
    remarks = tuple(
        _remark(line, by_sheet.get(line.sheet) if line.sheet else places[0]) for line in lines
    )
    return FileAnswer(tuple(places), str(ANSWER), _("What became of this list"), remarks)


def _remark(line: PreviewLine, place: ListPlace | None) -> FileRemark:
    row = line.row if place else 0
    title = f"“{line.title}”" if line.title and not row else ""
    sheet = line.sheet if not row else ""
    said = ": ".join(part for part in (sheet, title, line.column, line.said) if part)
    return FileRemark(
        sheet=place.sheet if place else "",
        row=row,
        column=place.columns.get(line.column) if row and place else None,
        text=f"{label_of(line.what)}: {said}" if said else label_of(line.what),
        taken=line.what not in NOT_TAKEN | {LineTopic.MISSING, LineTopic.REPEATED},
    )


@pause_garbage()
def mark_up_file(content: bytes, name: str, answer: FileAnswer) -> bytes:
    """The file with the answer in it, as an Excel file whatever it was. Raises SheetProblem.

    An Excel file keeps its sheets, widths and colours; formulas go as what they gave, charts stay behind.
    """
    book = _opened(content, name, answer.places[0])
    for place in answer.places:
        sheet = book[place.sheet] if place.sheet in book.sheetnames else book.worksheets[0]
        _mark_sheet(
            sheet, place, heading=answer.heading, remarks=[one for one in answer.remarks if one.row]
        )
    if rest := [one for one in answer.remarks if not one.row]:
        _add_sheet(book, answer.title, rest)
    return workbook_bytes(book)


def _mark_sheet(sheet: Any, place: ListPlace, heading: str, remarks: Iterable[FileRemark]) -> None:
    """What is said of the rows of one sheet, in a column behind its last one and in colour at the cells."""
    by_row: defaultdict[int, list[FileRemark]] = defaultdict(list)
    for remark in remarks:
        if remark.sheet == place.sheet:
            by_row[remark.row].append(remark)
    told = sheet.max_column + 1
    sheet.print_area = None  # or the column would not be on paper
    _write(sheet, max(place.header, 1), told, heading, bold=True)
    sheet.column_dimensions[get_column_letter(told)].width = WIDTH
    for row, said in by_row.items():
        _write(sheet, row, told, "\n".join(one.text for one in said))
        sheet.cell(row, told).fill = _fill(said)
        for column in {one.column for one in said if one.column is not None}:
            sheet.cell(row, column + 1).fill = _fill([one for one in said if one.column == column])


def settle_choices(found: Comparison, from_file: Collection[tuple[str, str]]) -> Comparison:
    """The comparison once choices are made: what comes from the file, by code and field, is a change like the others."""

    def edit_of(edit: RowEdit) -> RowEdit:
        chosen = tuple(one for one in edit.clashes if (edit.record.code, one.name) in from_file)
        rest = tuple(one for one in edit.clashes if one not in chosen)
        return replace(edit, changes=(*edit.changes, *chosen), clashes=rest)

    return replace(found, clashing=tuple(map(edit_of, found.clashing)))


def _opened(content: bytes, name: str, place: ListPlace) -> Workbook:
    """The file as a workbook that can be written into; one that is none is copied cell by cell."""
    if content.startswith(b"PK\x03\x04") and b"opendocument" not in content[:200]:
        open_workbook(content)
        try:
            return load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
        except Exception as error:  # openpyxl raises whatever a broken part leads to
            raise SheetProblem(Unreadable.DAMAGED) from error
    book = Workbook()
    sheet = book.worksheets[0]
    if content.startswith(b"PK\x03\x04"):
        source = read_book(content).sheet(place.sheet)
        rows: Sequence[Any] = list(source.rows()) if source else []
        sheet.title = place.sheet[:31]
    else:
        rows = read_table(content, name).rows
    for number, cells in rows:
        for column, cell in enumerate(cells):
            if cell is not None:
                sheet.cell(number, column + 1, safe_text(cell) if isinstance(cell, str) else cell)
    return book


def _fill(remarks: Iterable[FileRemark]) -> PatternFill:
    return TAKEN if all(one.taken for one in remarks) else LEFT


def _write(sheet: Any, row: int, column: int, text: str, *, bold: bool = False) -> None:
    cell = sheet.cell(row, column, safe_text(text))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(name="Calibri", size=10, bold=bold)


def _add_sheet(book: Workbook, title: str, remarks: Iterable[FileRemark]) -> None:
    """What is said of the whole list, on a sheet of its own."""
    sheet = book.create_sheet(title[:31])
    sheet.column_dimensions["A"].width = 2 * WIDTH
    for number, remark in enumerate(remarks, 1):
        _write(sheet, number, 1, remark.text)
        sheet.cell(number, 1).fill = _fill([remark])
