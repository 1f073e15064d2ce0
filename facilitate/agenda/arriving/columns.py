"""Which column of a table says what: by its heading in either language, else by what stands in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ...lib.text import plain_text
from . import times
from .cell_times import cell_minutes, cell_span
from .dates import cell_date
from .headings import BETWEEN, field_of_heading, tell_dates_from_times
from .people import read_people
from .pieces import FileGrid, FileGridRow
from .rooms import is_room
from .texts import text_of_cell

FIELDS = (
    "start",
    "end",
    "time",
    "minutes",
    "day",
    "title",
    "people",
    "room",
    "description",
    "kind",
    "strand",
)
"""What a column can be read as."""
HEADER_WITHIN = 30
"""Rows from the top in which headings are looked for."""
_STRONG_TITLE = frozenset(
    ["title", "titulli", "tema", "topic", "aktiviteti", "activity", "veprimtaria"]
)
_COUNTED = re.compile(
    r"^(?:step|hapi|session|sesioni|seanca|part|pjesa|module|moduli|block|blloku)\s+\w{1,3}\W*$",
    re.IGNORECASE,
)
"""`Step 1`, `Moduli II`: what counts a step and does not say what it is."""
_LANGUAGES = frozenset(
    [
        "shqip",
        "albanian",
        "english",
        "anglisht",
        "srpski",
        "serbisht",
        "maqedonisht",
        "deutsch",
        "french",
        "francais",
        "italiano",
        "italisht",
    ]
)
"""What a column is headed with that says everything once more in another language."""
SEVERAL = ("people", "description", "strand", "number", "kind")
"""Fields that several columns may hold."""


@dataclass
class TableLayout:
    """How a table is laid out. `across`: columns beside the times that each are a room or group, with its name."""

    header: int = -1
    fields: dict[int, str] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    across: dict[int, str] = field(default_factory=dict)
    hours: bool = False

    def of(self, name: str) -> list[int]:
        return sorted(column for column, field_ in self.fields.items() if field_ == name)

    @property
    def is_agenda(self) -> bool:
        names = set(self.fields.values())
        timed = bool(names & {"time", "start", "minutes"}) or "day" in names
        return timed and (bool(self.across) or "title" in names)


def lay_out(grid: FileGrid, near: date) -> TableLayout:
    """How a table is laid out, as far as it can be told."""
    best = TableLayout()
    for number, row in enumerate(grid.rows[:HEADER_WITHIN]):
        found = _header(row)
        tell_dates_from_times(found.fields, found.headings)
        names = set(found.fields.values()) - {"number"}
        if {"title", "time", "start", "day", "minutes"} & names and len(names) > max(
            1, len(set(best.fields.values()) - {"number"})
        ):
            found.header = number
            best = found
            if len(names) > 2:
                break
        elif not best.fields and names & {"time", "start"} and len(found.headings) > 2:
            found.header = number
            best = found
    if not best.fields:
        best = _rooms_over_times(grid)
    body = [row for row in grid.rows[best.header + 1 :] if row.why is None]
    _hours_not_times(best, body)
    _slots_not_times(best, body)
    _fill(best, body, near)
    _find_across(best, body)
    if not best.of("title") and not best.across and (described := best.of("description")):
        best.fields[described[0]] = "title"
    return best


def _hours_not_times(layout: TableLayout, body: Sequence[FileGridRow]) -> None:
    """`Orë`, `Hours` over small numbers that do not go up from row to row are lengths; so is `Koha` over `5 min`, `40 min`."""
    for column in layout.of("time"):
        said = [text_of_cell(cell).replace(",", ".") for cell in _cells(body, column)]
        if len(said) > 1 and all(times.length_alone(one) is not None for one in said):
            layout.fields[column] = "minutes"
            continue
        if len(said) < 2 or not all(re.fullmatch(r"\d(?:\.\d{1,2})?", one) for one in said):
            continue
        hours = [float(one) for one in said]
        if hours != sorted(hours):
            layout.fields[column], layout.hours = "minutes", True


def _slots_not_times(layout: TableLayout, body: Sequence[FileGridRow]) -> None:
    """`Slot` over letters, `Ora` over I, II, III number the rows of a table that says how long each is."""
    for column in layout.of("time"):
        said = [text_of_cell(cell) for cell in _cells(body, column)]
        if layout.of("minutes") and said and all(re.fullmatch(r"[A-Z]{1,4}", one) for one in said):
            layout.fields[column] = "number"


def _rooms_over_times(grid: FileGrid) -> TableLayout:
    """A table whose first column holds times with nothing over them, and whose others are headed with rooms or groups."""
    for number, row in enumerate(grid.rows[:HEADER_WITHIN]):
        first = next((place for place, cell in enumerate(row.cells) if cell not in (None, "")), 0)
        names = [text_of_cell(cell) for cell in row.cells[first:]]
        below = [one for one in grid.rows[number + 1 :] if one.why is None]
        timed = _cells(below, first - 1)
        if (
            first == 1
            and len(set(names) - {""}) == len(names) > 1
            and all(isinstance(cell, str) and len(cell) <= 60 for cell in row.cells[first:])
            and not any(map(looks_like_time, names))
            and _share(timed, sum(map(looks_like_time, timed))) >= 0.8
            and len(timed) > 1
        ):
            return TableLayout(number, {0: "time"}, dict(enumerate(names, first)))
    return TableLayout()


def _header(row: FileGridRow) -> TableLayout:
    found = TableLayout()
    taken: dict[str, int] = {}
    seen: set[str] = set()
    if any(isinstance(cell, str) and looks_like_time(cell) for cell in row.cells):
        return found
    for column, cell in enumerate(row.cells):
        heading = " ".join(text_of_cell(cell).split())
        if not heading or len(heading) > 60 or not isinstance(cell, str):
            continue
        found.headings[column] = heading
        name = field_of_heading(heading)
        if heading in seen and name not in SEVERAL:
            continue  # a joined cell
        seen.add(heading)
        if not name:
            continue
        if name in taken and name not in SEVERAL:
            strong = set(BETWEEN.sub(" ", plain_text(heading)).split()) & _STRONG_TITLE
            first = (
                set(BETWEEN.sub(" ", plain_text(found.headings[taken[name]])).split())
                & _STRONG_TITLE
            )
            if name == "title" and strong and not first:
                found.fields[taken[name]] = (
                    "strand" if _is_session(found.headings[taken[name]]) else "description"
                )
            else:
                found.fields[column] = (
                    "description" if name == "title" else name if name == "day" else ""
                )
                if not found.fields[column]:
                    del found.fields[column]
                continue
        taken[name] = column
        found.fields[column] = name
        if name == "minutes":
            found.hours = bool(
                re.search(r"\b(hours?|ore|orë|h)\b", plain_text(heading))
            ) and "min" not in plain_text(heading)
    return found


def _is_session(heading: str) -> bool:
    return plain_text(heading).startswith(("sesion", "session", "event", "block"))


def _cells(body: Sequence[FileGridRow], column: int) -> list[Any]:
    found = [row.cells[column] for row in body if column < len(row.cells)]
    return [cell for cell in found if cell not in (None, "")]


def _share(cells: Sequence[object], right: int) -> float:
    return right / len(cells) if cells else 0


def looks_like_time(cell: object) -> bool:
    """Whether a cell holds a time of day, not merely a number."""
    if isinstance(cell, datetime):
        return bool(cell.hour or cell.minute)
    if isinstance(cell, int) or (
        isinstance(cell, str)
        and (re.fullmatch(r"\s*\d{1,4}\s*", cell) or times.length_alone(cell) is not None)
    ):
        return False
    if isinstance(cell, float):
        return 0.2 < cell < 1
    span = cell_span(cell)
    if span is None or not isinstance(cell, str):
        return span is not None
    return len(span.rest.split()) < 2 or times.length_alone(span.rest) is not None


def _fill(layout: TableLayout, body: Sequence[FileGridRow], near: date) -> None:
    """Name the columns that no heading names, by what stands in them."""
    width = max((len(row.cells) for row in body), default=0)
    names = set(layout.fields.values())
    free = [
        column for column in range(width) if column not in layout.fields and _cells(body, column)
    ]
    if not names & {"time", "start"}:
        timed = [
            column
            for column in free
            if _share(cells := _cells(body, column), sum(map(looks_like_time, cells))) >= 0.5
        ]
        for column, name in zip(timed[:2], ("start", "end"), strict=False):
            layout.fields[column] = name
            free.remove(column)
    if layout.header >= 0 and "title" in names:
        if not names & {"time", "start", "minutes"}:
            _find_lengths(layout, body, free)
        _by_content(layout, body, free)
        return
    if layout.header >= 0 and _room_like(layout, free):
        return
    if not names & {"day"}:
        for column in free:
            cells = _cells(body, column)
            if _share(cells, sum(_is_date(cell, near) for cell in cells)) >= 0.6:
                layout.fields[column] = "day"
                free.remove(column)
                break
    if "minutes" not in names:
        _find_lengths(layout, body, free)
    _by_content(layout, body, free)
    for column in free[:1] if len(free) > 1 and "kind" not in names else []:
        said = [text_of_cell(cell) for cell in _cells(body, column)]
        if _share(said, sum(bool(_COUNTED.match(one)) for one in said)) >= 0.6:
            layout.fields[column] = "kind"
            free.remove(column)
    for number, column in enumerate(free):
        layout.fields[column] = "title" if number == 0 and "title" not in names else "description"


def _find_lengths(layout: TableLayout, body: Sequence[FileGridRow], free: list[int]) -> None:
    """The first free column that holds lengths is that of the minutes, and no longer free."""
    for column in list(free):
        cells = _cells(body, column)
        bare = [int(said) for cell in cells if (said := text_of_cell(cell)).isdigit()]
        if len(bare) > len(cells) / 2 and sum(one % 5 == 0 for one in bare) < len(bare) / 2:
            continue  # 1, 3, 4, 6: what is numbered
        if len(cells) > 1 and _share(cells, sum(_is_length(cell) for cell in cells)) >= 0.7:
            layout.fields[column] = "minutes"
            free.remove(column)
            return


def _by_content(layout: TableLayout, body: Sequence[FileGridRow], free: list[int]) -> None:
    """Name columns that hold people or rooms, and take them off those that are free."""
    names = set(layout.fields.values())
    for column in list(free):
        texts = [text_of_cell(cell) for cell in _cells(body, column)]
        people = sum(bool(read_people(text)) and len(text.split()) < 25 for text in texts)
        rooms = sum(is_room(text) for text in texts)
        beside = "title" in names or (len(free) > 1 and column != free[0])
        if (
            (len(free) > 1 or "title" in names)
            and "room" not in names
            and _share(texts, rooms) >= 0.5
        ):
            layout.fields[column] = "room"
        elif beside and "people" not in names and _share(texts, people) >= 0.5:
            layout.fields[column] = "people"
        else:
            continue
        free.remove(column)


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


def _find_across(layout: TableLayout, body: Sequence[FileGridRow]) -> None:
    """Columns beside the times that no heading explains, and that no title stands beside: each is a room or a group."""
    names = set(layout.fields.values())
    if "title" in names or not names & {"time", "start"} or layout.header < 0:
        return
    beside = {
        column: heading
        for column, heading in layout.headings.items()
        if column not in layout.fields and _cells(body, column)
    }
    rooms = {
        column: heading
        for column, heading in layout.headings.items()
        if layout.fields.get(column) in ("room", "strand")
    }
    languages = [
        column
        for column, heading in beside.items()
        if _LANGUAGES & set(re.findall(r"\w+", plain_text(heading)))
    ]
    if beside and (len(languages) == len(beside) > 1 or "people" in names):
        first = (languages or sorted(beside, key=lambda one: -len(_cells(body, one))))[0]
        layout.fields.update(dict.fromkeys(beside, "description") | {first: "title"})
    elif len(beside) + len(rooms) > 1:
        layout.across = dict(sorted({**beside, **rooms}.items()))
        for column in rooms:
            del layout.fields[column]
    elif len(beside) == 1:
        layout.fields[next(iter(beside))] = "title"
