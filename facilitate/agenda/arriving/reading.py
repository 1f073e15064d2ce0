"""Any file or pasted text becomes an arrived agenda: what it is, its content decides, not its name."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from ...lib import opendocument
from ...lib.clock import LONGEST
from ...lib.tables import decode_text, read_table
from ...lib.uploads import MOST_BYTES, SheetProblem, Unreadable
from . import from_grid
from .arrived import (
    LONGEST_LINE,
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_STEPS,
    ArrivalProblem,
    Arrived,
    FileSpot,
    NotArrived,
    Whereabouts,
    WhyLeftOut,
)
from .building import Building
from .dates import DayHeading, day_heading
from .from_calendar import arrived_from_calendar, is_calendar
from .from_grid import grids_of_workbook
from .from_html import pieces_of_html
from .from_indico import arrived_from_indico, is_indico
from .from_lines import Lines
from .from_opendocument import WRITTEN, pieces_of_opendocument
from .from_records import grid_of_records
from .from_schedule import arrived_from_json, arrived_from_xml, is_schedule
from .from_text import looks_like_table, pieces_of_text
from .from_word import pieces_of_word
from .piece_order import with_slot, with_times_ahead
from .pieces import FileGrid, FileGridRow, FilePara, FilePieces
from .texts import text_of_cell
from .told_zones import in_zone, offset_told

_HTML = re.compile(
    r"^\s*(?:<!--(?>.*?-->)\s*)*<(?:!doctype html|html|head|body|meta|table|thead|tbody|tr|div|main|header|nav|aside|p|h[1-6]|ul|ol|dl|"
    r"section|article|style|span|time|font|center|strong|em|b|i|a)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRONT_MATTER = re.compile(r"^---\n.*?\n---\n(?:\s*<br\s*/?>)*", re.DOTALL)
"""What a site's source says of a page above it."""
_XML = re.compile(r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*<schedule\b", re.DOTALL)


def read_agenda(
    content: bytes, zone: str, near: date, columns: Mapping[int, str] | None = None
) -> Arrived:
    """What a file says of an agenda. `zone` and `near`: the event's zone and first day; `columns`: what those of its table are.

    Raises a FileProblem where nothing can be taken.
    """
    if not content.strip():
        raise ArrivalProblem(NotArrived.EMPTY)
    if len(content) > MOST_BYTES:
        raise SheetProblem(Unreadable.TOO_LARGE)
    arrived = _within_a_day(_read(content, ZoneInfo(zone), near, columns))
    if len(arrived.steps) > MOST_STEPS:
        raise ArrivalProblem(NotArrived.TOO_MANY_STEPS)
    if not arrived.steps:
        raise ArrivalProblem(NotArrived.NO_STEPS)
    return arrived


def _within_a_day(arrived: Arrived) -> Arrived:
    """The agenda in which no step lasts longer than one may, whatever a program wrote there."""
    days = [
        replace(
            day,
            steps=tuple(
                replace(step, minutes=min(max(step.minutes, 0), LONGEST)) for step in day.steps
            ),
        )
        for day in arrived.days
    ]
    return replace(arrived, days=tuple(days))


def _read(content: bytes, zone: ZoneInfo, near: date, columns: Mapping[int, str] | None) -> Arrived:
    if content.startswith(b"PK\x03\x04"):
        return _of_office(content, zone, near, columns)
    if content.startswith(
        (
            b"\xd0\xcf\x11\xe0",
            b"\x89PNG",
            b"\xff\xd8\xff",
            b"GIF8",
            b"II*\x00",
            b"MM\x00*",
            b"RIFF",
            b"%PDF",
        )
    ):
        read_table(content, "")  # says what it is
        raise ArrivalProblem(NotArrived.OTHER_KIND)
    text = decode_text(content).replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip().startswith("{\\rtf") or text[:2000].count("\ufffd") > 100 or _is_binary(text):
        raise ArrivalProblem(NotArrived.OTHER_KIND)
    if len(text) > MOST_LETTERS:
        raise ArrivalProblem(NotArrived.TOO_LONG)
    if is_calendar(text):
        return arrived_from_calendar(text, zone)
    if _XML.match(text):
        return arrived_from_xml(content, zone)
    if text.lstrip().startswith(("{", "[")) and (found := _json(text)) is not None:
        if is_indico(found):
            return arrived_from_indico(found, zone)
        if not is_schedule(found) and (grid := grid_of_records(found, near)):
            return _of_grids([grid], zone, near, columns)
        return arrived_from_json(found, zone)
    if _HTML.match(text) or _is_page(body := _FRONT_MATTER.sub("", text, count=1)):
        return _of_pieces(pieces_of_html(text if _HTML.match(text) else body), zone, near, columns)
    if any(len(line) > LONGEST_LINE for line in text.split("\n")):
        raise ArrivalProblem(NotArrived.LONG_LINE)
    if text.lstrip().startswith("<?xml"):
        raise ArrivalProblem(NotArrived.OTHER_KIND)
    if looks_like_table(text):
        return _of_grids([_grid_of_text(text)], zone, near, columns)
    return _of_pieces(pieces_of_text(text), zone, near, columns)


def _is_page(text: str) -> bool:
    """Whether what stands below the head of a site's source is a page, not Markdown with a little of one in it."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()]
    tagged = sum(line.lstrip().startswith("<") for line in lines)
    return bool(_HTML.match(text)) and tagged >= len(lines) / 2


def _is_binary(text: str) -> bool:
    return len(re.findall(r"[\x00-\x08\x0e-\x1f]", text[:20_000])) > len(text[:20_000]) / 100


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _of_office(
    content: bytes, zone: ZoneInfo, near: date, columns: Mapping[int, str] | None
) -> Arrived:
    if opendocument.is_opendocument_table(content):
        return _of_grids(grids_of_workbook(content), zone, near, columns)
    if WRITTEN in content[:200] or b"opendocument.text" in content[:200]:
        return _of_pieces(pieces_of_opendocument(content), zone, near, columns)
    if b"word/document.xml" in content:
        return _of_pieces(pieces_of_word(content), zone, near, columns)
    return _of_grids(grids_of_workbook(content), zone, near, columns)


def _grid_of_text(text: str) -> FileGrid:
    table = read_table(text.encode(), "")
    if any(len(cells) > MOST_COLUMNS for _number, cells in table.rows):
        raise ArrivalProblem(NotArrived.TOO_WIDE)
    return FileGrid(
        tuple(
            FileGridRow(FileSpot(number, Whereabouts.LINE), cells) for number, cells in table.rows
        )
    )


def _of_grids(
    grids: list[FileGrid], zone: ZoneInfo, near: date, columns: Mapping[int, str] | None
) -> Arrived:
    """Sheets one after the other; one that holds no agenda is told as left out."""
    grids = with_day_first(FilePieces(list(grids))).grids
    building = Building(near)
    taken = 0
    for grid in grids:
        hidden = all(row.why is not None for row in grid.rows)
        before = len(building.days)
        heading = day_heading(grid.name, near) if len(grids) > 1 or grid.name else None
        if heading and not hidden:
            building.begin(heading, grid.name, grid.rows[0].spot)
        if not hidden and from_grid.read_agenda_table(
            building, grid, zone, columns if not taken else None
        ):
            taken += 1
            continue
        if not hidden and _as_lines(grid, building, zone):
            taken += 1
            continue
        del building.days[before:]
        for row in grid.rows:
            building.leave(row.spot, _said(row), row.why or WhyLeftOut.OTHER_TABLE)
    return in_zone(building.done(), offset_told(grids), zone, near)


def _as_lines(grid: FileGrid, building: Building, zone: ZoneInfo) -> bool:
    """A sheet in which each row is one text, as people type into a sheet."""
    paras = [FilePara(_said(row).replace(" | ", "   "), row.spot, why=row.why) for row in grid.rows]
    lines = Lines(building, paras)
    if (
        sum(lines._span(one) is not None for one in paras) < 2
        and not lines.at_end
        and not lines.by_length
    ):
        return False
    for number, para in enumerate(paras):
        lines.read(para, number)
    lines.close()
    return True


def _said(row: FileGridRow) -> str:
    return " | ".join(dict.fromkeys(text for cell in row.cells if (text := text_of_cell(cell))))


def _of_pieces(
    pieces: FilePieces, zone: ZoneInfo, near: date, columns: Mapping[int, str] | None
) -> Arrived:
    """A document: its tables that are agendas, and its lines."""
    pieces = with_times_ahead(with_day_first(pieces), near)
    building = Building(near)
    agendas = [grid for grid in pieces.grids if _is_agenda(grid, zone, near)]
    lines = Lines(building, pieces.paras, has_tables=bool(agendas))
    number = -1
    for piece in pieces.all:
        if isinstance(piece, FilePara):
            number += 1
            lines.read(piece, number)
            continue
        slot = with_slot(piece, lines.pending)
        if slot and from_grid.read_agenda_table(building, slot, zone):
            lines.pending = None
            continue
        lines.close()
        chosen = columns if agendas and piece is agendas[0] else None
        if (piece in agendas or chosen) and from_grid.read_agenda_table(
            building, piece, zone, chosen
        ):
            continue
        if not agendas and _as_lines(piece, building, zone):
            continue
        for row in piece.rows:
            if row.why is None and (heading := _day_beside(row, near)):
                building.begin(heading, _said(row), row.spot)
                continue
            building.leave(
                row.spot,
                _said(row),
                row.why
                or (
                    WhyLeftOut.HEADING
                    if not any(day.steps for day in building.days)
                    else WhyLeftOut.OTHER_TABLE
                ),
            )
    lines.close()
    return in_zone(building.done(), offset_told(pieces.all), zone, near)


def _day_beside(row: FileGridRow, near: date) -> DayHeading | None:
    """The day a row of a frame names, over or beside the table of its steps."""
    said = list(dict.fromkeys(text for cell in row.cells if (text := text_of_cell(cell))))
    return day_heading(" ".join(said[0].split()), near) if len(said) == 1 else None


def _is_agenda(grid: FileGrid, zone: ZoneInfo, near: date) -> bool:
    return from_grid.read_agenda_table(Building(near), grid, zone)


_SLASHED = re.compile(
    r"(?<![\d/.-])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4}|\d{2})(?![\d/:])"
)
LONGEST_EVENT, LEAST_APART = 14, 27
"""Days that the dates of an agenda lie apart at most, and at least where month and day are mixed up."""


def with_day_first(pieces: FilePieces) -> FilePieces:
    """The pieces, each date that is written `6/24/2027` in them as `24/6/2027`."""
    texts = [text for piece in pieces.all for text in _texts(piece)]
    if not is_month_first(texts):
        return pieces
    found = FilePieces()
    found.all = [_turned(piece) for piece in pieces.all]
    return found


def is_month_first(texts: Iterable[str]) -> bool:
    """Whether the dates with slashes put the month first: one has a day that is no month, or only so they lie close together."""
    dates = {
        (int(one["first"]), int(one["second"]), int(one["year"]) % 100)
        for text in texts
        for one in _SLASHED.finditer(text)
    }
    if not dates or any(first > 12 for first, _second, _year in dates):
        return False
    if any(second > 12 for _first, second, _year in dates):
        return True
    try:
        as_day = [date(2000 + year, second, first) for first, second, year in dates]
        as_month = [date(2000 + year, first, second) for first, second, year in dates]
    except ValueError:
        return False
    return _days_apart(as_month) <= LONGEST_EVENT and _days_apart(as_day) >= LEAST_APART


def _days_apart(days: list[date]) -> int:
    return (max(days) - min(days)).days


def _texts(piece: FilePara | FileGrid) -> list[str]:
    if isinstance(piece, FilePara):
        return [piece.text]
    return [cell for row in piece.rows for cell in row.cells if isinstance(cell, str)]


def _turned(piece: FilePara | FileGrid) -> FilePara | FileGrid:
    if isinstance(piece, FilePara):
        return replace(piece, text=_turned_text(piece.text))
    rows = (
        replace(
            row,
            cells=tuple(
                _turned_text(cell) if isinstance(cell, str) else cell for cell in row.cells
            ),
        )
        for row in piece.rows
    )
    return replace(piece, rows=tuple(rows))


def _turned_text(text: str) -> str:
    return _SLASHED.sub(lambda one: f"{one['second']}/{one['first']}/{one['year']}", text)
