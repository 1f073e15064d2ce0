"""Days for the meetings a year still needs, and who receives the others: pure, nothing is kept."""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..duty_dates import DutyPeriod, DutyState, duty_periods, month_end, week_of, weekday_in_month
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
    """The meetings of a year that neither took place nor are planned. `held`: what did or is.

    Every so many months they are on the weekday of the month of the last one held: 12, 4 or 2 of them in a full year.
    """
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
        span = _monthly_span if rhythm.every is Every.MONTHS else _even_span
        found_in = span(missing, rhythm, today=today, before=found, held=held, wish=wish)
        days = _days(found_in, calendar, wish)
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


@dataclass(frozen=True)
class _Span:
    """The best day and weekday (None: any) for a meeting, and from when until when it may be: tried in this order.

    Where offices are closed on all those days: until `last`.
    """

    best: date
    weekday: int | None
    spans: tuple[tuple[date, date], ...]
    last: date


def _limits(period: DutyPeriod, today: date, after: date | None) -> tuple[date, date, date]:
    """The first and the last day, in time where notice can be given, else within a month; and the last one at all."""
    first = max(period.begins, today + NOTICE, date(period.due.year, 1, 1))
    if after:
        first = max(first, after)
    last = min(first + timedelta(days=30), date(period.due.year, 12, 31))
    return first, period.due if first <= period.due else last, last


def _even_span(
    period: DutyPeriod,
    rhythm: Rhythm,
    today: date,
    before: Sequence[ProposedMeeting],
    held: Sequence[date],
    wish: DaysWish,
) -> _Span:
    """A third of its time before it is due; for a presidency a week."""
    length, after = period.due - period.begins, None
    if before and before[-1].days:
        after = before[-1].days[-1] + max(length / 3, timedelta(days=1))
    first, latest, last = _limits(period, today, after)
    slack = timedelta(days=7 if length.days > 40 else 0)
    if rhythm.every is Every.TIMES_A_YEAR:
        slack = length / 3
    return _Span(max(latest - slack, first), wish.weekday, ((first, latest),), last)


def _monthly_span(
    period: DutyPeriod,
    rhythm: Rhythm,
    today: date,
    before: Sequence[ProposedMeeting],
    held: Sequence[date],
    wish: DaysWish,
) -> _Span:
    """In the month in which it is due, on the usual weekday; of two months or more the one before that will do, too."""
    met = [day for day in held if day <= period.due]
    met += [one.days[-1] for one in before if one.days]
    after = max(month_end(max(met)) + timedelta(days=1), max(met) + _APART) if met else None
    first, latest, last = _limits(period, today, after)
    weekday, week = _usual(held)
    if wish.weekday is not None:
        weekday = wish.weekday
    best = max(first, min(latest.replace(day=10), latest))
    if weekday is not None:
        month = first if period.due < first else latest
        best = max(first, min(weekday_in_month(month, weekday, week), latest))
    due_month = max(first, best.replace(day=1))
    early = max(first, due_month - timedelta(days=31)) if rhythm.number > 1 else due_month
    return _Span(best, weekday, ((due_month, latest), (early, latest)), last)


_APART = timedelta(days=14)


def _usual(held: Sequence[date]) -> tuple[int | None, int]:
    """The weekday on which meetings mostly were and which of its month it was (1: the second); of the last twelve."""
    days = sorted(held)[-12:]
    found = Counter((day.weekday(), week_of(day)) for day in days)
    return max(found, key=lambda one: found[one]) if found else (None, 1)


def _days(found: _Span, calendar: BlockedDays, wish: DaysWish) -> list[date]:
    """The best days to choose from: of the wishes the weekday is given up first, or August where that is the month."""
    taken, august, weekday = (
        lambda day: day not in calendar.taken,
        lambda day: not wish.no_august or day.month != AUGUST,
        lambda day: found.weekday is None or day.weekday() == found.weekday,
    )
    spans = [_open(first, latest, calendar) for first, latest in found.spans]
    if not any(spans):
        spans = [_open(found.spans[0][0], found.last, calendar)]
    for kept in ((taken, august, weekday), (taken, august), (taken, weekday), (taken,), ()):
        for free in spans:
            fitting = [day for day in free if all(fits(day) for fits in kept)]
            if fitting:
                return sorted(fitting, key=lambda day: (abs(day - found.best), day))[: wish.choices]
    return []


def _open(first: date, last: date, calendar: BlockedDays) -> list[date]:
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if day not in calendar.closed]


def hosts_in_turn(members: Sequence[int], hosted: Sequence[int], number: int) -> list[int]:
    """Who receives the next meetings: whoever has not for longest, in the members' order. `hosted`: the latest last."""
    latest = {member: place for place, member in enumerate(hosted)}
    queue = sorted(members, key=lambda member: latest.get(member, -1))
    return [queue[place % len(queue)] for place in range(number)] if queue else []
