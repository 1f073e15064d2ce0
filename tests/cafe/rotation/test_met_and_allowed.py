"""Earlier meetings count as met, and people may be bound to some of the tables: no rule is ever broken, and what cannot be is said."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from facilitate.cafe.rotation import (
    Infeasible,
    Malformed,
    evaluate_seating,
    move_cost,
    plan_seating,
    seat_late,
)

from .events import event_later, plain_event, random_event, seeds
from .rules import Event, Rounds, broken_rules
from .test_plan import planned

some = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def bound(one: Event, seed: int) -> Event:
    """The event where some people may sit at some tables only (hosts at theirs), and some pairs have met before."""
    random = Random(f"bound {seed}")
    tables = range(one["tables"])
    sets = [random.sample(tables, random.randint(1, len(tables))) for _ in range(2)]
    guests = []
    for guest in one["participants"]:
        allowed = random.choice([None, None, *sets])
        own = {one["hosts"][guest["id"]]} if guest["id"] in one["hosts"] else set()
        guests.append({**guest, "allowed": allowed and sorted({*allowed, *own})})
    ids = [guest["id"] for guest in guests]
    pairs = [random.sample(ids, 2) for _ in range(random.choice([5, 40]))] if len(ids) > 1 else []
    return {**one, "participants": guests, "met": pairs}


def again(one: Event, rounds: Rounds) -> int:
    """Pairs of `met` who share a table, counted from the names."""
    tables = [set(table) for tables in rounds for table in tables]
    return sum(any(pair <= table for table in tables) for pair in set(map(frozenset, one["met"])))


def sat(rounds: Rounds) -> list[list[str]]:
    """Every pair that shared a table."""
    return [list(pair) for tables in rounds for table in tables for pair in combinations(table, 2)]


@given(seed=seeds)
@some
def test_no_rule_is_ever_broken_and_the_same_seed_gives_the_same_seating(seed: int) -> None:
    one = bound(random_event(seed, most=24), seed)
    seating = planned(one, seed=seed)
    if seating is None:
        return
    assert broken_rules(one, seating.rounds) == set()
    metrics = evaluate_seating(one, seating.rounds)
    assert metrics["violations"] == 0
    assert metrics.get("met_again", 0) == again(one, seating.rounds)
    assert metrics["distinct"] <= metrics["bound"]
    assert planned(one, seed=seed) == seating
    after = event_later(one, seating.rounds, 1, seed)
    late = planned(after, seed=seed, keep=seating.rounds)
    assert late is None or broken_rules(after, late.rounds) == set()


def test_a_second_day_meets_others_than_the_first() -> None:
    first = plan_seating(plain_event(60, 10, 3), effort="quick")
    second = {**plain_event(60, 10, 3), "met": sat(first.rounds)}
    told = plan_seating(second, effort="quick", seed=1)
    blind = evaluate_seating(
        second, plan_seating(plain_event(60, 10, 3), effort="quick", seed=1).rounds
    )
    assert told.metrics["met"] == first.metrics["distinct"]
    assert told.metrics["met_again"] + told.repeats <= blind["met_again"] / 10
    assert told.metrics["violations"] == 0


def test_people_of_one_kind_fill_their_table_to_the_last_seat() -> None:
    one = plain_event(13, 3, 1)
    one["capacities"] = [6, 5, 4]
    for guest, table in zip(one["participants"], [0] * 6 + [1] * 4 + [2] * 3, strict=True):
        guest["allowed"] = [table]
    assert [len(table) for table in planned(one).rounds[0]] == [6, 4, 3]


def test_online_people_sit_only_at_their_tables_and_all_tables_stay_level() -> None:
    one = plain_event(64, 8, 3)
    for guest in one["participants"]:
        online = int(guest["id"][1:]) < 14
        guest["allowed"] = [6, 7] if online else [0, 1, 2, 3, 4, 5]
    seating = plan_seating(one, effort="quick")
    assert broken_rules(one, seating.rounds) == set()
    for tables in seating.rounds:
        assert sorted(map(len, tables[6:])) == [7, 7]
        assert set(map(len, tables[:6])) == {8, 9}
    for guest in one["participants"]:
        guest["allowed"] = [6, 7] if int(guest["id"][1:]) < 6 else [0, 1, 2, 3, 4, 5, 6]
    shared = plan_seating(one, effort="quick")
    online = [f"p{k}" for k in range(6)]
    for tables in shared.rounds:  # the table with a screen has its share of them
        assert [len(set(online) & set(table)) for table in tables] == [0] * 6 + [3, 3]
    for guest in one["participants"]:
        guest["allowed"] = [6, 7] if int(guest["id"][1:]) < 14 else [0, 1, 2, 3, 4, 5]
    elsewhere = move_cost(one, seating.rounds, 0, "p3", 0)
    assert [reason.kind for reason in elsewhere.breaches] == ["allowed"]
    one["participants"].append({"id": "late", "allowed": [6, 7]})
    late = seat_late(one, seating.rounds)
    assert all("late" in [*tables[6], *tables[7]] for tables in late.rounds)


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"capacities": [9, 9, 9, 3]}, "allowed"),
        ({"hosts": {"p0": 1}}, "not allowed"),
        ({"together": [["p0", "p9"]]}, "allowed together"),
        ({"participants": [{"id": "p0", "allowed": []}]}, "no table open"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(more: Event, kind: str) -> None:
    one = plain_event(24, 4, 2, **more)
    for guest in one["participants"]:
        guest.setdefault("allowed", [3] if int(guest["id"][1:]) < 6 else [0, 1, 2])
    with pytest.raises(Infeasible) as refused:
        plan_seating(one)
    assert refused.value.reason.kind == kind
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "wrong", [{"met": [["p0", "p0"]]}, {"met": [["p0", "nobody"]]}, {"met": "p0"}]
)
def test_a_pair_that_is_none_is_malformed(wrong: Event) -> None:
    with pytest.raises(Malformed):
        plan_seating(plain_event(8, 2, 2, **wrong))
