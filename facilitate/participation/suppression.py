"""Leaving small groups out of figures that leave the house, so that nobody can be recognised in them.

Statistics never expose a group of fewer than three people. A number left out alone could be worked out from
the total, so others of its block go with it: primary and secondary cell suppression, as statistical offices
do it. A zero exposes nobody and stays.
"""

from collections.abc import Sequence

from .figures import GOVERNMENT, Block, Line

LEAST = 3
"""The smallest group that may be shown, in people."""
PARTITIONS = (Block.SECTOR, Block.PLACE, Block.COUNTY)
"""The blocks whose lines together are everybody at the event."""


def suppressed(lines: Sequence[Line]) -> list[tuple[int | None, ...]]:
    """The counts of every line of the table, event by event; None stands for what must not be shown."""
    columns = zip(*(line.counts for line in lines), strict=True)
    shown = [_column(lines, column) for column in columns]
    return [tuple(column[place] for column in shown) for place in range(len(lines))]


def _column(lines: Sequence[Line], counts: Sequence[int]) -> list[int | None]:
    """The counts of one event, line by line."""
    hidden = {place for place, n in enumerate(counts) if 0 < n < LEAST}
    for block in PARTITIONS:
        parts = [
            place for place, line in enumerate(lines) if line.block is block and line.key != "government"
        ]
        hidden |= _together(sorted((counts[place], place) for place in parts if counts[place]))
    if hidden & {place for place, line in enumerate(lines) if line.key in GOVERNMENT}:
        hidden |= {place for place, line in enumerate(lines) if line.key == "government"}
    return [None if place in hidden else n for place, n in enumerate(counts)]


def _together(parts: Sequence[tuple[int, int]]) -> set[int]:
    """Of (people, place), fewest people first: the small groups, and what hides them from their total."""
    hidden: set[int] = set()
    people = 0
    for n, place in parts:
        if n >= LEAST and (not hidden or (len(hidden) > 1 and people >= LEAST)):
            break
        hidden.add(place)
        people += n
    return hidden
