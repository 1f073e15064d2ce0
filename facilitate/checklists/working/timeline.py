"""A checklist as a picture: a mark a task, on a time axis from the first date to the follow-up. Geometry only.

Lengths are units of the picture's own; it is `WIDTH` wide. Phases are rows in which marks that would meet stand below each
other; a few tasks get a row each, with a line from the day first planned to the day planned now. Many are counted by week.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import TypeVar

from ..models import Phase
from ..readiness import TaskLook
from .queries import Lump, TaskRow, monday_of

WIDTH, LEFT, RIGHT, TOP = 1000, 120, 14, 40
LEFT_TASKS, STEP, ROW = 330, 17, 24
FEW, MANY = 40, 400
"""Up to FEW tasks get a row each; more than MANY come counted, and are shown by week."""
NEAR = timedelta(days=31)
"""Today is in the picture when it is not farther away from the tasks and the event than this."""
SERIOUS = (
    TaskLook.LATE,
    TaskLook.BLOCKED,
    TaskLook.IN_PROGRESS,
    TaskLook.OPEN,
    TaskLook.DONE,
    TaskLook.NOT_NEEDED,
)


@dataclass(frozen=True)
class TimelineMark:
    """A task (`row`), or `count` tasks of the week from `on`, at a place. `from_x`: where it was first planned, if elsewhere."""

    x: float
    y: float
    look: TaskLook
    on: date
    row: TaskRow | None = None
    count: int = 1
    from_x: float | None = None


@dataclass(frozen=True)
class TimelineLane:
    """A phase, or a single task (`row`), and its marks; `y` is its upper edge."""

    phase: Phase
    y: float
    height: float
    marks: Sequence[TimelineMark]
    row: TaskRow | None = None


@dataclass(frozen=True)
class Timeline:
    """The picture. `months`: where each begins; `event`: left edge and width of its days; `today`: its place, if in it."""

    height: float
    left: float
    first: date
    last: date
    months: Sequence[tuple[float, date]]
    event: tuple[float, float]
    today: float | None
    lanes: Sequence[TimelineLane] = field(default_factory=tuple)


def lay_out_timeline(
    rows: Sequence[TaskRow], lumps: Sequence[Lump], first_day: date, last_day: date, today: date
) -> Timeline | None:
    """The picture of these tasks, or of counts where they are many, in the order of their phases; None: there are none."""
    if not rows and not lumps:
        return None
    few = len(rows) <= FEW and not lumps
    left = LEFT_TASKS if few else LEFT
    days = [day for row in rows for day in (row.first_due_on, row.on)] + [one.on for one in lumps]
    first, last = min(*days, first_day), max(*days, last_day)
    if first - NEAR <= today <= last + NEAR:
        first, last = min(first, today), max(last, today)
    first, last = first.replace(day=1), _month_after(last)
    scale = (WIDTH - left - RIGHT) / (last - first).days

    def x(day: date) -> float:
        return round(left + ((day - first).days + 0.5) * scale, 1)

    if few:
        lanes = _rows(rows, x, today)
    elif lumps:
        lanes = _phases(lumps, lambda part, y: _by_week(part, x, y))
    else:
        lanes = _phases(rows, lambda part, y: _packed(part, x, y, today))
    return Timeline(
        height=lanes[-1].y + lanes[-1].height + 8,
        left=left,
        first=first,
        last=last,
        months=_months(first, last, left, scale),
        event=(
            round(left + (first_day - first).days * scale, 1),
            round(max(4.0, ((last_day - first_day).days + 1) * scale), 1),
        ),
        today=x(today) if first <= today < last else None,
        lanes=lanes,
    )


def _month_after(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _months(first: date, last: date, left: float, scale: float) -> list[tuple[float, date]]:
    """Where each month begins; where they would stand too close, every second, third … of them."""
    found, day = [], first
    while day < last:
        found.append((round(left + (day - first).days * scale, 1), day))
        day = _month_after(day)
    return found[:: max(1, -(-len(found) * 46 // (WIDTH - int(left))))]


def _rows(rows: Sequence[TaskRow], x: Callable[[date], float], today: date) -> list[TimelineLane]:
    lanes = []
    for number, row in enumerate(rows):
        y = TOP + number * ROW
        start = x(row.first_due_on) if row.on != row.first_due_on else None
        mark = TimelineMark(
            x=x(row.on), y=y + ROW / 2, look=row.look(today), on=row.on, row=row, from_x=start
        )
        lanes.append(TimelineLane(phase=row.phase, y=y, height=ROW, marks=[mark], row=row))
    return lanes


T = TypeVar("T", TaskRow, Lump)


def _phases(
    rows: Sequence[T], fill: Callable[[list[T], float], tuple[list[TimelineMark], float]]
) -> list[TimelineLane]:
    """A row a phase, filled with its own."""
    lanes: list[TimelineLane] = []
    y: float = TOP
    for phase, part in groupby(rows, lambda row: row.phase):
        marks, height = fill(sorted(part, key=lambda row: row.on), y)
        lanes.append(TimelineLane(phase, y, height, marks))
        y += height
    return lanes


def _packed(
    rows: Sequence[TaskRow], x: Callable[[date], float], y: float, today: date
) -> tuple[list[TimelineMark], float]:
    """Each mark in the first line in which it meets no other."""
    ends: list[float] = []
    marks = []
    for row in rows:
        place = x(row.on)
        line = next((n for n, end in enumerate(ends) if end <= place), len(ends))
        ends[line : line + 1] = [place + STEP]
        marks.append(
            TimelineMark(x=place, y=y + 14 + line * STEP, look=row.look(today), on=row.on, row=row)
        )
    return marks, max(1, len(ends)) * STEP + 12


def _by_week(
    lumps: Sequence[Lump], x: Callable[[date], float], y: float
) -> tuple[list[TimelineMark], float]:
    """One mark a week, that looks as its most serious task does; in two lines, so that numbers have room."""
    marks: list[TimelineMark] = []
    for number, (monday, part) in enumerate(groupby(lumps, lambda one: monday_of(one.on))):
        own = list(part)
        worst = min((one.look for one in own), key=SERIOUS.index)
        place, line = x(monday + timedelta(days=2)), number % 2
        marks.append(
            TimelineMark(
                place, y + 18 + 24 * line, worst, monday, count=sum(one.count for one in own)
            )
        )
    return marks, 62
