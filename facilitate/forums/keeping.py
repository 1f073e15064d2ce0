"""What a forum has to do, when it did it, and what of that is overdue: the one rule that every page goes by."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ..lib.text import Words
from .due import Pace, Standing, standing
from .kinds import DoneBy, Rhythm

MEETING = "meeting"
"""The key of the duty to meet."""


@dataclass(frozen=True)
class Task:
    """A duty as a value."""

    id: int
    key: str
    name: Words
    rhythm: Rhythm
    done_by: DoneBy
    since: date


@dataclass(frozen=True)
class Times:
    """The days on which a forum met or will meet, filed what each duty asks for, and began a presidency.

    `agreed` are the days from today on that members agreed for meetings that are not opened yet; those to come are among
    the meetings too.
    """

    meetings: list[date] = field(default_factory=list)
    filed: dict[int, list[date]] = field(default_factory=dict)
    starts: list[date] = field(default_factory=list)
    agreed: list[date] = field(default_factory=list)

    def of(self, task: Task) -> list[date]:
        """The days that count for a duty."""
        return self.meetings if task.done_by is DoneBy.MEETING else self.filed.get(task.id, [])


@dataclass(frozen=True)
class Keeping:
    """How each duty of a forum stands today, in their order; none once the forum has ended."""

    standings: tuple[tuple[Task, Standing], ...] = ()

    @property
    def late(self) -> list[tuple[Task, Standing]]:
        """The duties that are overdue; with any of them the forum is."""
        return [(task, stands) for task, stands in self.standings if stands.pace is Pace.OVERDUE]

    @property
    def meeting(self) -> Standing | None:
        """How its meetings stand; None once it has ended."""
        return next((stands for task, stands in self.standings if task.key == MEETING), None)

    @property
    def shown(self) -> list[tuple[Task, Standing]]:
        """What a forum's page says first: what is overdue, else what is due, else how the meetings stand."""
        due = [(task, stands) for task, stands in self.standings if stands.pace is Pace.DUE]
        return self.late or due or [one for one in self.standings if one[0].key == MEETING]


def stands(task: Task, times: Times, today: date) -> Standing:
    """How one duty stands today."""
    return standing(task.rhythm, task.since, days=times.of(task), today=today, starts=times.starts)


def keeping(tasks: Sequence[Task], times: Times, today: date, ended: date | None = None) -> Keeping:
    """How the duties of a forum stand today; after the day it `ended` nothing is asked of it."""
    if ended is not None and ended <= today:
        return Keeping()
    return Keeping(tuple((task, stands(task, times, today)) for task in tasks))
