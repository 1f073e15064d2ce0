"""How far a list has come, counted by hand."""

from dataclasses import dataclass
from datetime import date, timedelta

from facilitate.checklists.models import Phase, Status
from facilitate.checklists.readiness import (
    Look,
    Readiness,
    Tally,
    counted,
    is_late,
    look,
    looks,
    next_task,
    readiness,
)

TODAY = date(2027, 2, 3)


@dataclass(frozen=True)
class Task:
    due_on: date
    status: Status = Status.OPEN


def due(days: int, status: Status = Status.OPEN) -> Task:
    return Task(TODAY + timedelta(days=days), status)


LIST = [
    due(-1),
    due(-1, Status.IN_PROGRESS),
    due(-5, Status.BLOCKED),
    due(-5, Status.DONE),
    due(-5, Status.NOT_NEEDED),
    due(0),
    due(1, Status.BLOCKED),
    due(2, Status.DONE),
    due(3, Status.DONE),
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
    assert readiness(LIST, TODAY) == Readiness(total=8, done=3, late=3, blocked=2)
    assert readiness([], TODAY) == Readiness(total=0, done=0, late=0, blocked=0)
    assert readiness([due(-1)], TODAY) == Readiness(1, 0, 1)


def test_what_was_counted_in_groups_adds_up() -> None:
    groups = [
        Tally(Phase.DESIGN, 1, Status.DONE, False, 4),
        Tally(Phase.DESIGN, None, Status.BLOCKED, True, 2),
        Tally(Phase.CONTENT, 1, Status.BLOCKED, False, 3),
        Tally(Phase.CONTENT, 2, Status.NOT_NEEDED, False, 9),
        Tally(Phase.CONTENT, 2, Status.OPEN, True, 5),
        Tally(Phase.CONTENT, 2, Status.OPEN, False, 6),
    ]
    assert counted(groups) == Readiness(total=20, done=4, late=7, blocked=5)
    assert looks(groups) == {
        Look.DONE: 4,
        Look.IN_PROGRESS: 0,
        Look.OPEN: 6,
        Look.BLOCKED: 3,
        Look.LATE: 7,
    }
    assert list(looks([])) == [Look.DONE, Look.IN_PROGRESS, Look.OPEN, Look.BLOCKED, Look.LATE]


def test_each_task_shows_as_its_status_or_as_late() -> None:
    assert [look(status, False).value for status in Status] == [status.value for status in Status]
    assert {look(status, True) for status in Status} == {Look.LATE}


def test_next_is_the_open_task_that_is_due_first_from_today_on() -> None:
    assert next_task(LIST, TODAY) == due(0)
    assert next_task([due(5), due(-1), due(2, Status.DONE), due(3)], TODAY) == due(3)
    assert next_task([due(-1), due(2, Status.DONE)], TODAY) is None
