"""Tables that are laid out with spaces alone, as in plain mails and what was copied from a PDF: `Time    Activity    Who`."""

import re
from collections.abc import Sequence

from .arrived import FileSpot, Whereabouts, WhyLeftOut
from .headings import field_of_heading
from .pieces import FileGrid, FileGridRow

_CELL = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"^[\s=*_~–—-]+$")
FEWEST, ROWS = 3, 2
"""Headings and rows below them from which lines are a table."""
NEAR = 2
"""Signs by which a cell may begin before its heading."""


def spaced_table(
    lines: Sequence[tuple[str, WhyLeftOut | None]], number: int
) -> tuple[int, FileGrid] | None:
    """The table that begins at a line with its headings, and how many lines it has; None where none begins there."""
    heads = [(found.start(), found[0]) for found in _CELL.finditer(lines[number][0].expandtabs(8))]
    fields = [field_of_heading(text) for _at, text in heads]
    if len(heads) < FEWEST or "title" not in fields or not {"time", "start"} & set(fields):
        return None
    rows = [_row(heads, lines[number][0], number)]
    size = 1
    for place, (line, why) in enumerate(lines[number + 1 :], number + 1):
        if why is not None or not line.strip():
            break
        size += 1
        if not _RULE.match(line):
            rows.append(_row(heads, line, place))
    filled = sum(sum(map(bool, row.cells)) > 1 for row in rows[1:])
    return (size, FileGrid(tuple(rows), "")) if filled >= ROWS else None


def _row(heads: Sequence[tuple[int, str]], line: str, number: int) -> FileGridRow:
    """The cells of a line, each below the heading it begins at or behind."""
    cells = [""] * len(heads)
    for found in _CELL.finditer(line.expandtabs(8)):
        at = max(sum(start <= found.start() + NEAR for start, _text in heads) - 1, 0)
        cells[at] = f"{cells[at]} {found[0]}".strip()
    return FileGridRow(FileSpot(number + 1, Whereabouts.LINE), tuple(cells))
