"""A list that is one table, on its way out: as a workbook, or as a text."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ..lib import tables
from ..lib.opendocument_out import as_opendocument
from ..lib.sheets import (
    CellStyle,
    FilledSheet,
    pause_garbage,
    safe_text,
    sheet_name,
    workbook_bytes,
)
from ..web.i18n import current_language, label_of, use_language
from .columns import ColumnKind, ExchangeColumn, ExchangeTable
from .exported import add_base, mark_of
from .merge import ListRecord, Value
from .plain_lists import PlainList
from .sheet_styles import FACTS, HEADER, HEADING, LOOKED_AT, SHORT_DATE, TITLE
from .values import cell_value, text_cell

LONGEST_CHOICE = 255
"""Characters that a cell's own list of words may have."""
SPARE = 200
"""Rows below the last that still offer the words of a column."""


def render_list_file(one: PlainList, ending: str) -> bytes:
    """The list as a file of that kind: xlsx, ods or csv."""
    if ending == "csv":
        return render_list_csv(one)
    return (
        as_opendocument(render_list_workbook(one)) if ending == "ods" else render_list_workbook(one)
    )


@pause_garbage()
def render_list_workbook(one: PlainList) -> bytes:
    """The list as an Excel file in its language, with the hidden sheet by which it is compared when it comes back."""
    with use_language(one.language):
        book = Workbook()
        sheet = FilledSheet(book.active)  # type: ignore[arg-type]
        page: Any = sheet.worksheet
        page.title = sheet_name(one.title)
        sheet.widths([column.width for column in one.table.columns])
        sheet.add([one.title], sheet.look(TITLE))
        sheet.add([one.facts], sheet.look(FACTS))
        sheet.add(
            [str(column.label) for column in one.table.columns],
            [sheet.look(_heading_look(column)) for column in one.table.columns],
        )
        looks = [sheet.look(_cell_look(column)) for column in one.table.columns]
        for record in one.records.values():
            sheet.add(
                [cell_value(column, _at(record, column, one)) for column in one.table.columns],
                looks,
            )
        _offer_words(page, one.table, sheet.last + SPARE)
        told = list(takewhile(lambda column: not column.changes, one.table.columns))
        page.freeze_panes = f"{get_column_letter(len(told) + 1)}{HEADER + 1}"
        sheet.paper(one.title, HEADER)
        rows = [((code,), {**row.looked_at, **row.values}) for code, row in one.records.items()]
        add_base(book, mark_of(one.table), one.slug, rows)
        book.properties.title, book.properties.creator = safe_text(one.title), "facilitate"
        return workbook_bytes(book)


def render_list_csv(one: PlainList) -> bytes:
    """The list as a text: commas, in Albanian semicolons; it comes back like the Excel file."""
    with use_language(one.language):
        rows: list[Sequence[str]] = [[str(column.label) for column in one.table.columns]]
        rows += [
            [text_cell(column, _at(record, column, one)) for column in one.table.columns]
            for record in one.records.values()
        ]
        return tables.rows_to_csv(rows, tables.usual_delimiter(one.language))


def _at(record: ListRecord, column: ExchangeColumn, one: PlainList) -> Value:
    """What stands in the cell of that column."""
    if column.name in ("code", "version"):
        return record.code if column.name == "code" else one.state_of(record)
    return record.values.get(column.name, record.looked_at.get(column.name))


def _heading_look(column: ExchangeColumn) -> CellStyle:
    side = "right" if column.kind is ColumnKind.NUMBER else "left"
    return replace(HEADING if column.changes else LOOKED_AT, side=side)  # type: ignore[arg-type]


def _cell_look(column: ExchangeColumn) -> CellStyle:
    if column.hidden:
        return CellStyle(wrap=False)
    if column.kind is ColumnKind.NUMBER:
        return CellStyle(line=True, side="right", wrap=False)
    if column.kind is ColumnKind.DAY:
        return CellStyle(line=True, form=SHORT_DATE[current_language()])
    return CellStyle(line=True)


def _offer_words(page: Any, table: ExchangeTable, last: int) -> None:
    """The words of a column that holds one of a few, to choose from in each of its cells."""
    for place, column in enumerate(table.columns, 1):
        words = ",".join(label_of(value) for value in column.of or ())
        if words and column.changes and len(words) <= LONGEST_CHOICE:
            rule = DataValidation("list", formula1=f'"{words}"', allow_blank=True)
            letter = get_column_letter(place)
            rule.add(f"{letter}{HEADER + 1}:{letter}{last}")
            page.add_data_validation(rule)
