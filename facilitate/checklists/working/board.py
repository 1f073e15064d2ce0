"""The rows of a page in groups: phases, people or weeks, each with its heading and its counts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from ...lib.shares import BarPiece, stack_bar
from ..models import Phase, TaskStatus
from ..readiness import TaskLook, TaskTally, add_up_tallies, count_looks, is_missed
from .event_dates import Dates
from .filters import NOBODY, View
from .queries import TaskRow, monday_of


class GroupCounts(NamedTuple):
    """Of all tasks of a group, shown or not: those needed, those done, those late."""

    total: int = 0
    done: int = 0
    late: int = 0


@dataclass(frozen=True)
class TaskGroup:
    """A group of rows. `key` is a phase, a member's number (0: nobody), `late` or the Monday of a week."""

    key: str
    counts: GroupCounts
    rows: Sequence[TaskRow]

    @property
    def monday(self) -> date | None:
        """The week it stands for."""
        return date.fromisoformat(self.key) if self.key[:1].isdigit() and "-" in self.key else None

    @property
    def has_open(self) -> bool:
        """Whether something in it is still to be done."""
        return self.counts.done < self.counts.total


@dataclass(frozen=True)
class PhaseBar:
    """A phase: its counts, and how its tasks show, as pieces of a bar."""

    phase: Phase
    counts: GroupCounts
    pieces: Sequence[BarPiece]


def group_rows(
    view: View,
    rows: Sequence[TaskRow],
    tallies: Sequence[TaskTally],
    dates: Sequence[Dates],
    today: date,
) -> list[TaskGroup]:
    """The rows, which stand in the order of the view, under their headings."""
    key: Callable[[TaskRow], str]
    counts: Callable[[str], GroupCounts]
    if view is View.PERSON:
        key, counts = (
            lambda row: str(row.owner_id or NOBODY),
            lambda one: _of_person(tallies, int(one)),
        )
    elif view is View.WEEK:
        key, counts = lambda row: _week(row, today), lambda one: _of_week(dates, one, today)
    else:
        key, counts = (
            lambda row: row.phase.value,
            lambda one: _of(tallies, lambda tally: tally.phase == one),
        )
    return [TaskGroup(one, counts(one), list(part)) for one, part in groupby(rows, key)]


def phase_bars(tallies: Sequence[TaskTally]) -> list[PhaseBar]:
    """Every phase that has tasks, in working order."""
    found = []
    for phase in Phase:
        own = [one for one in tallies if one.phase is phase]
        if own:
            found.append(
                PhaseBar(
                    phase,
                    _counts(own),
                    stack_bar({key.value: count for key, count in count_looks(own).items()}),
                )
            )
    return found


def _counts(tallies: Iterable[TaskTally]) -> GroupCounts:
    standing = add_up_tallies(tallies)
    return GroupCounts(standing.total, standing.done, standing.late)


def _of(tallies: Sequence[TaskTally], wanted: Callable[[TaskTally], bool]) -> GroupCounts:
    return _counts(one for one in tallies if wanted(one))


def _of_person(tallies: Sequence[TaskTally], key: int) -> GroupCounts:
    return _of(tallies, lambda one: (one.owner_id or NOBODY) == key)


def _week(row: TaskRow, today: date) -> str:
    return "late" if row.look(today) is TaskLook.LATE else monday_of(row.due_on).isoformat()


def _of_week(dates: Sequence[Dates], key: str, today: date) -> GroupCounts:
    """Of the late ones, or of a week without them."""
    total = done = 0
    for one in dates:
        late = is_missed(one, today, one.made_on)
        here = late if key == "late" else not late and monday_of(one.due_on).isoformat() == key
        if here and one.status is not TaskStatus.NOT_NEEDED:
            total += one.count
            done += one.count * (one.status is TaskStatus.DONE)
    return GroupCounts(total, done, total if key == "late" else 0)
