"""What is known of what an event changed, and when it is time to look again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..checklists.deadlines import add_months
from ..events.models import Event, Objective
from ..events.queries import objectives_of
from ..notes.deciding.queries import Promised, actions_of
from ..notes.models import ActionStatus
from ..objectives.indicators import Measured, indicators_of

MONTHS = (3, 6, 12)
"""So many months after its last day an event is looked at again."""
ENDS = (ActionStatus.DONE, ActionStatus.OPEN, ActionStatus.DROPPED)


@dataclass(frozen=True)
class Look:
    """A day on which to look again; `done`: somebody has written down how an indicator stood since the one before."""

    months: int
    on: date
    done: bool


@dataclass(frozen=True)
class Changed:
    """The whole: indicators under their objectives, actions by how they ended, the days to look again."""

    event: Event
    indicators: Sequence[tuple[Objective, Measured]]
    actions: Mapping[ActionStatus, Sequence[Promised]]
    looks: Sequence[Look]

    @property
    def promised(self) -> int:
        """How many actions there are."""
        return sum(len(rows) for rows in self.actions.values())

    @property
    def reached(self) -> int:
        """How many indicators have come as far as they were to come."""
        return sum(one.share == 100 for _objective, one in self.indicators)

    def next_look(self, today: date) -> Look | None:
        """The first day to look again that is not done and not long over."""
        return next((one for one in self.looks if not one.done), None)


def changed(event: Event) -> Changed:
    """What an event changed, in four statements."""
    measured = indicators_of(event)
    rows = [(one, row) for one in objectives_of(event) for row in measured.get(one.id, ())]
    actions = actions_of(event)
    read_on = [reading.on for _one, row in rows for reading in row.readings]
    return Changed(
        event=event,
        indicators=rows,
        actions={end: [one for one in actions if one.row.status is end] for end in ENDS},
        looks=looks_of(event.last_day, read_on),
    )


def looks_of(last_day: date, read_on: Sequence[date]) -> list[Look]:
    """The days to look again after an event that ended on `last_day`, where readings were taken on these days. Pure."""
    days = [add_months(last_day, months) for months in MONTHS]
    begins = [last_day, *(add_months(one, -1) for one in days[1:])]
    ends = [*begins[1:], date.max]
    return [
        Look(months, on, any(begin < one <= end for one in read_on))
        for months, on, begin, end in zip(MONTHS, days, begins, ends, strict=True)
    ]
