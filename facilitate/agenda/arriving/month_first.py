"""Dates with the month ahead of the day, as Americans write them: told by all dates of a file together."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from .pieces import FileGrid, FilePara, FilePieces

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
