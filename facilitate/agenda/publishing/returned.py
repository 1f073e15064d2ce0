"""The running order on its way back from Excel: rows of text, what was exported, and what cannot be read."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Any

from ...exchange.columns import VERSION
from ...exchange.exported import values_in
from ...exchange.headings import HEADER_WITHIN, heading_key
from ...exchange.likeness import RecognisedRows, recognise_rows
from ...exchange.marking_up import ANSWER, ListPlace
from ...exchange.merge import ListProblem
from ...exchange.opened_files import open_list, unquote_cell
from ...exchange.remarks import (
    comments_by_row,
    mark_problems,
    stray_comments,
    struck_without_status,
    unkept_comments,
)
from ...exchange.renamed_columns import RestoredHeadings, restore_headings
from ...exchange.sentences import keys_in_any_language
from ...lib.clock import format_wall_time
from ...lib.marks import Marks, Row
from ...lib.numbers import read_whole
from ...lib.text import plain_text
from ...lib.uploads import SheetProblem, Unreadable, read_day, text_of_cell
from ...web.i18n import _, _l, format_day
from .rows import FIELDS, GROUP, PARKED_DAY, SheetRow, rows_by_id, words_in_any_language
from .sheet import DAY_ROW, MARK

NEEDED = tuple(name for name in FIELDS if name not in ("start", "id"))
"""The columns of which it is told where they are missing."""
STATE = "version"
"""The column of a table in text that says what its rows held."""
_NUMBER = re.compile(r"G?[1-9][0-9]{0,9}")
"""The number of a step or group, as an export writes it."""


@dataclass
class ReturnedSheet:
    """What a file says: its rows, those that were exported, of which event at which revision, what cannot be read.

    `place`: where the agenda stands in the file, `told`: how it was understood. `states`: what the last cells of rows in text
    say of them, by their numbers.
    """

    rows: list[SheetRow] = field(default_factory=list)
    base: list[SheetRow] = field(default_factory=list)
    problems: list[ListProblem] = field(default_factory=list)
    told: list[ListProblem] = field(default_factory=list)
    place: ListPlace = ListPlace()
    states: dict[str, str] = field(default_factory=dict)
    slug: str = ""
    language: str = ""
    revision: int = 0

    def base_of(self, online: Mapping[str, SheetRow]) -> dict[str, SheetRow]:
        """What rows in text held when they left: what they are, where that is the same; else what they are, of number -1."""
        return {
            id: row
            if row.state_of(self.slug, self.language) == self.states[id]
            else replace(row, number=-1)
            for id, row in online.items()
            if id in self.states
        }


def parse_returned_sheet(content: bytes, name: str = "") -> ReturnedSheet:
    """Read an edited file. Columns are found by their name in any language, in any order; others are passed over.

    Raises a FileProblem when nothing can be read.
    """
    source, returned = open_list(content, name), ReturnedSheet()
    if source.base is not None:
        _read_base(source.base, returned)
    for title, rows in source.sheets:
        restored = _restored(list(_unquoted(rows) if source.text else rows), returned)
        if _read_table(title, restored.rows, returned):
            returned.told += restored.told(title)
            recognise_sheet_rows(returned)
            _tell_marks(source.marks.get(title) or Marks(), returned)
            return returned
    raise SheetProblem(Unreadable.NO_TABLE)


def _unquoted(rows: Iterable[Row]) -> Iterator[Row]:
    for number, cells in rows:
        yield number, tuple(map(unquote_cell, cells))


def _restored(rows: Sequence[Row], returned: ReturnedSheet) -> RestoredHeadings:
    """The rows with the headings they left with, where the file remembers its export."""
    texts = {row.id: {**row.cells, "id": row.id} for row in returned.base}
    labels = {name: str(label) for name, label in FIELDS.items()}
    return restore_headings(rows, texts, labels, _called().get, "id")


def _called() -> dict[str, Any]:
    """The columns by what they are called in any language."""
    beside = {"answer": ANSWER, STATE: VERSION.label}
    return {**keys_in_any_language(FIELDS), **keys_in_any_language(beside)}


def recognise_sheet_rows(returned: ReturnedSheet) -> None:
    """Rows without a number, by their titles: steps among steps, groups among groups. What columns lack is as it was exported."""
    base = rows_by_id(returned.base)
    open_rows = [row for row in returned.rows if not row.id]
    groups = set(words_in_any_language(GROUP))
    coded = {row.id for row in returned.rows if row.id}
    found = RecognisedRows()
    for of_groups in (False, True):
        wanted = {
            row.number: row.get("title_en") or row.get("title_sq")
            for row in open_rows
            if (plain_text(row.get("kind")) in groups) is of_groups
        }
        known = {
            id: {row.get("title_en"), row.get("title_sq")}
            for id, row in base.items()
            if id.startswith("G") is of_groups
        }
        more = recognise_rows(wanted, coded, known)
        codes = {**found.codes, **more.codes}
        found = RecognisedRows(codes, found.ours or more.ours, found.new + more.new)
    returned.told += found.told(returned.place.sheet)
    rows = [replace(row, id=row.id or found.codes.get(row.number, "")) for row in returned.rows]
    returned.rows = [
        replace(row, cells={**base[row.id].cells, **row.cells}) if row.id in base else row
        for row in rows
    ]


def _tell_marks(marks: Marks, returned: ReturnedSheet) -> None:
    """What stands beside the cells, and finds no place in an agenda."""
    rows, sheet = {row.number for row in returned.rows}, returned.place.sheet
    comments = comments_by_row(marks)
    at = min(returned.place.columns.values(), default=0)
    returned.told += [
        *mark_problems(marks, at, rows, sheet, struck=struck_without_status()),
        *unkept_comments(comments, rows, sheet),
        *stray_comments(comments, rows, returned.place.header + 1, sheet),
    ]


def _read_base(found: Iterable[Row], returned: ReturnedSheet) -> None:
    rows = [row for _number, row in found]
    if not rows or rows[0][0] != MARK:
        return
    returned.slug, returned.language = text_of_cell(rows[0][1]), text_of_cell(rows[0][2])
    returned.revision = read_whole(text_of_cell(rows[0][3])) or 0
    for row in rows[1:]:
        if not _NUMBER.fullmatch(text_of_cell(row[0])):
            continue
        try:
            cells = values_in(row[1:])
        except (ValueError, RecursionError):
            continue
        if isinstance(cells, dict) and all(isinstance(one, str) for one in cells.values()):
            returned.base.append(SheetRow(text_of_cell(row[0]), cells))


def _read_table(title: str, rows: Iterable[Row], returned: ReturnedSheet) -> bool:
    """Read the first table whose header has titles and minutes; False when the sheet has none."""
    known = _called()
    columns: dict[str, int] = {}
    current = ""
    for number, row in rows:
        if columns:
            cells = {name: row[column] for name, column in columns.items() if column < len(row)}
            current = _read_row(number, cells, current, returned)
        elif number > HEADER_WITHIN:
            return False
        else:
            found: dict[str, int] = {}
            for column, cell in enumerate(row):
                if name := known.get(heading_key(text_of_cell(cell))):
                    found.setdefault(name, column)
            if {"title_en", "title_sq"} & set(found) and len(found) > 2:
                found.pop("answer", None)
                columns = found
                called = {str(FIELDS[name]): at for name, at in found.items() if name in FIELDS}
                returned.place = ListPlace(title, number, called)
                _tell_missing(found, returned)
    return bool(columns)


def _tell_missing(found: Mapping[str, int], returned: ReturnedSheet) -> None:
    sentence = _("This column is no longer in the file; what is saved stays.")
    returned.told += [
        ListProblem(0, str(FIELDS[name]), sentence, returned.place.sheet)
        for name in NEEDED
        if name not in found
    ]


def _read_row(number: int, cells: Mapping[str, Any], current: str, returned: ReturnedSheet) -> str:
    """One row below the header; gives the day that rows without one belong to."""
    id = text_of_cell(cells.get("id"))
    if id.startswith(DAY_ROW):
        return id.removeprefix(DAY_ROW)
    beside = ("id", "day", STATE)
    texts = {name: _text(value) for name, value in cells.items() if name not in beside}
    if state := text_of_cell(cells.get(STATE)):
        returned.states[id] = state
        _mark, _at, rest = state.partition("@")
        returned.slug, _at, returned.language = rest.rpartition("@")
    if not id and not any(texts[name] for name in texts if name not in ("start", "inside")):
        if any(texts.values()):
            said = _("This cannot be empty; the row is left out.")
            about = next(name for name in ("title_en", "title_sq") if name in cells)
            returned.problems.append(
                ListProblem(number, str(FIELDS[about]), said, returned.place.sheet)
            )
        return current
    try:
        on = _day(cells.get("day")) or current
    except (ValueError, OverflowError):
        typed = text_of_cell(cells.get("day"))[:60]
        returned.problems.append(
            ListProblem(
                number,
                str(FIELDS["day"]),
                _("“%(typed)s” is not a day. Write it like 12.3.2027, or “parked”.", typed=typed),
                returned.place.sheet,
            )
        )
        on = current
    returned.rows.append(SheetRow(id, texts | ({"day": on} if on else {}), number))
    return on


def _day(value: Any) -> str:
    """The date in a cell as `2027-03-18`, `parked`, or nothing. Raises ValueError."""
    if isinstance(value, str) and plain_text(value.strip()) in _parked():
        return PARKED_DAY
    on = read_day(value)
    return on.isoformat() if on else ""


def _parked() -> set[str]:
    before = {PARKED_DAY, plain_text("në pritje")}  # as files said that were exported before
    return before | words_in_any_language(_l("parked"))


def _text(value: Any) -> str:
    """What stands in a cell; Excel makes times of what looks like one."""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return format_wall_time(value.hour * 60 + value.minute)
    if isinstance(value, timedelta):
        return format_wall_time(round(value.total_seconds() / 60))
    return text_of_cell(value)


def day_name(on: str) -> str:
    """A day as people read it."""
    return _("parked") if on == PARKED_DAY else format_day(read_day(on), "dated")
