"""Places between places: always room, always in order, never long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.rank import between, ordered, spread


@given(st.lists(st.integers(0, 10_000), max_size=80))
def test_between_any_two_there_is_room(turns: list[int]) -> None:
    ranks: list[str] = []
    for turn in turns:
        at = turn % (len(ranks) + 1)
        low, high = (ranks[at - 1] if at else ""), (ranks[at] if at < len(ranks) else "")
        ranks.insert(at, between(low, high))
    assert ordered(ranks)
    assert not any(rank.endswith("0") for rank in ranks)


@given(st.integers(0, 60))
def test_many_between_two(count: int) -> None:
    ranks = spread(count, "V", "W")
    assert len(ranks) == count
    assert ordered(["V", *ranks, "W"])


def test_places_stay_short_where_people_add() -> None:
    end, beginning = [between()], [between()]
    for _number in range(300):
        end.append(between(end[-1]))
        beginning.insert(0, between("", beginning[0]))
    assert ordered(end)
    assert ordered(beginning)
    assert max(len(rank) for rank in [*end, *beginning]) == 6


def test_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(ValueError, match="W"):
        between("W", "V")
