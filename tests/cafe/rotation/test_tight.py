"""Events that are known to have a seating, because one was there first: never refused, whatever is tight about them."""

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from facilitate.cafe.rotation import Infeasible, plan_seating
from facilitate.cafe.rotation.bound import bound_of
from facilitate.cafe.rotation.itineraries import by_itineraries
from facilitate.cafe.rotation.problem import seating_problem
from facilitate.cafe.rotation.state import Fixed, Seats

from .events import plain_event, random_event, seeds
from .rules import broken_rules
from .test_locks import some_locks

few = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))


def latin(seed: int) -> dict[str, Any]:
    """Everybody sees every table once: a path is a turn of the tables, bound people walk one path, strangers stay strangers."""
    random = Random(seed)
    tables, size = random.choice([(3, 4), (4, 4), (5, 5), (6, 6), (8, 5)])
    one = plain_event(tables * size, tables, tables, max_visits=1)
    order = random.sample(range(tables), tables)
    path = [[(k + r) % tables for r in order] for k in range(tables * size)]
    pairs = [random.sample(range(tables * size), 2) for _ in range(tables * size * 2)]
    together = [(a, b) for a, b in pairs if path[a] == path[b]][: random.choice([0, 2, 5])]
    apart = [(a, b) for a, b in pairs if path[a] != path[b]][: random.choice([0, 5, tables * size])]
    return {
        **one,
        "together": [[f"p{a}", f"p{b}"] for a, b in together],
        "apart": [[f"p{a}", f"p{b}"] for a, b in apart],
    }


@few
@given(seeds)
def test_what_has_a_seating_is_never_refused(seed: int) -> None:
    one = latin(seed)
    assert (
        broken_rules(
            one, plan_seating(one, effort="quick", on_progress=lambda _progress: False).rounds
        )
        == set()
    )


@few
@given(seeds)
def test_whole_itineraries_keep_every_rule(seed: int) -> None:
    for one in (latin(seed), random_event(seed, most=24)):
        try:
            before = plan_seating(one, effort="quick", on_progress=lambda _progress: False)
        except Infeasible:
            continue
        locked = {**one, "locked": some_locks(before.rounds, seed)}
        for tried in (one, locked):
            seats = Seats(Fixed(seating_problem(tried)))
            if by_itineraries(seats, Random(seed)):
                assert broken_rules(tried, seats.named()) == set()


def test_locks_that_mending_round_by_round_could_not_hold() -> None:
    one = random_event(45)
    before = plan_seating(one, effort="quick", seed=45, on_progress=lambda _progress: False)
    locked = {**one, "locked": some_locks(before.rounds, 45)}
    assert broken_rules(locked, plan_seating(locked, effort="quick", seed=46).rounds) == set()


@pytest.mark.parametrize("seed", [13, 349])
def test_a_guest_bound_to_a_host_takes_a_seat_that_others_need(seed: int) -> None:
    with pytest.raises(Infeasible) as refused:
        plan_seating(random_event(seed))
    assert refused.value.reason.kind in ("come back", "table too small")


def test_hosts_of_one_table_meet_in_every_round() -> None:
    one = plain_event(48, 8, 3, hosts={f"p{k}": k // 2 for k in range(16)})
    bound = bound_of(seating_problem(one))
    assert (bound.minimum, bound.least) == (0, 16)
    seating = plan_seating(one, effort="quick")
    assert seating.repeats == 16
    assert seating.mix_index > 0.9


def bound_groups(number: int, size: int) -> list[list[str]]:
    """Pairs that bind the first people in groups of that size."""
    return [[f"p{k}", f"p{k + 1}"] for k in range(number * size) if (k + 1) % size]


def test_many_groups_of_three_move_as_blocks() -> None:
    one = plain_event(60, 8, 4, together=bound_groups(14, 3))
    seating = plan_seating(one)
    assert broken_rules(one, seating.rounds) == set()
    assert seating.repeats <= seating.minimum + 14
    assert seating.mix_index > 0.3
