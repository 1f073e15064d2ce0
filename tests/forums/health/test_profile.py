"""Several people's scores: spread, median, change."""

import statistics

from hypothesis import given
from hypothesis import strategies as st

from facilitate.forums.health.profile import (
    FactorScore,
    MedianChange,
    factor_profile,
    strongest_and_weakest,
)

SCORES = st.lists(
    st.builds(
        FactorScore,
        st.sampled_from(["roles", "news", "gone"]),
        st.integers(2023, 2027),
        st.integers(1, 4),
    ),
    max_size=40,
)


def rows(*scores: tuple[str, int, int]) -> list:
    return factor_profile(["roles", "news"], [FactorScore(*one) for one in scores], [2025, 2026])


def test_an_even_number_of_scores_has_its_middle_between_two() -> None:
    roles, news = rows(
        ("roles", 2026, 2), ("roles", 2026, 3), ("roles", 2025, 2), ("news", 2025, 4)
    )
    assert (roles.now.spread, roles.now.people, roles.now.median) == ((0, 1, 1, 0), 2, 2.5)
    assert roles.change == MedianChange(2.0, 2.5)
    assert (news.now.median, news.change) == (None, None)


def test_change_rises_falls_or_stays() -> None:
    assert [MedianChange(*pair).direction for pair in ((2, 3), (3, 2.5), (2, 2))] == [1, -1, 0]


def test_a_single_year_has_no_change() -> None:
    (one,) = factor_profile(["roles"], [FactorScore("roles", 2026, 3)], [2026])
    assert one.change is None


def test_extremes_name_every_tie_and_nothing_where_all_are_alike() -> None:
    assert strongest_and_weakest(rows(("roles", 2026, 2), ("news", 2026, 4))) == (
        ["news"],
        ["roles"],
    )
    assert strongest_and_weakest(rows(("roles", 2026, 2), ("news", 2026, 2))) == ([], [])
    assert strongest_and_weakest(rows(("roles", 2026, 2))) == ([], [])
    assert strongest_and_weakest([]) == ([], [])


@given(SCORES)
def test_nobody_is_lost_and_the_median_lies_within(scores) -> None:
    years = [2024, 2025, 2026]
    for row in factor_profile(["roles", "news"], scores, years):
        for one in row.years:
            mine = [
                each.score for each in scores if (each.factor, each.year) == (row.factor, one.year)
            ]
            assert one.people == len(mine)
            assert one.median == (statistics.median(mine) if mine else None)
            assert one.median is None or (one.median * 2).is_integer()
        both = row.years[-1].people and row.years[-2].people
        assert (row.change is not None) == bool(both)


@given(SCORES, st.randoms())
def test_the_order_of_people_changes_nothing(scores, chance) -> None:
    mixed = list(scores)
    chance.shuffle(mixed)
    assert factor_profile(["roles", "news"], scores, [2025, 2026]) == factor_profile(
        ["roles", "news"], mixed, [2025, 2026]
    )
