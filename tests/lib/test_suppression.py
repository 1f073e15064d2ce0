"""Nobody can be read, or worked out, from what is left of counts."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitate.lib.suppression import (
    LEAST,
    round_to_five,
    suppress_count,
    suppress_row,
    suppress_total,
)

COUNTS = st.lists(st.integers(0, 6), max_size=6)


def test_groups_of_three_and_nobody_are_shown() -> None:
    assert suppress_row([3, 0, 40]) == [3, 0, 40]
    assert [suppress_count(n) for n in range(4)] == [0, None, None, 3]


def test_a_small_group_takes_the_next_one_with_it() -> None:
    assert suppress_row([1, 9, 7, 0]) == [None, 9, None, 0]


def test_beside_other_data_counts_are_rounded_to_the_nearest_five() -> None:
    assert [round_to_five(count) for count in range(14)] == [
        0,
        0,
        0,
        5,
        5,
        5,
        5,
        5,
        10,
        10,
        10,
        10,
        10,
        15,
    ]


def test_two_single_people_would_be_known_from_their_total() -> None:
    assert suppress_row([1, 1, 7, 9]) == [None, None, None, 9]


def test_empty_cells_are_nobody_whose_total_could_be_told_from_others() -> None:
    assert [
        suppress_total(counts) for counts in ([3, 0, 0, 0], [4, 0, 0, 0, 0, 0], [1, 0, 1, 0, 1])
    ] == [
        3,
        4,
        None,
    ]


@given(COUNTS)
def test_what_is_shown_is_true_and_no_small_group(counts: list[int]) -> None:
    shown = suppress_row(counts)
    assert all(n in (None, counts[place]) for place, n in enumerate(shown))
    assert [n for n in shown if n is not None and 0 < n < LEAST] == []


def test_three_single_people_would_be_known_from_their_total() -> None:
    assert suppress_row([1, 1, 1, 7, 9]) == [None, None, None, None, 9]
    assert [
        suppress_total(counts) for counts in ([1, 1, 1], [1, 1, 1, 7], [1, 2], [2, 0], [0, 0])
    ] == [
        None,
        10,
        3,
        None,
        0,
    ]


@settings(deadline=None)  # every way to fill the cells is tried
@given(COUNTS)
def test_no_small_group_can_be_worked_out_from_the_total(counts: list[int]) -> None:
    """Whoever knows the total, and that no cell left out is empty, finds several numbers for each of them."""
    shown, people = suppress_row(counts), suppress_total(counts)
    hidden = [place for place, n in enumerate(shown) if n is None]
    if people is None:
        assert hidden == [place for place, n in enumerate(counts) if n]
        return
    left = people - sum(n for n in shown if n is not None)
    fitting = [one for one in product(range(1, left + 1), repeat=len(hidden)) if sum(one) == left]
    for at, place in enumerate(hidden):
        assert counts[place] >= LEAST or len({one[at] for one in fitting}) > 1
