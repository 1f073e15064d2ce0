"""When a duty is due, and whether it was done: on time, late, skipped, due, overdue.

*Every so many months* counts calendar months from the last time: a forum that meets monthly and met in January is due by the end
of February, on whatever day. Early is due earlier again, late later; a second time in the same month counts for nothing else.
*So many times a year* splits the calendar year evenly; its dates stand still. The first time of a year counts for its
first date, the second for the second, however early or late; what is missing when the year ends was skipped.
*In each presidency* counts from the presidency's first day. A duty done on its due date is on time.
"""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count, takewhile, zip_longest

from .kinds import Every, Rhythm


class DutyState(StrEnum):
    """What became of one due date."""

    ON_TIME = "on_time"
    LATE = "late"
    SKIPPED = "skipped"
    OVERDUE = "overdue"
    DUE = "due"
    PLANNED = "planned"
    AHEAD = "ahead"


class Pace(StrEnum):
    """How a duty is kept today."""

    ON_TIME = "on_time"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class DutyPeriod:
    """A time within which a duty is to be done once. `done`: the day that counts for it, a coming one is planned."""

    begins: date
    due: date
    done: date | None
    state: DutyState

    @property
    def early(self) -> bool:
        """Whether it was done before its time began."""
        return self.done is not None and self.done < self.begins


@dataclass(frozen=True)
class DutyStanding:
    """The pace; the day by which the duty is to be done next (None: nobody can say yet); and the day it is planned for."""

    pace: Pace
    by: date | None
    planned: date | None = None


def times_asked_in(rhythm: Rhythm, since: date, year: int) -> int:
    """How many times a duty that holds since a day is asked for in a year, at the least."""
    if since.year > year:
        return 0
    if rhythm.every is Every.TIMES_A_YEAR:
        return len(_parts(rhythm.number, since, year))
    if since.year < year or rhythm.every is Every.PRESIDENCY:
        return rhythm.a_year
    return sum(after_months(since, rhythm.number * step).year == year for step in range(1, 13))


def after_months(start: date, months: int) -> date:
    """So many months later; where that month is shorter, its last day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def weekday_in_month(month: date, weekday: int, week: int) -> date:
    """The `week`-th (0 the first) such weekday (0 Monday) of that day's month; where it has no fifth, the last."""
    first = month.replace(day=1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * week)
    return day if day.month == month.month else day - timedelta(days=7)


def week_of(day: date) -> int:
    """Which of its month's such weekdays a day is: 1 for a second Tuesday."""
    return (day.day - 1) // 7


def month_end(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def share_ends(year: int, number: int, times: int) -> date:
    """The last day of the `number`-th of so many even parts of a year: `share_ends(2027, 1, 3)` is 30 April."""
    months, rest = divmod(12 * number, times)
    if months == 12:  # the year's end
        return date(year, 12, 31)
    length = monthrange(year, months + 1)[1]
    return date(year, months + 1, 1) + timedelta(days=length * rest // times - 1)


def duty_periods(
    rhythm: Rhythm,
    since: date,
    days: Sequence[date],
    today: date,
    starts: Sequence[date] = (),
    within: tuple[date, date] | None = None,
) -> list[DutyPeriod]:
    """The due dates of a duty that holds since a day, in order, `within` two days (None: from the first to the next one).

    `days` are the days on which it was done or is planned, `starts` the first days of presidencies.
    """
    first = within[0] if within else since
    found = _periods(
        rhythm, since, days=sorted(set(days)), today=today, starts=sorted(starts), first=first
    )
    if within:
        return [
            one for one in takewhile(lambda one: one.due <= within[1], found) if one.due >= first
        ]
    return _until_the_next(found)


def duty_standing(
    rhythm: Rhythm, since: date, days: Sequence[date], today: date, starts: Sequence[date] = ()
) -> DutyStanding:
    """How a duty is kept today; the arguments are those of `duty_periods`."""
    found = _periods(
        rhythm, since, days=sorted(set(days)), today=today, starts=sorted(starts), first=today
    )
    for one in found:
        if one.state is DutyState.OVERDUE:
            return DutyStanding(Pace.OVERDUE, one.due, one.done)
        if one.state in _OPEN:
            return DutyStanding(
                Pace.DUE if one.state is DutyState.DUE else Pace.ON_TIME, one.due, one.done
            )
    return DutyStanding(Pace.ON_TIME, None)


_OPEN = (DutyState.DUE, DutyState.PLANNED, DutyState.AHEAD)


def _until_the_next(found: Iterator[DutyPeriod]) -> list[DutyPeriod]:
    rows = []
    for one in found:
        rows.append(one)
        if one.state in _OPEN:
            break
    return rows


def _periods(
    rhythm: Rhythm, since: date, days: list[date], today: date, starts: list[date], first: date
) -> Iterator[DutyPeriod]:
    """The due dates from about `first` on, without end where a rhythm has none."""
    if rhythm.every is Every.MONTHS:
        return _every_months(rhythm.number, since, days=days, today=today, first=first)
    if rhythm.every is Every.TIMES_A_YEAR:
        return _times_a_year(rhythm.number, since, days=days, today=today, first=first)
    return _each_presidency(rhythm.number, since, days=days, today=today, starts=starts)


def _every_months(
    months: int, since: date, days: list[date], today: date, first: date
) -> Iterator[DutyPeriod]:
    """From each time to the next one. A date was skipped where the one after it had passed as well before it was done."""
    start, coming, met = _begun(months, since, days, first)

    def due(step: int) -> date:
        """To the day from the day it holds since; by the month's end from a time it was done."""
        day = after_months(start, months * step)
        return month_end(day) if met and step else day

    def period(step: int, day: date | None, skipped: bool = False) -> DutyPeriod:
        return _period(due(step - 1), due(step), day=day, today=today, skipped=skipped)

    for day in coming:
        if met and day <= month_end(start):
            continue
        step = 1
        while day > due(step + 1):
            yield period(step, None, skipped=day <= today)
            step += 1
        yield period(step, day)
        start, met = day, True
    for step in count(1):
        yield period(step, None)


def _begun(
    months: int, since: date, days: list[date], first: date
) -> tuple[date, list[date], bool]:
    """Where counting starts before `first`, the times from then on, and whether it starts with a time it was done.

    A time before `since` counts while it still holds then.
    """
    number = bisect_left(days, since)
    before, later = days[:number], days[number:]
    held = before[-1:] if before and month_end(after_months(before[-1], months)) >= since else []
    passed = bisect_left(later, first)
    held += later[:passed]
    return (held[-1] if held else since), later[passed:], bool(held)


def _times_a_year(
    times: int, since: date, days: list[date], today: date, first: date
) -> Iterator[DutyPeriod]:
    """The first year counts from the part of which at least half is left."""
    for year in count(max(since.year, first.year)):
        parts = _parts(times, since, year)
        if parts:
            done = days[bisect_left(days, parts[0][0]) : bisect_left(days, date(year + 1, 1, 1))]
            for (begins, due), day in zip_longest(parts, done[: len(parts)]):
                yield _period(begins, due, day, today, skipped=year < today.year)


def _parts(times: int, since: date, year: int) -> list[tuple[date, date]]:
    """The parts of a year that count, as first and last day."""
    ends = [share_ends(year, number, times) for number in range(times + 1)]
    parts = [(ends[n] + timedelta(days=1), ends[n + 1]) for n in range(times)]
    return [(begins, due) for begins, due in parts if since <= begins + (due - begins) / 2]


def _each_presidency(
    within: int, since: date, days: list[date], today: date, starts: list[date]
) -> Iterator[DutyPeriod]:
    """As many days before a presidency begins as after it, what was done counts for it, if not for the one before."""
    left = list(days)
    time = timedelta(days=within)
    for start, following in zip_longest(starts, starts[1:]):
        mine = [
            day for day in left if start - time <= day and (following is None or day < following)
        ]
        left = [day for day in left if day not in mine[:1]]
        if start + time >= since:
            over = following is not None and following <= today
            yield _period(
                start,
                start + time,
                day=mine[0] if mine else None,
                today=today,
                skipped=over,
                near=0,
            )


def _period(
    begins: date,
    due: date,
    day: date | None,
    today: date,
    skipped: bool = False,
    near: float = 0.75,
) -> DutyPeriod:
    """Judge one due date: it is due once `near` of its time is over."""
    if day is not None and day <= today:
        state = DutyState.ON_TIME if day <= due else DutyState.LATE
    elif skipped:
        state = DutyState.SKIPPED
    elif due < today:
        state = DutyState.OVERDUE
    elif day is not None and day <= due:
        state = DutyState.PLANNED
    else:
        state = DutyState.DUE if today > begins + (due - begins) * near else DutyState.AHEAD
    return DutyPeriod(begins, due, day, state)
