"""Turns over ten years, with a member leaving and one joining; month ends and leap days; overlaps and gaps."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from facilitate.forums.presidency.rotation import (
    PresidencyTerm,
    TurnSeat,
    days_without_term,
    next_in_turn,
    next_terms,
    order_of_turns,
    overlapping_term,
)

FIVE = [TurnSeat(number, turn=number) for number in range(1, 6)]


def who(terms: list[PresidencyTerm]) -> list[int]:
    return [one.member for one in terms]


def test_five_members_in_turn_for_half_a_year_each() -> None:
    terms = next_terms(FIVE, 6, date(2027, 1, 1), 3)
    assert terms == [
        PresidencyTerm(1, date(2027, 1, 1), date(2027, 6, 30)),
        PresidencyTerm(2, date(2027, 7, 1), date(2027, 12, 31)),
        PresidencyTerm(3, date(2028, 1, 1), date(2028, 6, 30)),
    ]


def test_ten_years_with_one_leaving_and_one_joining() -> None:
    seats = [
        TurnSeat(1, turn=1),
        TurnSeat(2, turn=2),
        TurnSeat(
            3, turn=3, until=date(2029, 9, 30)
        ),  # presides from January 2028; July 2030 would be its next turn
        TurnSeat(4, turn=4),
        TurnSeat(5, turn=5),
        TurnSeat(6, since=date(2031, 3, 1)),  # joins while 5 presides: comes last
    ]
    terms = next_terms(seats, 6, date(2027, 1, 1), 20)
    assert who(terms) == [1, 2, 3, 4, 5, 1, 2, 4, 5, 6, 1, 2, 4, 5, 6, 1, 2, 4, 5, 6]
    assert (terms[0].first, terms[-1].last) == (date(2027, 1, 1), date(2036, 12, 31))
    assert days_without_term(terms) == []


def test_observers_never_preside() -> None:
    seats = [TurnSeat(1, turn=1), TurnSeat(9, turn=2, observer=True), TurnSeat(3, turn=3)]
    assert who(next_terms(seats, 6, date(2027, 1, 1), 4)) == [1, 3, 1, 3]
    assert order_of_turns(seats, date(2027, 1, 1)) == [1, 3]


def test_who_follows_in_the_place_of_another_is_not_next_at_once() -> None:
    seats = [
        TurnSeat(1, turn=1),
        TurnSeat(2, turn=2, until=date(2027, 3, 31)),
        TurnSeat(7, turn=2, since=date(2027, 4, 1)),
        TurnSeat(3, turn=3),
    ]
    assert next_in_turn(seats, 2, date(2027, 7, 1)) == 3
    assert who(next_terms(seats, 6, date(2027, 7, 1), 4, after=2)) == [3, 1, 7, 3]


def test_nobody_can_preside() -> None:
    assert next_terms([], 6, date(2027, 1, 1), 3) == []
    assert next_terms([TurnSeat(1, turn=1, observer=True)], 6, date(2027, 1, 1), 3) == []
    assert next_terms([TurnSeat(1, turn=1, until=date(2027, 12, 31))], 6, date(2027, 1, 1), 9) == [
        PresidencyTerm(1, date(2027, 1, 1), date(2027, 6, 30)),
        PresidencyTerm(1, date(2027, 7, 1), date(2027, 12, 31)),
    ]


def test_month_ends_and_leap_days_do_not_drift() -> None:
    assert [(one.first, one.last) for one in next_terms(FIVE, 6, date(2027, 8, 31), 4)] == [
        (date(2027, 8, 31), date(2028, 2, 28)),
        (date(2028, 2, 29), date(2028, 8, 30)),
        (date(2028, 8, 31), date(2029, 2, 27)),
        (date(2029, 2, 28), date(2029, 8, 30)),
    ]


def test_overlaps_and_gaps() -> None:
    terms = [
        PresidencyTerm(1, date(2027, 1, 1), date(2027, 6, 30)),
        PresidencyTerm(2, date(2027, 8, 1), date(2027, 12, 31)),
    ]
    assert overlapping_term(date(2027, 6, 30), date(2027, 7, 31), terms) == terms[0]
    assert overlapping_term(date(2027, 1, 1), date(2028, 1, 1), terms) == terms[0]
    assert overlapping_term(date(2027, 7, 1), date(2027, 7, 31), terms) is None
    assert days_without_term(terms) == [(date(2027, 7, 1), date(2027, 7, 31))]


@given(
    members=st.integers(1, 12),
    months=st.integers(1, 24),
    start=st.dates(date(2004, 1, 1), date(2040, 12, 31)),
    rounds=st.integers(1, 3),
)
def test_everybody_presides_once_in_a_round_and_no_day_has_two_or_none(
    members, months, start, rounds
) -> None:
    terms = next_terms(
        [TurnSeat(n, turn=n) for n in range(members)], months, start, members * rounds
    )
    for number in range(rounds):
        assert sorted(who(terms[number * members : (number + 1) * members])) == list(range(members))
    assert terms[0].first == start
    for one, following in zip(terms, terms[1:], strict=False):
        assert one.first <= one.last == following.first - timedelta(days=1)
    assert all(
        overlapping_term(one.first, one.last, [two for two in terms if two != one]) is None
        for one in terms
    )


SPAN = st.dates(date(2027, 1, 1), date(2037, 1, 1))


@given(st.lists(st.tuples(SPAN, SPAN, st.booleans(), st.booleans()), min_size=1, max_size=8))
def test_whoever_presides_belongs_on_the_first_day_and_is_no_observer(rows) -> None:
    seats = [
        TurnSeat(n, turn=n if turns else None, since=min(a, b), until=max(a, b), observer=observes)
        for n, (a, b, observes, turns) in enumerate(rows)
    ]
    for term in next_terms(seats, 6, date(2027, 1, 1), 20):
        seat = seats[term.member]
        assert (seat.observer, seat.since <= term.first <= seat.until) == (False, True)


def test_whoever_leaves_on_the_last_day_may_begin_on_it_and_not_the_day_after() -> None:
    seats = [TurnSeat(1, turn=1, since=date(2027, 1, 1), until=date(2027, 6, 30))]
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 6, 30), date(2027, 7, 1)]
    assert [seats[0].can(day) for day in days] == [False, True, True, False]
    assert [order_of_turns(seats, day) for day in days] == [[], [1], [1], []]
    assert [next_in_turn(seats, None, day) for day in days] == [None, 1, 1, None]


def test_those_without_a_turn_come_last_and_the_longest_there_first() -> None:
    seats = [
        TurnSeat(1, since=date(2026, 5, 1)),
        TurnSeat(2, since=date(2025, 5, 1)),
        TurnSeat(3),
        TurnSeat(4, turn=9),
        TurnSeat(5, turn=2),
    ]
    assert order_of_turns(seats, date(2027, 1, 1)) == [5, 4, 3, 2, 1]
    assert who(next_terms(seats, 6, date(2027, 1, 1), 6)) == [5, 4, 3, 2, 1, 5]


def test_the_plan_ends_where_nobody_is_left_though_somebody_joins_later() -> None:
    seats = [
        TurnSeat(1, turn=1, until=date(2027, 6, 30)),
        TurnSeat(2, turn=2, since=date(2028, 1, 1)),
    ]
    assert who(next_terms(seats, 6, date(2027, 1, 1), 4)) == [1]


def test_one_day_together_overlaps_and_gaps_are_found_in_any_order() -> None:
    one, other = (
        PresidencyTerm(1, date(2027, 1, 1), date(2027, 6, 30)),
        PresidencyTerm(2, date(2027, 8, 1), date(2027, 12, 31)),
    )
    assert overlapping_term(date(2027, 12, 31), date(2028, 6, 30), [one, other]) == other
    assert overlapping_term(date(2026, 7, 1), date(2027, 1, 1), [other, one]) == one
    assert overlapping_term(date(2027, 1, 1), date(2027, 12, 31), [other, one]) == one
    assert days_without_term([other, one]) == [(date(2027, 7, 1), date(2027, 7, 31))]
    assert days_without_term([one, PresidencyTerm(2, date(2027, 7, 1), date(2027, 12, 31))]) == []
    assert days_without_term([one, PresidencyTerm(2, date(2027, 7, 2), date(2027, 12, 31))]) == [
        (date(2027, 7, 1), date(2027, 7, 1))
    ]
