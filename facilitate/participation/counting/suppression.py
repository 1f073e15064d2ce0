"""Leaving small groups out of figures that leave the house, block by block of their table."""

from collections.abc import Sequence

from ...lib.suppression import alone, together
from .figures import GOVERNMENT, Block, Line

PARTITIONS = (Block.SECTOR, Block.PLACE, Block.COUNTY)
"""The blocks whose lines together are everybody at the event."""


def suppressed(lines: Sequence[Line]) -> list[tuple[int | None, ...]]:
    """The counts of every line of the table, event by event; None stands for what must not be shown."""
    columns = zip(*(line.counts for line in lines), strict=True)
    shown = [_column(lines, column) for column in columns]
    return [tuple(column[place] for column in shown) for place in range(len(lines))]


def _column(lines: Sequence[Line], counts: Sequence[int]) -> list[int | None]:
    """The counts of one event, line by line."""
    hidden = {place for place, n in enumerate(counts) if alone(n) is None}
    for block in PARTITIONS:
        parts = [
            place for place, line in enumerate(lines) if line.block is block and line.key != "government"
        ]
        hidden |= together(sorted((counts[place], place) for place in parts if counts[place]))
    if hidden & {place for place, line in enumerate(lines) if line.key in GOVERNMENT}:
        hidden |= {place for place, line in enumerate(lines) if line.key == "government"}
    return [None if place in hidden else n for place, n in enumerate(counts)]
