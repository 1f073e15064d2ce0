"""New dates: counted anew after the event was moved, or squeezed after a late start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...data.db import db
from ...events.models import Event
from ..actions import closed_days, dates_of_tasks
from ..models import Anchor, Task, Unit
from ..queries import checklist_of, tasks_of
from ..value import Checklist
from .late_start import Squeeze, squeeze_plan


@dataclass(frozen=True)
class DateMove:
    """A task whose date no longer fits the event's days, and the date that would."""

    task: Task
    to: date


def moved_dates(
    event: Event, tasks: Sequence[Task], checklist: Checklist | None = None
) -> list[DateMove]:
    """Open tasks, dated by their distance, that the event's days have left behind."""
    days = dates_of_tasks(event, checklist or checklist_of(event))
    return [
        DateMove(task, days[task.id])
        for task in tasks
        if task.is_open and not task.due_by_hand and days.get(task.id, task.due_on) != task.due_on
    ]


def replan_dates(event: Event) -> list[DateMove]:
    """Count all dates anew from the event's days; done tasks and dates set by hand stay."""
    moves = moved_dates(event, tasks_of(event))
    for move in moves:
        move.task.due_on = move.to
    db.session.flush()
    return moves


def squeezed_plan(event: Event, checklist: Checklist, today: date) -> Squeeze:
    """The compressed plan of a late start."""
    return squeeze_plan(checklist.tasks.values(), event.first_day, today, closed_days(event))


def squeeze_dates(event: Event, today: date) -> int:
    """Date the tasks as the compressed plan has it; they are counted from the first day from now on, so that they move
    with the event. Says how many."""
    plan = squeezed_plan(event, checklist_of(event), today)
    for task in tasks_of(event):
        if (day := plan.days.get(task.id)) is not None:
            task.anchor, task.unit, task.after_id = Anchor.FIRST_DAY, Unit.DAYS, None
            task.due_by_hand = False
            task.offset, task.due_on = (day - event.first_day).days, day
    db.session.flush()
    return len(plan.days)
