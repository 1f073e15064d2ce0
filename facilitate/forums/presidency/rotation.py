"""Whose turn it is to preside: one after the other in the order of turns, so many months each, without overlap.

Observers never preside. Whoever has left is passed over from the day after; whoever joins comes after all others. Terms are
counted from the first day of a plan, so that the shortness of one month is not handed down to the next ones.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..duty_dates import after_months

DAY = timedelta(days=1)


@dataclass(frozen=True)
class TurnSeat:
    """A member as far as turns go. Somebody in the place of another one has the same `turn`."""

    id: int
    turn: int | None = None
    since: date | None = None
    until: date | None = None
    observer: bool = False

    @property
    def place(self) -> tuple[int, ...]:
        """Where it stands in the order: its turn; those without one come last, the longest there first."""
        if self.turn is not None:
            return 0, self.turn
        return 1, (self.since or date.min).toordinal(), self.id

    def can(self, on: date) -> bool:
        """Whether it may begin to preside on that day."""
        return not self.observer and (self.since or on) <= on <= (self.until or on)


@dataclass(frozen=True)
class PresidencyTerm:
    """A member presides from the first to the last day, both included."""

    member: int
    first: date
    last: date


def order_of_turns(seats: Iterable[TurnSeat], on: date) -> list[int]:
    """The members that take turns on that day, in their order."""
    return [
        seat.id for seat in sorted(seats, key=lambda seat: (seat.place, seat.id)) if seat.can(on)
    ]


def next_in_turn(seats: Sequence[TurnSeat], after: int | None, on: date) -> int | None:
    """Who presides next from that day, after that member (None: nobody has presided); None where nobody can."""
    able = sorted((seat for seat in seats if seat.can(on)), key=lambda seat: (seat.place, seat.id))
    if not able:
        return None
    before = next((seat.place for seat in seats if seat.id == after), None)
    later = [seat for seat in able if before is not None and seat.place > before]
    return (later or able)[0].id


def next_terms(
    seats: Sequence[TurnSeat], months: int, start: date, number: int, after: int | None = None
) -> list[PresidencyTerm]:
    """So many terms from that day on, one following the other; fewer where nobody is left to preside."""
    found: list[PresidencyTerm] = []
    for step in range(number):
        first = after_months(start, months * step)
        member = next_in_turn(seats, after, first)
        if member is None:
            break
        found.append(PresidencyTerm(member, first, after_months(start, months * (step + 1)) - DAY))
        after = member
    return found


def overlapping_term(
    first: date, last: date, others: Iterable[PresidencyTerm]
) -> PresidencyTerm | None:
    """The earliest of the other terms that shares a day with these; None where there is none."""
    touching = [one for one in others if one.first <= last and first <= one.last]
    return min(touching, key=lambda one: one.first, default=None)


def days_without_term(terms: Iterable[PresidencyTerm]) -> list[tuple[date, date]]:
    """The days between terms on which nobody presides, as first and last day."""
    rows = sorted(terms, key=lambda one: one.first)
    return [
        (one.last + DAY, following.first - DAY)
        for one, following in zip(rows, rows[1:], strict=False)
        if one.last + DAY < following.first
    ]
