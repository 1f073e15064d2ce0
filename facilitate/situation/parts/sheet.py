"""An office's part as an Excel file, and what comes back: one row a number, found again by its code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook

from ...exchange.headings import heading_key
from ...exchange.sheet_styles import FACTS, HEADER, HEADING, TITLE
from ...lib.sheets import CellStyle, FilledSheet, sheet_name, workbook_bytes
from ...lib.tables import FileTable
from ...lib.uploads import SheetProblem, Unreadable, text_of_cell
from ...web.i18n import LANGUAGES, _, pick_wording, use_language
from ..cells import TOTAL
from ..labels import cell_name, split_name
from ..period import period_name
from .part import AskedIndicator, raw_counts
from .queries import OfficePart

LOOKED_AT = 30
"""Rows from the top in which the headings are looked for."""


def part_workbook(part: OfficePart) -> bytes:
    """What the office is asked, with what it sent last and the half-year before beside it; in the language spoken now."""
    book = Workbook()
    worksheet = book.active
    assert worksheet is not None
    worksheet.title = sheet_name(_("Counts"))
    sheet = FilledSheet(worksheet)
    office = part.member.organisation.name
    sheet.add([f"{office} · {period_name(part.period)}"], sheet.look(TITLE))
    facts = _("Fill in the column “Number”, save, and choose this file on your page. Counts only.")
    sheet.add([facts], sheet.look(FACTS))
    sheet.add(
        [
            _("Indicator"),
            _("By group"),
            _("Number"),
            period_name(part.period - 1),
            _("What it means"),
            _code(),
        ],
        sheet.look(HEADING),
    )
    text, soft = sheet.look(CellStyle(line=True)), sheet.look(CellStyle(line=True, colour="57626A"))
    total = sheet.look(CellStyle(line=True, bold=True))
    number = sheet.look(CellStyle(line=True, side="right", form="0"))
    raw = raw_counts(part.asked, part.latest)
    for one in part.asked:
        for cell in one.cells:
            first = cell == TOTAL
            typed = raw.get(one.name_of(cell))
            values = [
                pick_wording(one.indicator.name),
                _row_name(one, cell, part.places),
                int(typed) if typed else None,
                part.was(one, cell),
                pick_wording(one.indicator.definition) if first else "",
                one.name_of(cell),
            ]
            named = total if first else text
            sheet.add(values, [named, named, number, number, soft, soft])
    sheet.widths([38, 34, 11, 14, 60, 16])
    sheet.paper(f"{office} · {period_name(part.period)}", HEADER)
    worksheet.freeze_panes = f"A{HEADER + 1}"
    return workbook_bytes(book)


def _row_name(one: AskedIndicator, cell: str, places: Mapping[int, str]) -> str:
    name = cell_name(one.indicator, cell, places)
    split = next((key for key, cells in one.splits.items() if cell in cells), None)
    return f"{split_name(one.indicator, split)}: {name}" if split else name


def _code() -> str:
    return _("Code")


@dataclass(frozen=True)
class FileNumbers:
    """What a file says: texts by the name of their field; `passed`: rows whose code this office is not asked."""

    raw: Mapping[str, str]
    passed: int


def numbers_in(table: FileTable, questions: Sequence[AskedIndicator]) -> FileNumbers:
    """The numbers of a file under its headings in either language. Raises SheetProblem where it has none of them."""
    code, number = _headings(_code), _headings(lambda: _("Number"))
    known = {one.name_of(cell) for one in questions for cell in one.cells}
    columns: dict[str, int] = {}
    raw: dict[str, str] = {}
    passed = 0
    for place, (_row, cells) in enumerate(table.rows):
        if not columns:
            keys = {heading_key(text_of_cell(cell)): column for column, cell in enumerate(cells)}
            if place < LOOKED_AT and code & set(keys) and number & set(keys):
                columns = {
                    "code": next(keys[key] for key in code if key in keys),
                    "number": next(keys[key] for key in number if key in keys),
                }
            continue
        found = text_of_cell(cells[columns["code"]]) if columns["code"] < len(cells) else ""
        if found in known:
            value = cells[columns["number"]] if columns["number"] < len(cells) else None
            raw[found] = "" if value is None else text_of_cell(value)
        elif found:
            passed += 1
    if not columns:
        raise SheetProblem(Unreadable.NO_TABLE)
    return FileNumbers(raw, passed)


def _headings(say: object) -> set[str]:
    found = set()
    for code in LANGUAGES:
        with use_language(code):
            found.add(heading_key(say()))  # type: ignore[operator]
    return found
