"""What a forum is measured by, filled from what is known: how many of how many in a year. Every count has its rule here."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ...directory.models import OfficeKind as Office
from ..due import State, periods
from ..kinds import Rhythm
from ..members.belonging import ALIKE

JUDGED = (State.ON_TIME, State.LATE, State.SKIPPED, State.OVERDUE)
"""What became of a due date that has passed, or was met before it."""
TITLES = {"terms": ("terms of reference", "termat e referenc", "terma reference")}
"""Documents that no duty asks for are known by their title."""


@dataclass(frozen=True)
class Count:
    """So many of so many; `of` 0: there was nothing to count."""

    done: int
    of: int


@dataclass(frozen=True)
class Seat:
    """A member's place in a forum: what kind of office it is, who speaks for it, from when to when."""

    office: Office
    person: int | None
    since: date | None
    until: date | None

    def taken(self, on: date) -> bool:
        """Whether it was a member on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or self.until > on)


def last_day(year: int, today: date) -> date:
    """The day on which a year is looked at: its last, for this year today."""
    return min(date(year, 12, 31), today)


def meetings(rhythm: Rhythm, since: date, days: Iterable[date], year: int, today: date) -> Count:
    """Meetings held in the year, of those the rhythm asks for; in the first year of those the rest of it asks for."""
    held = sum(day.year == year and day <= today for day in days)
    if year > since.year:
        return Count(held, rhythm.a_year)
    left = max(0, (date(year + 1, 1, 1) - since).days)
    return Count(held, max(held, round(rhythm.a_year * left / 365)))


def on_time(
    rhythm: Rhythm,
    since: date,
    days: Sequence[date],
    year: int,
    today: date,
    starts: Sequence[date] = (),
) -> Count:
    """Due dates of the year that were met on time, of those that have come."""
    found = periods(
        rhythm,
        since,
        days=days,
        today=today,
        starts=starts,
        within=(date(year, 1, 1), date(year, 12, 31)),
    )
    states = [one.state for one in found if one.state in JUDGED]
    return Count(states.count(State.ON_TIME), len(states))


def offices(wanted: Sequence[Office], seats: Iterable[Seat], year: int, today: date) -> Count:
    """Kinds of offices that belonged at the end of the year, of those that should."""
    on = last_day(year, today)
    there = {ALIKE.get(seat.office, seat.office) for seat in seats if seat.taken(on)}
    return Count(len(there.intersection(wanted)), len(wanted))


def trained(
    seats: Iterable[Seat], taught: Collection[tuple[int, date]], year: int, today: date
) -> Count:
    """People who spoke for a member at the end of the year and had been at a training by then, of all who spoke."""
    on = last_day(year, today)
    people = {seat.person for seat in seats if seat.person is not None and seat.taken(on)}
    known = {person for person, day in taught if day <= on}
    return Count(len(people & known), len(people))


def titled(key: str, documents: Iterable[tuple[str, date]], year: int, today: date) -> Count:
    """Whether a document with such a title was filed by the end of the year: one of one."""
    on, parts = last_day(year, today), TITLES.get(key, ())
    return Count(
        int(
            any(
                day <= on and any(part in title.casefold() for part in parts)
                for title, day in documents
            )
        ),
        1,
    )
