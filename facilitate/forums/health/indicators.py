"""What a forum is measured by, filled from what is known: how many of how many in a year. Every count has its rule here."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ...directory.models import OfficeKind
from ..duty_dates import DutyState, duty_periods
from ..kinds import Rhythm
from ..members.belonging import ALIKE

JUDGED = (DutyState.ON_TIME, DutyState.LATE, DutyState.SKIPPED, DutyState.OVERDUE)
"""What became of a due date that has passed, or was met before it."""
TITLES = {"terms": ("terms of reference", "termat e referenc", "terma reference")}
"""Documents that no duty asks for are known by their title."""


@dataclass(frozen=True)
class CountOf:
    """So many of so many; `of` 0: there was nothing to count."""

    done: int
    of: int


@dataclass(frozen=True)
class OfficeSeat:
    """A member's place in a forum: what kind of office it is, who speaks for it, from when to when."""

    office: OfficeKind
    person: int | None
    since: date | None
    until: date | None

    def taken(self, on: date) -> bool:
        """Whether it was a member on a day, its last one included."""
        return (self.since or on) <= on <= (self.until or on)


def last_day_of_year(year: int, today: date) -> date:
    """The day on which a year is looked at: its last, for this year today."""
    return min(date(year, 12, 31), today)


def count_meetings(
    rhythm: Rhythm, since: date, days: Iterable[date], year: int, today: date
) -> CountOf:
    """Meetings held in the year, of those the rhythm asks for; in the first year of those the rest of it asks for."""
    held = sum(day.year == year and day <= today for day in days)
    if year > since.year:
        return CountOf(held, rhythm.a_year)
    left = max(0, (date(year + 1, 1, 1) - since).days)
    return CountOf(held, max(held, round(rhythm.a_year * left / 365)))


def count_on_time(
    rhythm: Rhythm,
    since: date,
    days: Sequence[date],
    year: int,
    today: date,
    starts: Sequence[date] = (),
) -> CountOf:
    """Due dates of the year that were met on time, of those that have come."""
    found = duty_periods(
        rhythm,
        since,
        days=days,
        today=today,
        starts=starts,
        within=(date(year, 1, 1), date(year, 12, 31)),
    )
    states = [one.state for one in found if one.state in JUDGED]
    return CountOf(states.count(DutyState.ON_TIME), len(states))


def count_offices(
    wanted: Sequence[OfficeKind], seats: Iterable[OfficeSeat], year: int, today: date
) -> CountOf:
    """Kinds of offices that belonged at the end of the year, of those that should."""
    on = last_day_of_year(year, today)
    there = {ALIKE.get(seat.office, seat.office) for seat in seats if seat.taken(on)}
    return CountOf(len(there.intersection(wanted)), len(wanted))


def count_trained(
    seats: Iterable[OfficeSeat], taught: Collection[tuple[int, date]], year: int, today: date
) -> CountOf:
    """People who spoke for a member at the end of the year and had been at a training by then, of all who spoke."""
    on = last_day_of_year(year, today)
    people = {seat.person for seat in seats if seat.person is not None and seat.taken(on)}
    known = {person for person, day in taught if day <= on}
    return CountOf(len(people & known), len(people))


def count_titled(
    key: str, documents: Iterable[tuple[str, date]], year: int, today: date
) -> CountOf:
    """Whether a document with such a title was filed by the end of the year: one of one."""
    on, parts = last_day_of_year(year, today), TITLES.get(key, ())
    return CountOf(
        int(
            any(
                day <= on and any(part in title.casefold() for part in parts)
                for title, day in documents
            )
        ),
        1,
    )
