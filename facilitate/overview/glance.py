"""One event at a glance: how far it is, what is late, what waits to be read, how many seats are left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..events.models import Event, EventKind
from ..lib.text import Words
from ..participation.models import Standing


@dataclass(frozen=True)
class TaskDeadline:
    """An open task of one of my events: when it is due, whose it is (empty: nobody's), whether it is mine."""

    task_id: int
    title: Words
    due_on: date
    event: Event
    owner: str
    mine: bool

    def days_late(self, today: date) -> int:
        """Days since it was due; 0 or less where there is still time."""
        return (today - self.due_on).days


@dataclass(frozen=True)
class EventGlance:
    """One event as its line on the front page shows it.

    `answered`: whether any answer came; `unread` answers are None where the role may not read them. `people` are counted by standing. `capacity` seats, 0 where
    nobody said how many there are.
    """

    event: Event
    late: int = 0
    open: int = 0
    done: int = 0
    answered: bool = False
    unread: int | None = None
    people: Mapping[Standing, int] | None = None
    capacity: int = 0

    def number(self, *standings: Standing) -> int:
        """How many people have one of these standings."""
        return sum((self.people or {}).get(standing, 0) for standing in standings)

    @property
    def tasks(self) -> int:
        """Every task that is needed."""
        return self.open + self.done

    @property
    def coming(self) -> int:
        """Who takes a seat: said that they come, or are there already."""
        return self.number(Standing.COMING, Standing.ATTENDED)

    @property
    def came(self) -> int:
        """Who attended."""
        return self.number(Standing.ATTENDED)

    @property
    def waiting(self) -> int:
        """Who would come if there were a seat."""
        return self.number(Standing.WAITING)

    @property
    def silent(self) -> int:
        """Who was invited and has not answered."""
        return self.number(Standing.INVITED)

    @property
    def seats(self) -> int:
        """The seats there are: the capacity, else what the event is planned for; 0 where neither is known."""
        return self.capacity or self.event.expected

    @property
    def left(self) -> int | None:
        """Seats that nobody has taken; None where it is not known how many there are."""
        return max(0, self.seats - self.coming) if self.seats else None


ROUTINE = (
    EventKind.REGIONAL_MEETING,
    EventKind.COALITION_MEETING,
    EventKind.COMMITTEE_MEETING,
    EventKind.TECHNICAL_TABLE,
)
"""Meetings of standing bodies: many, small, and much alike."""


@dataclass(frozen=True)
class FrontPage:
    """What the front page shows: events to come (next first) and over (latest first), what is late and what is due next."""

    coming: Sequence[EventGlance]
    past: Sequence[EventGlance]
    late: Sequence[TaskDeadline]
    next: Sequence[TaskDeadline]

    @property
    def large_first(self) -> Sequence[EventGlance]:
        """Those to come, next first; the many small meetings of standing bodies after all others."""
        return sorted(self.coming, key=lambda one: one.event.kind in ROUTINE)

    @property
    def number_late(self) -> int:
        """Late tasks of all events."""
        return sum(one.late for one in (*self.coming, *self.past))

    @property
    def number_unread(self) -> int:
        """Answers that nobody has read, of the events to come."""
        return sum(one.unread or 0 for one in self.coming)
