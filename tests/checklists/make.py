"""Records and files for the checklist's tests."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import load_workbook

from facilitate.checklists.columns import TASKS
from facilitate.checklists.excel.sheet import COLUMNS, HEADER, ListHead
from facilitate.checklists.models import Phase
from facilitate.checklists.readiness import Readiness, TaskTally, add_up_tallies, is_late
from facilitate.exchange.merge import ListRecord

PEOPLE = ["Arta Hoxha", "Besnik Kola"]
HEAD = ListHead(
    "spring",
    "Spring conference",
    "Tiranë",
    date(2027, 3, 18),
    date(2027, 3, 19),
    date(2026, 11, 25),
    PEOPLE,
)
COLUMN = {name: number for number, name in enumerate(COLUMNS, 1)}


def checklist_readiness(tasks: Iterable[Any], today: date) -> Readiness:
    """How far tasks are that are counted one by one."""
    return add_up_tallies(
        TaskTally(Phase.DESIGN, None, one.status, is_late(one, today), 1) for one in tasks
    )


def task_record(code: str, **values: Any) -> ListRecord:
    """A task as the export has it."""
    usual = {
        **dict.fromkeys(TASKS.editable, ""),
        "phase": "design",
        "title": f"Task {code}",
        "benchmark": "on file",
        "who": "Office",
        "owner": "Arta Hoxha",
        "due_on": date(2027, 1, 15),
        "status": "done" if values.get("done_on") else "open",
        "blocked_by": "",
        "done_on": None,
        "effort": 2.0,
        "note": "",
    }
    return ListRecord(code, {**usual, **values}, version=1)


def edit_sheet(content: bytes, *edits: Callable[[Any], None], sheet: int | str = 0) -> bytes:
    """The file after somebody worked on its sheet (a number or a name) with Excel."""
    if not edits:
        return content
    book = load_workbook(io.BytesIO(content))
    for edit in edits:
        edit(book[sheet] if isinstance(sheet, str) else book.worksheets[sheet])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def task_row(sheet: Any, code: str) -> int:
    """The row of a task, by its hidden code."""
    return next(
        n for n in range(HEADER, sheet.max_row + 1) if sheet.cell(n, COLUMN["code"]).value == code
    )


def put_cells(code: str, **values: Any) -> Callable[[Any], None]:
    """An edit of one task's cells."""

    def edit(sheet: Any) -> None:
        number = task_row(sheet, code)
        for name, value in values.items():
            sheet.cell(number, COLUMN[name]).value = value

    return edit


def append_row(**values: Any) -> Callable[[Any], None]:
    """A new row below the others."""

    def edit(sheet: Any) -> None:
        number = sheet.max_row + 1
        for name, value in values.items():
            sheet.cell(number, COLUMN[name]).value = value

    return edit


def reorder_sheet(
    order: Sequence[int], rows: Callable[[list[Any]], list[Any]]
) -> Callable[[Any], None]:
    """Columns in another order (numbers from 0), and rows below the header as `rows` arranges them."""

    def edit(sheet: Any) -> None:
        everything = [list(row) for row in sheet.iter_rows(min_row=HEADER, values_only=True)]
        arranged = [everything[0], *rows(everything[1:])]
        sheet.delete_rows(1, sheet.max_row)
        for row in arranged:
            sheet.append([row[column] for column in order])

    return edit
