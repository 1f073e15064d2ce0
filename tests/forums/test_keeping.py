"""One rule says what is overdue, and when a presidency that ends is spoken of."""

from datetime import date, timedelta

import pytest

from facilitate.forums.duty_dates import Pace, times_asked_in
from facilitate.forums.duty_status import DutyTask, DutyTimes, status_of_duties
from facilitate.forums.kinds import DoneBy, Every, Rhythm
from facilitate.forums.presidency_end import PresidencyEnding, PresidencyTurn, presidency_ending
from facilitate.lib.text import Words

TODAY = date(2027, 9, 15)
SINCE = date(2026, 1, 1)
MEET = DutyTask(
    1, "meeting", Words("Meeting", "Takim"), Rhythm(Every.TIMES_A_YEAR, 3), DoneBy.MEETING, SINCE
)
REPORT = DutyTask(
    2, "report", Words("Report", "Raport"), Rhythm(Every.TIMES_A_YEAR, 2), DoneBy.DOCUMENT, SINCE
)


def test_a_forum_that_meets_in_time_is_overdue_with_its_report() -> None:
    kept = status_of_duties([MEET, REPORT], DutyTimes([date(2027, 2, 1), date(2027, 6, 1)]), TODAY)
    assert [(task.key, stands.by) for task, stands in kept.late] == [("report", date(2027, 6, 30))]
    assert kept.meeting is not None
    assert kept.meeting.pace is Pace.ON_TIME
    assert kept.shown == kept.late


def test_what_is_said_first_of_a_forum_in_time() -> None:
    times = DutyTimes([date(2027, 2, 1), date(2027, 6, 1)], {2: [date(2027, 6, 30)]})
    assert [task.key for task, _stands in status_of_duties([MEET, REPORT], times, TODAY).shown] == [
        "meeting"
    ]
    due = status_of_duties([MEET, REPORT], times, date(2027, 12, 20))
    assert [(task.key, stands.pace) for task, stands in due.shown] == [
        ("meeting", Pace.DUE),
        ("report", Pace.DUE),
    ]


def test_nothing_is_asked_of_a_forum_that_has_ended() -> None:
    kept = status_of_duties([MEET], DutyTimes(), TODAY, ended=TODAY)
    assert (kept.standings, kept.late, kept.meeting, kept.shown) == ((), [], None, [])
    assert status_of_duties(
        [MEET], DutyTimes(), TODAY, ended=TODAY + timedelta(1)
    ) == status_of_duties([MEET], DutyTimes(), TODAY)


def test_how_its_meetings_stand_is_not_how_its_report_stands() -> None:
    kept = status_of_duties([REPORT, MEET], DutyTimes([date(2027, 2, 1), date(2027, 6, 1)]), TODAY)
    assert [task.key for task, _stands in kept.standings] == ["report", "meeting"]
    assert kept.meeting == kept.standings[1][1]
    assert status_of_duties([REPORT], DutyTimes(), TODAY).meeting is None


@pytest.mark.parametrize(
    ("rhythm", "since", "year", "asked"),
    [
        (Rhythm(Every.TIMES_A_YEAR, 3), date(2026, 11, 26), 2026, 0),
        (Rhythm(Every.TIMES_A_YEAR, 3), date(2026, 11, 26), 2027, 3),
        (Rhythm(Every.TIMES_A_YEAR, 3), date(2026, 5, 1), 2026, 2),
        (Rhythm(Every.TIMES_A_YEAR, 3), date(2026, 1, 1), 2025, 0),
        (Rhythm(Every.MONTHS, 3), date(2026, 5, 10), 2026, 2),
        (Rhythm(Every.MONTHS, 3), date(2026, 11, 26), 2026, 0),
        (Rhythm(Every.MONTHS, 1), date(2026, 1, 1), 2026, 11),
        (Rhythm(Every.MONTHS, 3), date(2026, 5, 10), 2027, 4),
    ],
)
def test_what_a_year_asks_for(rhythm: Rhythm, since: date, year: int, asked: int) -> None:
    assert times_asked_in(rhythm, since, year) == asked


ALBA = PresidencyTurn(1, "Alba", date(2027, 1, 1), date(2027, 6, 30), written=True)
BESA = PresidencyTurn(2, "Besa", date(2027, 7, 1), date(2027, 12, 31), written=False)

SHORT = PresidencyTurn(3, "Cima", date(2027, 9, 1), date(2027, 9, 30), written=True)


@pytest.mark.parametrize(
    ("turns", "today", "said"),
    [
        ([ALBA, BESA], ALBA.last - timedelta(weeks=6, days=1), None),
        ([ALBA, BESA], ALBA.last - timedelta(weeks=6), PresidencyEnding(ALBA, 42, BESA)),
        ([ALBA], ALBA.last, PresidencyEnding(ALBA, 0, None)),
        ([ALBA], ALBA.last + timedelta(3), PresidencyEnding(ALBA, -3, None)),
        ([ALBA, BESA], BESA.first, None),
        ([BESA], ALBA.last, None),
        (
            [SHORT],
            SHORT.first,
            PresidencyEnding(SHORT, 29, None),
        ),  # shorter than six weeks: spoken of from its first day
        ([], ALBA.last, None),
    ],
)
def test_when_a_presidency_that_ends_is_spoken_of(
    turns: list[PresidencyTurn], today: date, said: PresidencyEnding | None
) -> None:
    assert presidency_ending(turns, today) == said
