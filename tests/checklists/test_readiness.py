"""How far a list has come, counted by hand."""

from dataclasses import dataclass
from datetime import date, timedelta

from facilitate.checklists.models import Phase, TaskStatus
from facilitate.checklists.readiness import (
    Readiness,
    TaskLook,
    TaskTally,
    add_up_tallies,
    count_looks,
    is_late,
    look_of_task,
)

from .make import checklist_readiness

TODAY = date(2027, 2, 3)


@dataclass(frozen=True)
class Task:
    due_on: date
    status: TaskStatus = TaskStatus.OPEN


def due(days: int, status: TaskStatus = TaskStatus.OPEN) -> Task:
    return Task(TODAY + timedelta(days=days), status)


LIST = [
    due(-1),
    due(-1, TaskStatus.IN_PROGRESS),
    due(-5, TaskStatus.BLOCKED),
    due(-5, TaskStatus.DONE),
    due(-5, TaskStatus.NOT_NEEDED),
    due(0),
    due(1, TaskStatus.BLOCKED),
    due(2, TaskStatus.DONE),
    due(3, TaskStatus.DONE),
]


def test_what_is_due_today_is_not_late_yet_and_what_is_done_never_is() -> None:
    assert [is_late(one, TODAY) for one in LIST] == [
        True,
        True,
        True,
        False,
        False,
        False,
        False,
        False,
        False,
    ]


def test_a_list_is_counted_without_what_is_not_needed() -> None:
    assert checklist_readiness(LIST, TODAY) == Readiness(total=8, done=3, late=3, blocked=2)
    assert checklist_readiness([], TODAY) == Readiness(total=0, done=0, late=0, blocked=0)
    assert checklist_readiness([due(-1)], TODAY) == Readiness(1, 0, 1)


def test_what_was_counted_in_groups_adds_up() -> None:
    groups = [
        TaskTally(Phase.DESIGN, 1, TaskStatus.DONE, False, 4),
        TaskTally(Phase.DESIGN, None, TaskStatus.BLOCKED, True, 2),
        TaskTally(Phase.CONTENT, 1, TaskStatus.BLOCKED, False, 3),
        TaskTally(Phase.CONTENT, 2, TaskStatus.NOT_NEEDED, False, 9),
        TaskTally(Phase.CONTENT, 2, TaskStatus.OPEN, True, 5),
        TaskTally(Phase.CONTENT, 2, TaskStatus.OPEN, False, 6),
    ]
    assert add_up_tallies(groups) == Readiness(total=20, done=4, late=7, blocked=5)
    assert count_looks(groups) == {
        TaskLook.DONE: 4,
        TaskLook.IN_PROGRESS: 0,
        TaskLook.OPEN: 6,
        TaskLook.BLOCKED: 3,
        TaskLook.LATE: 7,
    }
    assert list(count_looks([])) == [
        TaskLook.DONE,
        TaskLook.IN_PROGRESS,
        TaskLook.OPEN,
        TaskLook.BLOCKED,
        TaskLook.LATE,
    ]


def test_each_task_shows_as_its_status_or_as_late() -> None:
    assert [look_of_task(status, False).value for status in TaskStatus] == [
        status.value for status in TaskStatus
    ]
    assert {look_of_task(status, True) for status in TaskStatus} == {TaskLook.LATE}
