"""One more sheet of the Excel file for everybody who has tasks: a copy to print, which follows the sheet of all tasks.

Its heading is not one that is read on the way back, and nothing can be typed into it: what is typed would be lost.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from ...exchange.columns import ColumnKind
from ...exchange.merge import EXTRA, ListRecord
from ...exchange.sheet_styles import DARK, DATE, FACTS, HEADING, SOFT, TITLE, facts_line
from ...exchange.values import cell_value
from ...lib.sheets import CellLook, CellStyle, FilledSheet, Formula, sheet_name
from ...web.i18n import _, current_language, sort_by_name
from ..columns import TASKS
from .colours import add_status_colours
from .layout import ListHead, TaskTable, as_of, column_heading, row_places

WIDTHS = {name: TASKS[name].print_width for name in TASKS.editable if name != "owner"}
ADDED = 16
TOP = 5
"""The row of the column names."""


Placed = tuple[int, ListRecord]
"""A task, and how many rows below the header of all tasks it stands."""


def add_person_sheets(
    book: Workbook, head: ListHead, table: TaskTable, tasks: Sequence[ListRecord]
) -> None:
    """A sheet for each person with tasks, in the order of names, then one for the tasks nobody has."""
    mine: dict[str, list[Placed]] = {}
    for place, task in zip(row_places(tasks), tasks, strict=True):
        mine.setdefault(str(task.get("owner") or ""), []).append((place, task))
    unclaimed = mine.pop("", [])
    for name in sort_by_name(list(mine), str):
        _add(book, name, head=head, table=table, tasks=mine[name])
    if unclaimed:
        _add(book, _("Nobody yet"), head=head, table=table, tasks=unclaimed)


def _add(
    book: Workbook, name: str, head: ListHead, table: TaskTable, tasks: Sequence[Placed]
) -> None:
    """The tasks of somebody by date; every cell shows what the sheet of all tasks says now."""
    sheet = FilledSheet(book.create_sheet(sheet_name(name, book.sheetnames)))
    page: Any = sheet.worksheet
    names = [*WIDTHS, *(one for one in table.columns if one.startswith(EXTRA))]
    letters = {one: get_column_letter(number) for number, one in enumerate(names, 1)}
    code, place = (get_column_letter(len(names) + number) for number in (1, 2))
    sheet.widths([*(WIDTHS.get(one, ADDED) for one in names), 0, 0])
    sheet.add([name], sheet.look(TITLE))
    sheet.add([facts_line(head.title, head.town, as_of(head))], sheet.look(FACTS))
    copy = _(
        "A copy to print. Make changes in the sheet “%(sheet)s”; this one updates itself.",
        sheet=table.sheet,
    )
    sheet.add([copy], sheet.look(CellStyle(bold=True, colour=DARK, wrap=False)))
    sheet.add([])
    sheet.add(
        [_("What to do") if one == "title" else column_heading(one) for one in names],
        sheet.look(HEADING),
    )
    looks = _looks(sheet, names)
    for now, task in sorted(tasks, key=lambda one: (str(one[1].values["due_on"]), one[0])):
        row = sheet.last + 1
        at = f"${place}{row}"
        found = Formula(f"=IFERROR(MATCH(${code}{row},{table.far('code')},0),0)", now)
        cells = [_cell(table, one, at, task) for one in names]
        sheet.add([*cells, task.code, found], [*looks, sheet.usual, sheet.usual])
    page.freeze_panes = f"C{TOP + 1}"
    page.sheet_view.showGridLines, page.sheet_view.zoomScale = False, 90
    last = max(sheet.last, TOP + 1)
    add_status_colours(page, letters, TOP + 1, last, made_on=head.made_on)
    pages = _("Page %(page)s of %(pages)s", page="&P", pages="&N")
    sheet.paper(f"{head.title} · {as_of(head)}", TOP, header=name, pages=pages)
    sheet.lock()


def _looks(sheet: FilledSheet, names: Sequence[str]) -> list[CellLook]:
    plain, dated, soft = (
        CellStyle(line=True),
        CellStyle(line=True, form=DATE[current_language()]),
        CellStyle(line=True, colour=SOFT),
    )
    looks = {
        **dict.fromkeys(TASKS.of_kind(ColumnKind.DAY), dated),
        **dict.fromkeys(TASKS.of_kind(ColumnKind.NUMBER), CellStyle(line=True, side="right")),
        **dict.fromkeys(("phase", "benchmark", "note"), soft),
    }
    return [sheet.look(looks.get(name, plain)) for name in names]


def _cell(table: TaskTable, name: str, at: str, task: ListRecord) -> Formula:
    """What the sheet of all tasks says in that column; `at` is the cell that tells in which row."""
    there = f"INDEX({table.far(name)},{at})"
    shown = (
        f'IF({there}="","",{there})'
        if name in TASKS.of_kind(ColumnKind.DAY, ColumnKind.NUMBER)
        else f'{there}&""'
    )
    return Formula(f'=IF({at}=0,"",{shown})', _now(name, task))


def _now(name: str, task: ListRecord) -> str | float:
    value = task.get(name)
    if isinstance(value, date):
        return float(to_excel(value))  # type: ignore[no-untyped-call]
    shown = cell_value(TASKS.by_name.get(name), value)
    return shown if isinstance(shown, float | int) and shown else str(shown or "")
