"""How far a checklist has come: counts, and what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from .models import OPEN_STATES, Status

SOON = 7
"""Days before its date from which a task is due soon."""


class Dated(Protocol):
    """What has to be known of a task."""

    @property
    def due_on(self) -> date: ...
    @property
    def status(self) -> Status: ...


T = TypeVar("T", bound=Dated)


@dataclass(frozen=True)
class Readiness:
    """Numbers of tasks: all that are needed, done, late (open and due before today)."""

    total: int
    done: int
    late: int


def is_late(task: Dated, today: date) -> bool:
    """Open although its day has passed."""
    return task.status in OPEN_STATES and task.due_on < today


def readiness(tasks: Iterable[Dated], today: date) -> Readiness:
    """Count."""
    tasks = [task for task in tasks if task.status is not Status.NOT_NEEDED]
    done = sum(task.status is Status.DONE for task in tasks)
    return Readiness(len(tasks), done, sum(is_late(task, today) for task in tasks))


def next_task(tasks: Iterable[T], today: date) -> T | None:
    """The open task that is due first from today on."""
    coming = [task for task in tasks if task.status in OPEN_STATES and task.due_on >= today]
    return min(coming, key=lambda task: task.due_on, default=None)
