"""What goes into a mail about tasks, and on which day: weekends, holidays, days nothing was running."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from facilitate.checklists.models import OPEN_STATES, TaskStatus
from facilitate.checklists.reminding.digest import (
    Digest,
    TaskOfMine,
    day_before,
    day_before_turn,
    is_at_rest,
    monday_of,
    next_monday,
    weekly_digest,
    weekly_turn,
)
from facilitate.lib.text import Words
from facilitate.lib.workdays import ClosedDays

CLOSED = ClosedDays("AL")
MON = date(2027, 2, 8)
"""A Monday in an ordinary week."""


def mine(
    number: int, due_on: date, status: TaskStatus = TaskStatus.OPEN, **more: str
) -> TaskOfMine:
    return TaskOfMine(number, Words(f"Task {number}"), due_on, status, **more)  # type: ignore[arg-type]


def days(found: Digest) -> list[list[int]]:
    return [
        [task.id for task in part]
        for part in (found.late, found.this_week, found.next_week, found.blocked)
    ]


def test_the_week_holds_each_open_task_once() -> None:
    tasks = [
        mine(1, MON - timedelta(days=1)),
        mine(2, MON),
        mine(3, MON + timedelta(days=6)),
        mine(4, MON + timedelta(days=7)),
        mine(5, MON + timedelta(days=13)),
        mine(6, MON + timedelta(days=14)),
        mine(7, MON, TaskStatus.DONE),
        mine(8, MON, TaskStatus.NOT_NEEDED),
        mine(9, MON, TaskStatus.BLOCKED),
        mine(10, date(2026, 1, 1), TaskStatus.IN_PROGRESS),
        mine(11, MON + timedelta(days=14), TaskStatus.BLOCKED),
    ]
    assert days(weekly_digest(tasks, MON)) == [[10, 1], [2, 3], [4, 5], [9]]
    assert days(weekly_digest(tasks, MON + timedelta(days=2))) == [[10, 1, 2], [3], [4, 5], [9]]
    assert not weekly_digest(
        [mine(1, MON + timedelta(days=14)), mine(2, MON, TaskStatus.DONE)], MON
    )


def test_what_was_over_before_the_event_was_made_is_not_late() -> None:
    tasks = [
        replace(mine(number, day), made_on=date(2027, 2, 3))
        for number, day in enumerate((date(2027, 2, 2), date(2027, 2, 3), MON), start=1)
    ]
    found = weekly_digest(tasks, MON)
    assert ([task.id for task in found.passed], days(found)[:2]) == ([1], [[2], [3]])
    assert weekly_digest(tasks[:1], MON)  # it is not kept silent


def test_the_weekly_mail_goes_on_the_first_working_day() -> None:
    assert weekly_turn(MON, None, CLOSED)
    assert not weekly_turn(MON, MON, CLOSED)
    assert weekly_turn(MON + timedelta(days=7), MON, CLOSED)
    assert weekly_turn(
        MON + timedelta(days=2), MON - timedelta(days=7), CLOSED
    )  # nothing ran on Monday
    assert not weekly_turn(MON + timedelta(days=2), MON, CLOSED)
    assert not weekly_turn(MON + timedelta(days=5), None, CLOSED)
    alphabet_day = date(2026, 11, 23)  # kept on the Monday after
    assert not weekly_turn(alphabet_day, date(2026, 11, 16), CLOSED)
    assert weekly_turn(alphabet_day + timedelta(days=1), date(2026, 11, 16), CLOSED)
    assert (monday_of(date(2027, 2, 14)), next_monday(MON)) == (MON, date(2027, 2, 15))


def test_what_is_due_on_monday_is_told_on_friday() -> None:
    friday, saturday, sunday, monday = (MON + timedelta(days=number) for number in (4, 5, 6, 7))
    tasks = [
        mine(1, monday),
        mine(2, saturday),
        mine(3, sunday),
        mine(4, friday),
        mine(5, monday + timedelta(days=1)),
    ]
    told = {
        day: [task.id for task in day_before(tasks, day, CLOSED)]
        for day in (MON + timedelta(days=3), friday, saturday, sunday, monday)
    }
    assert list(told.values()) == [[4], [2, 3, 1], [], [], [5]]


def test_holidays_are_skipped_too() -> None:
    # Independence and Liberation Day, 28 and 29 November 2026, are a weekend: Monday and Tuesday are free in their place
    wednesday = date(2026, 12, 2)
    assert [
        day_before([mine(1, wednesday)], wednesday - timedelta(days=back), CLOSED) != ()
        for back in range(1, 7)
    ] == [
        False,
        False,
        False,
        False,
        True,
        False,
    ]


def test_a_turn_missed_is_made_up_until_the_day_has_passed() -> None:
    tuesday = mine(1, MON + timedelta(days=1))
    last_week = MON - timedelta(days=3)
    assert day_before([tuesday], MON + timedelta(days=1), CLOSED, last_week) == (tuesday,)
    assert day_before([tuesday], MON + timedelta(days=1), CLOSED, MON) == ()
    assert day_before([tuesday], MON + timedelta(days=2), CLOSED, last_week) == ()
    assert day_before([mine(1, MON + timedelta(days=1), TaskStatus.DONE)], MON, CLOSED) == ()
    assert [
        day_before_turn(day, MON, CLOSED)
        for day in (MON, MON + timedelta(days=1), MON + timedelta(days=5))
    ] == [
        False,
        True,
        False,
    ]


def test_an_event_that_is_over_rests() -> None:
    assert is_at_rest(MON, None, MON)
    assert not is_at_rest(MON, MON + timedelta(days=90), MON + timedelta(days=100))
    assert is_at_rest(MON, MON + timedelta(days=90), MON + timedelta(days=200))
    assert not is_at_rest(MON, MON + timedelta(days=210), MON + timedelta(days=200))


@given(
    st.lists(
        st.builds(
            mine,
            st.integers(1, 99),
            st.dates(MON - timedelta(60), MON + timedelta(60)),
            st.sampled_from(TaskStatus),
        ),
        max_size=20,
        unique_by=lambda task: task.id,
    ),
    st.integers(0, 6),
)
def test_every_open_task_of_two_weeks_is_told_once(tasks: list[TaskOfMine], weekday: int) -> None:
    today = MON + timedelta(days=weekday)
    found = [key for part in days(weekly_digest(tasks, today)) for key in part]
    assert sorted(found) == sorted(
        task.id
        for task in tasks
        if task.status in OPEN_STATES and task.due_on < MON + timedelta(days=14)
    )


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_every_due_date_has_one_working_day_on_which_it_is_told(due_on: date) -> None:
    task = mine(1, due_on)
    told = [
        day
        for back in range(30)
        if day_before([task], day := due_on - timedelta(days=back), CLOSED)
    ]
    assert len(told) == 1
    assert told[0] < due_on
    assert told[0] not in CLOSED
