"""Apart and together: contradictions are found before any search, and what is accepted holds together."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.cafe.floor import CafeFloor, Guest
from facilitate.cafe.guests.bond_check import (
    BondClash,
    Contradiction,
    find_contradiction,
    together_with,
)
from facilitate.cafe.models import Bond

PEOPLE = [f"p{number}" for number in range(1, 9)]


def floor_with(pairs=(), hosts=(), seats: int = 8) -> CafeFloor:
    """Eight people, four tables; `hosts` host the first ones."""
    tables = [
        SimpleNamespace(
            id=100 + number,
            number=number + 1,
            seats=seats,
            host_participation_id=int(hosts[number][1:]) if number < len(hosts) else None,
        )
        for number in range(4)
    ]
    people = {key: Guest(key, "Guest", key) for key in PEOPLE}
    return CafeFloor(SimpleNamespace(held=0, rounds=3), tables, people, pairs=list(pairs))


def says(kind: Bond, a: str, b: str, **given_: object) -> Contradiction | None:
    return find_contradiction(floor_with(**given_), kind, a, b)


A, T = Bond.APART, Bond.TOGETHER


@pytest.mark.parametrize("kind", list(Bond))
def test_two_different_people_once(kind: Bond) -> None:
    assert says(kind, "p1", "p1") == Contradiction(BondClash.SELF)
    assert says(kind, "p1", "p2") is None
    assert says(kind, "p2", "p1", pairs=[(kind, "p1", "p2")]) == Contradiction(BondClash.ALREADY)


def test_who_is_together_through_others_is_not_kept_apart() -> None:
    chain = [(T, "p1", "p2"), (T, "p3", "p2")]
    assert together_with(chain, "p1") == {"p1", "p2", "p3"}
    assert says(A, "p1", "p3", pairs=chain) == Contradiction(BondClash.TOGETHER, ("p1", "p3"))
    assert says(T, "p1", "p3", pairs=chain) == Contradiction(BondClash.ALREADY)


def test_companions_who_are_apart_are_not_brought_together() -> None:
    pairs = [(T, "p1", "p2"), (T, "p3", "p4"), (A, "p4", "p2")]
    assert says(T, "p1", "p3", pairs=pairs) == Contradiction(BondClash.APART, ("p4", "p2"))


def test_hosts_of_different_tables_do_not_sit_together() -> None:
    assert says(T, "p1", "p2", hosts=["p1", "p2"]) == Contradiction(BondClash.HOSTS, ("p1", "p2"))
    pairs = [(T, "p3", "p2")]
    assert says(T, "p1", "p3", hosts=["p1", "p2"], pairs=pairs) == Contradiction(
        BondClash.HOSTS, ("p1", "p2")
    )
    assert says(A, "p1", "p2", hosts=["p1", "p2"]) is None


def test_no_more_sit_together_than_a_table_holds() -> None:
    assert says(T, "p1", "p3", pairs=[(T, "p1", "p2")], seats=2) == Contradiction(
        BondClash.SIZE, number=2
    )
    assert says(T, "p1", "p3", pairs=[(T, "p1", "p2")], seats=3) is None


@given(
    st.lists(
        st.tuples(st.sampled_from(Bond), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)),
        max_size=25,
    ),
    st.lists(st.sampled_from(PEOPLE), max_size=4, unique=True),
    st.integers(2, 8),
)
def test_what_is_accepted_can_be_had(asked, hosts: list[str], seats: int) -> None:
    kept: list[tuple[Bond, str, str]] = []
    for kind, a, b in asked:
        if find_contradiction(floor_with(kept, hosts, seats), kind, a, b) is None:
            kept.append((kind, a, b))
    groups = [together_with(kept, key) for key in PEOPLE]
    for group in groups:
        assert sum(host in group for host in hosts) <= 1
        assert len(group) <= max(seats, 1)
        assert all(together_with(kept, key) == group for key in group)
    for kind, a, b in kept:
        assert (b in together_with(kept, a)) == (kind is T)
