"""One rule says what is overdue, and when a presidency that ends is spoken of."""

from datetime import date, timedelta

import pytest

from facilitate.forums.due import Pace, asked_in
from facilitate.forums.ending import Ending, Turn, ending
from facilitate.forums.keeping import Task, Times, keeping
from facilitate.forums.kinds import DoneBy, Every, Rhythm
from facilitate.lib.text import Words

TODAY = date(2027, 9, 15)
SINCE = date(2026, 1, 1)
MEET = Task(
    1, "meeting", Words("Meeting", "Takim"), Rhythm(Every.TIMES_A_YEAR, 3), DoneBy.MEETING, SINCE
)
REPORT = Task(
    2, "report", Words("Report", "Raport"), Rhythm(Every.TIMES_A_YEAR, 2), DoneBy.DOCUMENT, SINCE
)


def test_a_forum_that_meets_in_time_is_overdue_with_its_report() -> None:
    kept = keeping([MEET, REPORT], Times([date(2027, 2, 1), date(2027, 6, 1)]), TODAY)
    assert [(task.key, stands.by) for task, stands in kept.late] == [("report", date(2027, 6, 30))]
    assert kept.meeting is not None
    assert kept.meeting.pace is Pace.ON_TIME
    assert kept.shown == kept.late


def test_what_is_said_first_of_a_forum_in_time() -> None:
    times = Times([date(2027, 2, 1), date(2027, 6, 1)], {2: [date(2027, 6, 30)]})
    assert [task.key for task, _stands in keeping([MEET, REPORT], times, TODAY).shown] == [
        "meeting"
    ]
    due = keeping([MEET, REPORT], times, date(2027, 12, 20))
    assert [(task.key, stands.pace) for task, stands in due.shown] == [
        ("meeting", Pace.DUE),
        ("report", Pace.DUE),
    ]


def test_nothing_is_asked_of_a_forum_that_has_ended() -> None:
    kept = keeping([MEET], Times(), TODAY, ended=TODAY)
    assert (kept.standings, kept.late, kept.meeting, kept.shown) == ((), [], None, [])
    assert keeping([MEET], Times(), TODAY, ended=TODAY + timedelta(1)) == keeping(
        [MEET], Times(), TODAY
    )


def test_how_its_meetings_stand_is_not_how_its_report_stands() -> None:
    kept = keeping([REPORT, MEET], Times([date(2027, 2, 1), date(2027, 6, 1)]), TODAY)
    assert [task.key for task, _stands in kept.standings] == ["report", "meeting"]
    assert kept.meeting == kept.standings[1][1]
    assert keeping([REPORT], Times(), TODAY).meeting is None


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
    assert asked_in(rhythm, since, year) == asked


ALBA = Turn(1, "Alba", date(2027, 1, 1), date(2027, 6, 30), written=True)
BESA = Turn(2, "Besa", date(2027, 7, 1), date(2027, 12, 31), written=False)

SHORT = Turn(3, "Cima", date(2027, 9, 1), date(2027, 9, 30), written=True)


@pytest.mark.parametrize(
    ("turns", "today", "said"),
    [
        ([ALBA, BESA], ALBA.last - timedelta(weeks=6, days=1), None),
        ([ALBA, BESA], ALBA.last - timedelta(weeks=6), Ending(ALBA, 42, BESA)),
        ([ALBA], ALBA.last, Ending(ALBA, 0, None)),
        ([ALBA], ALBA.last + timedelta(3), Ending(ALBA, -3, None)),
        ([ALBA, BESA], BESA.first, None),
        ([BESA], ALBA.last, None),
        (
            [SHORT],
            SHORT.first,
            Ending(SHORT, 29, None),
        ),  # shorter than six weeks: spoken of from its first day
        ([], ALBA.last, None),
    ],
)
def test_when_a_presidency_that_ends_is_spoken_of(
    turns: list[Turn], today: date, said: Ending | None
) -> None:
    assert ending(turns, today) == said
