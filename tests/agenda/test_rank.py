"""Places between places: always room, always in order, never long."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.rank import rank_between, spread_ranks


def are_ranks_ordered(ranks: list[str]) -> bool:
    return all(one < other for one, other in pairwise(ranks))


@given(st.lists(st.integers(0, 10_000), max_size=80))
def test_between_any_two_there_is_room(turns: list[int]) -> None:
    ranks: list[str] = []
    for turn in turns:
        at = turn % (len(ranks) + 1)
        low, high = (ranks[at - 1] if at else ""), (ranks[at] if at < len(ranks) else "")
        ranks.insert(at, rank_between(low, high))
    assert are_ranks_ordered(ranks)
    assert not any(rank.endswith("0") for rank in ranks)


@given(st.integers(0, 60))
def test_many_between_two(count: int) -> None:
    ranks = spread_ranks(count, "V", "W")
    assert len(ranks) == count
    assert are_ranks_ordered(["V", *ranks, "W"])


def test_places_stay_short_where_people_add() -> None:
    end, beginning = [rank_between()], [rank_between()]
    for _number in range(300):
        end.append(rank_between(end[-1]))
        beginning.insert(0, rank_between("", beginning[0]))
    assert are_ranks_ordered(end)
    assert are_ranks_ordered(beginning)
    assert max(len(rank) for rank in [*end, *beginning]) == 6


BY_HAND = [
    # after, before, the place between them: the digits are 0–9, A–Z, a–z
    ("", "", "V"),
    ("V", "", "W"),  # at an open end the next digit
    ("y", "", "z"),
    ("z", "", "z1"),
    ("zz", "", "zz1"),
    ("", "V", "U"),
    ("", "2", "1"),
    ("", "1", "0z"),
    ("", "01", "00z"),
    ("A", "D", "B"),
    ("A", "E", "C"),
    ("A", "C", "B"),
    ("A", "B", "A1"),
    ("A1", "B", "A2"),
    ("Az", "B", "Az1"),
    ("A", "A2", "A1"),
    ("A", "A1", "A01"),
    ("A", "AV", "AF"),
    ("AB", "AE", "AC"),
    ("A1", "A11", "A101"),
    ("A", "BV", "A1"),
]


@pytest.mark.parametrize(("low", "high", "place"), BY_HAND)
def test_places_worked_out_by_hand(low: str, high: str, place: str) -> None:
    assert rank_between(low, high) == place


def test_several_places_are_spread() -> None:
    assert spread_ranks(0) == spread_ranks(-1) == []
    assert spread_ranks(3) == ["V", "W", "X"]
    assert spread_ranks(2, "B") == ["C", "D"]
    assert spread_ranks(1, "A", "E") == ["C"]
    assert spread_ranks(3, "A", "E") == ["B", "C", "D"]
    assert spread_ranks(4, "A", "Z") == ["G", "M", "S", "V"]
    assert max(len(rank) for rank in spread_ranks(200, "A", "B")) == 8


@pytest.mark.parametrize(("low", "high"), [("W", "V"), ("V", "V"), ("VV", "V")])
def test_the_wrong_way_round_and_no_room_at_all_are_refused(low: str, high: str) -> None:
    with pytest.raises(ValueError, match=high):
        rank_between(low, high)
