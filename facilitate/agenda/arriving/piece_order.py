"""Pieces of a document brought into the order in which they are read: a time ahead of what it is the time of."""

import re
from dataclasses import replace
from datetime import date

from .dates import day_heading
from .headings import field_of_heading
from .pieces import FileGrid, FilePara, FilePieces
from .texts import text_of_cell, without_marks
from .times import WrittenSpan, span_at_start
from .vocabulary import PEOPLE_LABEL, ROOM_LABEL


def with_times_ahead(pieces: FilePieces, near: date) -> FilePieces:
    """The pieces; where each heading has its time in a line below it, that line stands above."""
    alone = [at for at, one in enumerate(pieces.all) if _is_time_alone(one)]
    titles = [_title_above(pieces, at, near) for at in alone]
    if len(alone) < 2 or None in titles or _begins_with_heading(pieces, alone[-1]):
        return pieces
    found = FilePieces(list(pieces.all))
    for at, title in zip(alone, titles, strict=True):
        assert title is not None
        found.all.insert(title, found.all.pop(at))
    return found


def _is_time_alone(piece: FilePara | FileGrid) -> bool:
    if not isinstance(piece, FilePara) or piece.why is not None or len(piece.text) > 60:
        return False
    span = span_at_start(without_marks(piece.text).strip())
    return span is not None and span.start is not None and not re.search(r"\w", span.rest)


def _title_above(pieces: FilePieces, at: int, near: date) -> int | None:
    """Where the heading stands that a time is below of; None where it is no heading or one of a day."""
    for place in range(at - 1, -1, -1):
        one = pieces.all[place]
        if not isinstance(one, FilePara):
            return None
        if not one.text.strip() or _is_labelled(one):
            continue
        named = one.heading and not day_heading(one.text, near) and not span_at_start(one.text)
        return place if named else None
    return None


def _begins_with_heading(pieces: FilePieces, at: int) -> bool:
    """Whether the next line that says something is a heading."""
    following = (
        one for one in pieces.all[at + 1 :] if isinstance(one, FilePara) and one.text.strip()
    )
    return any(one.heading for one in [next(following, None)] if one)


def _is_labelled(para: FilePara) -> bool:
    label = PEOPLE_LABEL.match(para.text)
    return bool(label and label["colon"] or ROOM_LABEL.match(para.text))


def with_slot(grid: FileGrid, pending: tuple[WrittenSpan, FilePara] | None) -> FileGrid | None:
    """A table without times below a line that is only a time: each of its rows has that one; None for any other."""
    if pending is None or not grid.rows:
        return None
    heads = {field_of_heading(text_of_cell(cell)) for cell in grid.rows[0].cells}
    if "title" not in heads or heads & {"time", "start", "end", "minutes"}:
        return None
    said = without_marks(pending[1].text).strip()
    rows = [
        replace(row, cells=(said if number else "Time", *row.cells))
        for number, row in enumerate(grid.rows)
    ]
    return FileGrid(tuple(rows), grid.name)
