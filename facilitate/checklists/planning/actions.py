"""The event has moved: old and new dates, and the new ones written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...db import db
from ...events.models import Event
from ..actions import dated
from ..models import Task
from ..queries import checklist_of, tasks_of
from ..value import Checklist


@dataclass(frozen=True)
class Move:
    """A task whose date no longer fits the event's days, and the date that would."""

    task: Task
    to: date


def moved(event: Event, tasks: Sequence[Task], checklist: Checklist | None = None) -> list[Move]:
    """Open tasks, dated by their distance, that the event's days have left behind."""
    days = dated(event, checklist or checklist_of(event))
    return [
        Move(task, days[task.id])
        for task in tasks
        if task.is_open and not task.due_by_hand and days.get(task.id, task.due_on) != task.due_on
    ]


def replan(event: Event) -> list[Move]:
    """Count all dates anew from the event's days; done tasks and dates set by hand stay."""
    moves = moved(event, tasks_of(event))
    for move in moves:
        move.task.due_on = move.to
    db.session.flush()
    return moves
