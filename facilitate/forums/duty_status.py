"""What a forum has to do, when it did it, and what of that is overdue: the one rule that every page goes by."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ..lib.text import Words
from .duty_dates import DutyStanding, Pace, duty_standing
from .kinds import DoneBy, Rhythm

MEETING = "meeting"
"""The key of the duty to meet."""


@dataclass(frozen=True)
class DutyTask:
    """A duty as a value."""

    id: int
    key: str
    name: Words
    rhythm: Rhythm
    done_by: DoneBy
    since: date


@dataclass(frozen=True)
class DutyTimes:
    """The days on which a forum met or will meet, filed what each duty asks for, and began a presidency.

    `agreed` are the days from today on that members agreed for meetings that are not opened yet; those to come are among
    the meetings too.
    """

    meetings: list[date] = field(default_factory=list)
    filed: dict[int, list[date]] = field(default_factory=dict)
    starts: list[date] = field(default_factory=list)
    agreed: list[date] = field(default_factory=list)

    def of(self, task: DutyTask) -> list[date]:
        """The days that count for a duty."""
        return self.meetings if task.done_by is DoneBy.MEETING else self.filed.get(task.id, [])


@dataclass(frozen=True)
class DutyStatus:
    """How each duty of a forum stands today, in their order; none once the forum has ended."""

    standings: tuple[tuple[DutyTask, DutyStanding], ...] = ()

    @property
    def late(self) -> list[tuple[DutyTask, DutyStanding]]:
        """The duties that are overdue; with any of them the forum is."""
        return [(task, stands) for task, stands in self.standings if stands.pace is Pace.OVERDUE]

    @property
    def meeting(self) -> DutyStanding | None:
        """How its meetings stand; None once it has ended."""
        return next((stands for task, stands in self.standings if task.key == MEETING), None)

    @property
    def shown(self) -> list[tuple[DutyTask, DutyStanding]]:
        """What a forum's page says first: what is overdue, else what is due, else how the meetings stand."""
        due = [(task, stands) for task, stands in self.standings if stands.pace is Pace.DUE]
        return self.late or due or [one for one in self.standings if one[0].key == MEETING]


def task_standing(task: DutyTask, times: DutyTimes, today: date) -> DutyStanding:
    """How one duty stands today."""
    return duty_standing(
        task.rhythm, task.since, days=times.of(task), today=today, starts=times.starts
    )


def status_of_duties(
    tasks: Sequence[DutyTask], times: DutyTimes, today: date, ended: date | None = None
) -> DutyStatus:
    """How the duties of a forum stand today; after the day it `ended` nothing is asked of it."""
    if ended is not None and ended <= today:
        return DutyStatus()
    return DutyStatus(tuple((task, task_standing(task, times, today)) for task in tasks))
