"""The second sheet of the Excel file: how far the checklist is, in a sentence, tables that go on counting, and a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace
from datetime import date
from typing import Any

from openpyxl.utils.datetime import to_excel

from ...exchange.merge import ListRecord
from ...exchange.sheet_styles import DARK, DATE, FACTS, FAINT, HEADING, TITLE, facts_line
from ...lib.sheets import CellLook, CellStyle, FilledSheet, Formula
from ...lib.text import capitalize_first
from ...web.i18n import _, current_language, format_day, format_days, label_of, sort_by_name
from ..models import OPEN_STATES, Phase, TaskStatus
from ..readiness import SOON
from .chart import FILLS, stacked_bars
from .colours import mark_where
from .counts import KINDS, TaskCounts, count_formulas, count_tasks_by_kind, exact_match
from .layout import (
    CLOSED,
    LATE,
    LATE_FILL,
    SOON_FILL,
    ListHead,
    TaskTable,
    as_formula,
    as_of,
    is_missed_day,
    is_soon_day,
    quoted_text,
    row_places,
    status_word,
)
from .layout import SOON as SOON_INK

WIDTHS = (25, *[8.5] * 4, 10.5, 11.5, 3, 15, 46, 20, 0)
TOP = 5
"""The row in which the tables and the chart begin."""
WHEN, WHAT, WHOM, KEY = 9, 10, 11, 12
"""The columns of the tasks that come next; the last one, hidden, tells which task a row shows."""
LETTER = "ABCDEFGHIJKL"
NEXT, MOST = 20, 10
"""The row above the tasks that come next, and how many they are."""
LONGEST = 72
"""Characters of a task's name that are shown."""
COUNT = CellStyle(side="right", line=True, form="0;-0;", wrap=False)
"""How a count looks; nothing where there is none, also in the chart, whose numbers follow the cells."""
MILLION = 1_000_000
Tasks = Sequence[ListRecord]
Grid = dict[tuple[int, int], tuple[Any, CellLook]]


def fill_overview(sheet: FilledSheet, head: ListHead, table: TaskTable, tasks: Tasks) -> None:
    """Fill the sheet; everything in it is reckoned from the sheet of tasks."""
    page: Any = sheet.worksheet
    grid: Grid = {}
    now = count_tasks_by_kind(tasks, head)
    grid[1, 1] = _("Overview: %(title)s", title=head.title), sheet.look(TITLE)
    about = facts_line(
        format_days(head.first_day, head.last_day, year=True), head.town, as_of(head)
    )
    grid[2, 1] = about, sheet.look(FACTS)
    total = _phases(sheet, grid, head=head, table=table, tasks=tasks)
    grid[3, 1] = (
        _sentence(head, table, tasks=tasks, now=now, total=total),
        sheet.look(CellStyle(bold=True, size=12, colour=DARK, wrap=False)),
    )
    last = _people(sheet, grid, head=head, table=table, tasks=tasks, total=total)
    _coming(sheet, grid, head=head, table=table, tasks=tasks)
    for number in range(1, max(last, NEXT + MOST) + 1):
        row = [grid.get((number, column), (None, sheet.usual)) for column in range(1, KEY + 1)]
        sheet.add([value for value, _look in row], [look for _value, look in row])
    sheet.widths(WIDTHS)
    page.row_dimensions[1].height, page.row_dimensions[3].height = 24, 22
    _colours(page, last, head.made_on)
    page.sheet_view.showGridLines = False
    page.sheet_properties.tabColor = "C8631B"
    pages = _("Page %(page)s of %(pages)s", page="&P", pages="&N")
    sheet.paper(f"{head.title} · {as_of(head)}", pages=pages)
    sheet.lock()


def _names() -> list[str]:
    """What the kinds of counts are called, in their order."""
    words = [label_of(TaskStatus(kind)) if kind != "late" else _("late") for kind in KINDS[1:]]
    return [_("Tasks"), *(capitalize_first(word) for word in words)]


def _header(sheet: FilledSheet, grid: Grid, row: int, first: str) -> None:
    right = replace(HEADING, side="right")
    for column, name in enumerate([first, *_names()], 1):
        grid[row, column] = name, sheet.look(right if column > 1 else HEADING)


def _line(
    sheet: FilledSheet,
    grid: Grid,
    row: int,
    name: str,
    formulas: Mapping[str, str],
    now: TaskCounts,
    bold: bool = False,
) -> None:
    """A row of counts."""
    grid[row, 1] = name, sheet.look(CellStyle(line=True, bold=bold, wrap=False))
    look = sheet.look(replace(COUNT, bold=bold))
    for column, (kind, count) in enumerate(zip(KINDS, astuple(now), strict=True), 2):
        grid[row, column] = Formula("=" + formulas[kind], count), look


def _sums(first: int, last: int) -> dict[str, str]:
    return {
        kind: f"SUM({letter}{first}:{letter}{last})"
        for kind, letter in zip(KINDS, "BCDEFG", strict=True)
    }


def _phases(sheet: FilledSheet, grid: Grid, head: ListHead, table: TaskTable, tasks: Tasks) -> int:
    """Counts by phase, with their chart; gives the row of the sums."""
    _header(sheet, grid, TOP, _("By phase"))
    shown = []
    for row, phase in enumerate(Phase, TOP + 1):
        mine = [task for task in tasks if task.values["phase"] == phase.value]
        now = count_tasks_by_kind(mine, head)
        shown.append([getattr(now, kind) for kind in FILLS])
        _line(
            sheet,
            grid,
            row=row,
            name=label_of(phase),
            formulas=count_formulas(table, f"{table.far('phase')},{exact_match(label_of(phase))}"),
            now=now,
        )
    total = TOP + len(Phase) + 1
    _line(
        sheet,
        grid,
        row=total,
        name=_("All phases"),
        formulas=_sums(TOP + 1, total - 1),
        now=count_tasks_by_kind(tasks, head),
        bold=True,
    )
    note = _(
        "Every late task counts as late, blocked or not. “Tasks” leaves out what is not needed."
    )
    grid[total + 1, 1] = note, sheet.look(CellStyle(size=9.5, colour=FAINT, wrap=False))
    names = [label_of(phase) for phase in Phase]
    chart: Any = stacked_bars(
        sheet.worksheet,
        _("How far each phase is"),
        header=TOP,
        labels=names,
        names=_names()[1:5],
        counts=shown,
    )
    chart.width, chart.height = 17.4, 7.2
    sheet.worksheet.add_chart(chart, f"{LETTER[WHEN - 1]}{TOP}")
    return total


def _people(
    sheet: FilledSheet, grid: Grid, head: ListHead, table: TaskTable, tasks: Tasks, total: int
) -> int:
    """Counts by person: the team, nobody, and others whose names were typed; gives the last row."""
    row = total + 3
    _header(sheet, grid, row, _("By person"))
    people = sort_by_name(list(head.people), str)
    for person, name in [*((one, one) for one in people), ("", _("Nobody yet"))]:
        row += 1
        now = count_tasks_by_kind((task for task in tasks if task.get("owner") == person), head)
        _line(
            sheet,
            grid,
            row=row,
            name=name,
            formulas=count_formulas(table, f"{table.far('owner')},{exact_match(person)}"),
            now=now,
        )
    others = [task for task in tasks if task.get("owner") and task.get("owner") not in head.people]
    first = total + 4
    left = {
        kind: f"{letter}{total}-SUM({letter}{first}:{letter}{row})"
        for kind, letter in zip(KINDS, "BCDEFG", strict=True)
    }
    rest = count_tasks_by_kind(others, head)
    _line(sheet, grid, row=row + 1, name=_("Others"), formulas=left, now=rest)
    _line(
        sheet,
        grid,
        row=row + 2,
        name=_("Everybody"),
        formulas=_sums(first, row + 1),
        now=count_tasks_by_kind(tasks, head),
        bold=True,
    )
    return row + 2


def _key(table: TaskTable, *, ahead: bool = False) -> str:
    """For every open task its date, and after the decimal point its row: the smallest is due first.

    `ahead`: only for those due today or later.
    """
    due, status = table.far("due_on"), table.far("status")
    closed = "+".join(f"({status}={status_word(one)})" for one in CLOSED)
    number = f"INT({due})+(ROW({due})-ROW({table.header('due_on')}))/{MILLION}"
    made = f'IF(ISNUMBER({due}),IF({table.far("title")}<>"",IF(1-({closed}),{number})))'
    return f"IF(ISNUMBER({due}),IF({due}>=TODAY(),{made}))" if ahead else made


def _at(table: TaskTable, name: str, key: str) -> str:
    return f"INDEX({table.far(name)},ROUND(MOD({key},1)*{MILLION},0))"


def _open(tasks: Tasks) -> list[tuple[int, ListRecord]]:
    """The open tasks by date, each with its row below the header."""
    waiting = [
        one
        for one in zip(row_places(tasks), tasks, strict=True)
        if TaskStatus(str(one[1].get("status"))) in OPEN_STATES
    ]
    return sorted(waiting, key=lambda one: (_due(one[1]), one[0]))


def _number(place: int, task: ListRecord) -> float:
    return float(to_excel(task.values["due_on"])) + place / MILLION  # type: ignore[no-untyped-call]


def _sentence(
    head: ListHead, table: TaskTable, tasks: Tasks, now: TaskCounts, total: int
) -> Formula:
    """`31 of 84 done, 4 late. Next: invitations, on Friday 12 March.` The key of that task stands in the hidden column."""
    marks = {"\x01": f"$C${total}", "\x02": f"$B${total}", "\x03": f"$F${total}"}
    named = {"done": "\x01", "all": "\x02", "late": "\x03"}
    nothing, everything = _("No tasks yet."), _("Everything is done: %(all)s of %(all)s.", **named)
    some, none = (
        _("%(done)s of %(all)s done, %(late)s late.", **named),
        _("%(done)s of %(all)s done, none late.", **named),
    )
    key = f"${LETTER[KEY - 1]}${NEXT}"
    coming = as_formula(
        " " + _("Next: %(phase)s, on %(day)s.", phase="\x04", day="\x05"),
        {"\x04": f"LOWER({_at(table, 'phase', key)})", "\x05": _long_day(key)},
    )
    made = (
        f"=IF($B${total}=0,{as_formula(nothing, {})},IF($C${total}=$B${total},{as_formula(everything, marks)},"
        f'IF($F${total}>0,{as_formula(some, marks)},{as_formula(none, marks)})&IF({key}>0,{coming},"")))'
    )
    shown = (
        nothing
        if not now.all
        else everything
        if now.done == now.all
        else some
        if now.late
        else none
    )
    for mark_, count in (("\x01", now.done), ("\x02", now.all), ("\x03", now.late)):
        shown = shown.replace(mark_, str(count))
    ahead = next((task for _row, task in _open(tasks) if _due(task) >= head.printed), None)
    if ahead is not None and now.done != now.all:
        phase = label_of(Phase(str(ahead.values["phase"]))).lower()
        shown += " " + _(
            "Next: %(phase)s, on %(day)s.", phase=phase, day=format_day(_due(ahead), "long")
        )
    return Formula(made, shown)


def _long_day(key: str) -> str:
    """A day in words as a formula: TEXT() would speak the language of the computer that opens the file."""
    week = [date(2027, 1, 3 + number) for number in range(7)]
    weekdays = ",".join(
        quoted_text(format_day(day, "long").partition(f" {day.day} ")[0]) for day in week
    )
    months = ",".join(
        quoted_text(format_day(date(2027, number, 1), "MMMM")) for number in range(1, 13)
    )
    return f'CHOOSE(WEEKDAY({key}),{weekdays})&" "&DAY({key})&" "&CHOOSE(MONTH({key}),{months})'


def _due(task: ListRecord) -> date:
    due = task.values["due_on"]
    return due if isinstance(due, date) else date.max


def _coming(sheet: FilledSheet, grid: Grid, head: ListHead, table: TaskTable, tasks: Tasks) -> None:
    """The open tasks that are due first, late ones before all others."""
    names = (_("By when"), _("What comes next (late first)"), _("By whom"))
    for column, name in zip((WHEN, WHAT, WHOM), names, strict=True):
        grid[NEXT, column] = name, sheet.look(HEADING)
    waiting = _open(tasks)
    ahead = next((_number(*one) for one in waiting if _due(one[1]) >= head.printed), 0.0)
    grid[NEXT, KEY] = Formula(f"=MIN({_key(table, ahead=True)})", ahead, array=True), sheet.usual
    looks = {WHEN: CellStyle(line=True, form=DATE[current_language()], wrap=False)}
    for number in range(1, MOST + 1):
        row = NEXT + number
        place, task = waiting[number - 1] if number <= len(waiting) else (0, None)
        key = f"${LETTER[KEY - 1]}{row}"
        title = f'SUBSTITUTE({_at(table, "title", key)},CHAR(10)," ")'
        short = f'IF(LEN({title})>{LONGEST},LEFT({title},{LONGEST - 1})&"…",{title})'
        formulas = {WHEN: f"INT({key})", WHAT: short, WHOM: f'{_at(table, "owner", key)}&""'}
        shown = _shown(task)
        for column, formula in formulas.items():
            grid[row, column] = (
                Formula(f'=IF({key}="","",{formula})', shown[column]),
                sheet.look(looks.get(column, CellStyle(line=True, wrap=False))),
            )
        grid[row, KEY] = (
            Formula(
                f'=IFERROR(SMALL({_key(table)},{number}),"")',
                _number(place, task) if task else "",
                array=True,
            ),
            sheet.usual,
        )


def _shown(task: ListRecord | None) -> dict[int, Any]:
    if task is None:
        return dict.fromkeys((WHEN, WHAT, WHOM), "")
    title = task.title.replace("\n", " ")
    title = title if len(title) <= LONGEST else title[: LONGEST - 1] + "…"
    return {WHEN: int(to_excel(_due(task))), WHAT: title, WHOM: str(task.get("owner") or "")}  # type: ignore[no-untyped-call]


def _colours(page: Any, last: int, made_on: date) -> None:
    """Red where something is late, amber where it is due within a week."""
    mark_where(
        page, f"F{TOP + 1}:F{last}", f"AND(ISNUMBER($F{TOP + 1}),$F{TOP + 1}>0)", LATE, b=True
    )
    when = LETTER[WHEN - 1]
    place, cell = f"{when}{NEXT + 1}:{when}{NEXT + MOST}", f"${when}{NEXT + 1}"
    mark_where(
        page,
        place,
        formula=f"AND({is_missed_day(cell, made_on)})",
        ink=LATE,
        fill=LATE_FILL,
        b=True,
    )
    mark_where(
        page,
        place,
        formula=f"AND({is_soon_day(cell, SOON)})",
        ink=SOON_INK,
        fill=SOON_FILL,
        b=True,
    )
