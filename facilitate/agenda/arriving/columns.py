"""Which column of a table says what: by its heading in either language, else by what stands in it."""

import re
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from ...lib.text import plain_text
from .column_contents import (
    fill_columns,
    filled_cells,
    looks_like_time,
    share_of,
    tell_lengths_from_times,
    tell_numbers_from_times,
    tell_numbers_from_titles,
)
from .headings import BETWEEN, field_of_heading, tell_dates_from_times
from .pieces import FileGrid, FileGridRow
from .table_layout import HEADER_WITHIN, TableLayout
from .texts import text_of_cell
from .zone_columns import take_zone

_STRONG_TITLE = frozenset(
    ["title", "titulli", "tema", "topic", "aktiviteti", "activity", "veprimtaria"]
)
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


def lay_out(grid: FileGrid, near: date, zone: ZoneInfo) -> TableLayout:
    """How a table is laid out, as far as it can be told."""
    best = TableLayout()
    for number, row in enumerate(grid.rows[:HEADER_WITHIN]):
        found = _header(row)
        tell_dates_from_times(found.fields, found.headings)
        names = set(found.fields.values()) - {"number"}
        if {"title", "time", "start", "end", "day", "minutes"} & names and len(names) > max(
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
    _split_headings(best, grid)
    _free_kinds(best)
    body = [row for row in grid.rows[best.header + 1 :] if row.why is None]
    take_zone(best, body, near, zone)
    tell_lengths_from_times(best, body)
    tell_numbers_from_times(best, body)
    _name_by_description(best, body)
    fill_columns(best, body, near)
    _find_across(best, body)
    tell_numbers_from_titles(best, body)
    if not best.of("title") and not best.across and (described := best.of("description")):
        best.fields[described[0]] = "title"
    return best


def _split_headings(layout: TableLayout, grid: FileGrid) -> None:
    """`Room` over several columns, and below it what each is called: those names head them."""
    below = grid.rows[layout.header + 1] if 0 <= layout.header < len(grid.rows) - 1 else None
    if below is None or any(
        isinstance(cell, str) and looks_like_time(cell) for cell in below.cells
    ):
        return
    head = grid.rows[layout.header].cells
    joined = [
        column
        for column, cell in enumerate(head)
        if (said := text_of_cell(cell)) and sum(text_of_cell(one) == said for one in head) > 1
    ]
    names = {
        column: text_of_cell(below.cells[column]) for column in joined if column < len(below.cells)
    }
    alone = [text_of_cell(cell) for column, cell in enumerate(below.cells) if column not in joined]
    over = {text_of_cell(cell) for cell in head}
    if len(set(filter(None, names.values()))) < 2 or len(set(names.values())) < len(names):
        return
    if any(said and said not in over for said in alone):
        return
    for column, name in names.items():
        field = field_of_heading(layout.headings.get(column, text_of_cell(head[column])))
        layout.headings[column] = name
        layout.fields.pop(column, None)
        if field in ("room", "strand"):
            layout.fields[column] = field
        elif own := field_of_heading(name):
            layout.fields[column] = own
    layout.header += 1


def _name_by_description(layout: TableLayout, body: Sequence[FileGridRow]) -> None:
    """`Description` ahead of columns that nothing explains, short and in every row: what the steps are called."""
    described = layout.of("description")
    if not described or layout.of("title") or layout.header < 0:
        return
    said = [text_of_cell(cell) for cell in filled_cells(body, described[0])]
    others = [one for one in layout.headings if one not in layout.fields]
    if (
        others
        and described[0] < min(others)
        and len(said) >= 0.9 * len(body)
        and max(map(len, said)) <= 80
    ):
        layout.fields[described[0]] = "title"


def _rooms_over_times(grid: FileGrid) -> TableLayout:
    """A table whose first column holds times with nothing over them, and whose others are headed with rooms or groups."""
    for number, row in enumerate(grid.rows[:HEADER_WITHIN]):
        first = next((place for place, cell in enumerate(row.cells) if cell not in (None, "")), 0)
        names = [text_of_cell(cell) for cell in row.cells[first:]]
        below = [one for one in grid.rows[number + 1 :] if one.why is None]
        timed = filled_cells(below, first - 1)
        if (
            first == 1
            and len(set(names) - {""}) == len(names) > 1
            and all(isinstance(cell, str) and len(cell) <= 60 for cell in row.cells[first:])
            and not any(map(looks_like_time, names))
            and share_of(timed, sum(map(looks_like_time, timed))) >= 0.8
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
        if name == "room" and name in taken and _is_nearer(heading, found.headings[taken[name]]):
            del found.fields[taken[name]]
        elif name in taken and name not in SEVERAL:
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
                re.search(r"(?<![a-z])(hours?|hrs?|ore|stunden|h)(?![a-z])", plain_text(heading))
            ) and "min" not in plain_text(heading)
    _free_rooms(found)
    return found


def _is_nearer(heading: str, other: str) -> bool:
    """`Room` beside `Location`: the one says where in the building that the other names."""
    first, second = plain_text(heading), plain_text(other)
    return bool(
        re.match(r"(room|salla|sala|raum|aula)\b", first)
        and re.match(r"(location|venue|place|address|building|vendi|adresa|ort)\b", second)
    )


def _free_rooms(found: TableLayout) -> None:
    """`Salla e Kuqe` beside `Salla Blu`, and no title: each is a room of its own, none says where."""
    rooms = [column for column, name in found.headings.items() if field_of_heading(name) == "room"]
    if len(rooms) > 1 and "title" not in found.fields.values():
        found.fields = {column: one for column, one in found.fields.items() if column not in rooms}


_KINDS = re.compile(
    r"^(talks|lectures|workshops|tutorials|labs|panels|posters|demos|sessions|keynotes|short talks|lightning talks|"
    r"ligjerata|ligjeratat|punetori|punetorite|panele|panelet|vortrage)$"
)


def _free_kinds(layout: TableLayout) -> None:
    """`Talks` beside `Workshops`: what takes place side by side, a column each; neither is the title of the other."""
    kinds = [column for column, name in layout.headings.items() if _KINDS.match(plain_text(name))]
    if len(kinds) > 1 and set(layout.of("title")) <= set(kinds):
        layout.fields = {
            column: one for column, one in layout.fields.items() if column not in kinds
        }


def _is_session(heading: str) -> bool:
    return plain_text(heading).startswith(("sesion", "session", "event", "block"))


def _find_across(layout: TableLayout, body: Sequence[FileGridRow]) -> None:
    """Columns beside the times that no heading explains, and that no title stands beside: each is a room or a group."""
    names = set(layout.fields.values())
    if "title" in names or not names & {"time", "start"} or layout.header < 0:
        return
    beside = {
        column: heading
        for column, heading in layout.headings.items()
        if column not in layout.fields and filled_cells(body, column)
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
    side_by_side = len(beside) > 1 and all(
        field_of_heading(one) in ("room", "strand") for one in beside.values()
    )
    if beside and (len(languages) == len(beside) > 1 or ("people" in names and not side_by_side)):
        first = (languages or sorted(beside, key=lambda one: -len(filled_cells(body, one))))[0]
        layout.fields.update(dict.fromkeys(beside, "description") | {first: "title"})
    elif len(beside) + len(rooms) > 1:
        layout.across = dict(sorted({**beside, **rooms}.items()))
        for column in rooms:
            del layout.fields[column]
    elif len(beside) == 1:
        layout.fields[next(iter(beside))] = "title"
