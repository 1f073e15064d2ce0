"""What the numbers suggest fits, is another than now, and leaves nobody alone at a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.cafe.laying.number_suggestions import (
    LARGEST_TABLE,
    MOST_ROUNDS,
    OFFERS,
    SHORTEST_HARVEST,
    SHORTEST_ROUND,
    SMALLEST_TABLE,
    CafeNumbers,
    Laying,
    fitting_numbers,
    superfluous_tables,
    table_layings,
)

USUAL = CafeNumbers(3, 20, 5, 30)
NUMBERS = st.builds(
    CafeNumbers, st.integers(1, 12), st.integers(1, 240), st.integers(0, 60), st.integers(0, 240)
)


def test_a_step_of_ninety_minutes_for_a_cafe_of_a_hundred_and_five() -> None:
    assert [
        (one.rounds, one.minutes, one.move, one.harvest, one.total)
        for one in fitting_numbers(USUAL, 90)
    ] == [
        (2, 20, 5, 30, 80),
        (3, 16, 5, 27, 90),
        (3, 15, 5, 30, 90),
    ]


def test_time_that_is_left_makes_longer_rounds_or_one_more() -> None:
    assert [(one.rounds, one.minutes, one.harvest) for one in fitting_numbers(USUAL, 130)] == [
        (3, 28, 30),
        (4, 20, 30),
        (3, 20, 45),
    ]
    assert all(one.rounds == 3 for one in fitting_numbers(USUAL, 130, tables=3))


@pytest.mark.parametrize("has", [105, 110, 114, 0, 20])
def test_nothing_is_suggested_where_it_fits_or_never_will(has: int) -> None:
    assert fitting_numbers(USUAL, has) == []


@given(NUMBERS, st.integers(0, 1440), st.integers(0, 60))
def test_every_way_fits_and_is_another(now: CafeNumbers, has: int, tables: int) -> None:
    found = fitting_numbers(now, has, tables)
    assert len(found) == len(set(found)) <= OFFERS
    for one in found:
        assert one != now
        assert one.total <= has
        assert one.move == now.move
        assert one.minutes >= min(SHORTEST_ROUND, now.minutes)
        assert one.harvest >= min(SHORTEST_HARVEST, now.harvest)
        if now.total > has:
            assert (one.rounds, one.minutes, one.harvest) <= (now.rounds, now.minutes, now.harvest)
        elif one.rounds > now.rounds:
            assert one.rounds <= MOST_ROUNDS
            assert not tables or one.rounds <= tables


@given(NUMBERS, st.integers(0, 1440))
def test_there_is_a_way_wherever_two_short_rounds_fit(now: CafeNumbers, has: int) -> None:
    least = CafeNumbers(
        2, min(SHORTEST_ROUND, now.minutes), now.move, min(SHORTEST_HARVEST, now.harvest)
    )
    if now.rounds > 2 and now.total > has >= least.total:
        assert fitting_numbers(now, has)


def test_tables_for_a_hundred_and_eight_people() -> None:
    found = table_layings(108, 3)
    assert [(one.tables, one.seats, one.least) for one in found] == [
        (16, 7, 6),
        (18, 6, 6),
        (12, 9, 9),
    ]
    assert [one.meets for one in found] == [18, 15, 24]


def test_as_many_tables_as_there_are_come_first() -> None:
    found = table_layings(78, 3, present=11)
    assert [(one.tables, one.seats, one.least) for one in found] == [
        (11, 8, 7),
        (12, 7, 6),
        (13, 6, 6),
    ]
    assert table_layings(130, 3, present=11) == table_layings(
        130, 3
    )  # twelve at a table are too many


@pytest.mark.parametrize(("people", "rounds"), [(0, 3), (1, 3), (7, 3), (11, 3), (19, 5)])
def test_too_few_people_for_so_many_rounds(people: int, rounds: int) -> None:
    assert table_layings(people, rounds) == []


@given(st.integers(0, 2000), st.integers(1, 12), st.integers(0, 300))
def test_everybody_has_a_seat_and_no_table_is_far_emptier(
    people: int, rounds: int, present: int
) -> None:
    found = table_layings(people, rounds, present)
    assert len({one.tables for one in found}) == len(found) <= OFFERS
    for one in found:
        assert one.tables >= rounds
        assert one.tables * one.seats >= people
        assert one.seats - one.least in (0, 1)
        assert SMALLEST_TABLE <= one.least <= one.seats <= LARGEST_TABLE
        assert one.meets < people
    assert bool(found) == (people // SMALLEST_TABLE >= max(rounds, 2))


def test_nobody_meets_more_people_than_there_are() -> None:
    assert Laying(tables=3, seats=8, people=10, rounds=3).meets == 9


@given(st.lists(st.booleans(), max_size=30), st.integers(1, 40))
def test_a_table_that_was_given_a_thought_never_goes_by_itself(
    bare: list[bool], count: int
) -> None:
    places = superfluous_tables(bare, count)
    if places is None:
        assert sum(bare) < len(bare) - count
    else:
        assert all(bare[place] for place in places)
        assert len(places) == max(0, len(bare) - count)
        kept = [place for place, one in enumerate(bare) if one and place not in places]
        assert not places or not kept or max(kept) < min(places)


def test_tables_at_which_nobody_has_to_meet_twice_come_first() -> None:
    first = table_layings(48, 3)[0]
    assert (first.tables, first.seats) == (7, 7)
