"""What a table needs because of who sits there: a rule holds at every table, a wish is counted, what cannot be is refused."""

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from facilitate.cafe.rotation import (
    Infeasible,
    Malformed,
    evaluate_seating,
    plan_seating,
    swap_cost,
)

from .events import plain_event, random_event, seeds
from .rules import Event, Rounds, broken_rules
from .test_plan import planned

some = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
INTERPRETED = {
    "where": [{"attribute": "needs", "value": "yes"}],
    "want": {"attribute": "role", "value": "interpreter"},
}
NEIGHBOURS = {"where": [{"attribute": "region", "value": name} for name in "uv"]}


def with_needs(one: Event, helpers: int, need: int, *wants: dict[str, Any], seed: int = 1) -> Event:
    """The event where so many interpret and so many others need that."""
    random = Random(seed)
    guests = [dict(guest) for guest in one["participants"]]
    chosen = random.sample(guests, min(len(guests), helpers + need))
    for guest in chosen[:helpers]:
        guest["attributes"] = {"role": "interpreter"}
    for guest in chosen[helpers:]:
        guest["attributes"] = {"needs": "yes"}
    return {**one, "participants": guests, "wants": list(wants)}


def lacking(one: Event, rounds: Rounds) -> list[int]:
    """For each want, tables that need somebody and have nobody, from the names."""
    of = {
        guest["id"]: {"region": guest.get("region"), **guest.get("attributes", {})}
        for guest in one["participants"]
    }

    def has(person: str, part: dict[str, Any]) -> bool:
        return of[person].get(part["attribute"]) == part["value"]

    found = []
    for want in one["wants"]:
        lonely = 0
        for table in [table for tables in rounds for table in tables]:
            near = all(any(has(person, part) for person in table) for part in want["where"])
            helped = any(
                has(person, want["want"])
                if "want" in want
                else not any(has(person, part) for part in want["where"])
                for person in table
            )
            lonely += near and not helped
        found.append(lonely)
    return found


@given(seed=seeds)
@some
def test_a_rule_holds_at_every_table(seed: int) -> None:
    wants = [{**INTERPRETED, "hard": seed % 2 == 0}, {**NEIGHBOURS, "hard": seed % 3 == 0}]
    one = with_needs(random_event(seed, most=16), 1 + seed % 4, seed % 7, *wants, seed=seed)
    seating = planned(one, seed=seed)
    if seating is None:
        return
    assert broken_rules(one, seating.rounds) == set()
    missing = lacking(one, seating.rounds)
    counted = seating.metrics["wants"]
    assert [row["tables"] - row["met"] for row in counted] == missing
    assert not any(left for left, want in zip(missing, wants, strict=True) if want["hard"])


def test_interpreters_go_where_they_are_needed() -> None:
    one = with_needs(plain_event(60, 8, 3), 3, 9, {**INTERPRETED, "hard": True})
    seating = plan_seating(one, effort="quick")
    assert lacking(one, seating.rounds) == [0]
    assert seating.mix_index > 0.8
    helper = next(g["id"] for g in one["participants"] if "role" in g.get("attributes", {}))
    table = next(table for table in seating.rounds[0] if helper in table)
    away = next(table[0] for table in seating.rounds[0] if helper not in table)
    price = swap_cost(one, seating.rounds, 0, helper, away)
    assert ("company" in {reason.kind for reason in price.breaches}) == (len(table) > 1)


@pytest.mark.parametrize(("people", "tables"), [(70, 9), (80, 10)])
def test_company_costs_no_repeat_where_none_is_needed(people: int, tables: int) -> None:
    one = with_needs(plain_event(people, tables, 3), 3, 6, INTERPRETED)
    one["mix"] = [{"attribute": "sector", "at_least": {"value": "g", "share": 0.4}}]
    found = plan_seating(one, effort="quick")
    assert (found.repeats, found.metrics["wants"][0]["met"]) == (0, 9)


def test_what_cannot_be_is_refused() -> None:
    one = with_needs(plain_event(24, 4, 2), 1, 12, {**INTERPRETED, "hard": True})
    with pytest.raises(Infeasible) as refused:
        plan_seating(one)
    assert refused.value.reason[0] == "company"
    soft = with_needs(plain_event(24, 4, 2), 1, 12, INTERPRETED)
    counted = evaluate_seating(soft, plan_seating(soft, effort="quick").rounds)
    assert counted["violations"] == 0
    assert counted["wants"][0]["met"] < counted["wants"][0]["tables"]


@pytest.mark.parametrize("wrong", [{}, {"where": []}, {"where": [{"attribute": 1}]}, "x"])
def test_a_want_that_is_none_is_malformed(wrong: Any) -> None:
    with pytest.raises(Malformed):
        plan_seating(plain_event(8, 2, 2, wants=[wrong]))
