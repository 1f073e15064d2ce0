"""What a change costs is what then is; whom it is cheapest to change places with is weighed as the engine does; words."""

import random
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitate.cafe.actions import recount_quality
from facilitate.cafe.changing import wording
from facilitate.cafe.changing.cheapest import cheapest_exchanges, exchange_weights
from facilitate.cafe.changing.costs import (
    ChangeCost,
    MeetingAgain,
    SeatChange,
    cost_of,
    price_of,
    seating_after,
    seating_at_tables,
)
from facilitate.cafe.floor import CafeFloor, Guest
from facilitate.cafe.models import Bond, Cafe, CafeTable, CafeTablePlace, SeatingCause
from facilitate.cafe.seats import Seating
from facilitate.lib.text import Words

SECTORS = ["civil_society", "donor", "local_government"]


def a_floor(seed: int, tables: int, seats: int, rounds: int, held: int = 0) -> CafeFloor:
    """A café seated by chance: full tables, a host, two people kept apart and two together, a lock, some who met before."""
    chance = random.Random(seed)
    keys = [f"p{number}" for number in range(1, tables * seats + 1)]
    people = {
        key: Guest(
            key,
            f"Name{key[1:]}",
            "Family",
            sector=chance.choice(SECTORS),
            region=chance.choice("abc"),
        )
        for key in keys
    }
    rows = [
        CafeTable(
            id=100 + n, number=n + 1, seats=seats, name=Words(), question=Words(), host_name=""
        )
        for n in range(tables)
    ]
    if seed % 2:  # a table online, and who sits only there
        rows[-1].place = CafeTablePlace.ONLINE
        for key in chance.sample(keys, 2):
            people[key] = replace(people[key], online=True)
    rows[0].host_participation_id = int(chance.choice(keys)[1:])
    plan = []
    for _round in range(rounds):
        order = keys[:]
        chance.shuffle(order)
        plan.append(tuple(tuple(order[t * seats : (t + 1) * seats]) for t in range(tables)))
    locked = frozenset({(rounds, chance.choice(keys))})
    seating = Seating(tuple(row.id for row in rows), tuple(plan), locked=locked)
    a, b, c, d = chance.sample(keys, 4)
    met = frozenset(
        (e, f) for e, f in combinations(sorted(keys), 2) if chance.random() < seed % 3 / 10
    )
    cafe = Cafe(
        id=1, step_id=1, rounds=rounds, minutes=20, move=5, harvest=0, held=held, questions=[]
    )
    return CafeFloor(
        cafe,
        rows,
        people,
        seating=seating,
        seating_id=1,
        pairs=[(Bond.APART, a, b), (Bond.TOGETHER, c, d)],
        met={"2026-06-12": met} if met else {},
    )


def again(seating: Seating) -> int:
    """Meetings that are not the first, those of people who met before among them."""
    return seating.metrics["repeats"] + seating.metrics.get("met_again", 0)


shapes = st.builds(
    a_floor, st.integers(0, 10_000), st.integers(2, 5), st.integers(3, 6), st.integers(1, 4)
)


def seating_of(floor: CafeFloor) -> Seating:
    assert floor.seating is not None
    return floor.seating


@settings(max_examples=40, deadline=None)
@given(shapes, st.randoms(use_true_random=False))
def test_the_price_is_what_then_holds(floor: CafeFloor, chance: random.Random) -> None:
    number = chance.randint(1, floor.cafe.rounds)
    who, other = chance.sample(sorted(floor.people), 2)
    change = (
        SeatChange(number, who, other)
        if chance.random() < 0.6
        else SeatChange(number, who, "", chance.choice(floor.tables).id)
    )
    price = price_of(floor, change)
    now = recount_quality(floor, seating_of(floor))
    then = recount_quality(floor, seating_after(seating_at_tables(floor), change))
    locked = [one for one in price.breaches if one.kind == "locked"]
    assert price.repeats == (again(now), again(then))
    assert price.mix_index == (now.metrics["mix"]["mix_index"], then.metrics["mix"]["mix_index"])
    assert price.violations == (now.metrics["violations"], then.metrics["violations"] + len(locked))
    cost = cost_of(floor, change, price=price)
    assert cost.repeats == again(then) - again(now)
    assert cost.uneven == then.metrics["mix"]["off"] - now.metrics["mix"]["off"]
    for pair in cost.again:
        assert pair.rounds or any(
            tuple(sorted((pair.a, pair.b))) in met for met in floor.met.values()
        )
        assert all(then.at(n, pair.a) == then.at(n, pair.b) for n in (*pair.rounds, number))


@settings(max_examples=40, deadline=None)
@given(shapes, st.randoms(use_true_random=False))
def test_changing_places_and_back_is_the_seating_before(
    floor: CafeFloor, chance: random.Random
) -> None:
    number = chance.randint(1, floor.cafe.rounds)
    change = SeatChange(number, *chance.sample(sorted(floor.people), 2))
    before = seating_at_tables(floor)
    back = seating_after(seating_after(before, change), change)
    assert [[set(table) for table in one] for one in back.rounds] == [
        [set(table) for table in one] for one in before.rounds
    ]


@settings(max_examples=25, deadline=None)
@given(shapes, st.randoms(use_true_random=False))
def test_the_quick_weight_agrees_with_the_engine(floor: CafeFloor, chance: random.Random) -> None:
    number, who = chance.randint(1, floor.cafe.rounds), chance.choice(sorted(floor.people))
    for other, weight in exchange_weights(floor, number, who).items():
        price = price_of(floor, SeatChange(number, who, other))
        assert weight.repeats == price.more_repeats
        # the even share the engine counts in seats; here it is the squares whose sum the index is made of
        if weight.uneven == 0:
            assert price.mix_index[0] == pytest.approx(price.mix_index[1])
        else:
            assert (weight.uneven > 0) == (price.mix_index[0] > price.mix_index[1])
        assert weight.broken == price.violations[1] - price.violations[0]


def test_the_cheapest_break_no_rule_and_come_in_order() -> None:
    floor = a_floor(3, 4, 5, 3)
    offers = cheapest_exchanges(floor, 2, "p1")
    assert 0 < len(offers) <= 6
    assert [one for one in offers if one.breaks] == []
    repeats = [one.repeats for one in offers if one.mends == offers[0].mends]
    assert repeats == sorted(repeats)
    assert cheapest_exchanges(replace(floor, seating=seating_at_tables(floor)), 2, "p1") == offers


def test_where_every_exchange_breaks_a_rule_those_come_that_break_least() -> None:
    floor = a_floor(3, 3, 4, 3)
    all_tables = [
        ((("p1", "p2"), ("p3", "p4"), ("p5", "p6"))),
        ((("p3", "p6"), ("p5", "p2"), ("p1", "p4"))),
        ((("p5", "p4"), ("p1", "p6"), ("p3", "p2"))),
    ]
    seating = Seating(seating_of(floor).tables, tuple(all_tables))
    people = {key: guest for key, guest in floor.people.items() if int(key[1:]) < 7}
    floor.tables[0].host_participation_id = None
    offers = cheapest_exchanges(replace(floor, people=people, seating=seating, pairs=[]), 1, "p1")
    assert len(offers) == 4
    assert [len(one.breaks) for one in offers] == sorted(len(one.breaks) for one in offers)
    assert all(one.breaks for one in offers)


def test_who_has_no_seat_changes_places_with_nobody() -> None:
    floor = a_floor(3, 3, 4, 2)
    people = {**floor.people, "w1": Guest("w1", "Late", "Comer")}
    assert exchange_weights(replace(floor, people=people), 1, "w1") == {}


SAID = [
    (ChangeCost(SeatChange(2, "p1", "p2")), ["It costs nothing.", "No slip changes."]),
    (
        ChangeCost(SeatChange(2, "p1", "p2"), slips=("p1", "p2"), printed=True),
        ["It costs nothing.", "2 slips to print again."],
    ),
    (
        ChangeCost(
            SeatChange(2, "p1", "p2"),
            again=(MeetingAgain("p1", "p3", (1,)),),
            repeats=1,
            slips=("p1",),
            printed=True,
        ),
        ["1 pair meets twice (Name1 Family – Name3 Family, round 1).", "1 slip to print again."],
    ),
    (
        ChangeCost(
            SeatChange(2, "p1", "p2"),
            again=(MeetingAgain("p1", "p3", (1, 3)),),
            repeats=-1,
            slips=("p1", "p2"),
        ),
        [
            "1 pair meets again (Name1 Family – Name3 Family, rounds 1 and 3).",
            "2 pairs no longer meet twice.",
            "2 slips change.",
        ],
    ),
    (
        ChangeCost(SeatChange(2, "p1", "p2"), lacks=((101, "civil_society"),), uneven=2),
        [
            "Table 2 would have nobody from civil society.",
            "The tables would be less evenly mixed: 2 more seats would differ from an even share.",
            "No slip changes.",
        ],
    ),
    (
        ChangeCost(SeatChange(2, "p1", "p2"), lacks=((101, "own"),), uneven=-2, mends=1),
        [
            "Table 2 would have nobody from “Our own”.",
            "The tables would be mixed more evenly.",
            "1 rule broken now would be kept.",
            "No slip changes.",
        ],
    ),
]


@pytest.mark.parametrize(("cost", "said"), SAID)
def test_a_price_in_words(app: Flask, cost: ChangeCost, said: list[str]) -> None:
    with app.test_request_context():
        assert wording.cost_sentences(a_floor(1, 3, 4, 3), cost, {"own": "Our own"}) == said


def reason(
    kind: str, who: list[str], table: int | None = 2, number: int | None = None
) -> dict[str, Any]:
    return {"kind": kind, "text": "?", "who": who, "table": table, "round": 2, "number": number}


BROKEN = [
    (
        reason("capacity", [], number=5),
        "Table 2 would have 5 people in round 2, more than it has seats.",
    ),
    (
        reason("host", ["p1"], number=0),
        "Name1 Family is the host of table 1, but would sit at table 2 in round 2.",
    ),
    (reason("locked", ["p1"], number=0), "Name1 Family’s seat at table 1 in round 2 is locked."),
    (
        reason("apart", ["p1", "p2"]),
        "Name1 Family and Name2 Family must never sit at one table; in round 2 both would be at table 2.",
    ),
    (
        reason("together", ["p1", "p2"], number=2),
        "Name1 Family and Name2 Family must always sit at one table; in round 2 they would not.",
    ),
    (
        reason("topic", ["p1"], number=2),
        "Name1 Family would be at table 2 more than once (again in round 2).",
    ),
    (reason("absent", ["p1"]), "Name1 Family misses round 2, but would have a seat in it."),
    (reason("seated", ["p1"], None, 0), "Name1 Family would have no seat in round 2."),
    (reason("seated", ["p1"], 2, 2), "Name1 Family would sit twice in round 2."),
    (reason("fixed", []), "Round 2 has been held; this would change it."),
    (reason("news", []), "?"),
]


@pytest.mark.parametrize(("broken", "said"), BROKEN)
def test_a_broken_rule_in_words(app: Flask, broken: dict[str, Any], said: str) -> None:
    with app.test_request_context():
        assert wording.broken_rule_sentence(a_floor(1, 3, 4, 3), broken) == said


def test_tables_that_are_not_level_are_said_once(app: Flask) -> None:
    rows = (
        reason("level", [], number=3),
        reason("seated", ["p1"], None, 0),
        reason("level", [], 3, 3),
    )
    cost = ChangeCost(SeatChange(2, "p1", "", 101), breaks=rows, sizes=(3, 5))
    with app.test_request_context():
        assert wording.broken_rule_sentences(a_floor(1, 3, 4, 3), cost) == [
            "Name1 Family would have no seat in round 2.",
            "The tables would not be equally full in round 2: one has 3 people, another 5.",
        ]


DONE: list[tuple[SeatingCause, dict[str, Any], str]] = [
    (
        SeatingCause.SWAPPED,
        {"who": ["p1", "p2"], "round": 2},
        "Name1 Family ↔ Name2 Family, round 2",
    ),
    (
        SeatingCause.MOVED,
        {"who": ["p1"], "round": 2, "table": 3},
        "Name1 Family → table 3, round 2",
    ),
    (SeatingCause.LOCKED, {"who": ["p1"], "round": 2}, "Name1 Family’s seat locked, round 2"),
    (SeatingCause.UNLOCKED, {"who": [], "round": 2}, "Round 2 unlocked"),
    (
        SeatingCause.WALKED_IN,
        {"who": ["p1", "p77"]},
        "Seated: Name1 Family and somebody who is no longer in the list",
    ),
    (SeatingCause.REPAIRED, {"way": "fewest"}, "Repaired with the fewest changed slips"),
    (SeatingCause.SEATED, {"way": "meet"}, "Everyone seated: Meet new people"),
    (SeatingCause.SEATED, {}, "Everyone seated"),
    (SeatingCause.SWAPPED, {"back": 4}, "Went back to an earlier seating"),
]


@pytest.mark.parametrize(("did", "about", "said"), DONE)
def test_what_was_done_in_words(
    app: Flask, did: SeatingCause, about: dict[str, Any], said: str
) -> None:
    with app.test_request_context():
        assert wording.done_sentence(a_floor(1, 3, 4, 3), did, about) == said


def test_a_long_list_of_names_is_cut(app: Flask) -> None:
    with app.test_request_context():
        assert wording.cut_list(["A", "B", "C", "D"], 2) == "A, B and 2 more"
        assert wording.cut_list([]) == ""
