"""The checklist as an Excel file, as a careful colleague would make it."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.properties import Outline

from ...exchange.columns import ColumnKind
from ...exchange.exported import LISTS, add_base
from ...exchange.merge import EXTRA, ListRecord, Value
from ...exchange.sheet_styles import (
    DATE,
    FACTS,
    FAINT,
    HEADER,
    HEADING,
    LOOKED_AT,
    SHORT_DATE,
    SOFT,
    TITLE,
    facts_line,
)
from ...exchange.values import choice_labels
from ...lib.sheets import (
    CellLook,
    CellStyle,
    FilledSheet,
    Formula,
    safe_text,
    sheet_name,
    workbook_bytes,
)
from ...web.i18n import _, current_language, format_days, label_of
from ..columns import TASKS
from ..models import Phase
from .colours import add_status_colours
from .counts import TaskCounts, count_formulas, count_tasks_by_kind
from .drop_downs import add_drop_downs, fill_lists
from .guide_sheet import fill_guide
from .layout import (
    COLUMNS,
    TINTS,
    ListHead,
    TaskTable,
    as_formula,
    as_of,
    column_heading,
    task_table,
)
from .overview_sheet import fill_overview
from .person_sheets import add_person_sheets

__all__ = ["COLUMNS", "HEADER", "MARK", "PHASE_ROW", "ListHead", "render_checklist_workbook"]

MARK = "facilitate"
PHASE_ROW = "phase:"
WIDTHS = {column.name: column.width for column in TASKS.columns}
NARROWEST, WIDEST = 11, 26
"""How wide a column that staff added is."""
MOST_LINES, LINE = 8, 13
"""Lines of a row that are shown of a long text, and the height of a line in points."""
TEXTS = {column.name for column in TASKS.columns if column.limit}
LONG = 90
"""Characters from which a text may take more lines than that, in the narrowest column."""


def render_checklist_workbook(
    head: ListHead, tasks: Sequence[ListRecord], people: bool = False
) -> bytes:
    """The workbook, in the language spoken now. `tasks` stand by phase and have the values of labels.EDITABLE.

    `people`: with one more sheet for everybody who has tasks.
    """
    book = Workbook()
    sheet = FilledSheet(book.active)  # type: ignore[arg-type]
    sheet.worksheet.title = sheet_name(_("Checklist"))
    table = task_table(sheet.worksheet.title, tasks, head.made_on)
    _heading(sheet, head, table, tasks)
    _tasks(sheet, head, table, tasks)
    _helps(sheet, head, table)
    fill_overview(_next(book, _("Overview")), head, table, tasks)
    fill_guide(_next(book, _("How to import it")), head)
    if people:
        add_person_sheets(book, head, table, tasks)
    fill_lists(_next(book, LISTS), head)
    rows = [((task.code, task.version), {**task.looked_at, **task.values}) for task in tasks]
    add_base(book, MARK, head.slug, rows)
    book.properties.title, book.properties.creator = safe_text(head.title), "facilitate"
    return workbook_bytes(book)


def _next(book: Workbook, name: str) -> FilledSheet:
    return FilledSheet(book.create_sheet(sheet_name(name, book.sheetnames)))


def _heading(
    sheet: FilledSheet, head: ListHead, table: TaskTable, tasks: Sequence[ListRecord]
) -> None:
    sheet.widths(
        [
            WIDTHS.get(name) or (0 if name in WIDTHS else _width(name, tasks))
            for name in table.columns
        ]
    )
    sheet.add([_("Checklist: %(title)s", title=head.title)], sheet.look(TITLE))
    about = facts_line(
        format_days(head.first_day, head.last_day, year=True),
        head.town,
        as_of(head),
        "" if tasks else _("no tasks yet"),
    )
    sheet.add([about], sheet.look(FACTS))
    looks = dict.fromkeys(TASKS.looked_at, LOOKED_AT)
    looks |= {
        name: replace(looks.get(name, HEADING), side="right")
        for name in TASKS.of_kind(ColumnKind.NUMBER)
    }
    sheet.add(
        list(map(column_heading, table.columns)),
        [sheet.look(looks.get(name, HEADING)) for name in table.columns],
    )
    sheet.worksheet.row_dimensions[1].height = 24
    sheet.worksheet.row_dimensions[HEADER].height = 2 * LINE + 4


def _width(name: str, tasks: Sequence[ListRecord]) -> int:
    longest = max((len(str(task.values.get(name, ""))) for task in tasks), default=0)
    return min(max(len(column_heading(name)) + 3, longest + 2, NARROWEST), WIDEST)


def _tasks(
    sheet: FilledSheet, head: ListHead, table: TaskTable, tasks: Sequence[ListRecord]
) -> None:
    """A tinted row for each phase, its tasks in a group below it."""
    page: Any = sheet.worksheet
    looks, texts = (
        _looks(sheet, table),
        [name for name in table.columns if name in TEXTS or name.startswith(EXTRA)],
    )
    grouped = RowDimension(page, outlineLevel=1)
    for key, group in groupby(tasks, key=lambda task: str(task.values["phase"])):
        phase, rows = Phase(key), list(group)
        _phase_row(sheet, table, phase, count_tasks_by_kind(rows, head))
        looks["phase"] = sheet.look(CellStyle(line=True, colour=SOFT, fill=TINTS[phase]))
        styles = [looks[name] for name in table.columns]
        for task, cells in zip(rows, _rows(table, sheet.last + 1, rows), strict=True):
            number = sheet.add(cells, _dated(cells, styles, looks["done_on"]))
            page.row_dimensions[number] = grouped
            if any(len(str(task.values.get(name, ""))) > LONG for name in texts):
                page.row_dimensions[number] = RowDimension(
                    page, outlineLevel=1, ht=_height(table, task)
                )
    for name, look in _looks(
        sheet, table, line=False
    ).items():  # rows typed below look like the others
        page.column_dimensions[table.letters[name]]._style = look.plain
    page.sheet_properties.outlinePr = Outline(summaryBelow=False)
    page.sheet_format.outlineLevelRow = 1


def _rows(table: TaskTable, first: int, tasks: Sequence[ListRecord]) -> Iterator[list[object]]:
    """The cells of the tasks, from the row `first` on."""
    fixed = {name: choice_labels(TASKS[name]) for name in TASKS.of_kind(ColumnKind.CHOICE)}
    added = table.columns[len(COLUMNS) :]
    for row, task in enumerate(tasks, first):
        shown: dict[str, object] = {
            **task.values,
            **{name: words.get(str(task.get(name))) for name, words in fixed.items()},
            "code": task.code,
            "version": task.version,
            "first_due_on": task.looked_at.get("first_due_on"),
            "slip": _slip(table, row, task),
        }
        yield [shown[name] or None for name in COLUMNS] + [
            _added(task.values.get(name)) for name in added
        ]


def _looks(sheet: FilledSheet, table: TaskTable, line: bool = True) -> dict[str, CellLook]:
    plain, dated = CellStyle(line=line), CellStyle(line=line, form=DATE[current_language()])
    right = CellStyle(line=line, side="right")
    looks = {
        "phase": CellStyle(line=line, colour=SOFT),
        **dict.fromkeys(TASKS.of_kind(ColumnKind.DAY), dated),
        **dict.fromkeys(TASKS.of_kind(ColumnKind.NUMBER), right),
        "benchmark": CellStyle(line=line, colour=SOFT),
        "note": CellStyle(line=line, colour=SOFT),
        "first_due_on": CellStyle(line=line, colour=FAINT, form=SHORT_DATE[current_language()]),
        "slip": CellStyle(line=line, colour=FAINT, side="right", form="+0;-0;0"),
    }
    made = {name: sheet.look(look) for name, look in looks.items()}
    usual = sheet.look(plain)
    return {name: made.get(name, usual) for name in table.columns}


def _dated(cells: Sequence[object], looks: Sequence[CellLook], dated: CellLook) -> list[CellLook]:
    """The looks of a row in which days in added columns look like days."""
    mine = list(looks)
    for column in range(len(COLUMNS), len(cells)):
        if isinstance(cells[column], date):
            mine[column] = dated
    return mine


def _added(value: Value) -> object:
    """A cell of an added column: numbers and days that come back as they were are real ones."""
    if isinstance(value, str) and len(value) < 16 and value.isascii():
        if value.isdigit() and str(int(value)) == value:
            return int(value)
        if len(value) == 10 and value[4] == value[7] == "-" and value >= "1901":
            with suppress(ValueError):
                return date.fromisoformat(value)
    return value or None


def _slip(table: TaskTable, row: int, task: ListRecord) -> Formula:
    """Days between the first planned date and the day it was done, else is due."""
    first, due, done = (
        f"{table.letters[name]}{row}" for name in ("first_due_on", "due_on", "done_on")
    )
    to, now = task.values["done_on"] or task.values["due_on"], None
    planned = task.looked_at.get("first_due_on")
    if isinstance(planned, date) and isinstance(to, date):
        now = (to - planned).days
    made = (
        f'=IF(AND(ISNUMBER({first}),ISNUMBER({due})),IF(ISNUMBER({done}),{done},{due})-{first},"")'
    )
    return Formula(made, "" if now is None else now)


def _height(table: TaskTable, task: ListRecord) -> float | None:
    """The height of a row whose text would fill the screen; None: as high as its text."""
    wide = {name: WIDTHS.get(name) or WIDEST for name in table.columns}
    lines = max(_lines(task.values.get(name), wide[name]) for name in table.columns)
    return MOST_LINES * LINE + 4 if lines > MOST_LINES else None


def _lines(value: Value, width: float) -> int:
    return (
        sum(1 + int(len(line) / width) for line in value.split("\n"))
        if isinstance(value, str)
        else 1
    )


def _phase_row(sheet: FilledSheet, table: TaskTable, phase: Phase, now: TaskCounts) -> None:
    """The phase's name and its count, which goes on counting while the file is edited."""
    style = CellStyle(bold=True, size=11, fill=TINTS[phase], wrap=False)
    number = sheet.last + 1
    counts = count_formulas(table, f"{table.rows('phase')},$A{number}", far=False)
    count = as_formula(
        _("%(done)s of %(all)s done", done="\x01", all="\x02"),
        {"\x01": counts["done"], "\x02": counts["all"]},
    )
    shown = _("%(done)s of %(all)s done", done=now.done, all=now.all)
    texts = {
        "phase": label_of(phase),
        "code": PHASE_ROW + phase.value,
        "benchmark": Formula("=" + count, shown),
    }
    sheet.add([texts.get(name) for name in table.columns], sheet.look(style))


def _helps(sheet: FilledSheet, head: ListHead, table: TaskTable) -> None:
    """What helps while the file is edited: frozen header, filter, drop-downs, colours, and how it prints."""
    page, first = sheet.worksheet, HEADER + 1
    page.freeze_panes = f"C{first}"
    page.auto_filter.ref = f"A{HEADER}:{table.letters[table.columns[-1]]}{max(sheet.last, first)}"
    page.sheet_view.zoomScale = 90
    page.sheet_properties.tabColor = HEADING.fill
    title = _("Checklist: %(title)s", title=head.title)
    pages = _("Page %(page)s of %(pages)s", page="&P", pages="&N")
    sheet.paper(f"{head.title} · {as_of(head)}", HEADER, header=title, pages=pages)
    add_drop_downs(page, table, head)
    add_status_colours(page, table.letters, first, table.last, made_on=head.made_on)
