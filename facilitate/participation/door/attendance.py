"""Who was there on which day, by sector: counted from single check-ins, each person once a day. Values only."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AttendanceLine:
    """One sector, or everybody: expected, there on each day, there on any day."""

    key: str
    expected: int
    days: tuple[int, ...]
    any_day: int


def attendance_table(
    expected: Iterable[tuple[int, str]],
    attended: Iterable[tuple[int, str]],
    came: Iterable[tuple[int, str, date]],
    days: Sequence[date],
    sectors: Sequence[str],
) -> tuple[list[AttendanceLine], AttendanceLine]:
    """A line for each sector that anybody is of, in that order, and the total.

    `expected` and `attended` are (person, sector), as the figures count them; `came` (person, sector, day) are the check-ins.
    Who attended without a day noted counts on any day only.
    """
    expect = Counter(sector for _person, sector in set(expected))
    ever = Counter(sector for _person, sector in set(attended))
    by_day = Counter((sector, day) for _person, sector, day in set(came))
    lines = [
        AttendanceLine(key, expect[key], tuple(by_day[key, day] for day in days), ever[key])
        for key in sectors
        if expect[key] or ever[key] or any(by_day[key, day] for day in days)
    ]
    return lines, AttendanceLine(
        "",
        sum(line.expected for line in lines),
        tuple(sum(line.days[at] for line in lines) for at in range(len(days))),
        sum(line.any_day for line in lines),
    )
