"""The plan of the room: every table inside, none over another."""

from itertools import combinations
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as some

from facilitate.cafe.printing.plan import room_plan


def test_eleven_tables_stand_in_three_rows_the_last_in_the_middle() -> None:
    plan = room_plan(11, 1000, 560)
    assert (plan.columns, plan.rows, len(plan.spots)) == (4, 3, 11)
    assert [spot.x for spot in plan.spots[8:]] == [250, 500, 750]


def test_no_table_is_an_empty_plan() -> None:
    assert room_plan(0, 1000, 560).spots == ()


@given(some.integers(1, 60), some.floats(200, 2000), some.floats(200, 2000))
def test_tables_are_inside_and_apart(count: int, width: float, height: float) -> None:
    plan = room_plan(count, width, height)
    r = plan.radius
    assert len(plan.spots) == count
    assert all(r <= spot.x <= width - r and r <= spot.y <= height - r for spot in plan.spots)
    assert all(dist((a.x, a.y), (b.x, b.y)) > 2 * r for a, b in combinations(plan.spots, 2))


@pytest.mark.parametrize("count", range(1, 61))
def test_rows_are_full_but_the_last(count: int) -> None:
    plan = room_plan(count, 1000, 560)
    assert plan.columns * (plan.rows - 1) < count <= plan.columns * plan.rows
