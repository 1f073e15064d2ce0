"""Tasks counted from other tasks: what follows what, what stays, and circles."""

from dataclasses import dataclass, replace
from datetime import date

from facilitate.checklists.deadlines import due_dates, find_circle, waits_for

FIRST, LAST = date(2027, 3, 18), date(2027, 3, 19)
KEPT = date(2027, 1, 4)


@dataclass(frozen=True)
class Task:
    """What has to be known of a task; all are weekdays unless said."""

    offset: int = 0
    unit: str = "days"
    anchor: str = "first_day"
    after: int | None = None
    due_on: date = KEPT
    due_by_hand: bool = False
    done_on: date | None = None


def after(task: int, offset: int, **more: object) -> Task:
    return Task(offset, anchor="task", after=task, **more)  # type: ignore[arg-type]


def test_each_is_counted_from_its_day() -> None:
    tasks = {
        1: Task(-7),
        2: Task(-7, anchor="last_day"),
        3: Task(-1, "weeks"),
        4: Task(3, anchor="last_day"),
    }
    assert due_dates(tasks, FIRST, LAST) == {
        1: date(2027, 3, 11),
        2: date(2027, 3, 12),
        3: date(2027, 3, 11),
        4: date(2027, 3, 22),
    }


def test_a_task_follows_the_day_another_is_due() -> None:
    tasks = {3: after(2, 1), 2: after(1, 2), 1: Task(-10)}
    assert due_dates(tasks, FIRST, LAST) == {
        1: date(2027, 3, 8),
        2: date(2027, 3, 10),
        3: date(2027, 3, 11),
    }


def test_a_task_follows_the_day_the_other_one_was_done_and_not_the_day_it_was_due() -> None:
    done = Task(-10, due_on=date(2027, 3, 8), done_on=date(2027, 3, 2))
    assert due_dates({1: done, 2: after(1, 2)}, FIRST, LAST) == {
        1: date(2027, 3, 8),
        2: date(2027, 3, 4),
    }
    late = replace(done, done_on=date(2027, 3, 15))
    assert due_dates({1: late, 2: after(1, 2)}, FIRST, LAST)[2] == date(2027, 3, 17)


def test_dates_set_by_hand_and_done_tasks_stay_and_others_follow_them() -> None:
    by_hand = Task(-10, due_by_hand=True)
    done = Task(-10, done_on=date(2027, 1, 11))
    found = due_dates({1: by_hand, 2: done, 3: after(1, 1), 4: after(2, 1)}, FIRST, LAST)
    assert found == {1: KEPT, 2: KEPT, 3: date(2027, 1, 5), 4: date(2027, 1, 12)}


def test_what_waits_for_a_task_that_is_gone_counts_from_the_first_day() -> None:
    assert due_dates({2: after(99, -7)}, FIRST, LAST) == {2: date(2027, 3, 11)}


def test_a_number_of_another_task_counts_only_where_the_task_is_what_is_counted_from() -> None:
    tasks = {1: Task(-10), 2: Task(-7, after=1), 3: Task(-7, anchor="last_day", after=1)}
    assert due_dates(tasks, FIRST, LAST) == {
        1: date(2027, 3, 8),
        2: date(2027, 3, 11),
        3: date(2027, 3, 12),
    }
    assert [waits_for(tasks, one) for one in tasks.values()] == [None, None, None]
    assert waits_for(tasks, after(1, 0)) == 1


def test_in_a_circle_each_counts_from_the_first_day_whichever_comes_first() -> None:
    ring = {1: after(2, 1), 2: after(1, 4)}
    days = {1: date(2027, 3, 19), 2: date(2027, 3, 22)}
    assert (
        due_dates(ring, FIRST, LAST) == due_dates(dict(reversed(ring.items())), FIRST, LAST) == days
    )
    assert due_dates(ring | {3: after(2, 1)}, FIRST, LAST) == days | {3: date(2027, 3, 23)}
    assert due_dates({3: after(2, 1)} | ring, FIRST, LAST) == days | {3: date(2027, 3, 23)}


def test_a_task_that_is_done_or_set_by_hand_breaks_the_circle() -> None:
    done = after(2, 1, done_on=date(2027, 1, 11))
    assert due_dates({1: done, 2: after(1, 1)}, FIRST, LAST) == {1: KEPT, 2: date(2027, 1, 12)}
    assert due_dates({1: after(2, 1, due_by_hand=True), 2: after(1, 1)}, FIRST, LAST) == {
        1: KEPT,
        2: date(2027, 1, 5),
    }


def test_a_task_that_waits_for_itself_counts_from_the_first_day() -> None:
    assert due_dates({1: after(1, -7)}, FIRST, LAST) == {1: date(2027, 3, 11)}


def test_a_circle_is_named_in_its_order() -> None:
    tasks = {
        1: after(2, 1),
        2: after(3, 1),
        3: after(1, 1),
        4: after(1, 1),
        5: Task(),
        6: after(6, 1),
        7: after(5, 0),
    }
    assert {key: find_circle(tasks, key) for key in tasks} == {
        1: [1, 2, 3],
        2: [2, 3, 1],
        3: [3, 1, 2],
        4: [],
        5: [],
        6: [6],
        7: [],
    }


def test_a_list_of_thousands_may_wait_one_for_the_other() -> None:
    chain = {key: after(key + 1, 0) for key in range(5_000)} | {5_000: Task(-7)}
    assert set(due_dates(chain, FIRST, LAST).values()) == {date(2027, 3, 11)}
    assert find_circle(chain, 0) == []


def test_what_many_long_distances_come_to_stays_within_the_calendar() -> None:
    for months, end in ((400, date(2200, 12, 31)), (-400, date(1900, 1, 1))):
        chain = {key: after(key + 1, months, unit="months") for key in range(400)}
        days = due_dates(chain | {400: Task(-7)}, FIRST, LAST)
        assert days[0] == end
    far = Task(9_000_000)
    assert due_dates({1: far}, FIRST, LAST) == {1: date(2200, 12, 31)}
