"""A late start keeps the order of everything, loses nothing, and moves no more than it must."""

from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitate.checklists.models import TaskStatus
from facilitate.checklists.planning.late_start import Squeeze, busiest_week, squeeze_plan
from facilitate.checklists.planning.wording import squeeze_sentence
from facilitate.checklists.value import TaskItem
from facilitate.lib.workdays import ClosedDays, due_date

FIRST, CLOSED = date(2027, 3, 18), ClosedDays("AL")


@st.composite
def lists(draw: st.DrawFn) -> list[TaskItem]:
    days = draw(st.lists(st.integers(-200, 40), min_size=1, max_size=40))
    hand = draw(st.lists(st.booleans(), min_size=len(days), max_size=len(days)))
    status = draw(
        st.lists(st.sampled_from(list(TaskStatus)), min_size=len(days), max_size=len(days))
    )
    return [
        TaskItem(
            number,
            due_on=FIRST + timedelta(days=day),
            due_by_hand=own,
            status=how,
            done_on=FIRST + timedelta(days=day) if how is TaskStatus.DONE else None,
        )
        for number, (day, own, how) in enumerate(zip(days, hand, status, strict=True))
    ]


def moving(task: TaskItem, today: date) -> bool:
    return (
        task.status in (TaskStatus.OPEN, TaskStatus.IN_PROGRESS, TaskStatus.BLOCKED)
        and (not task.due_by_hand or task.due_on < today)
        and task.due_on < FIRST
    )


@settings(deadline=None)
@given(lists(), st.integers(-190, 10))
def test_order_is_kept_and_nothing_is_left_behind(tasks: list[TaskItem], ahead: int) -> None:
    today = FIRST + timedelta(days=ahead)
    plan = squeeze_plan(tasks, FIRST, today, CLOSED)
    moved = {task.id: plan.days.get(task.id, task.due_on) for task in tasks}
    assert set(plan.days) <= {task.id for task in tasks if moving(task, today)}
    open_days = [
        day for day in map(FIRST.__sub__, map(timedelta, range(1, -ahead + 1))) if day not in CLOSED
    ]
    if open_days:
        assert all(today <= day < FIRST and day not in CLOSED for day in plan.days.values())
    else:
        assert set(plan.days.values()) <= {FIRST}
    if plan:
        assert not [task for task in tasks if moving(task, today) and moved[task.id] < today]
        mine = [task for task in tasks if moving(task, today)]
        for one in mine:
            for other in mine:
                if one.due_on < other.due_on:
                    assert moved[one.id] <= moved[other.id]
        assert all(moved[task.id] == task.due_on for task in mine if task.due_on >= plan.until)
    else:
        assert today >= FIRST or not [
            task for task in tasks if moving(task, today) and task.due_on < today
        ]


def test_half_the_time_where_that_is_enough() -> None:
    days = [date(2026, 11, 2), date(2026, 11, 16), date(2026, 12, 1), date(2027, 2, 1)]
    tasks = [TaskItem(number, due_on=day) for number, day in enumerate(days)]
    plan = squeeze_plan(tasks, FIRST, date(2026, 12, 2), CLOSED)
    assert (plan.until, plan.pace) == (date(2027, 1, 1), 0.5)
    assert plan.days == {0: date(2026, 12, 2), 1: date(2026, 12, 9), 2: date(2026, 12, 16)}


@settings(deadline=None)
@given(lists(), st.integers(-190, -1))
def test_counted_from_the_event_the_new_days_are_the_same_again(
    tasks: list[TaskItem], ahead: int
) -> None:
    plan = squeeze_plan(tasks, FIRST, FIRST + timedelta(days=ahead), CLOSED)
    for day in plan.days.values():
        away = (day - FIRST).days
        assert due_date(FIRST, away, "days", CLOSED) == day


@pytest.mark.parametrize(
    ("today", "begins"),
    [
        (date(2026, 11, 27), date(2026, 11, 27)),  # a Friday
        (
            date(2026, 11, 28),
            date(2026, 12, 2),
        ),  # Saturday and a holiday: Monday and Tuesday are free in its place
        (date(2026, 11, 29), date(2026, 12, 2)),
        (date(2026, 11, 30), date(2026, 12, 2)),
        (date(2026, 12, 6), date(2026, 12, 7)),  # a Sunday
    ],
)
def test_on_a_closed_day_it_begins_when_offices_open(today: date, begins: date) -> None:
    tasks = [
        TaskItem(number, due_on=today - timedelta(days=ago))
        for number, ago in enumerate([9, 5, 1, 0])
    ]
    plan = squeeze_plan(tasks, FIRST, today, CLOSED)
    assert min(plan.days.values()) == plan.days[0] == begins
    assert not [day for day in plan.days.values() if day in CLOSED]


def test_the_week_end_before_the_event_leaves_its_first_day() -> None:
    monday = date(2027, 4, 19)
    tasks = [
        TaskItem(number, due_on=monday - timedelta(days=day))
        for number, day in enumerate([9, 5, 1])
    ]
    plan = squeeze_plan(tasks, monday, date(2027, 4, 17), CLOSED)
    assert plan.days == {0: monday, 1: monday, 2: monday}


def test_on_the_last_day_everything_is_due_before_the_event() -> None:
    tasks = [
        TaskItem(number, due_on=FIRST - timedelta(days=day)) for number, day in enumerate([9, 5, 1])
    ]
    today = FIRST - timedelta(days=1)
    assert squeeze_plan(tasks, FIRST, today, CLOSED).days == {0: today, 1: today}


def test_the_busiest_week_is_told() -> None:
    tasks = [
        TaskItem(number, due_on=date(2027, 2, day), effort=2.5)
        for number, day in enumerate([1, 8, 10, 12, 22])
    ]
    week = busiest_week(tasks, {4: date(2027, 2, 9)})
    assert week is not None
    assert (week.monday, week.tasks, week.hours) == (date(2027, 2, 8), 4, 10.0)
    assert busiest_week([], {}) is None


@pytest.mark.parametrize(("pace", "said"), [(0.5, "50%"), (0.385, "38%"), (0.001, "1%")])
def test_the_pace_is_told_in_whole_percent(app: Flask, pace: float, said: str) -> None:
    squeeze = Squeeze({0: FIRST}, until=FIRST, pace=pace)
    with app.test_request_context():
        assert f"every task gets {said} of its planned time" in squeeze_sentence(squeeze)
