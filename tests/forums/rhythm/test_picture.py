"""The year's picture: which mark stands in which month."""

from datetime import date

from facilitate.forums.duty_dates import Pace
from facilitate.forums.duty_status import DutyTask, DutyTimes
from facilitate.forums.kinds import DoneBy, Every, Rhythm
from facilitate.forums.rhythm.picture import YearMark, YearSign, year_line
from facilitate.lib.text import Words

MEET = DutyTask(
    1,
    "meeting",
    Words("Meeting", "Takim"),
    Rhythm(Every.TIMES_A_YEAR, 3),
    DoneBy.MEETING,
    date(2026, 1, 1),
)
REPORT = DutyTask(
    2,
    "report",
    Words("Report", "Raport"),
    Rhythm(Every.TIMES_A_YEAR, 2),
    DoneBy.DOCUMENT,
    date(2026, 1, 1),
)


def test_held_planned_due_missed_and_filed() -> None:
    times = DutyTimes(
        [date(2026, 11, 3), date(2027, 5, 10), date(2027, 8, 20)], {2: [date(2027, 3, 2)]}
    )
    year = year_line([MEET, REPORT], times, 2027, date(2027, 6, 1))
    assert {number: signs for number, signs in enumerate(year.months, 1) if signs} == {
        3: (YearSign(2, True, YearMark.FILED, 2),),
        5: (YearSign(10, False, YearMark.HELD),),
        8: (YearSign(20, False, YearMark.PLANNED),),
        12: (YearSign(31, False, YearMark.DUE, 1), YearSign(31, True, YearMark.DUE, 2)),
    }
    assert (year.held, year.missed, year.planned, year.keeping.late) == (1, 0, 1, [])


def test_what_was_missed_stands_in_the_month_it_was_due() -> None:
    year = year_line([MEET, REPORT], DutyTimes([date(2027, 2, 1)]), 2027, date(2027, 9, 15))
    assert year.months[7] == (YearSign(31, False, YearMark.MISSED, 1),)
    assert year.months[5] == (YearSign(30, True, YearMark.MISSED, 2),)
    assert [(task.id, stands.pace, stands.by) for task, stands in year.keeping.late] == [
        (1, Pace.OVERDUE, date(2027, 8, 31)),
        (2, Pace.OVERDUE, date(2027, 6, 30)),
    ]
    assert (year.held, year.missed) == (1, 1)


def test_after_its_end_nothing_is_due() -> None:
    year = year_line(
        [MEET], DutyTimes([date(2027, 2, 1)]), 2027, date(2027, 9, 15), date(2027, 5, 1)
    )
    assert [len(signs) for signs in year.months] == [0, 1, *[0] * 10]
    assert year.keeping.late == []
