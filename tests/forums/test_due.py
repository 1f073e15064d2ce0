"""When duties are due: tables worked by hand with a calendar, and what must hold for all of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.forums.duty_dates import (
    DutyStanding,
    DutyState,
    Pace,
    after_months,
    duty_periods,
    duty_standing,
    share_ends,
    times_asked_in,
)
from facilitate.forums.kinds import Every, Rhythm

QUARTERLY = Rhythm(Every.MONTHS, 3)
MONTHLY = Rhythm(Every.MONTHS, 1)
THRICE = Rhythm(Every.TIMES_A_YEAR, 3)
PLAN = Rhythm(Every.PRESIDENCY, 30)


def day(text: str) -> date:
    """`3.4.27` as a day."""
    number, month, year = text.split(".")
    return date(2000 + int(year), int(month), int(number))


def days(text: str) -> list[date]:
    return [day(one) for one in text.split()]


def table(
    rhythm: Rhythm, since: str, done: str, today: str, starts: str = ""
) -> list[tuple[str, str]]:
    """Due dates and what became of them, from the first to the next one."""
    rows = duty_periods(rhythm, day(since), days(done), day(today), days(starts))
    return [(f"{one.due:%-d.%-m.%y}", one.state.value) for one in rows]


@pytest.mark.parametrize(
    ("done", "today", "rows"),
    [
        # A committee that is to meet every three months since 1 January 2027.
        ("", "1.1.27", [("1.4.27", "ahead")]),
        ("", "9.3.27", [("1.4.27", "ahead")]),
        ("", "10.3.27", [("1.4.27", "due")]),
        ("", "1.4.27", [("1.4.27", "due")]),
        ("", "2.4.27", [("1.4.27", "overdue"), ("1.7.27", "ahead")]),
        # On the very day.
        ("1.4.27", "1.4.27", [("1.4.27", "on_time"), ("31.7.27", "ahead")]),
        # Early: the next one is due earlier, too.
        ("10.2.27", "1.3.27", [("1.4.27", "on_time"), ("31.5.27", "ahead")]),
        # Late: counted from the month it was held in.
        ("20.4.27", "1.5.27", [("1.4.27", "late"), ("31.7.27", "ahead")]),
        # One skipped: nothing until after the date that followed.
        ("15.8.27", "1.9.27", [("1.4.27", "skipped"), ("1.7.27", "late"), ("30.11.27", "ahead")]),
        ("1.7.27", "1.9.27", [("1.4.27", "late"), ("31.10.27", "ahead")]),
        ("2.7.27", "1.8.27", [("1.4.27", "skipped"), ("1.7.27", "late"), ("31.10.27", "ahead")]),
        # Two in a row missed: it is overdue since the first of them.
        ("", "5.7.27", [("1.4.27", "overdue"), ("1.7.27", "overdue"), ("1.10.27", "ahead")]),
        # Planned in time; planned too late.
        ("20.3.27", "15.3.27", [("1.4.27", "planned")]),
        ("1.4.27", "15.3.27", [("1.4.27", "planned")]),
        ("20.5.27", "15.3.27", [("1.4.27", "due")]),
        ("20.5.27", "15.4.27", [("1.4.27", "overdue"), ("31.8.27", "ahead")]),
        # Two on one day or in one month are one; two within one time start it again twice.
        ("10.2.27 26.2.27", "1.3.27", [("1.4.27", "on_time"), ("31.5.27", "ahead")]),
        ("10.2.27 10.2.27", "1.3.27", [("1.4.27", "on_time"), ("31.5.27", "ahead")]),
        (
            "10.2.27 1.3.27",
            "2.3.27",
            [("1.4.27", "on_time"), ("31.5.27", "on_time"), ("30.6.27", "ahead")],
        ),
        # A meeting before that day: it counts while it still holds then, an old one does not.
        ("15.11.26", "10.1.27", [("28.2.27", "ahead")]),
        ("1.10.26", "9.1.27", [("31.1.27", "due")]),
        ("30.9.26", "1.1.27", [("1.4.27", "ahead")]),
        ("15.3.08", "10.1.27", [("1.4.27", "ahead")]),
    ],
)
def test_every_three_months(done: str, today: str, rows: list[tuple[str, str]]) -> None:
    assert table(QUARTERLY, "1.1.27", done, today) == rows


@pytest.mark.parametrize(
    ("since", "done", "today", "rows"),
    [
        # Month ends: 31 January, then the last of February, then again the 31st.
        ("31.1.27", "", "1.2.27", [("28.2.27", "ahead")]),
        ("31.1.28", "", "1.2.28", [("29.2.28", "ahead")]),
        ("31.1.27", "", "1.3.27", [("28.2.27", "overdue"), ("31.3.27", "ahead")]),
        ("29.2.28", "29.3.28", "30.3.28", [("29.3.28", "on_time"), ("30.4.28", "ahead")]),
        # On the second Tuesday of each month, the fourth week or the fifth: each month has one.
        (
            "15.1.27",
            "9.2.27 9.3.27 13.4.27 11.5.27",
            "12.5.27",
            [
                ("15.2.27", "on_time"),
                ("31.3.27", "on_time"),
                ("30.4.27", "on_time"),
                ("31.5.27", "on_time"),
                ("30.6.27", "ahead"),
            ],
        ),
        # Over the new year.
        (
            "15.11.27",
            "14.12.27 14.1.28",
            "15.1.28",
            [("15.12.27", "on_time"), ("31.1.28", "on_time"), ("29.2.28", "ahead")],
        ),
    ],
)
def test_every_month(since: str, done: str, today: str, rows: list[tuple[str, str]]) -> None:
    assert table(MONTHLY, since, done, today) == rows


@pytest.mark.parametrize(
    ("since", "done", "today", "rows"),
    [
        # A regional group that meets three times a year: by the end of April, August and December.
        ("1.1.27", "", "1.2.27", [("30.4.27", "ahead")]),
        ("1.1.27", "", "30.4.27", [("30.4.27", "due")]),
        ("1.1.27", "", "1.5.27", [("30.4.27", "overdue"), ("31.8.27", "ahead")]),
        # Early: the dates stand still.
        (
            "1.1.27",
            "3.2.27 4.3.27",
            "5.3.27",
            [("30.4.27", "on_time"), ("31.8.27", "on_time"), ("31.12.27", "ahead")],
        ),
        # Late: the next one keeps its date.
        ("1.1.27", "10.5.27", "11.5.27", [("30.4.27", "late"), ("31.8.27", "ahead")]),
        # One missing when the year ends was skipped; the new year starts afresh.
        (
            "1.1.27",
            "10.5.27 15.9.27",
            "10.1.28",
            [
                ("30.4.27", "late"),
                ("31.8.27", "late"),
                ("31.12.27", "skipped"),
                ("30.4.28", "ahead"),
            ],
        ),
        (
            "1.1.27",
            "",
            "31.12.27",
            [("30.4.27", "overdue"), ("31.8.27", "overdue"), ("31.12.27", "due")],
        ),
        # January's meeting is the new year's.
        (
            "1.1.27",
            "3.2.27 4.6.27 9.1.28",
            "10.1.28",
            [
                ("30.4.27", "on_time"),
                ("31.8.27", "on_time"),
                ("31.12.27", "skipped"),
                ("30.4.28", "on_time"),
                ("31.8.28", "ahead"),
            ],
        ),
        (
            "1.1.27",
            "3.2.27 4.6.27 1.1.28",
            "10.1.28",
            [
                ("30.4.27", "on_time"),
                ("31.8.27", "on_time"),
                ("31.12.27", "skipped"),
                ("30.4.28", "on_time"),
                ("31.8.28", "ahead"),
            ],
        ),
        # A fourth one in the year is welcome and counts for nothing else.
        (
            "1.1.27",
            "3.2.27 4.6.27 9.9.27 3.12.27",
            "4.12.27",
            [
                ("30.4.27", "on_time"),
                ("31.8.27", "on_time"),
                ("31.12.27", "on_time"),
                ("30.4.28", "ahead"),
            ],
        ),
        # The first year is partial: a part of which at least half is left counts.
        ("15.5.27", "", "15.5.27", [("31.8.27", "ahead")]),
        ("1.7.27", "", "1.7.27", [("31.8.27", "ahead")]),
        ("5.7.27", "", "5.7.27", [("31.12.27", "ahead")]),
        ("20.11.27", "", "20.11.27", [("30.4.28", "ahead")]),
        ("15.5.27", "10.5.27", "16.5.27", [("31.8.27", "on_time"), ("31.12.27", "ahead")]),
        ("15.5.27", "10.2.27", "16.5.27", [("31.8.27", "ahead")]),
        # What is planned counts in its turn.
        ("1.1.27", "3.2.27 20.8.27", "5.3.27", [("30.4.27", "on_time"), ("31.8.27", "planned")]),
    ],
)
def test_three_times_a_year(since: str, done: str, today: str, rows: list[tuple[str, str]]) -> None:
    assert table(THRICE, since, done, today) == rows


@pytest.mark.parametrize(
    ("done", "today", "starts", "rows"),
    [
        # A coalition's work plan within 30 days of the start of each presidency.
        ("", "1.1.27", "", []),
        ("", "1.1.27", "1.1.27 1.7.27", [("31.1.27", "ahead")]),
        ("", "2.1.27", "1.1.27 1.7.27", [("31.1.27", "due")]),
        ("", "1.2.27", "1.1.27 1.7.27", [("31.1.27", "overdue"), ("31.7.27", "ahead")]),
        ("31.1.27", "1.2.27", "1.1.27 1.7.27", [("31.1.27", "on_time"), ("31.7.27", "ahead")]),
        ("9.2.27", "10.2.27", "1.1.27", [("31.1.27", "late")]),
        # The presidency went by without a plan.
        ("9.7.27", "10.7.27", "1.1.27 1.7.27", [("31.1.27", "skipped"), ("31.7.27", "on_time")]),
        # A plan that was ready before the presidency began; the first one has its own.
        (
            "5.1.27 20.6.27",
            "2.7.27",
            "1.1.27 1.7.27",
            [("31.1.27", "on_time"), ("31.7.27", "on_time")],
        ),
        ("20.6.27", "2.7.27", "1.1.27 1.7.27", [("31.1.27", "late"), ("31.7.27", "due")]),
        # Ready 30 days before it begins, not 31.
        ("2.12.26", "2.1.27", "1.1.27", [("31.1.27", "on_time")]),
        ("1.12.26", "2.1.27", "1.1.27", [("31.1.27", "due")]),
        # On the day the next one begins, the last one is over, and a plan is the next one's.
        ("", "1.7.27", "1.1.27 1.7.27", [("31.1.27", "skipped"), ("31.7.27", "ahead")]),
        ("1.7.27", "2.7.27", "1.1.27 1.7.27", [("31.1.27", "skipped"), ("31.7.27", "on_time")]),
        # A plan that was due before the duty held is not asked for.
        ("", "2.1.27", "1.7.26 1.1.27", [("31.1.27", "due")]),
        ("", "1.1.27", "2.12.26", [("1.1.27", "due")]),
        ("", "1.1.27", "1.12.26 1.7.27", [("31.7.27", "ahead")]),
        # Presidencies in whatever order.
        ("", "20.12.26", "1.7.27 1.1.27", [("31.1.27", "ahead")]),
    ],
)
def test_each_presidency(done: str, today: str, starts: str, rows: list[tuple[str, str]]) -> None:
    assert table(PLAN, "1.1.27", done, today, starts) == rows


@pytest.mark.parametrize(
    ("rhythm", "done", "today", "stands"),
    [
        (QUARTERLY, "", "5.7.27", DutyStanding(Pace.OVERDUE, day("1.4.27"))),
        (QUARTERLY, "", "15.3.27", DutyStanding(Pace.DUE, day("1.4.27"))),
        (
            QUARTERLY,
            "20.3.27",
            "15.3.27",
            DutyStanding(Pace.ON_TIME, day("1.4.27"), day("20.3.27")),
        ),
        (
            QUARTERLY,
            "20.5.27",
            "15.4.27",
            DutyStanding(Pace.OVERDUE, day("1.4.27"), day("20.5.27")),
        ),
        (QUARTERLY, "10.2.27 1.9.27", "1.9.27", DutyStanding(Pace.ON_TIME, day("31.12.27"))),
        (THRICE, "10.2.27", "1.5.27", DutyStanding(Pace.ON_TIME, day("31.8.27"))),
        (THRICE, "10.2.27", "1.9.27", DutyStanding(Pace.OVERDUE, day("31.8.27"))),
        (THRICE, "10.2.27", "1.1.28", DutyStanding(Pace.ON_TIME, day("30.4.28"))),
        (THRICE, "1.2.27 2.2.27 3.2.27", "4.2.27", DutyStanding(Pace.ON_TIME, day("30.4.28"))),
        (THRICE, "3.2.27 3.2.27", "4.2.27", DutyStanding(Pace.ON_TIME, day("31.8.27"))),
        (PLAN, "", "1.9.27", DutyStanding(Pace.ON_TIME, None)),
    ],
)
def test_how_it_stands(rhythm: Rhythm, done: str, today: str, stands: DutyStanding) -> None:
    assert duty_standing(rhythm, day("1.1.27"), days(done), day(today)) == stands


def test_the_first_presidency_comes_first_in_whatever_order_they_are_given() -> None:
    stands = duty_standing(PLAN, day("1.1.27"), [], day("20.12.26"), days("1.7.27 1.1.27"))
    assert stands == DutyStanding(Pace.ON_TIME, day("31.1.27"))


@pytest.mark.parametrize(
    ("rhythm", "since", "year", "times"),
    [
        (QUARTERLY, "1.1.28", 2027, 0),
        (THRICE, "1.1.28", 2027, 0),
        (PLAN, "1.1.28", 2027, 0),
        # In the first year as often as there is time for; what falls into the next year is not asked for.
        (MONTHLY, "1.1.27", 2027, 11),
        (MONTHLY, "1.12.27", 2027, 0),
        (QUARTERLY, "1.1.27", 2027, 3),
        (THRICE, "15.5.27", 2027, 2),
        (Rhythm(Every.TIMES_A_YEAR, 2), "1.1.27", 2027, 2),
        # Every full year alike.
        (MONTHLY, "1.1.27", 2031, 12),
        (QUARTERLY, "15.5.27", 2028, 4),
        (QUARTERLY, "1.1.27", 2031, 4),
        (THRICE, "15.5.27", 2028, 3),
        (PLAN, "1.1.27", 2027, 1),
        (PLAN, "1.1.27", 2031, 1),
    ],
)
def test_how_often_a_year_asks(rhythm: Rhythm, since: str, year: int, times: int) -> None:
    assert times_asked_in(rhythm, day(since), year) == times


def test_parts_of_a_year_by_hand() -> None:
    assert [share_ends(2028, number, 4) for number in range(5)] == days(
        "31.12.27 31.3.28 30.6.28 30.9.28 31.12.28"
    )
    assert [share_ends(2027, number, 5) for number in range(1, 6)] == days(
        "12.3.27 24.5.27 6.8.27 18.10.27 31.12.27"
    )
    assert after_months(date(2027, 10, 31), 4) == date(2028, 2, 29)


def test_early_is_before_its_time_began() -> None:
    rows = duty_periods(THRICE, day("1.1.27"), days("3.2.27 4.3.27"), day("5.3.27"))
    assert [one.early for one in rows] == [False, True, False]
    first, second = duty_periods(THRICE, day("1.1.27"), days("1.1.27"), day("5.3.27"))
    assert (first.begins, first.done, first.early) == (day("1.1.27"), day("1.1.27"), False)
    assert second.begins == day("1.5.27")


def test_a_year_is_cut_out() -> None:
    year = (date(2027, 1, 1), date(2027, 12, 31))
    done = days("10.12.26 1.3.27 30.6.27")
    rows = duty_periods(QUARTERLY, day("1.1.20"), done, day("1.7.27"), within=year)
    assert [(one.due, one.state) for one in rows] == [
        (day("31.3.27"), DutyState.ON_TIME),
        (day("30.6.27"), DutyState.ON_TIME),
        (day("30.9.27"), DutyState.AHEAD),
        (day("31.12.27"), DutyState.AHEAD),
    ]


def test_the_first_and_the_last_day_of_what_is_cut_out_belong_to_it() -> None:
    part = (date(2027, 8, 31), date(2027, 12, 31))
    rows = duty_periods(THRICE, day("1.1.27"), [], day("1.2.27"), within=part)
    assert [one.due for one in rows] == days("31.8.27 31.12.27")


RHYTHMS = st.one_of(
    st.builds(Rhythm, st.just(Every.MONTHS), st.integers(1, 24)),
    st.builds(Rhythm, st.just(Every.TIMES_A_YEAR), st.integers(1, 52)),
)
DAYS = st.dates(date(2019, 1, 1), date(2031, 12, 31))
BAD = {DutyState.LATE, DutyState.SKIPPED, DutyState.OVERDUE}


@given(RHYTHMS, DAYS, st.integers(0, 1500))
def test_done_on_each_due_date_is_never_late(rhythm: Rhythm, since: date, later: int) -> None:
    today, done = since + timedelta(later), []
    while (
        by := duty_standing(rhythm, since, done, done[-1] if done else since).by
    ) is not None and by <= today:
        done.append(by)
    assert BAD & {one.state for one in duty_periods(rhythm, since, done, today)} == set()
    assert duty_standing(rhythm, since, done, today).pace is not Pace.OVERDUE


@given(RHYTHMS, DAYS, st.lists(DAYS, max_size=12), st.integers(0, 2000))
def test_it_never_gets_better_by_waiting(
    rhythm: Rhythm, since: date, done: list[date], later: int
) -> None:
    """Within one year: on New Year's Day a calendar year starts afresh."""
    today = since + timedelta(later)
    if rhythm.every is Every.TIMES_A_YEAR and (today + timedelta(1)).year != today.year:
        return
    before = [one for one in done if one <= today]
    first, then = (
        duty_standing(rhythm, since, before, one) for one in (today, today + timedelta(1))
    )
    assert list(Pace).index(first.pace) <= list(Pace).index(then.pace)


@given(RHYTHMS, DAYS, st.lists(DAYS, max_size=12), DAYS)
def test_each_time_counts_once_and_dates_rise(
    rhythm: Rhythm, since: date, done: list[date], today: date
) -> None:
    rows = duty_periods(rhythm, since, done, today, within=(date(2018, 1, 1), date(2033, 1, 1)))
    used = [one.done for one in rows if one.done]
    assert used == sorted(set(used))
    assert set(used) <= set(done)
    assert [one.due for one in rows] == sorted(one.due for one in rows)
    assert all(one.begins <= one.due for one in rows)
    for one in rows:
        if one.state in (DutyState.ON_TIME, DutyState.LATE):
            assert one.done is not None
            assert one.done <= today
            assert (one.done <= one.due) is (one.state is DutyState.ON_TIME)
        if one.state in (DutyState.DUE, DutyState.AHEAD, DutyState.PLANNED):
            assert one.due >= today


@given(RHYTHMS, DAYS, st.lists(DAYS, max_size=12), DAYS)
def test_the_picture_and_the_sentence_agree(
    rhythm: Rhythm, since: date, done: list[date], today: date
) -> None:
    """The sentence counts from about today, the history from the beginning: they say the same."""
    stands = duty_standing(rhythm, since, done, today)
    year = duty_periods(
        rhythm,
        since,
        done,
        today,
        within=(date(min(since.year, today.year), 1, 1), date(2060, 1, 1)),
    )
    late = [one.due for one in year if one.state is DutyState.OVERDUE]
    assert (stands.pace is Pace.OVERDUE) is bool(late)
    if late:
        assert stands.by == late[0]


def test_a_rhythm_of_zero_is_none() -> None:
    with pytest.raises(ValueError, match="0"):
        Rhythm(Every.MONTHS, 0)
