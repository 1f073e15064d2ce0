"""The figures as an Excel workbook: a sheet of contents, then a table a sheet with the raw counts and a native chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink

from ....lib.sheets import (
    CellLook,
    CellStyle,
    FilledSheet,
    pause_garbage,
    sheet_name,
    workbook_bytes,
)
from ....web.i18n import _, format_day, percent_form
from ..across_events import EventInShort
from ..report import BlockKey, FiguresBlock, FiguresReport
from . import file_wording
from .charts import add_chart, write_chart_cells

TITLE = CellStyle(bold=True, size=14, wrap=False)
HEAD = CellStyle(bold=True, fill="E0EFED", line=True)
HEAD_RIGHT = CellStyle(bold=True, fill="E0EFED", line=True, side="right")
TEXT, STRONG, LINK = (
    CellStyle(line=True),
    CellStyle(line=True, bold=True),
    CellStyle(line=True, colour="0B5D5B"),
)
NUMBER = CellStyle(line=True, side="right", form="0")
FAINT, NOTE = CellStyle(colour="57626A", wrap=False), CellStyle(colour="57626A", wrap=False)
NAMES, COUNTS, SHARES = 36, 15, 10
"""Widths of the columns in characters."""
FIRST = 5
"""The row where the numbers of a table begin: below its title, its note, and two rows of heads."""


@dataclass(frozen=True)
class ListedSheet:
    """A line of the contents: a table, the sheet it is on with its rows, and of what its shares are.

    A table of which no number may be told has no sheet; `said` says so.
    """

    title: str
    sheet: str = ""
    rows: int = 0
    said: str = ""


@dataclass(frozen=True)
class FiguresLooks:
    """The looks that the cells of one sheet share."""

    title: CellLook
    head: CellLook
    head_right: CellLook
    text: CellLook
    strong: CellLook
    number: CellLook
    share: CellLook
    note: CellLook


def figures_workbook(
    report: FiguresReport, made_on: date, short: Sequence[EventInShort] = ()
) -> bytes:
    """The workbook, in the language spoken now; `short`: every event on one line, a sheet before the tables."""
    with pause_garbage():
        book = Workbook()
        contents = book.active
        assert contents is not None
        contents.title = sheet_name(_("Contents"))
        names: list[str] = [contents.title]
        sheets: list[ListedSheet] = []
        if short:
            name = sheet_name(_("Every event on one line"), names)
            names.append(name)
            sheets.append(ListedSheet(_("Every event on one line"), name, len(short)))
            _short(FilledSheet(book.create_sheet(name)), short, report)
        for block in report.blocks:
            if not block.counts_somebody:
                continue
            if not block.told.columns:
                untold = file_wording.untold_note(block)
                sheets.append(ListedSheet(block.title, said=untold))
                continue
            name = sheet_name(block.title, names)
            names.append(name)
            sheets.append(ListedSheet(block.title, name, len(block.rows), _shares_of(block)))
            _table(FilledSheet(book.create_sheet(name)), block, report)
        _contents(FilledSheet(contents), report, sheets, made_on)
        book.properties.title, book.properties.creator = report.title, "facilitate"
        return workbook_bytes(book)


def _shares_of(block: FiguresBlock) -> str:
    """What the shares of a table are of, column by column."""
    return "; ".join(
        f"{file_wording.marked_column_name(one)}: {one.said}" for one in block.columns if one.said
    )


def _contents(
    sheet: FilledSheet, report: FiguresReport, sheets: Sequence[ListedSheet], made_on: date
) -> None:
    """What the file says in words, which table is on which sheet, and what its star means."""
    title, text, note, head = (
        sheet.look(style) for style in (TITLE, CellStyle(wrap=True), NOTE, HEAD)
    )
    link = sheet.look(LINK)
    plain = sheet.look(TEXT)
    sheet.add([report.title], title)
    for sentence in (report.sentence, *report.changes):
        row = sheet.add([sentence], text)
        sheet.worksheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
        sheet.worksheet.row_dimensions[row].height = 15 * max(1, -(-len(sentence) // 115))
    if sheets:
        sheet.add([])
        sheet.add([_("Sheet"), _("Rows"), _("What the shares are of")], head)
    for one in sheets:
        cells = [one.title, one.rows if one.sheet else "–", one.said]
        row = sheet.add(cells, [link if one.sheet else plain, plain, plain])
        if one.sheet:
            cell: Any = sheet.worksheet.cell(row, 1)
            place = one.sheet.replace("'", "''")
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{place}'!A1")
    sheet.add([])
    notes = file_wording.figures_notes(report) if sheets else []
    for line in (*notes, _("Made on %(day)s.", day=format_day(made_on, "dated"))):
        sheet.add([line], note)
    sheet.widths([40, 8, 66])
    sheet.paper(report.title)


def _short(sheet: FilledSheet, short: Sequence[EventInShort], report: FiguresReport) -> None:
    """Every event on one line; what is a number is one."""
    sheet.add([_("Every event on one line")], sheet.look(TITLE))
    sheet.add([report.title], sheet.look(NOTE))
    head, right, text = (
        sheet.look(style) for style in (HEAD, HEAD_RIGHT, CellStyle(line=True, wrap=True))
    )
    number = sheet.look(NUMBER)
    sheet.add(file_wording.short_heads(), [head, right, right, head, head])
    for one in short:
        numbers = [int(value) if value.isdecimal() else value for value in (one.days, one.people)]
        cells = [file_wording.short_name(one), *numbers, one.shares or "–", one.other or "–"]
        sheet.add(cells, [sheet.look(TEXT), number, number, text, text])
    sheet.widths([NAMES, 9, COUNTS, 64, 40])
    sheet.paper(f"{report.title} · {_('Every event on one line')}")
    sheet.worksheet.freeze_panes = "B4"


def _table(sheet: FilledSheet, block: FiguresBlock, report: FiguresReport) -> None:
    """One table: for each column how many and the share; the chart stands on the right of it."""
    percent = CellStyle(line=True, side="right", form=percent_form(".0"))
    looks = FiguresLooks(
        *(sheet.look(one) for one in (TITLE, HEAD, HEAD_RIGHT, TEXT, STRONG, NUMBER, percent, NOTE))
    )
    shares = block.key is not BlockKey.FLOW
    per = 2 if shares else 1
    sheet.add([block.title], looks.title)
    sheet.add([block.note or report.title], looks.note)
    heads = [
        text
        for one in block.columns
        for text in (file_wording.marked_column_name(one), _("Share"))[:per]
    ]
    sheet.add([_("Who"), *heads], [looks.head, *[looks.head_right] * len(heads)])
    said = [text for one in block.columns for text in (one.said, "")[:per]]
    sheet.add([_("Shares") if any(said) else "", *said], [looks.text, *[looks.text] * len(said)])
    for place, texts in ((3, heads), (4, said)):
        lines = max((-(-len(text) // (COUNTS - 4)) for text in texts), default=1)
        sheet.worksheet.row_dimensions[place].height = 13.5 * max(1, lines)
    for row in block.rows:
        cells: list[Any] = []
        for column, count, share in zip(block.columns, row.counts, row.shares, strict=True):
            shown = (
                None
                if count is not None and share is None
                else file_wording.written_share(share, count, column)
            )
            cells += [
                file_wording.written_count(None, column) if count is None else count,
                shown if share is None else share / 1000,
            ][:per]
        kinds = [look for _one in block.columns for look in (looks.number, looks.share)[:per]]
        sheet.add([row.name, *cells], [looks.strong if row.together else looks.text, *kinds])
    sheet.add([])
    for line in file_wording.figures_notes(report):
        sheet.add([line], looks.note)
    sheet.widths([NAMES, *[width for _one in block.columns for width in (COUNTS, SHARES)[:per]]])
    sheet.paper(f"{report.title} · {block.title}", tall=True)
    sheet.worksheet.page_setup.fitToHeight = 1  # the table and its chart on one page
    sheet.worksheet.freeze_panes = f"B{FIRST}"
    data = write_chart_cells(
        sheet, block, across=report.across, column=3 + per * len(block.columns), row=FIRST
    )
    add_chart(sheet.worksheet, block, data, f"A{sheet.last + 2}", across=report.across)
