"""When the tasks of a starting list would be due for an event, and which of them a late start has already missed."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..deadlines import due_dates
from ..models import Phase
from ..value import TaskItem
from .task_list import StartingTask


@dataclass(frozen=True)
class PlannedTask:
    """A task of a list with its day; `missed`: how many days ago that was, 0 where it is still to come.

    `follows`: the task it is counted from.
    """

    task: StartingTask
    due_on: date
    missed: int = 0
    follows: StartingTask | None = None


@dataclass(frozen=True)
class DatedList:
    """A list dated for an event."""

    rows: Sequence[PlannedTask] = ()

    @property
    def first(self) -> date | None:
        """The first day something is due."""
        return min((row.due_on for row in self.rows), default=None)

    @property
    def missed(self) -> list[PlannedTask]:
        """What would be late from the start, the earliest first."""
        return sorted((row for row in self.rows if row.missed), key=lambda row: row.due_on)

    @property
    def marked(self) -> list[PlannedTask]:
        """What would be late and has a house rule of its own: invitations, training, guide."""
        return [row for row in self.missed if row.task.milestone]

    @property
    def hours(self) -> float:
        """The work in it."""
        return sum(row.task.effort for row in self.rows)

    def by_phase(self) -> Iterator[tuple[Phase, list[PlannedTask]]]:
        """The phases that have tasks, in working order, each with its tasks by date."""
        for phase in Phase:
            rows = [row for row in self.rows if row.task.phase is phase]
            if rows:
                yield phase, sorted(rows, key=lambda row: row.due_on)


def date_list(
    tasks: Sequence[StartingTask],
    first_day: date,
    last_day: date,
    closed: Container[date],
    today: date,
) -> DatedList:
    """The tasks with the days they would be due, in their order."""
    number = {task.code: at for at, task in enumerate(tasks)}
    items = {
        at: TaskItem(
            at, anchor=task.anchor, after=number.get(task.after), offset=task.offset, unit=task.unit
        )
        for at, task in enumerate(tasks)
    }
    days = due_dates(items, first_day, last_day, closed)
    return DatedList(
        [
            PlannedTask(
                task,
                days[at],
                max(0, (today - days[at]).days),
                tasks[number[task.after]] if task.after in number else None,
            )
            for at, task in enumerate(tasks)
        ]
    )
