"""How far a checklist has come: how each task stands today, counts, and what comes next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

import sqlalchemy as sa

from ..events.models import Event
from .models import OPEN_STATES, Phase, Task, TaskStatus

SOON = 7
"""Days before its date from which a task is due soon."""


class DatedTask(Protocol):
    """What has to be known of a task."""

    @property
    def due_on(self) -> date: ...
    @property
    def status(self) -> TaskStatus: ...


T = TypeVar("T", bound=DatedTask)


class TaskLook(StrEnum):
    """How a task stands, as a picture shows it: each one once. A late task that is blocked too shows as late."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    OPEN = "open"
    BLOCKED = "blocked"
    LATE = "late"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class TaskTally:
    """How many tasks of a phase and of a person have this status; `late`: open, and their day has passed."""

    phase: Phase
    owner_id: int | None
    status: TaskStatus
    late: bool
    count: int


@dataclass(frozen=True)
class Readiness:
    """Numbers of tasks: all that are needed, done, late (open and due before today), blocked (late or not)."""

    total: int
    done: int
    late: int
    blocked: int = 0


def is_late(task: DatedTask, today: date) -> bool:
    """Open although its day has passed."""
    return task.status in OPEN_STATES and task.due_on < today


def is_missed(task: DatedTask, today: date, made_on: date | None) -> bool:
    """Late, and not over before the day on which its event was made (where it is held): that nobody has missed."""
    return is_late(task, today) and (made_on is None or task.due_on >= made_on)


def missed_tasks(today: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """Which tasks are missed, asked of the database: the one count of desk, thread, front page and checklist."""
    return sa.and_(
        Task.status.in_(OPEN_STATES), Task.due_on < today, Task.due_on >= event_made_on()
    )


def event_made_on() -> sa.ScalarSelect[date]:
    """The day on which the event of a task was made, where it is held."""
    made = sa.select(Event.made_on).where(Event.id == Task.event_id)
    return made.correlate(Task).scalar_subquery()


def look_of_task(status: TaskStatus, late: bool) -> TaskLook:
    """How a task of this status shows."""
    return TaskLook.LATE if late else TaskLook(status.value)


def add_up_tallies(tallies: Iterable[TaskTally]) -> Readiness:
    """Count what was counted in groups; what is not needed counts for nothing."""
    total = done = late = blocked = 0
    for one in tallies:
        if one.status is not TaskStatus.NOT_NEEDED:
            total += one.count
            done += one.count * (one.status is TaskStatus.DONE)
            late += one.count * one.late
            blocked += one.count * (one.status is TaskStatus.BLOCKED)
    return Readiness(total, done, late, blocked)


def count_looks(tallies: Iterable[TaskTally]) -> Mapping[TaskLook, int]:
    """How many tasks show in each way, in the order of the picture; without those not needed."""
    found: dict[TaskLook, int] = {one: 0 for one in TaskLook if one is not TaskLook.NOT_NEEDED}
    for one in tallies:
        if one.status is not TaskStatus.NOT_NEEDED:
            found[look_of_task(one.status, one.late)] += one.count
    return found
