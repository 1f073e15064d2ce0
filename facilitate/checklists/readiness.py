"""How far a checklist has come: how each task stands today, counts, and what comes next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from .models import OPEN_STATES, Phase, Status

SOON = 7
"""Days before its date from which a task is due soon."""


class Dated(Protocol):
    """What has to be known of a task."""

    @property
    def due_on(self) -> date: ...
    @property
    def status(self) -> Status: ...


T = TypeVar("T", bound=Dated)


class Look(StrEnum):
    """How a task stands, as a picture shows it: each one once. A late task that is blocked too shows as late."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    OPEN = "open"
    BLOCKED = "blocked"
    LATE = "late"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class Tally:
    """How many tasks of a phase and of a person have this status; `late`: open, and their day has passed."""

    phase: Phase
    owner_id: int | None
    status: Status
    late: bool
    count: int


@dataclass(frozen=True)
class Readiness:
    """Numbers of tasks: all that are needed, done, late (open and due before today), blocked (late or not)."""

    total: int
    done: int
    late: int
    blocked: int = 0


def is_late(task: Dated, today: date) -> bool:
    """Open although its day has passed."""
    return task.status in OPEN_STATES and task.due_on < today


def look(status: Status, late: bool) -> Look:
    """How a task of this status shows."""
    return Look.LATE if late else Look(status.value)


def readiness(tasks: Iterable[Dated], today: date) -> Readiness:
    """Count tasks."""
    return counted(
        Tally(
            phase=Phase.DESIGN,
            owner_id=None,
            status=task.status,
            late=is_late(task, today),
            count=1,
        )
        for task in tasks
    )


def counted(tallies: Iterable[Tally]) -> Readiness:
    """Count what was counted in groups; what is not needed counts for nothing."""
    total = done = late = blocked = 0
    for one in tallies:
        if one.status is not Status.NOT_NEEDED:
            total += one.count
            done += one.count * (one.status is Status.DONE)
            late += one.count * one.late
            blocked += one.count * (one.status is Status.BLOCKED)
    return Readiness(total, done, late, blocked)


def looks(tallies: Iterable[Tally]) -> Mapping[Look, int]:
    """How many tasks show in each way, in the order of the picture; without those not needed."""
    found: dict[Look, int] = {one: 0 for one in Look if one is not Look.NOT_NEEDED}
    for one in tallies:
        if one.status is not Status.NOT_NEEDED:
            found[look(one.status, one.late)] += one.count
    return found


def next_task(tasks: Iterable[T], today: date) -> T | None:
    """The open task that is due first from today on."""
    coming = [task for task in tasks if task.status in OPEN_STATES and task.due_on >= today]
    return min(coming, key=lambda task: task.due_on, default=None)
