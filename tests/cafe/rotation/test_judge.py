"""The judge, rule by rule: a seating that breaks exactly one rule, what is said of it, and its neighbour that breaks none."""

from typing import Any

import pytest

from facilitate.cafe.rotation import evaluate_seating
from facilitate.cafe.rotation.judge import seat_by_person
from facilitate.cafe.rotation.reasons import SeatingReason


def cafe(people: str = "abcde", tables: int = 2, rounds: int = 1, **rules: Any) -> dict[str, Any]:
    """An event of people with one letter each; `absent` and `prefers` by letter."""
    absent, prefers = rules.pop("absent", {}), rules.pop("prefers", {})
    return {
        "rounds": rounds,
        "tables": tables,
        **rules,
        "participants": [
            {
                "id": one,
                "sector": "s",
                "region": "r",
                "absent": absent.get(one, []),
                "prefers": prefers.get(one, []),
            }
            for one in people
        ],
    }


def seated(*rounds: str) -> list[list[list[str]]]:
    """Rounds as "abc de": tables are words; a dot is an empty table."""
    return [[list(table.replace(".", "")) for table in one.split()] for one in rounds]


def breaches(event: dict[str, Any], *rounds: str) -> list[SeatingReason]:
    judged = evaluate_seating(event, seated(*rounds))
    assert judged["violations"] == len(judged["breaches"]) == sum(judged["by_kind"].values())
    assert [text for texts in judged["details"].values() for text in texts] == [
        one.text for one in judged["breaches"]
    ]
    return judged["breaches"]


TWO = cafe(rounds=2)
BOUND = {"hosts": {"a": 0}, "together": [["a", "b"], ["b", "c"]]}
CASES = [
    # rounds
    (TWO, ["abc de"], [SeatingReason("rounds", "There should be 2 rounds, not 1.", number=1)]),
    (
        TWO,
        ["abc de", "ad bce", "ae bcd"],
        [SeatingReason("rounds", "There should be 2 rounds, not 3.", number=3)],
    ),
    (
        TWO,
        ["abc de", "ad bc e"],
        [SeatingReason("rounds", "Round 2 has 3 tables, not 2.", round=1, number=3)],
    ),
    (
        TWO,
        ["abcde", "ad bce"],
        [SeatingReason("rounds", "Round 1 has 1 tables, not 2.", round=0, number=1)],
    ),
    # seated
    (cafe(), ["abc de"], []),
    (
        cafe(),
        ["abx cde"],
        [SeatingReason("seated", "Round 1, table 1: x is not in the list.", ("x",), 0, 0)],
    ),
    (cafe(), ["abc dea"], [SeatingReason("seated", "Round 1: a sits twice.", ("a",), 1, 0, 2)]),
    (cafe(), ["aba cde"], [SeatingReason("seated", "Round 1: a sits twice.", ("a",), 0, 0, 2)]),
    (
        cafe(),
        ["ab cd"],
        [SeatingReason("seated", "Round 1: e is present but has no seat.", ("e",), None, 0, 0)],
    ),
    (
        cafe(absent={"e": [0]}),
        ["abc de"],
        [SeatingReason("absent", "Round 1: e is absent but has a seat.", ("e",), 1, 0)],
    ),
    (
        cafe(absent={"e": [0]}),
        ["abc d"],
        [
            SeatingReason(
                "level", "Round 1, table 2: 1 people while another table has 3.", (), 1, 0, 1
            )
        ],
    ),
    (cafe(absent={"e": [0]}), ["ab cd"], []),
    (cafe(absent={"e": [1]}, rounds=2, max_visits=2), ["abc de", "ab cd"], []),
    # capacity
    (
        cafe(capacities=[2, None]),
        ["abc de"],
        [SeatingReason("capacity", "Round 1, table 1: 3 people, but 2 seats.", (), 0, 0, 3)],
    ),
    (cafe(capacities=[3, 2]), ["abc de"], []),
    # level
    (
        cafe(),
        ["abcd e"],
        [
            SeatingReason(
                "level", "Round 1, table 2: 1 people while another table has 4.", (), 1, 0, 1
            )
        ],
    ),
    (
        cafe(),
        [". abcde"],
        [
            SeatingReason(
                "level", "Round 1, table 1: 0 people while another table has 5.", (), 0, 0, 0
            )
        ],
    ),
    (cafe(capacities=[None, 1]), ["abcd e"], []),
    (
        cafe(capacities=[None, 2]),
        ["abcd e"],
        [
            SeatingReason(
                "level", "Round 1, table 2: 1 people while another table has 4.", (), 1, 0, 1
            )
        ],
    ),
    # hosts and the locked
    (cafe(hosts={"a": 0}), ["abc de"], []),
    (
        cafe(hosts={"a": 0}),
        ["de abc"],
        [SeatingReason("host", "Round 1: a hosts table 1, but sits at table 2.", ("a",), 1, 0, 0)],
    ),
    (cafe(hosts={"a": 0}, absent={"a": [0]}), ["bc de"], []),
    (cafe(locked={"a": {"0": 1}}), ["de abc"], []),
    (
        cafe(locked={"a": {"0": 1}}),
        ["abc de"],
        [
            SeatingReason(
                "locked", "Round 1: a is locked at table 2, but sits at table 1.", ("a",), 0, 0, 1
            )
        ],
    ),
    # apart and together
    (cafe(apart=[["a", "d"]]), ["abc de"], []),
    (
        cafe(apart=[["a", "b"]]),
        ["de abc"],
        [SeatingReason("apart", "Round 1, table 2: a and b are kept apart.", ("a", "b"), 1, 0)],
    ),
    (cafe(apart=[["a", "b"]], absent={"a": [0]}), ["bc de"], []),
    (cafe(together=[["a", "b"]]), ["abc de"], []),
    (
        cafe(together=[["a", "d"]]),
        ["abc de"],
        [SeatingReason("together", "Round 1: a and d are to sit together.", ("a", "d"), 0, 0, 1)],
    ),
    (cafe(together=[["a", "d"]], absent={"a": [0]}), ["bc de"], []),
    (cafe(together=[["d", "a"]], absent={"a": [0]}), ["bc de"], []),
    # topics
    (TWO, ["abc de", "de abc"], []),
    (
        TWO,
        ["abc de", "ade bc"],
        [SeatingReason("topic", "Round 2: a is at table 1 for the 2th time.", ("a",), 0, 1, 2)],
    ),
    (cafe(rounds=2, max_visits=2), ["abc de", "abc de"], []),
    (
        cafe(rounds=3),
        ["abc de", "abc de", "de abc"],
        [],
    ),  # three rounds at two tables: twice at one
    (
        cafe("ab", rounds=3),
        ["a b", "a b", "a b"],
        [
            SeatingReason("topic", "Round 3: a is at table 1 for the 3th time.", ("a",), 0, 2, 3),
            SeatingReason("topic", "Round 3: b is at table 2 for the 3th time.", ("b",), 1, 2, 3),
        ],
    ),
    (
        cafe(rounds=2, **BOUND),
        ["abc de", "abc de"],
        [
            SeatingReason("topic", "Round 2: d is at table 2 for the 2th time.", ("d",), 1, 1, 2),
            SeatingReason("topic", "Round 2: e is at table 2 for the 2th time.", ("e",), 1, 1, 2),
        ],
    ),  # the host, and who is bound to the host, also through another
    # rounds already held
    (cafe(rounds=2, fixed_rounds=seated("abc de")), ["cab ed", "de abc"], []),
    (
        cafe(rounds=2, max_visits=2, fixed_rounds=seated("abc de")),
        ["abd ce", "de abc"],
        [
            SeatingReason(
                "fixed", "Round 1, already held, is not as it was at table 1.", table=0, round=0
            ),
            SeatingReason(
                "fixed", "Round 1, already held, is not as it was at table 2.", table=1, round=0
            ),
        ],
    ),
    (
        cafe(
            rounds=2,
            max_visits=2,
            fixed_rounds=seated("abcd ."),
            absent={"e": [1]},
            capacities=[3, 3],
            apart=[["a", "b"]],
            hosts={"c": 1},
        ),
        ["abcd .", "ad bc"],
        [],
    ),  # what was broken then is history
    (
        cafe(rounds=2, fixed_rounds=seated("abc de")),
        ["abc de", "ade bc"],
        [
            SeatingReason("topic", "Round 2: a is at table 1 for the 2th time.", ("a",), 0, 1, 2),
        ],
    ),
    (
        cafe(rounds=3, max_visits=1, fixed_rounds=seated("abc de", "abc de")),
        ["abc de", "abc de", "de ab"],
        [
            SeatingReason("seated", "Round 3: c is present but has no seat.", ("c",), None, 2, 0),
        ],
    ),  # twice at one table was history; what comes after adds nothing to it
    (
        cafe(rounds=2, max_visits=2, fixed_rounds=seated("abc de")),
        ["abca de", "de abc"],
        [
            SeatingReason("seated", "Round 1: a sits twice.", ("a",), 0, 0, 2),
            SeatingReason(
                "fixed", "Round 1, already held, is not as it was at table 1.", table=0, round=0
            ),
        ],
    ),
]


@pytest.mark.parametrize(("event", "rounds", "expected"), CASES)
def test_a_seating_breaks_exactly_what_is_said(
    event: dict[str, Any], rounds: list[str], expected: list[SeatingReason]
) -> None:
    assert breaches(event, *rounds) == expected


def test_breaches_are_counted_and_told_by_their_kind() -> None:
    judged = evaluate_seating(cafe(absent={"e": [0]}, apart=[["a", "b"]]), seated("abd e"))
    assert judged["by_kind"] == {"seated": 2, "level": 1, "apart": 1}
    assert judged["details"]["seated"] == [
        "Round 1: e is absent but has a seat.",
        "Round 1: c is present but has no seat.",
    ]


def test_who_sits_twice_counts_where_they_come_first() -> None:
    assert seat_by_person([["a", "x"], ["b", "a"]], {"a": 0, "b": 1}) == {0: 0, 1: 1}
    assert breaches(cafe(hosts={"a": 0}), "abc dea") == [
        SeatingReason("seated", "Round 1: a sits twice.", ("a",), 1, 0, 2)
    ]


METRICS = (
    "participants",
    "meetings",
    "distinct",
    "repeats",
    "max_times_met",
    "met_per_person_avg",
    "met_per_person_min",
    "wishes_met",
    "wishes_possible",
)


@pytest.mark.parametrize(
    ("event", "rounds", "expected"),
    [
        (cafe("abcd", rounds=2), ["ab cd", "cd ab"], (4, 4, 2, 2, 2, 1.0, 1, 0, 0)),
        (cafe("abcd", rounds=2), ["ab cd", "cb ad"], (4, 4, 4, 0, 1, 2.0, 2, 0, 0)),
        (cafe("abcd", rounds=1), ["abc d"], (4, 3, 3, 0, 1, 1.5, 0, 0, 0)),
        (
            cafe("abcd", rounds=2, absent={"d": [0, 1]}),
            ["ab c", "c ab"],
            (4, 2, 1, 1, 2, 2 / 3, 0, 0, 0),
        ),
        (
            cafe("abcd", rounds=2, absent={"d": [0]}),
            ["ab c", "cd ab"],
            (4, 3, 2, 1, 2, 1.0, 1, 0, 0),
        ),
        (cafe("ab", rounds=1), ["a b"], (2, 0, 0, 0, 0, 0.0, 0, 0, 0)),
        (
            cafe("abc", rounds=1),
            ["aab c"],
            (3, 2, 1, 1, 2, 2 / 3, 0, 0, 0),
        ),  # nobody meets themselves
        (
            cafe("abcd", rounds=2, prefers={"a": [0, 1], "b": [1], "c": [0]}),
            ["ab cd", "cb ad"],
            (4, 4, 4, 0, 1, 2.0, 2, 3, 4),
        ),
        (
            cafe("abcd", rounds=2, prefers={"a": [0, 1]}, absent={"a": [1]}),
            ["ab cd", "cb d"],
            (4, 3, 3, 0, 1, 1.5, 1, 1, 1),
        ),
        (
            cafe("abcd", rounds=2, prefers={"a": [0, 1]}, hosts={"a": 0}),
            ["ab cd", "ad bc"],
            (4, 4, 4, 0, 1, 2.0, 2, 0, 0),
        ),
    ],
)
def test_meetings_and_wishes_are_counted(
    event: dict[str, Any], rounds: list[str], expected: tuple[float, ...]
) -> None:
    judged = evaluate_seating(event, seated(*rounds))
    assert tuple(judged[name] for name in METRICS) == expected


def test_meetings_against_what_can_be_had() -> None:
    judged = evaluate_seating(cafe("abcd", rounds=2, max_visits=2), seated("ab cd", "cd ab"))
    assert (judged["bound"], judged["pair_ratio"], judged["of_all_pairs"]) == (4, 0.5, 2 / 6)
    alone = evaluate_seating(cafe("a", tables=1), seated("a"))
    assert (alone["bound"], alone["pair_ratio"], alone["of_all_pairs"]) == (0, 1.0, 1.0)
    everybody = evaluate_seating(cafe("ab", tables=1), seated("ab"))
    assert (everybody["bound"], everybody["pair_ratio"], everybody["of_all_pairs"]) == (1, 1.0, 1.0)


def test_evenness_is_of_those_in_the_list_and_of_all_who_take_a_seat() -> None:
    event = cafe("abcd")
    for one, sector in zip(event["participants"], "xxyy", strict=True):
        one["sector"] = sector
    even, apart = (evaluate_seating(event, seated(one))["mix"] for one in ("ac bd", "ab cd"))
    assert (even["sector"]["index"], even["sector"]["off"], apart["sector"]["off"]) == (1.0, 0, 4)
    assert apart["sector"]["ss"] == 4.0
