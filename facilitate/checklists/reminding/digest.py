"""What goes into a mail about somebody's tasks, and on which day it goes out. Dates only; weeks begin on Monday.

Two mails: one a week, on its first working day (what is late, due this week and next, blocked), and one on the working day
before something is due. On a day of the weekly mail the other one stays at home: what it would say is in the first.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ...lib.text import Words
from ...lib.workdays import working_day
from ..models import OPEN_STATES, TaskStatus
from ..readiness import is_missed

REST = timedelta(days=180)
"""How long after an event its unfinished tasks are still brought up."""
DAY, WEEK = timedelta(days=1), timedelta(days=7)
NOTICE = DAY
"""How long before its due date a task is brought up; a day offices are closed moves the mail to the working day before."""


@dataclass(frozen=True)
class TaskOfMine:
    """One task of the person who is told."""

    id: int
    title: Words
    due_on: date
    status: TaskStatus = TaskStatus.OPEN
    benchmark: Words = Words()
    blocked_by: str = ""
    done_on: date | None = None
    made_on: date | None = None
    """When its event was made: what was over by then, nobody has missed."""


@dataclass(frozen=True)
class Digest:
    """The tasks of a mail, each once, by date. A blocked one stands under `blocked` alone, unless it is due after next week
    and so in no mail. `passed`: due before their event was made."""

    late: Sequence[TaskOfMine] = field(default_factory=tuple)
    passed: Sequence[TaskOfMine] = field(default_factory=tuple)
    this_week: Sequence[TaskOfMine] = field(default_factory=tuple)
    next_week: Sequence[TaskOfMine] = field(default_factory=tuple)
    blocked: Sequence[TaskOfMine] = field(default_factory=tuple)

    def __bool__(self) -> bool:
        return any((self.late, self.passed, self.this_week, self.next_week, self.blocked))


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def weekly_digest(tasks: Iterable[TaskOfMine], today: date) -> Digest:
    """What the weekly mail of that day says: open tasks that are late, due until Sunday, due the week after, or blocked."""
    sunday = monday_of(today) + WEEK - DAY
    rows = sorted(
        (task for task in tasks if task.status in OPEN_STATES and task.due_on <= sunday + WEEK),
        key=lambda task: (task.due_on, task.id),
    )
    free = [task for task in rows if task.status is not TaskStatus.BLOCKED]
    late = [task for task in free if task.due_on < today]
    return Digest(
        late=tuple(task for task in late if is_missed(task, today, task.made_on)),
        passed=tuple(task for task in late if not is_missed(task, today, task.made_on)),
        this_week=tuple(task for task in free if today <= task.due_on <= sunday),
        next_week=tuple(task for task in free if task.due_on > sunday),
        blocked=tuple(task for task in rows if task.status is TaskStatus.BLOCKED),
    )


def day_before(
    tasks: Iterable[TaskOfMine], today: date, closed: Container[date], told_on: date | None = None
) -> tuple[TaskOfMine, ...]:
    """Open tasks to be told today: their turn is the working day before they are due, a Monday's on Friday.

    `told_on`: when the last such mail went out: turns that came since then, while nothing was running, are made up for as
    long as the task's day has not passed. Nothing is told on a day offices are closed.
    """
    if today in closed:
        return ()
    since = today - DAY if told_on is None else told_on
    found = [
        task
        for task in tasks
        if task.status in OPEN_STATES
        and task.due_on >= today
        and since < working_day(task.due_on - NOTICE, closed) <= today
    ]
    return tuple(sorted(found, key=lambda task: (task.due_on, task.id)))


def weekly_turn(today: date, sent_on: date | None, closed: Container[date]) -> bool:
    """Whether the weekly mail is due today: on the first working day of the week on which the planner runs."""
    return today not in closed and (sent_on is None or sent_on < monday_of(today))


def day_before_turn(today: date, sent_on: date | None, closed: Container[date]) -> bool:
    """Whether it is the day to look for what is due next: once on every working day."""
    return today not in closed and (sent_on is None or sent_on < today)


def next_monday(today: date) -> date:
    """The first Monday after that day."""
    return monday_of(today) + WEEK


def is_at_rest(last_day: date, latest: date | None, today: date) -> bool:
    """Whether nobody is told of an event any more: nothing of it is open (`latest` is then None), or it has been over for
    half a year and its last open task was due."""
    return latest is None or (last_day + REST < today and latest < today)
