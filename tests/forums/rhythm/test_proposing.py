"""Days for a year's meetings: tables worked by hand with a calendar of 2027, and what must always hold."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitate.forums.duty_dates import DutyState, duty_periods
from facilitate.forums.kinds import Every, Rhythm
from facilitate.forums.rhythm.proposing import (
    BlockedDays,
    DaysWish,
    ProposedMeeting,
    hosts_in_turn,
    propose_meetings,
)
from facilitate.lib.workdays import ClosedDays

CLOSED = ClosedDays("AL")
FREE = BlockedDays(CLOSED, ())
THRICE, MONTHLY, QUARTERLY = (
    Rhythm(Every.TIMES_A_YEAR, 3),
    Rhythm(Every.MONTHS, 1),
    Rhythm(Every.MONTHS, 3),
)
SINCE, TODAY = date(2026, 1, 1), date(2027, 1, 4)


def days(rows: list[ProposedMeeting]) -> list[list[str]]:
    return [[f"{day:%a %-d.%-m.}" for day in row.days] for row in rows]


def test_three_times_a_year_on_thursdays() -> None:
    rows = propose_meetings(THRICE, SINCE, [], TODAY, 2027, FREE, DaysWish(weekday=3, choices=2))
    assert [row.due for row in rows] == [date(2027, 4, 30), date(2027, 8, 31), date(2027, 12, 31)]
    assert days(rows) == [
        ["Thu 18.3.", "Thu 25.3."],
        ["Thu 15.7.", "Thu 22.7."],
        ["Thu 18.11.", "Thu 25.11."],
    ]


def test_what_is_held_or_planned_is_not_proposed_again() -> None:
    rows = propose_meetings(
        THRICE,
        SINCE,
        [date(2027, 2, 2), date(2027, 6, 3)],
        date(2027, 3, 1),
        2027,
        FREE,
        DaysWish(3),
    )
    assert [row.due for row in rows] == [date(2027, 12, 31)]


def test_holidays_august_and_other_events_are_avoided() -> None:
    event = {date(2027, 11, 18), date(2027, 11, 25)}
    rows = propose_meetings(
        THRICE,
        SINCE,
        [date(2027, 2, 2), date(2027, 6, 3)],
        TODAY,
        2027,
        BlockedDays(CLOSED, event),
        DaysWish(3),
    )
    assert days(rows) == [["Thu 11.11.", "Thu 2.12."]]
    august = Rhythm(Every.TIMES_A_YEAR, 12)
    year = propose_meetings(
        august, SINCE, [], TODAY, 2027, FREE, DaysWish(no_august=False, choices=1)
    )
    assert [row.days[0].month for row in year] == list(range(1, 13))
    assert not any(day in CLOSED for row in year for day in row.days)


def test_where_a_wish_cannot_be_met_the_weekday_goes_first() -> None:
    every_thursday = {date(2027, 1, 7) + timedelta(7 * number) for number in range(60)}
    rows = propose_meetings(
        THRICE, SINCE, [], TODAY, 2027, BlockedDays(CLOSED, every_thursday), DaysWish(3)
    )
    assert all(day.weekday() != 3 for row in rows for day in row.days)
    only_august = Rhythm(Every.TIMES_A_YEAR, 12)
    rows = propose_meetings(
        only_august, SINCE, [], date(2027, 7, 1), 2027, FREE, DaysWish(choices=1)
    )
    assert date(2027, 8, 31) in [row.due for row in rows]


def test_a_committee_counts_on_from_what_is_proposed() -> None:
    rows = propose_meetings(
        QUARTERLY, SINCE, [date(2026, 11, 12)], TODAY, 2027, FREE, DaysWish(3, choices=1)
    )
    assert days(rows) == [["Thu 11.2."], ["Thu 13.5."], ["Thu 29.7."], ["Thu 14.10."]]


@pytest.mark.parametrize(("number", "times"), [(1, 12), (2, 6), (3, 4), (4, 3), (6, 2), (12, 1)])
@settings(max_examples=20)
@given(
    last=st.dates(date(2026, 1, 1), date(2026, 12, 20)),
    weekday=st.sampled_from([None, 0, 1, 2, 3, 4]),
    august=st.booleans(),
    choices=st.integers(1, 3),
)
def test_every_full_year_has_as_many_meetings_as_its_months_give(
    number: int, times: int, last: date, weekday: int | None, august: bool, choices: int
) -> None:
    """Year after year, on working days, one in each of its months, on the usual weekday where offices are open."""
    held, wish = [last], DaysWish(weekday, august, choices)
    for year in (2027, 2028, 2029):
        today = max(held[-1], date(year - 1, 12, 1))
        rows = propose_meetings(Rhythm(Every.MONTHS, number), last, held, today, year, FREE, wish)
        months = [row.days[0].month for row in rows]
        if year > 2027:  # the year after the last one held begins where the rhythm has come to
            assert len(months) == times
        assert len(set(months)) == len(months)
        assert not any(on in CLOSED for row in rows for on in row.days)
        usual = last.weekday() if weekday is None else weekday
        if usual < 5:
            assert {on.weekday() for row in rows for on in row.days} == {usual}
        held += [row.days[0] for row in rows]


def test_what_is_overdue_is_made_up_for_once_notice_is_given() -> None:
    rows = propose_meetings(
        QUARTERLY, SINCE, [], date(2027, 2, 1), 2027, FREE, DaysWish(3, choices=1)
    )
    assert rows[0].days[0] >= date(2027, 2, 22)
    assert rows[0].due == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("members", "hosted", "number", "hosts"),
    [
        ([1, 2, 3], [], 4, [1, 2, 3, 1]),
        ([1, 2, 3], [1, 2], 3, [3, 1, 2]),
        ([1, 2, 3], [2, 1, 2, 1], 2, [3, 2]),
        ([1, 3], [1, 2, 3], 3, [1, 3, 1]),
        ([4, 1, 3], [1, 3], 2, [4, 1]),
        ([], [1], 2, []),
    ],
)
def test_hosts_in_rotation(
    members: list[int], hosted: list[int], number: int, hosts: list[int]
) -> None:
    """Also when a member has left or joined."""
    assert hosts_in_turn(members, hosted, number) == hosts


RHYTHMS = st.one_of(
    st.builds(Rhythm, st.just(Every.MONTHS), st.integers(1, 12)),
    st.builds(Rhythm, st.just(Every.TIMES_A_YEAR), st.integers(1, 12)),
)


@given(
    RHYTHMS,
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(0, 4),
    st.booleans(),
    st.integers(1, 3),
    st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=4),
)
def test_proposed_days_are_working_days_to_come(
    rhythm: Rhythm, today: date, weekday: int, august: bool, choices: int, held: list[date]
) -> None:
    rows = propose_meetings(
        rhythm, SINCE, held, today, 2027, FREE, DaysWish(weekday, august, choices)
    )
    for row in rows:
        assert len(set(row.days)) == len(row.days) <= choices
        assert all(day > today and day not in CLOSED and day.year == 2027 for day in row.days)
    assert [row.due for row in rows] == sorted({row.due for row in rows})


@given(RHYTHMS, st.integers(1, 3))
def test_a_year_planned_in_time_is_kept(rhythm: Rhythm, choices: int) -> None:
    """Whoever meets on the first day proposed each time is never overdue."""
    today = date(2026, 12, 15)
    rows = propose_meetings(rhythm, today, [today], today, 2027, FREE, DaysWish(2, choices=choices))
    held = [today, *(row.days[0] for row in rows if row.days)]
    year = duty_periods(
        rhythm, today, held, date(2027, 12, 31), within=(date(2027, 1, 1), date(2027, 12, 30))
    )
    assert {one.state for one in year} & {
        DutyState.LATE,
        DutyState.SKIPPED,
        DutyState.OVERDUE,
    } == set()
