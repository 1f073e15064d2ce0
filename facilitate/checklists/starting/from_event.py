"""A checklist that worked as a list to start from: its tasks with the distances they were planned with."""

from collections.abc import Mapping, Sequence
from datetime import date

from ...events.models import Role
from ..models import Anchor, Task, TaskStatus, Unit
from .task_list import MOST_AWAY, StartingTask


def as_starting_tasks(
    tasks: Sequence[Task], roles: Mapping[int, Role], first_day: date, last_day: date
) -> list[StartingTask]:
    """The tasks of an event by their first-planned distance; `roles`: what each member is in its team, by id.

    A date set by hand becomes a distance in days, in weeks where the days are too many. What was not needed is left out.
    A task counted from one that is left out, or from itself in a circle, is counted from the event.
    """
    kept = [task for task in tasks if task.status is not TaskStatus.NOT_NEEDED]
    after = {task.id: task.after_id for task in kept if task.anchor is Anchor.TASK}
    codes = {task.id: task.code for task in kept if not _circles(after, task.id)}
    return [
        _task(task, codes, roles=roles, first_day=first_day, last_day=last_day) for task in kept
    ]


def _task(
    task: Task, codes: Mapping[int, str], roles: Mapping[int, Role], first_day: date, last_day: date
) -> StartingTask:
    role = roles.get(task.owner_id or 0, Role.STAFF)
    offset, unit, anchor = task.offset, task.unit, task.anchor
    after = codes.get(task.after_id or 0, "") if task.id in codes else ""
    if task.due_by_hand or abs(offset) > MOST_AWAY or anchor is Anchor.TASK and not after:
        anchor = Anchor.LAST_DAY if task.due_on > last_day else Anchor.FIRST_DAY
        offset, unit = _apart(task.due_on, last_day if anchor is Anchor.LAST_DAY else first_day)
    return StartingTask(
        code=task.code,
        phase=task.phase,
        title=task.title,
        role=Role.STAFF if role is Role.VIEWER else role,
        who=task.who,
        offset=offset,
        unit=unit,
        anchor=anchor,
        benchmark=task.benchmark,
        effort=task.effort,
        after=after if anchor is Anchor.TASK else "",
        milestone=task.milestone,
    )


def _circles(after: Mapping[int, int | None], start: int) -> bool:
    """Whether the tasks counted from one another lead back to the start, or into a circle."""
    seen, key = {start}, after.get(start)
    while key is not None:
        if key in seen:
            return True
        seen.add(key)
        key = after.get(key)
    return False


def _apart(day: date, anchor: date) -> tuple[int, Unit]:
    days = (day - anchor).days
    if abs(days) <= MOST_AWAY:
        return days, Unit.DAYS
    weeks = max(-MOST_AWAY, min(MOST_AWAY, round(days / 7)))
    return weeks, Unit.WEEKS
