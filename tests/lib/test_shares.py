"""Shares add up: minutes of a step, percentages of a table."""

from hypothesis import given
from hypothesis import strategies as st

from facilitate.lib.shares import share_in_tenths, shares_in_tenths


@given(st.lists(st.integers(0, 5000), max_size=30))
def test_percentages_add_up_to_a_hundred_whatever_the_counts(counts: list[int]) -> None:
    shares = shares_in_tenths(counts)
    assert sum(shares) == (1000 if sum(counts) else 0)
    for count, share in zip(counts, shares, strict=True):
        assert abs(share * sum(counts) - 1000 * count) < max(
            sum(counts), 1
        )  # less than a tenth away
        assert share >= 0


@given(st.lists(st.integers(0, 5000), min_size=2, max_size=30))
def test_who_is_more_has_no_smaller_share(counts: list[int]) -> None:
    pairs = sorted(zip(counts, shares_in_tenths(counts), strict=True))
    assert all(
        one[1] <= other[1]
        for one, other in zip(pairs, pairs[1:], strict=False)
        if one[0] < other[0]
    )


def test_the_largest_remainder_gets_what_is_left() -> None:
    assert [shares_in_tenths(counts) for counts in ([1, 1, 1], [38, 22, 12, 16], [0, 0], [])] == [
        [334, 333, 333],
        [432, 250, 136, 182],
        [0, 0],
        [],
    ]


def test_one_share_by_itself_is_rounded_half_up() -> None:
    assert [
        share_in_tenths(*pair) for pair in ((51, 119), (12, 88), (1, 2000), (0, 5), (3, 0))
    ] == [
        429,
        136,
        1,
        0,
        None,
    ]
