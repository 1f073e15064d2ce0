"""The plan of the room: round tables in rows, as large as the room allows. Plain geometry, one unit for both sides."""

from dataclasses import dataclass
from math import ceil

GAP = 0.3
"""Free space between two tables and round the edge, measured in radii of a table."""


@dataclass(frozen=True)
class TableSpot:
    """The middle of a table."""

    x: float
    y: float


@dataclass(frozen=True)
class RoomPlan:
    """Tables row by row from the front of the room, each of that `radius`; a row that is not full stands in the middle."""

    radius: float
    columns: int
    rows: int
    spots: tuple[TableSpot, ...]


def room_plan(count: int, width: float, height: float) -> RoomPlan:
    """Where `count` tables stand in a room of that size: in the number of columns that lets them be largest."""
    if count < 1:
        return RoomPlan(0, 0, 0, ())
    columns = max(
        range(1, count + 1), key=lambda number: (_radius(count, number, width, height), -number)
    )
    rows = ceil(count / columns)
    columns = ceil(count / rows)  # no column stays empty
    radius = _radius(count, columns, width, height)
    sizes = [columns] * (rows - 1) + [count - columns * (rows - 1)]
    spots = [
        TableSpot(
            round(width * (place + 0.5 + (columns - size) / 2) / columns, 2),
            round(height * (row + 0.5) / rows, 2),
        )
        for row, size in enumerate(sizes)
        for place in range(size)
    ]
    return RoomPlan(round(radius, 2), columns, rows, tuple(spots))


def _radius(count: int, columns: int, width: float, height: float) -> float:
    """The largest radius with that many columns: every table with its gap fits into its field."""
    return min(width / columns, height / ceil(count / columns)) / (2 + GAP)
