"""What a column holds, where no heading says so or it says something else."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from . import lengths
from .cell_times import cell_minutes, cell_span
from .dates import cell_date
from .people import read_people
from .pieces import FileGridRow
from .rooms import is_room
from .table_layout import TableLayout
from .texts import text_of_cell

_COUNTED = re.compile(
    r"^(?:step|hapi|session|sesioni|seanca|part|pjesa|module|moduli|block|blloku)\s+\w{1,3}\W*$",
    re.IGNORECASE,
)
"""`Step 1`, `Moduli II`: what counts a step and does not say what it is."""

_HOURS_OF_DAY = re.compile(r"[-–—•*\s]*(?:0?[6-9]|1\d|2[0-3])\s?[hH]\s?(?:[0-5]\d)?")
"""`9h`, `10h30`, in every row: no step is so long, so these are times."""


def tell_lengths_from_times(layout: TableLayout, body: Sequence[FileGridRow]) -> None:
    """`Orë`, `Hours` over small numbers that do not go up from row to row are lengths; so is `Koha` over `5 min`, `40 min`."""
    for column in layout.of("time"):
        said = [text_of_cell(cell).replace(",", ".") for cell in filled_cells(body, column)]
        if len(said) > 1 and all(_HOURS_OF_DAY.fullmatch(one) for one in said):
            continue
        if len(said) > 1 and all(lengths.length_alone(one) is not None for one in said):
            layout.fields[column] = "minutes"
            continue
        if len(said) < 2 or not all(re.fullmatch(r"\d(?:\.\d{1,2})?", one) for one in said):
            continue
        hours = [float(one) for one in said]
        if hours != sorted(hours):
            layout.fields[column], layout.hours = "minutes", True


def tell_numbers_from_times(layout: TableLayout, body: Sequence[FileGridRow]) -> None:
    """`Slot` over letters, `Ora` over I, II, III number the rows of a table that says how long each is."""
    for column in layout.of("time"):
        said = [text_of_cell(cell) for cell in filled_cells(body, column)]
        if layout.of("minutes") and said and all(re.fullmatch(r"[A-Z]{1,4}", one) for one in said):
            layout.fields[column] = "number"


def tell_numbers_from_titles(layout: TableLayout, body: Sequence[FileGridRow]) -> None:
    """`Session` over 1, 1, 2 beside `Event`: what a row is stands in the column that was taken for more of it."""
    described = layout.of("description")
    for column in layout.of("title"):
        said = [text_of_cell(cell) for cell in filled_cells(body, column)]
        if (
            described
            and said
            and all(re.fullmatch(r"\d{1,2}[a-zA-Z]?|[IVX]{1,4}", one) for one in said)
        ):
            layout.fields[column], layout.fields[described[0]] = "number", "title"


def filled_cells(body: Sequence[FileGridRow], column: int) -> list[Any]:
    found = [row.cells[column] for row in body if column < len(row.cells)]
    return [
        cell
        for cell in found
        if cell not in (None, "") and (not isinstance(cell, str) or re.search(r"\w", cell))
    ]


def share_of(cells: Sequence[object], right: int) -> float:
    return right / len(cells) if cells else 0


def looks_like_time(cell: object) -> bool:
    """Whether a cell holds a time of day, not merely a number."""
    if isinstance(cell, datetime):
        return bool(cell.hour or cell.minute)
    if isinstance(cell, str) and _HOURS_OF_DAY.fullmatch(cell.strip()):
        return True
    if isinstance(cell, int) or (
        isinstance(cell, str)
        and (re.fullmatch(r"\s*\d{1,4}\s*", cell) or lengths.length_alone(cell) is not None)
    ):
        return False
    if isinstance(cell, float):
        return 0.2 < cell < 1
    span = cell_span(cell)
    if span is None or not isinstance(cell, str):
        return span is not None
    return len(span.rest.split()) < 2 or lengths.length_alone(span.rest) is not None


def fill_columns(layout: TableLayout, body: Sequence[FileGridRow], near: date) -> None:
    """Name the columns that no heading names, by what stands in them; what is joined over all of them stands in none."""
    body = [row for row in body if not _is_joined(row)] or body
    width = max((len(row.cells) for row in body), default=0)
    names = set(layout.fields.values())
    free = [
        column
        for column in range(width)
        if column not in layout.fields and filled_cells(body, column)
    ]
    if not names & {"time", "start"}:
        timed = [
            column
            for column in free
            if share_of(cells := filled_cells(body, column), sum(map(looks_like_time, cells)))
            >= 0.5
        ]
        for column, name in zip(timed[:2], ("start", "end"), strict=False):
            layout.fields[column] = name
            free.remove(column)
    if layout.header >= 0 and "title" in names:
        if not names & {"time", "start", "end", "minutes"}:
            _find_lengths(layout, body, free)
        _by_content(layout, body, free)
        return
    if layout.header >= 0 and _room_like(layout, free):
        return
    if not names & {"day"}:
        for column in free:
            cells = filled_cells(body, column)
            if share_of(cells, sum(_is_date(cell, near) for cell in cells)) >= 0.6:
                layout.fields[column] = "day"
                free.remove(column)
                break
    if "minutes" not in names:
        _find_lengths(layout, body, free)
    _by_content(layout, body, free)
    for column in free[:1] if len(free) > 1 and "kind" not in names else []:
        said = [text_of_cell(cell) for cell in filled_cells(body, column)]
        if share_of(said, sum(bool(_COUNTED.match(one)) for one in said)) >= 0.6:
            layout.fields[column] = "kind"
            free.remove(column)
    for number, column in enumerate(free):
        layout.fields[column] = "title" if number == 0 and "title" not in names else "description"


def _is_joined(row: FileGridRow) -> bool:
    said = [text for cell in row.cells if (text := text_of_cell(cell))]
    return len(said) > 1 and len(set(said)) == 1


def _goes_on_from_left(row: FileGridRow, column: int) -> bool:
    """Whether a cell is joined to the one on its left, so that it says nothing of its column."""
    if not 0 < column < len(row.cells):
        return False
    said = text_of_cell(row.cells[column])
    return bool(said) and said == text_of_cell(row.cells[column - 1])


def _find_lengths(layout: TableLayout, body: Sequence[FileGridRow], free: list[int]) -> None:
    """The first free column that holds lengths is that of the minutes, and no longer free."""
    for column in list(free):
        cells = filled_cells(body, column)
        bare = [int(said) for cell in cells if (said := text_of_cell(cell)).isdigit()]
        if len(bare) > len(cells) / 2 and sum(one % 5 == 0 for one in bare) < len(bare) / 2:
            continue  # 1, 3, 4, 6: what is numbered
        if sum(is_room(_without_length(cell)) for cell in cells) > len(cells) / 2:
            continue  # `Main hall (15 min)`
        if len(cells) > 1 and share_of(cells, sum(_is_length(cell) for cell in cells)) >= 0.7:
            layout.fields[column] = "minutes"
            free.remove(column)
            return


def _by_content(layout: TableLayout, body: Sequence[FileGridRow], free: list[int]) -> None:
    """Name columns that hold people or rooms, and take them off those that are free."""
    names = set(layout.fields.values())
    for column in list(free):
        own = [row for row in body if not _goes_on_from_left(row, column)] or body
        texts = [text_of_cell(cell) for cell in filled_cells(own, column)]
        people = sum(bool(read_people(text)) and len(text.split()) < 25 for text in texts)
        rooms = sum(is_room(_without_length(text)) for text in texts)
        beside = "title" in names or (len(free) > 1 and column != free[0])
        if (
            (len(free) > 1 or "title" in names)
            and "room" not in names
            and share_of(texts, rooms) >= 0.5
        ):
            layout.fields[column] = "room"
        elif beside and "people" not in names and share_of(texts, people) >= 0.5:
            layout.fields[column] = "people"
        else:
            continue
        free.remove(column)


def _without_length(cell: object) -> str:
    """What a cell says beside how long something is."""
    said = text_of_cell(cell)
    beside = lengths.length_at_end(said)
    return (beside[1] if beside else said).strip()


def _room_like(layout: TableLayout, free: Sequence[int]) -> bool:
    return len([column for column in free if column in layout.headings]) > 1


def _is_date(cell: object, near: date) -> bool:
    if isinstance(cell, float | int):
        return False
    return cell_date(cell, near) is not None and not (isinstance(cell, str) and len(cell) > 40)


def _is_length(cell: object) -> bool:
    if isinstance(cell, str):
        return cell_minutes(cell) is not None
    return isinstance(cell, int) and not isinstance(cell, bool) and 0 < cell <= 600
