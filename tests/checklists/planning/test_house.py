"""The house rules against dates worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from facilitate.checklists.models import Milestone, Phase, TaskStatus
from facilitate.checklists.planning.house import HouseRule, rule_findings
from facilitate.checklists.value import TaskItem

FIRST, TODAY = date(2027, 3, 18), date(2026, 11, 25)


def item(number: int, due: str, **more: object) -> TaskItem:
    return replace(
        TaskItem(number, f"C{number:02d}", due_on=date.fromisoformat(due), phase=Phase.CONTENT),
        **more,
    )


GOOD = [
    item(1, "2026-12-18", phase=Phase.DESIGN),
    item(2, "2027-02-18", milestone=Milestone.INVITATIONS),
    item(3, "2027-03-17", milestone=Milestone.TRAINING),
    item(4, "2027-03-11", milestone=Milestone.GUIDE),
]


def kept(tasks: list[TaskItem], today: date = TODAY) -> list[bool]:
    return [one.kept for one in rule_findings(tasks, FIRST, today)]


def test_the_last_day_that_keeps_a_rule_keeps_it() -> None:
    assert [one.rule for one in rule_findings(GOOD, FIRST, TODAY)] == list(HouseRule)
    assert kept(GOOD) == [True] * 4


@pytest.mark.parametrize(
    ("number", "due"),
    [(0, "2026-12-19"), (1, "2027-02-19"), (2, "2027-03-18"), (3, "2027-03-10"), (3, "2027-03-18")],
)
def test_a_day_beyond_breaks_it(number: int, due: str) -> None:
    tasks = [*GOOD]
    tasks[number] = replace(tasks[number], due_on=date.fromisoformat(due))
    assert kept(tasks) == [one != number for one in range(4)]


def test_the_first_of_the_design_and_the_last_of_the_letters_count() -> None:
    more = [
        item(5, "2027-02-01", phase=Phase.DESIGN),
        item(6, "2027-03-01", milestone=Milestone.INVITATIONS),
    ]
    assert kept([*GOOD, *more]) == [True, False, True, True]


def test_what_is_not_needed_or_not_there_is_not_kept() -> None:
    assert kept([]) == [False] * 4
    assert kept([replace(task, status=TaskStatus.NOT_NEEDED) for task in GOOD]) == [False] * 4


def test_what_a_late_start_has_missed_is_counted_in_days() -> None:
    found = rule_findings(GOOD, FIRST, date(2027, 3, 2))
    assert [one.missed for one in found] == [74, 12, 0, 0]
    done = [replace(task, status=TaskStatus.DONE, done_on=task.due_on) for task in GOOD]
    assert [one.missed for one in rule_findings(done, FIRST, date(2027, 3, 2))] == [0] * 4


def test_what_is_overdue_beyond_its_limit_can_no_longer_be_kept() -> None:
    assert kept(GOOD, date(2027, 2, 18)) == [False, True, True, True]
    assert kept(GOOD, date(2027, 2, 19)) == [False, False, True, True]
    assert kept(GOOD, date(2028, 2, 19)) == [False] * 4


def test_design_begun_in_time_holds_though_another_of_its_tasks_is_overdue() -> None:
    begun = item(
        5, "2026-12-17", phase=Phase.DESIGN, status=TaskStatus.DONE, done_on=date(2026, 12, 17)
    )
    late = item(6, "2026-12-01", phase=Phase.DESIGN)
    assert kept([*GOOD[1:], begun, late], date(2027, 1, 10))[0]
