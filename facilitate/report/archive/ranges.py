"""How large the numbers of an archive may be where pages count by them: no form takes more, and some would never end. Pure."""

from collections.abc import Mapping
from typing import Any

DAY = 24 * 60
"""Minutes of a day; what happens after midnight is still of the day before."""
RANGES: Mapping[tuple[str, str], tuple[float, float]] = {
    ("cafe", "rounds"): (1, 12),
    ("cafe", "held"): (0, 12),
    ("cafe", "minutes"): (1, 240),
    ("cafe", "move"): (0, 60),
    ("cafe", "harvest"): (0, 240),
    ("cafe_table", "number"): (0, 10_000),
    ("cafe_table", "seats"): (0, 100),
    ("day", "starts"): (0, DAY),
    ("day", "planned_end"): (0, 2 * DAY),
    ("event", "expected"): (0, 100_000),
    ("live_action", "minutes"): (-DAY, DAY),
    ("live_action", "planned_start"): (-DAY, 2 * DAY),
    ("live_action", "planned_minutes"): (0, DAY),
    ("note_photo", "height"): (1, 10_000),
    ("note_photo", "width"): (1, 10_000),
    ("rehearsal", "starts"): (0, DAY),
    ("rehearsal", "minutes"): (0, DAY),
    ("step", "groups"): (0, 10_000),
    ("step", "minutes"): (0, DAY),
    ("step", "people"): (0, 100_000),
    ("step", "pinned"): (-DAY, 2 * DAY),
    ("step_vote", "dots"): (0, 100),
    ("step_vote", "passes"): (0, 10_000),
    ("strand", "people"): (0, 100_000),
    ("task", "effort"): (0, 100_000),
    ("task", "offset"): (-4_000, 4_000),
}


def checked_range(table: str, column: str, value: Any) -> Any:
    """The value of that column. Raises ValueError for a number that nobody can have typed there."""
    least, most = RANGES.get((table, column), (None, None))
    if value is not None and least is not None and most is not None and not least <= value <= most:
        raise ValueError(value)
    return value


def checked_row(table: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row kept inside a column, as of an agenda that was published."""
    for name, value in row.items():
        checked_range(table, name, value)
    return row
