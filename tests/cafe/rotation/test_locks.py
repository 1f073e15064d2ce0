"""Locked seats: kept by every stage, judged, and refused in plain words where they cannot be."""

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings

from facilitate.cafe.rotation import Infeasible, Malformed, evaluate_seating, plan_seating

from .events import event_later, plain_event, random_event, seeds
from .rules import Rounds, broken_rules

some = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
Locks = dict[str, dict[str, int]]


def quick(one: dict[str, Any], **how: Any) -> Rounds | None:
    """A short search; None where the event is refused."""
    steps = iter(range(1_000))
    try:
        return plan_seating(
            one, effort="quick", on_progress=lambda _p: next(steps) < 2, **how
        ).rounds
    except Infeasible as refused:
        why = refused.reason
    assert why.kind not in ("malformed", "")
    return None


def some_locks(rounds: Rounds, seed: int) -> Locks:
    """Some seats of a seating: a few, many, or a round and a few."""
    random = Random(seed)
    share, whole = random.choice([(0.03, 0), (0.2, 0), (0.6, 0), (0.03, 1), (0.0, 2)])
    closed = random.sample(range(len(rounds)), min(whole, len(rounds)))
    locks: Locks = {}
    for r, one in enumerate(rounds):
        for t, table in enumerate(one):
            for person in table:
                if r in closed or random.random() < share:
                    locks.setdefault(person, {})[str(r)] = t
    return locks


def held_by(locks: Locks, rounds: Rounds) -> bool:
    """Does everybody sit where they are locked?"""
    return all(
        person in rounds[int(r)][t] for person, seats in locks.items() for r, t in seats.items()
    )


@some
@given(seeds)
def test_locks_from_a_legal_seating_hold(seed: int) -> None:
    one = random_event(seed)
    before = quick(one, seed=seed)
    if before is None:
        return
    locks = some_locks(before, seed)
    locked = {**one, "locked": locks}
    for how in (
        {"seed": seed + 1},
        {"seed": seed + 2, "keep": before},
        {"seed": 5, "keep": quick(one, seed=3)},
    ):
        after = quick(locked, **how)
        assert after is not None
        assert broken_rules(one, after) == set()
        assert held_by(locks, after)
        assert "locked" not in evaluate_seating(locked, after)["by_kind"]


@some
@given(seeds)
@example(58)  # nothing can be kept, and no seating exists
def test_locks_hold_when_some_have_gone(seed: int) -> None:
    one = random_event(seed, most=30)
    before = quick(one, seed=seed)
    if before is None:
        return
    held = seed % one["rounds"]
    after = {**event_later(one, before, held, seed), "locked": some_locks(before, seed)}
    gone = {guest["id"]: guest["absent"] for guest in after["participants"]}
    after["locked"] = {
        person: {r: t for r, t in seats.items() if int(r) not in gone[person]}
        for person, seats in after["locked"].items()
    }
    for how in ({}, {"keep": before}):
        rounds = quick(after, seed=seed, **how)
        if rounds is not None:
            assert broken_rules(after, rounds) == set()
            assert held_by(
                {
                    p: {r: t for r, t in s.items() if int(r) >= held}
                    for p, s in after["locked"].items()
                },
                rounds,
            )


def test_a_lock_that_is_not_kept_is_a_breach() -> None:
    one = plain_event(8, 2, 2)
    rounds = plan_seating(one, effort="quick").rounds
    person = rounds[1][0][0]
    assert evaluate_seating({**one, "locked": {person: {"1": 0}}}, rounds)["violations"] == 0
    judged = evaluate_seating({**one, "locked": {person: {1: 1}}}, rounds)
    assert judged["by_kind"] == {"locked": 1}
    assert [(b.kind, b.who, b.table, b.round, b.number) for b in judged["breaches"]] == [
        ("locked", (person,), 0, 1, 1)
    ]


def test_locks_of_held_rounds_are_history() -> None:
    one = plain_event(8, 2, 2)
    rounds = plan_seating(one, effort="quick").rounds
    locked = {**one, "locked": {rounds[0][0][0]: {"0": 1}}}
    assert (
        plan_seating(locked, held=rounds[:1], effort="quick").rounds
        == plan_seating(one, held=rounds[:1], effort="quick").rounds
    )


BOUND = {"together": [["p0", "p1"]]}


@pytest.mark.parametrize(
    ("one", "kind", "words"),
    [
        (
            {
                **plain_event(9, 3, 2),
                "locked": {"p0": {"0": 1}},
                "participants": [
                    {"id": "p0", "absent": [0]},
                    *({"id": f"p{k}"} for k in range(1, 9)),
                ],
            },
            "locked absent",
            "p0 is locked at table 2 in round 1, but misses that round.",
        ),
        (
            plain_event(9, 3, 2, hosts={"p0": 0}, locked={"p0": {"1": 2}}),
            "locked host",
            "p0 is locked at table 3 in round 2, but hosts table 1.",
        ),
        (
            plain_event(9, 3, 2, locked={"p0": {"1": 2}, "p1": {"1": 0}}, **BOUND),
            "locked together",
            "p0 and p1 are to sit together, but in round 2 their seats are given: table 3 and table 1.",
        ),
        (
            plain_event(9, 3, 2, locked={f"p{k}": {"1": 2} for k in range(4)}),
            "locked seats",
            "p0, p1, p2 and p3 must sit at table 3 in round 2, which can seat 3 then.",
        ),
        (
            plain_event(9, 3, 2, locked={"p0": {"1": 2}, "p1": {"1": 2}}, apart=[["p0", "p1"]]),
            "locked apart",
            "p0 and p1 are kept apart, but both must sit at table 3 in round 2.",
        ),
        (
            plain_event(9, 3, 2, hosts={"p1": 2}, locked={"p0": {"1": 2}}, apart=[["p0", "p1"]]),
            "locked apart",
            "p1 and p0 are kept apart, but both must sit at table 3 in round 2.",
        ),
        (
            plain_event(7, 3, 2, locked={f"p{k}": {"1": k % 2} for k in range(6)}),
            "locked level",
            "With the locked seats of round 2 the tables cannot be level: 2 tables have 3 people who must sit there, but with 7 "
            "people only 1 can have so many.",
        ),
        (
            plain_event(9, 3, 2, locked={"p0": {"0": 2, "1": 2}}),
            "locked again",
            "p0 is locked at table 3 in round 2, which would be visit 2 to that table; nobody may sit at one more than once.",
        ),
    ],
)
def test_locks_that_cannot_be_are_refused(one: dict[str, Any], kind: str, words: str) -> None:
    with pytest.raises(Infeasible) as refused:
        plan_seating(one)
    assert (refused.value.reason.kind, str(refused.value)) == (kind, words)


@pytest.mark.parametrize(
    "locks",
    [
        {"nobody": {"0": 0}},
        {"p0": {"2": 0}},
        {"p0": {"0": 3}},
        {"p0": {"x": 0}},
        {"p0": 1},
        [1],
        {"p0": {"0": "1"}},
    ],
)
def test_malformed_locks_are_a_sentence(locks: Any) -> None:
    with pytest.raises(Malformed):
        plan_seating(plain_event(9, 3, 2, locked=locks))
