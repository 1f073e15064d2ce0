"""A table of a file, if it is an agenda: how it is laid out, and a day a column where it is laid out so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from zoneinfo import ZoneInfo

from ...lib.books import UploadedSheet, read_book
from ...lib.uploads import MOST_COLUMNS
from . import times
from .arrived import MOST_COLUMNS as MOST_TAKEN
from .arrived import (
    MOST_PIECES,
    ArrivalProblem,
    ArrivedColumn,
    FileSpot,
    NotArrived,
    Whereabouts,
    WhyLeftOut,
)
from .building import Building
from .cell_times import cell_minutes
from .column_contents import looks_like_time
from .columns import lay_out
from .dates import DayHeading, day_heading
from .from_lines import Lines
from .from_table import AgendaTable
from .headings import field_of_heading
from .pieces import FileGrid, FileGridRow, FilePara
from .table_layout import HEADER_WITHIN, TableLayout
from .texts import text_of_cell

_TIMED = ("time", "start")
MOST_HEADS = 12
"""Headings a table on its side may have."""


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


def read_agenda_table(
    building: Building, grid: FileGrid, zone: ZoneInfo, chosen: Mapping[int, str] | None = None
) -> bool:
    """Put a table into the building; False where it is no agenda. `chosen`: what somebody said the columns are."""
    if tables := _tables_of_days(grid, building.near):
        for heading, name, own, further in tables:
            building.begin(heading, name, grid.rows[0].spot)
            if not read_agenda_table(building, own, zone, _moved(chosen, *further)):
                for row in own.rows:
                    said = " | ".join(filter(None, map(text_of_cell, row.cells)))
                    building.leave(row.spot, said, WhyLeftOut.TEXT)
        return True
    if columns := _columns_of_days(grid, building.near):
        for heading, name, paras in columns:
            building.begin(heading, name, grid.rows[0].spot)
            lines = Lines(building, paras)
            for number, para in enumerate(paras):
                lines.read(para, number)
            lines.close()
        return True
    grid = _turned(grid)
    layout = building.laid_out_alike(grid, lay_out(grid, building.near, zone))
    if chosen:
        layout.fields = {column: name for column, name in chosen.items() if name}
        layout.across = {} if "title" in layout.fields.values() else layout.across
    if not layout.is_agenda or not chosen and not _has_times(grid, layout, zone):
        return False
    if not building.columns:
        width = max(len(row.cells) for row in grid.rows)
        building.columns = [
            ArrivedColumn(one, layout.headings.get(one, ""), layout.fields.get(one, ""))
            for one in range(width)
        ]
    if days := _days_across(layout, building.near):
        _read_days(building, grid, zone, layout, days)
    else:
        AgendaTable(building, grid, zone, layout).read()
    building.closed, building.layout = True, layout
    return True


def _columns_of_days(grid: FileGrid, near: date) -> list[tuple[DayHeading, str, list[FilePara]]]:
    """Where each column is a day and each cell says its own time: a day a column, its cells as lines."""
    for number, row in enumerate(grid.rows[:HEADER_WITHIN]):
        names = {
            place: text for place, cell in enumerate(row.cells) if (text := text_of_cell(cell))
        }
        days = {
            place: heading
            for place, name in names.items()
            if (heading := day_heading(" ".join(name.split()), near))
        }
        if len(days) < 2 or len(days) < len(names) or len(set(names.values())) < len(names):
            continue
        below = [one for one in grid.rows[number + 1 :] if one.why is None]
        found = [
            (days[place], names[place], [para for one in below for para in _cell_lines(one, place)])
            for place in days
        ]
        said = [
            text_of_cell(one.cells[place])
            for one in below
            for place in days
            if place < len(one.cells)
        ]
        filled = [text for text in said if text]
        if (
            filled
            and sum(times.span_at_start(text) is not None for text in filled) >= len(filled) / 2
        ):
            return found
    return []


def _cell_lines(row: FileGridRow, place: int) -> list[FilePara]:
    text = text_of_cell(row.cells[place]) if place < len(row.cells) else ""
    return [FilePara(line.strip(), row.spot) for line in text.split("\n") if line.strip()]


def _turned(grid: FileGrid) -> FileGrid:
    """A table that lies on its side, with its headings down the first column and a step a column, upright; any other as it is."""
    heads = [field_of_heading(text_of_cell(row.cells[0])) if row.cells else "" for row in grid.rows]
    timed = next((row for row, name in zip(grid.rows, heads, strict=True) if name in _TIMED), None)
    if timed is None or len(grid.rows) > MOST_HEADS or "title" not in heads:
        return grid
    clocks = [cell for cell in timed.cells[1:] if cell not in (None, "")]
    if len(clocks) < 2 or not all(map(looks_like_time, clocks)):
        return grid
    columns = zip_longest(*(row.cells for row in grid.rows))
    return FileGrid(tuple(FileGridRow(timed.spot, tuple(one)) for one in columns), grid.name)


def _moved(chosen: Mapping[int, str] | None, first: int, further: int) -> dict[int, str] | None:
    """What was chosen for the columns of the first day, for those of another: so much further from the `first` one on."""
    if chosen is None:
        return None
    return {
        column + further if column >= first else column: name for column, name in chosen.items()
    }


def _tables_of_days(
    grid: FileGrid, near: date
) -> list[tuple[DayHeading, str, FileGrid, tuple[int, int]]]:
    """Where a row of days stands over headings that each day repeats: a table a day, with the columns beside them all, if any.

    With each where the first day's columns begin, and how much further its own are.
    """
    for number, row in enumerate(grid.rows[:HEADER_WITHIN]):
        names = [text_of_cell(cell) for cell in row.cells]
        days = {
            column: heading
            for column, name in enumerate(names)
            if name and name not in names[:column] and (heading := day_heading(name, near))
        }
        if len(days) < 2 or number + 2 >= len(grid.rows):
            continue
        first, ends = min(days), [*list(days)[1:], max(len(one.cells) for one in grid.rows)]
        below = [text_of_cell(cell) for cell in grid.rows[number + 1].cells]
        parts = [range(start, end) for start, end in zip(days, ends, strict=True)]
        fields = [
            [field_of_heading(one) for one in below[part.start : part.stop]] for part in parts
        ]
        timed = first or all({"time", "start", "minutes"} & set(one) for one in fields)
        if timed and all("title" in one and len(set(one) - {""}) > 1 for one in fields):
            return [
                (
                    days[part.start],
                    names[part.start],
                    _own_table(grid, number, part, first),
                    (first, part.start - first),
                )
                for part in parts
            ]
    return []


def _own_table(grid: FileGrid, number: int, part: range, first: int) -> FileGrid:
    """The columns of one day below the row of days, and those `first` ones that stand beside all days."""

    def own(row: FileGridRow, beside: FileGridRow | None = None) -> FileGridRow:
        cells = tuple(
            cell if place < first or place in part else None for place, cell in enumerate(row.cells)
        )
        if beside is not None:
            shared = zip(beside.cells[:first], cells[:first], strict=False)
            cells = (*(mine or theirs for theirs, mine in shared), *cells[first:])
        return replace(row, cells=cells)

    head = own(grid.rows[number + 1], grid.rows[number])
    above = grid.rows[:number] if part.start == first else ()
    return FileGrid((*above, head, *map(own, grid.rows[number + 2 :])), grid.name)


def _days_across(layout: TableLayout, near: date) -> dict[int, DayHeading]:
    """The columns beside the times that each are a day."""
    found = {column: day_heading(name, near) for column, name in layout.across.items()}
    return (
        {column: heading for column, heading in found.items() if heading}
        if all(found.values())
        else {}
    )


def _read_days(
    building: Building,
    grid: FileGrid,
    zone: ZoneInfo,
    layout: TableLayout,
    days: Mapping[int, DayHeading],
) -> None:
    """A table with a column a day: each is read with the times beside it."""
    for number, (column, heading) in enumerate(days.items()):
        others = set(days) - {column}
        rows = tuple(
            replace(
                row,
                cells=tuple(
                    None if place in others else cell for place, cell in enumerate(row.cells)
                ),
            )
            for row in (grid.rows if number == 0 else grid.rows[layout.header :])
        )
        fields = {place: name for place, name in layout.fields.items() if place not in days} | {
            column: "title"
        }
        own = replace(layout, fields=fields, across={}, header=layout.header if number == 0 else 0)
        before = len(building.left)
        building.begin(heading, layout.across[column], grid.rows[layout.header].spot)
        AgendaTable(building, FileGrid(rows, grid.name), zone, own).read()
        building.join_alike()
        if number:
            told = {(one.spot, one.text) for one in building.left[:before]}
            building.left[before:] = [
                one for one in building.left[before:] if (one.spot, one.text) not in told
            ]


def _has_times(grid: FileGrid, layout: TableLayout, zone: ZoneInfo) -> bool:
    """Whether at least one row below the headings has a time or a length."""
    probe = AgendaTable(Building(date(2000, 1, 1)), grid, zone, layout)
    return any(
        probe.span(row) or cell_minutes(probe.cell(row, "minutes"), layout.hours) is not None
        for row in grid.rows[layout.header + 1 :]
    )
