"""The year's picture: which mark stands in which month."""

from datetime import date

from facilitate.forums.due import Pace
from facilitate.forums.keeping import Task, Times
from facilitate.forums.kinds import DoneBy, Every, Rhythm
from facilitate.forums.rhythm.picture import Mark, Sign, line
from facilitate.lib.text import Words

MEET = Task(
    1,
    "meeting",
    Words("Meeting", "Takim"),
    Rhythm(Every.TIMES_A_YEAR, 3),
    DoneBy.MEETING,
    date(2026, 1, 1),
)
REPORT = Task(
    2,
    "report",
    Words("Report", "Raport"),
    Rhythm(Every.TIMES_A_YEAR, 2),
    DoneBy.DOCUMENT,
    date(2026, 1, 1),
)


def test_held_planned_due_missed_and_filed() -> None:
    times = Times(
        [date(2026, 11, 3), date(2027, 5, 10), date(2027, 8, 20)], {2: [date(2027, 3, 2)]}
    )
    year = line([MEET, REPORT], times, 2027, date(2027, 6, 1))
    assert {number: signs for number, signs in enumerate(year.months, 1) if signs} == {
        3: (Sign(2, True, Mark.FILED, 2),),
        5: (Sign(10, False, Mark.HELD),),
        8: (Sign(20, False, Mark.PLANNED),),
        12: (Sign(31, False, Mark.DUE, 1), Sign(31, True, Mark.DUE, 2)),
    }
    assert (year.held, year.missed, year.planned, year.keeping.late) == (1, 0, 1, [])


def test_what_was_missed_stands_in_the_month_it_was_due() -> None:
    year = line([MEET, REPORT], Times([date(2027, 2, 1)]), 2027, date(2027, 9, 15))
    assert year.months[7] == (Sign(31, False, Mark.MISSED, 1),)
    assert year.months[5] == (Sign(30, True, Mark.MISSED, 2),)
    assert [(task.id, stands.pace, stands.by) for task, stands in year.keeping.late] == [
        (1, Pace.OVERDUE, date(2027, 8, 31)),
        (2, Pace.OVERDUE, date(2027, 6, 30)),
    ]
    assert (year.held, year.missed) == (1, 1)


def test_after_its_end_nothing_is_due() -> None:
    year = line([MEET], Times([date(2027, 2, 1)]), 2027, date(2027, 9, 15), date(2027, 5, 1))
    assert [len(signs) for signs in year.months] == [0, 1, *[0] * 10]
    assert year.keeping.late == []
