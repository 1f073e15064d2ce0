"""The running order on its way back from Excel: rows of text, what was exported, and what cannot be read."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from ...exchange.headings import heading_key
from ...exchange.sentences import keys_in_any_language
from ...lib.books import UploadedSheet, read_book
from ...lib.clock import format_wall_time
from ...lib.numbers import read_whole
from ...lib.text import plain_text
from ...lib.uploads import SheetProblem, Unreadable, read_day, text_of_cell
from ...web.i18n import LANGUAGES, _, format_day, use_language
from ...web.uploaded import read_upload
from .rows import FIELDS, PARKED_DAY, SheetRow
from .sheet import BASE, DAY_ROW, LISTS, MARK

HEADER_WITHIN = 20
"""Rows from the top in which the column names are looked for."""
NEEDED = tuple(name for name in FIELDS if name != "start")
"""The columns a file cannot do without."""
_NUMBER = re.compile(r"G?[1-9][0-9]{0,9}")
"""The number of a step or group, as an export writes it."""


@dataclass(frozen=True)
class SheetRowProblem:
    """Something in the file that cannot be taken: its row, and one plain sentence."""

    number: int
    sentence: str


@dataclass
class ReturnedSheet:
    """What a file says: its rows, those that were exported, of which event at which revision, what cannot be read."""

    rows: list[SheetRow] = field(default_factory=list)
    base: list[SheetRow] = field(default_factory=list)
    problems: list[SheetRowProblem] = field(default_factory=list)
    slug: str = ""
    language: str = ""
    revision: int = 0


def parse_returned_sheet(content: bytes) -> ReturnedSheet:
    """Read an edited file. Columns are found by their name in any language, in any order; others are passed over.

    Raises a FileProblem when nothing can be read.
    """
    book, returned = read_upload(read_book, content), ReturnedSheet()
    if base := book.sheet(BASE):
        _read_base(base, returned)
    for one in book.sheets:
        if one.title not in (BASE, LISTS) and _read_table(one, returned):
            return returned
    raise SheetProblem(Unreadable.NO_TABLE)


def _read_base(sheet: UploadedSheet, returned: ReturnedSheet) -> None:
    rows = [row for _number, row in sheet.rows()]
    if not rows or rows[0][0] != MARK:
        return
    returned.slug, returned.language = text_of_cell(rows[0][1]), text_of_cell(rows[0][2])
    returned.revision = read_whole(text_of_cell(rows[0][3])) or 0
    for row in rows[1:]:
        if not _NUMBER.fullmatch(text_of_cell(row[0])):
            continue
        try:
            cells = json.loads("".join(part for part in row[1:] if isinstance(part, str)))
        except (ValueError, RecursionError):
            continue
        if isinstance(cells, dict) and all(isinstance(one, str) for one in cells.values()):
            returned.base.append(SheetRow(text_of_cell(row[0]), cells))


def _read_table(sheet: UploadedSheet, returned: ReturnedSheet) -> bool:
    """Read the first table whose header has titles and minutes; False when the sheet has none."""
    known = keys_in_any_language(FIELDS)
    columns: dict[str, int] = {}
    current = ""
    for number, row in sheet.rows():
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
                columns = found
                _missing(number, found, returned)
    return bool(columns)


def _missing(number: int, found: Mapping[str, int], returned: ReturnedSheet) -> None:
    for name in NEEDED:
        if name not in found:
            sentence = _(
                "The column “%(name)s” is missing. Export the file again, or restore the column.",
                name=FIELDS[name],
            )
            returned.problems.append(SheetRowProblem(number, sentence))


def _read_row(number: int, cells: Mapping[str, Any], current: str, returned: ReturnedSheet) -> str:
    """One row below the header; gives the day that rows without one belong to."""
    id = text_of_cell(cells.get("id"))
    if id.startswith(DAY_ROW):
        return id.removeprefix(DAY_ROW)
    texts = {name: _text(value) for name, value in cells.items() if name not in ("id", "day")}
    if not id and not any(texts[name] for name in texts if name not in ("start", "inside")):
        return current
    try:
        on = _day(cells.get("day")) or current
    except (ValueError, OverflowError):
        typed = text_of_cell(cells.get("day"))[:60]
        returned.problems.append(
            SheetRowProblem(
                number,
                _("“%(typed)s” is not a day. Write it like 12.3.2027, or “parked”.", typed=typed),
            )
        )
        on = current
    returned.rows.append(SheetRow(id, texts | {"day": on}, number))
    return on


def _day(value: Any) -> str:
    """The date in a cell as `2027-03-18`, `parked`, or nothing. Raises ValueError."""
    if isinstance(value, str) and plain_text(value.strip()) in _parked():
        return PARKED_DAY
    on = read_day(value)
    return on.isoformat() if on else ""


def _parked() -> set[str]:
    found = {PARKED_DAY, plain_text("në pritje")}  # as files said that were exported before
    for code in LANGUAGES:
        with use_language(code):
            found.add(plain_text(_("parked")))
    return found


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
