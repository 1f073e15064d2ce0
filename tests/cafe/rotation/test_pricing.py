"""What a change by hand costs: equal to judging both seatings whole, with every new breach named, and quick."""

import time
from collections import Counter
from itertools import combinations
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings

from facilitate.cafe.rotation import (
    Price,
    evaluate_seating,
    move_cost,
    move_in_rounds,
    plan_seating,
    swap_cost,
    swap_in_rounds,
)

from .events import plain_event, random_event, seeds
from .rules import Rounds
from .test_judging import by_hand

many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def is_the_slow_price(one: dict[str, Any], before: Rounds, price: Price, after: Rounds) -> None:
    """Judge both whole and compare."""
    was, will = evaluate_seating(one, before), evaluate_seating(one, after)
    assert price.rounds == after
    for now, key in (
        (price.repeats, "repeats"),
        (price.violations, "violations"),
        (price.most_met, "max_times_met"),
    ):
        assert now == (was[key], will[key])
    assert price.mix_index == (was["mix"]["mix_index"], will["mix"]["mix_index"])
    assert price.uneven == price.off == (was["mix"]["off"], will["mix"]["off"])
    known = {(b.kind, b.who, b.table, b.round) for b in was["breaches"]}
    assert price.breaches == [
        b for b in will["breaches"] if (b.kind, b.who, b.table, b.round) not in known
    ] or set(price.breaches) == {
        b for b in will["breaches"] if (b.kind, b.who, b.table, b.round) not in known
    }
    assert price.new_violations == [b.text for b in price.breaches]
    assert set(price.again) == again(before, after)


def again(before: Rounds, after: Rounds) -> set[tuple[str, str]]:
    """Pairs who meet more often than before, and not for the first time."""
    old, new = (
        Counter(frozenset(p) for one in rounds for table in one for p in combinations(table, 2))
        for rounds in (before, after)
    )
    number = {
        person: k
        for k, person in enumerate(
            sorted({p for pair in new for p in pair}, key=lambda p: int(p[1:]))
        )
    }
    found = {
        tuple(sorted(pair, key=lambda p: number[p]))
        for pair, n in new.items()
        if n > 1 and n > old[pair]
    }
    return {(a, b) for a, b in found}


@many
@given(seeds)
def test_the_price_of_a_swap_is_a_slow_recount(seed: int) -> None:
    one, random = random_event(seed), Random(seed)
    rounds = by_hand(one, seed)
    r = random.randrange(one["rounds"])
    people = [person for table in rounds[r] for person in table]
    if len(people) < 2:
        return
    a, b = random.sample(people, 2)
    one["locked"] = {a: {str(r): random.randrange(one["tables"])}}
    price = swap_cost(one, rounds, r, a, b)
    if len(price.again) < 20:
        is_the_slow_price(one, rounds, price, swap_in_rounds(rounds, r, a, b))


@many
@given(seeds)
def test_the_price_of_a_move_is_a_slow_recount(seed: int) -> None:
    one, random = random_event(seed), Random(seed)
    rounds = by_hand(one, seed)
    r, t = random.randrange(one["rounds"]), random.randrange(one["tables"])
    person = random.choice(one["participants"])["id"]
    price = move_cost(one, rounds, r, person, t)
    if len(price.again) < 20:
        is_the_slow_price(one, rounds, price, move_in_rounds(rounds, r, person, t))


def test_moving_seats_a_person_once_and_there() -> None:
    rounds = [[["a", "b"], ["c"]]]
    assert move_in_rounds(rounds, 0, "a", 1) == [[["b"], ["c", "a"]]]
    assert move_in_rounds(rounds, 0, "d", 0) == [[["a", "b", "d"], ["c"]]]
    assert move_in_rounds(rounds, 0, "c", 1) == rounds == [[["a", "b"], ["c"]]]


def test_what_a_move_breaks_is_said_as_values() -> None:
    one = plain_event(
        9,
        3,
        2,
        hosts={"p0": 0},
        capacities=[3, 3, 3],
        locked={"p1": {"0": 0}},
        apart=[["p0", "p5"]],
    )
    rounds = [[["p0", "p1", "p2"], ["p3", "p4", "p5"], ["p6", "p7", "p8"]]] * 2
    kinds = {
        (b.kind, b.who, b.table, b.round, b.number)
        for b in move_cost(one, rounds, 0, "p0", 1).breaches
    }
    assert kinds == {
        ("host", ("p0",), 1, 0, 0),
        ("capacity", (), 1, 0, 4),
        ("level", (), 0, 0, 2),
        ("apart", ("p0", "p5"), 1, 0, None),
    }
    price = swap_cost(one, rounds, 0, "p1", "p3")
    assert [b.kind for b in price.breaches] == ["locked"]
    assert price.again == []
    assert price.repeats == (9, 5)
    undone = swap_cost(one, price.rounds, 0, "p1", "p3")
    assert undone.again == [("p0", "p1"), ("p1", "p2"), ("p3", "p4"), ("p3", "p5")]


def test_a_price_is_quick() -> None:
    one = plain_event(300, 30, 5)
    rounds = plan_seating(one, effort="quick", on_progress=lambda _p: False).rounds
    a, b = rounds[1][0][0], rounds[1][7][0]
    swap_cost(one, rounds, 1, a, b)
    start = time.process_time()
    swap_cost(one, rounds, 1, a, b)
    move_cost(one, rounds, 1, a, 4)
    assert time.process_time() - start < 0.15  # 9 ms each on a quiet machine
