"""What nobody can seat is refused before searching, with the smallest reason in plain words."""

import time
from typing import Any

import pytest

from facilitate.cafe.rotation import Infeasible, Malformed, plan_seating

from .events import plain_event


def named(one: dict[str, Any], **names: str) -> dict[str, Any]:
    """The same event with names for some."""
    guests = [
        {**guest, "name": names.get(guest["id"], guest["id"])} for guest in one["participants"]
    ]
    return {**one, "participants": guests}


HOSTS = {f"p{k}": k for k in range(8)}
ROUND_OF_ALL = [[[f"p{k}" for k in range(4)], [f"p{k}" for k in range(4, 8)]]]


@pytest.mark.parametrize(
    ("one", "kind", "words"),
    [
        (
            plain_event(9, 2, 1, capacities=[4, 4]),
            "seats",
            "9 people attend round 1, but the tables have only 8 seats.",
        ),
        (
            named(plain_event(64, 8, 8, hosts=HOSTS, apart=[["p9", "p2"]]), p9="Ana"),
            "apart from a host",
            "Ana is kept apart from the host of table 3, but with 8 rounds and 8 tables must sit there once.",
        ),
        (
            plain_event(9, 3, 2, hosts={"p0": 0, "p1": 1}, together=[["p0", "p1"]]),
            "two hosts together",
            "p0 hosts table 1 and p1 hosts table 2, but they are to sit together.",
        ),
        (
            plain_event(9, 3, 2, together=[["p0", "p1"], ["p1", "p2"]], apart=[["p0", "p2"]]),
            "together and apart",
            "p0 and p2 are to sit together (with p0, p1 and p2) and apart at once.",
        ),
        (
            plain_event(9, 3, 2, together=[["p0", "p1"], ["p1", "p2"], ["p2", "p3"]]),
            "group too large",
            "p0, p1, p2 and p3 are 4 people to sit together, but the largest table seats 3 in round 1.",
        ),
        (
            plain_event(9, 2, 1, apart=[["p0", "p1"], ["p1", "p2"], ["p0", "p2"]]),
            "too many apart",
            "p2, p1 and p0 are 3 people kept apart from one another, but there are 2 tables.",
        ),
        (
            plain_event(9, 3, 2, hosts={"p0": 0, "p1": 0}, apart=[["p0", "p1"]]),
            "apart at one table",
            "p0 and p1 are kept apart, but both must sit at table 1.",
        ),
        (
            plain_event(6, 3, 2, hosts={"p0": 0, "p1": 0, "p2": 0}),
            "table too small",
            "p0, p1 and p2 must sit at table 1, which seats 2 in round 1.",
        ),
        (
            plain_event(8, 2, 4, max_visits=1),
            "table too small",
            "Table 1 has 16 seats over the open rounds, but 24 visits are due there, because people who may not come back have no "
            "other table left.",
        ),
        (
            plain_event(12, 3, 3, capacities=[None, 2, 2]),
            "come back",
            "Table 1 must seat 24 over the open rounds, but without coming back only 12 can sit there.",
        ),
    ],
)
def test_the_reason_in_plain_words(one: dict[str, Any], kind: str, words: str) -> None:
    start = time.process_time()
    with pytest.raises(Infeasible) as refused:
        plan_seating(one)
    assert (refused.value.reason.kind, str(refused.value)) == (kind, words)
    assert time.process_time() - start < 0.2


def guest(**more: Any) -> dict[str, Any]:
    """An event of one guest."""
    return {"rounds": 2, "tables": 2, "participants": [{"id": "a", **more}]}


@pytest.mark.parametrize(
    "one",
    [
        {**plain_event(4, 2, 2), "rounds": 0},
        {**plain_event(4, 2, 2), "tables": -1},
        {**plain_event(4, 2, 2), "rounds": "3"},
        {**plain_event(4, 2, 2), "rounds": True},
        plain_event(4, 2, 2, capacities=[1]),
        plain_event(4, 2, 2, capacities=[3, -1]),
        plain_event(4, 2, 2, hosts={"nobody": 0}),
        plain_event(4, 2, 2, hosts={"p0": 2}),
        plain_event(4, 2, 2, apart=[["p0"]]),
        plain_event(4, 2, 2, apart=[["p0", "p0"]]),
        plain_event(4, 2, 2, together=[["p0", "nobody"]]),
        plain_event(4, 2, 2, max_visits=-1),
        plain_event(4, 2, 1, fixed_rounds=ROUND_OF_ALL * 2),
        plain_event(8, 3, 2, fixed_rounds=ROUND_OF_ALL),
        plain_event(4, 2, 2, fixed_rounds=[[["p0", "p0"], []]]),
        plain_event(4, 2, 2, fixed_rounds=[[["nobody"], []]]),
        {"rounds": 1, "tables": 1, "participants": [{"id": "a"}, {"id": "a"}]},
        {"rounds": 1, "tables": 1, "participants": [{}]},
        guest(absent=[2]),
        guest(prefers=[7]),
        guest(absent=3),
        {"rounds": 1, "tables": 1},
        [],
    ],
)
def test_malformed_input_is_a_sentence(one: Any) -> None:
    with pytest.raises(Malformed) as refused:
        plan_seating(one)
    assert str(refused.value).endswith(".")


def test_unknown_choices_are_errors() -> None:
    with pytest.raises(ValueError, match="effort"):
        plan_seating(plain_event(4, 2, 2), effort="heroic")
