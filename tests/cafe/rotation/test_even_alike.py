"""Tables that were filled with what was wished for are evened again, and lose nothing of it by that."""

from random import Random
from typing import Any

import pytest

from facilitate.cafe.rotation import met_tables, plan_seating


def wished_event(seed: int) -> dict[str, Any]:
    """Forty-two people at six tables; two in five of each table are wished to be local, and fewer are in the room."""
    draw = Random(seed)
    people = [
        {
            "id": f"p{number}",
            "sector": draw.choices(["local", "civil", "central"], [3, 3, 4])[0],
            "region": f"r{draw.randrange(7)}",
            "attributes": {"level": draw.choice("abc")},
        }
        for number in range(42)
    ]
    wish = {"attribute": "sector", "at_least": {"value": "local", "share": 0.4}}
    return {
        "rounds": 3,
        "tables": 6,
        "capacities": [7] * 6,
        "participants": people,
        "mix": [wish, {"attribute": "region"}, {"attribute": "level"}],
    }


def outcome(seed: int, priority: str) -> tuple[int, int, int, float]:
    """Violations, tables that have what is wished, repeats, and the squared people beside the even share."""
    found = plan_seating(wished_event(seed), effort="quick", priority=priority, seed=1).metrics
    wished = found["mix"]["sector"]["at_least"]["met"]
    return found["violations"], wished, found["repeats"], found["mix"]["ss"]


@pytest.mark.parametrize("seed", [1, 3])
def test_nobody_meets_more_often_for_it_where_that_comes_first(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = outcome(seed, "meet")
    monkeypatch.setattr(met_tables, "even_alike", lambda *_given: 0)
    before = outcome(seed, "meet")
    assert after[:2] == before[:2]
    assert after[2] <= before[2]
    assert after[3] <= before[3]


@pytest.mark.parametrize("priority", ["balanced", "mixed"])
def test_where_the_mix_comes_first_it_gets_more_even(
    priority: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = [outcome(seed, priority) for seed in (1, 3)]
    monkeypatch.setattr(met_tables, "even_alike", lambda *_given: 0)
    before = [outcome(seed, priority) for seed in (1, 3)]
    assert [one[:2] for one in after] == [one[:2] for one in before]
    assert [now[3] <= was[3] for now, was in zip(after, before, strict=True)] == [True] * 2
    assert sum(one[3] for one in after) < sum(one[3] for one in before)
