"""The rounds of a café: one after the other, nothing lost between first word and harvest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.cafe.rounds import Round, cafe_rounds, tables_for, total_minutes

COUNT, MINUTES, MOVE = st.integers(0, 12), st.integers(0, 240), st.integers(0, 60)


def test_three_rounds_with_time_to_move() -> None:
    assert cafe_rounds(825, 3, 20, 5) == [
        Round(1, 825, 845),
        Round(2, 850, 870),
        Round(3, 875, 895),
    ]
    assert total_minutes(3, 20, 5, 30) == 105


@given(st.integers(0, 1439), COUNT, MINUTES, MOVE, MINUTES)
def test_rounds_follow_one_another_and_the_harvest_ends_the_whole(
    start: int, count: int, minutes: int, move: int, harvest: int
) -> None:
    found = cafe_rounds(start, count, minutes, move)
    assert [one.number for one in found] == list(range(1, count + 1))
    assert [one.end - one.start for one in found] == [minutes] * count
    starts = [start, *(one.end + move for one in found)]
    assert [one.start for one in found] == starts[:-1]
    assert starts[-1] + harvest == start + total_minutes(count, minutes, move, harvest)


@pytest.mark.parametrize(("people", "tables"), [(110, 11), (101, 11), (100, 10), (1, 1), (0, 1)])
def test_tables_for_everybody(people: int, tables: int) -> None:
    assert tables_for(people, 10) == tables


@given(st.integers(1, 5000), st.integers(1, 100))
def test_everybody_has_a_seat_and_no_table_is_too_many(people: int, seats: int) -> None:
    tables = tables_for(people, seats)
    assert (tables - 1) * seats < people <= tables * seats
