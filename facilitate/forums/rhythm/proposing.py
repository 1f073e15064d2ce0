"""Days for the meetings a year still needs, and who receives the others: pure, nothing is kept."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..duty_dates import DutyPeriod, DutyState, duty_periods
from ..kinds import Every, Rhythm

NOTICE = timedelta(days=21)
"""How long before a meeting people need to know of it."""
AUGUST = 8
MOST_CHOICES = 3


@dataclass(frozen=True)
class DaysWish:
    """What is wished of the days: a weekday (0 Monday; None any), not in August, how many to choose from."""

    weekday: int | None = None
    no_august: bool = True
    choices: int = 2


@dataclass(frozen=True)
class BlockedDays:
    """Days that cannot be: offices are closed; and days that better are not: another event is on."""

    closed: Container[date]
    taken: Container[date]


@dataclass(frozen=True)
class ProposedMeeting:
    """A meeting to be agreed: by when it is due, and days for it, the earliest first; none where nothing is free."""

    due: date
    days: tuple[date, ...]


def propose_meetings(
    rhythm: Rhythm,
    since: date,
    held: Sequence[date],
    today: date,
    year: int,
    calendar: BlockedDays,
    wish: DaysWish,
    starts: Sequence[date] = (),
) -> list[ProposedMeeting]:
    """The meetings of a year that neither took place nor are planned. `held`: what did or is."""
    known, found, tried = list(held), list[ProposedMeeting](), set[date]()
    within = (date(year, 1, 1), date(year, 12, 31))
    while (
        missing := _missing(
            duty_periods(rhythm, since, days=known, today=today, starts=starts, within=within),
            rhythm,
            tried,
        )
    ) is not None:
        tried.add(missing.due)
        days = _days(missing, rhythm, today=today, before=found, calendar=calendar, wish=wish)
        if days:
            known.append(min(days))  # whichever is chosen, the next one is in time
        elif rhythm.every is not Every.MONTHS:
            known.append(missing.due)  # the next ones are the next ones all the same
        found.append(ProposedMeeting(missing.due, tuple(sorted(days))))
    return found


def next_due(rhythm: Rhythm, since: date, known: Sequence[date], today: date) -> date | None:
    """By when the next meeting is due that neither took place nor is planned; None where nobody can say."""
    within = (date(today.year, 1, 1), date(today.year + 11, 12, 31))
    rows = duty_periods(rhythm, since, days=known, today=today, starts=(), within=within)
    return next((one.due for one in rows if one.state in _WANTED and not one.done), None)


_WANTED = (DutyState.OVERDUE, DutyState.DUE, DutyState.AHEAD)


def _missing(rows: Sequence[DutyPeriod], rhythm: Rhythm, tried: set[date]) -> DutyPeriod | None:
    """The first date that nothing is planned for. Of dates every so many months that passed only the last is made up for."""
    over = [one.due for one in rows if one.state is DutyState.OVERDUE]
    for one in rows:
        if one.done or one.due in tried or one.state not in _WANTED:
            continue
        if one.state is DutyState.OVERDUE and rhythm.every is Every.MONTHS and one.due != over[-1]:
            continue
        return one
    return None


def _days(
    period: DutyPeriod,
    rhythm: Rhythm,
    today: date,
    before: Sequence[ProposedMeeting],
    calendar: BlockedDays,
    wish: DaysWish,
) -> list[date]:
    """The best day first, then the others to choose from."""
    length = period.due - period.begins
    earliest = max(period.begins, today + NOTICE, date(period.due.year, 1, 1))
    if before and before[-1].days:
        earliest = max(earliest, before[-1].days[-1] + max(length / 3, timedelta(days=1)))
    last = date(period.due.year, 12, 31)
    latest = period.due if earliest <= period.due else min(earliest + timedelta(days=30), last)
    slack = (
        length / 3
        if rhythm.every is Every.TIMES_A_YEAR
        else timedelta(days=7 if length.days > 40 else 0)
    )
    best = max(latest - slack, earliest)
    free = _open(earliest, latest, calendar) or _open(
        earliest, min(earliest + timedelta(days=30), last), calendar
    )
    wishes = (
        lambda day: day not in calendar.taken,
        lambda day: not wish.no_august or day.month != AUGUST,
        lambda day: wish.weekday is None or day.weekday() == wish.weekday,
    )
    for given_up in range(len(wishes) + 1):  # first all wishes, then without the weekday, and so on
        kept = wishes[: len(wishes) - given_up]
        fitting = [day for day in free if all(fits(day) for fits in kept)]
        if fitting:
            return sorted(fitting, key=lambda day: (abs(day - best), day))[: wish.choices]
    return []


def _open(first: date, last: date, calendar: BlockedDays) -> list[date]:
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if day not in calendar.closed]


def hosts_in_turn(members: Sequence[int], hosted: Sequence[int], number: int) -> list[int]:
    """Who receives the next meetings: whoever has not for longest, in the members' order. `hosted`: the latest last."""
    latest = {member: place for place, member in enumerate(hosted)}
    queue = sorted(members, key=lambda member: latest.get(member, -1))
    return [queue[place % len(queue)] for place in range(number)] if queue else []
