"""The next meeting's number, name and day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.forums.kinds import Every, Rhythm
from facilitate.forums.meetings.next_meeting import (
    is_open_for_items,
    last_day_to_propose,
    next_host,
)
from facilitate.forums.meetings.numbering import (
    carried_title,
    likely_day,
    meeting_title,
    number_in_year,
    ordinal_en,
    ordinal_sq,
)
from facilitate.lib.text import Words
from facilitate.lib.workdays import ClosedDays

THRICE = Rhythm(Every.TIMES_A_YEAR, 3)
QUARTERLY = Rhythm(Every.MONTHS, 3)


def test_meetings_are_counted_within_their_year() -> None:
    days = [date(2026, 11, 1), date(2027, 2, 1), date(2027, 6, 1), date(2027, 12, 1)]
    assert number_in_year(days, date(2027, 9, 1)) == 3
    assert number_in_year(days, date(2028, 1, 5)) == 1


def test_titles_count_in_both_languages() -> None:
    assert meeting_title(Words("South group", "Grupi i Jugut"), 3, 2027) == Words(
        "South group: third meeting 2027", "Grupi i Jugut: takimi i tretë 2027"
    )
    assert [ordinal_en(number) for number in (1, 12, 13, 21, 22, 111)] == [
        "first",
        "twelfth",
        "13th",
        "21st",
        "22nd",
        "111th",
    ]
    assert [ordinal_sq(number) for number in (2, 12, 13)] == ["i dytë", "i dymbëdhjetë", "i 13-të"]


@pytest.mark.parametrize(
    ("last", "rhythm", "today", "day"),
    [
        (
            date(2027, 1, 14),
            QUARTERLY,
            date(2027, 1, 20),
            date(2027, 4, 8),
        ),  # a Thursday again, within three months
        (date(2027, 1, 14), THRICE, date(2027, 1, 20), date(2027, 5, 13)),
        (
            date(2026, 1, 15),
            QUARTERLY,
            date(2027, 1, 20),
            date(2027, 2, 25),
        ),  # far behind: a month for invitations
        (None, Rhythm(Every.MONTHS, 1), date(2027, 1, 20), date(2027, 2, 24)),
        (
            date(2026, 7, 27),
            THRICE,
            date(2026, 8, 1),
            date(2026, 11, 20),
        ),  # Monday 23 is a holiday: the working day before
    ],
)
def test_the_day_follows_the_rhythm(
    last: date | None, rhythm: Rhythm, today: date, day: date
) -> None:
    assert likely_day(last, rhythm, ClosedDays("AL"), today) == day


@given(
    st.dates(date(2025, 1, 1), date(2029, 1, 1)),
    st.integers(0, 500),
    st.sampled_from(list(Every)),
    st.integers(1, 12),
)
def test_the_day_is_never_closed_and_never_too_soon(
    last: date, after: int, every: Every, number: int
) -> None:
    today = last + timedelta(days=after)
    day = likely_day(last, Rhythm(every, number), ClosedDays("AL"), today)
    assert day not in ClosedDays("AL")
    assert day >= today + timedelta(days=31)


def test_hosts_take_turns() -> None:
    assert [next_host([3, 5, 9], last) for last in (3, 5, 9, 4, None)] == [5, 9, 3, 3, 3]
    assert next_host([], 3) is None


def test_items_are_taken_until_three_working_days_before() -> None:
    monday = date(2027, 3, 1)
    assert last_day_to_propose(monday, "AL") == date(2027, 2, 24)  # Wednesday
    assert last_day_to_propose(date(2027, 3, 17), "AL") == date(
        2027, 3, 11
    )  # Sunday's holiday is on Monday
    assert [is_open_for_items(monday, date(2027, 2, on)) for on in (24, 25)] == [True, False]


@given(st.dates(date(2025, 1, 1), date(2030, 1, 1)))
def test_the_list_never_closes_on_a_free_day(day: date) -> None:
    closes = last_day_to_propose(day, "AL")
    assert closes not in ClosedDays("AL")
    assert 3 <= (day - closes).days <= 14


@pytest.mark.parametrize(
    ("last", "then", "count", "on", "number", "next_one"),
    [
        (
            ("North, meeting 2 of 2026", "Veri, takimi 2 i vitit 2026"),
            date(2026, 9, 1),
            2,
            date(2026, 12, 1),
            3,
            ("North, meeting 3 of 2026", "Veri, takimi 3 i vitit 2026"),
        ),
        (
            ("North, meeting 3 of 2026", "Veri, takimi 3 i vitit 2026"),
            date(2026, 12, 1),
            3,
            date(2027, 4, 1),
            1,
            ("North, meeting 1 of 2027", "Veri, takimi 1 i vitit 2027"),
        ),
        (
            ("South: third meeting 2026", "Jug: takimi i tretë 2026"),
            date(2026, 12, 1),
            3,
            date(2027, 4, 1),
            1,
            ("South: first meeting 2027", "Jug: takimi i parë 2027"),
        ),
        (
            ("Second meeting", "Mbledhja e dytë"),
            date(2026, 9, 1),
            2,
            date(2026, 12, 1),
            3,
            ("Third meeting", "Mbledhja e tretë"),
        ),
        (
            ("12th meeting", "Takimi i 12-të"),
            date(2026, 9, 1),
            2,
            date(2027, 1, 4),
            1,
            ("13th meeting", "Takimi i 13-të"),
        ),
        (
            ("Shelters, November 2026", "Strehëzat, nëntor 2026"),
            date(2026, 11, 11),
            11,
            date(2027, 1, 11),
            1,
            ("Shelters, January 2027", "Strehëzat, janar 2027"),
        ),
        (
            ("Conference 2026", "Konferenca 2026"),
            date(2026, 3, 1),
            1,
            date(2027, 3, 1),
            1,
            ("Conference 2027", "Konferenca 2027"),
        ),
        (
            ("North, meeting 2 of 2026", ""),
            date(2026, 9, 1),
            2,
            date(2026, 12, 1),
            3,
            ("North, meeting 3 of 2026", ""),
        ),
    ],
)
def test_the_last_title_is_carried_on(
    last, then: date, count: int, on: date, number: int, next_one
) -> None:
    assert carried_title(Words(*last), then, count, on, number) == Words(*next_one)


@pytest.mark.parametrize(
    "text", ["Meeting on schools", "Meeting 2 on article 3, 2026", "Conference 2026"]
)
def test_a_title_without_one_number_is_not_carried_on(text: str) -> None:
    assert carried_title(Words(text, ""), date(2026, 3, 1), 1, date(2026, 9, 1), 2) is None
