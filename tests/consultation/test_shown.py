"""How many have answered, as far as those may see it who do not read answers."""

from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.queries import Turnout, shown_turnout
from facilitate.lib.suppression import LEAST

NUMBERS = st.lists(st.integers(1, 6), max_size=5)


def turnout(sectors: list[int], counties: list[int]) -> Turnout:
    answers = sum(sectors)
    kept = counties[: len(counties) if sum(counties) <= answers else 0]
    return Turnout(
        answers,
        {f"s{n}": number for n, number in enumerate(sectors)},
        dict(enumerate(kept)),
        answers - sum(kept),
        {},
    )


@given(NUMBERS, NUMBERS)
def test_no_small_group_is_shown(sectors: list[int], counties: list[int]) -> None:
    true = turnout(sectors, counties)
    seen = shown_turnout(true)
    for numbers, shown in ((true.sectors, seen.sectors), (true.counties, seen.counties)):
        assert [key for key, n in shown.items() if n not in (None, numbers[key])] == []
        assert [n for n in shown.values() if n is not None and 0 < n < LEAST] == []
    assert seen.nowhere in (None, true.nowhere)
    for shown in (list(seen.sectors.values()), [*seen.counties.values(), seen.nowhere]):
        # one alone could be worked out from the others; with one or two answers altogether there are none
        assert shown.count(None) != 1 or true.answers < LEAST


def test_one_alone_is_not_left_out_alone() -> None:
    assert shown_turnout(turnout([1, 5, 7], [3])).sectors == {"s0": None, "s1": None, "s2": 7}
