"""The starts that were found once, counted again: difference matrices, columns beyond a field, paths untangled."""

from collections import Counter
from itertools import combinations
from random import Random
from typing import Any

import pytest

from facilitate.cafe.rotation import plan_seating
from facilitate.cafe.rotation.designs import Design, shipped_designs
from facilitate.cafe.rotation.differences import (
    DifferenceMatrix,
    anneal_columns,
    count_collisions,
    random_columns,
    shipped_matrices,
    subtraction_table,
)
from facilitate.cafe.rotation.grid import addition_table, column_vectors

from .events import plain_event
from .rules import Event, Rounds, broken_rules

PROMISED = {(10, 8, 6): 0, (12, 12, 5): 0, (12, 6, 6): 0, (20, 10, 10): 0, (20, 10, 12): 10}
"""Tables, rounds and columns that matter, and the most equal differences."""


def counted(row: DifferenceMatrix) -> int:
    """Pairs of rounds in which two people of one start would meet again, counted by seating one of each column."""
    again = 0
    sub: dict[tuple[int, int], int] = {}
    for x in range(row.tables):
        for y in range(row.tables):
            sub[added(row, x, y), y] = x
    for k, one in enumerate(row.columns):
        for other in row.columns[:k]:
            apart = [sub[x, y] for x, y in zip(one, other, strict=True)]
            again += len(apart) - len(set(apart))
    return again


def added(row: DifferenceMatrix, x: int, y: int) -> int:
    """The sum in the row's group, digit by digit."""
    out, place = 0, 1
    for order in row.factors:
        out += (x + y) % order * place
        x, y, place = x // order, y // order, place * order
    return out


@pytest.mark.parametrize("row", shipped_matrices(), ids=lambda row: f"{row.tables}-{row.rounds}")
def test_a_shipped_matrix_keeps_topics_and_says_its_shape(row: DifferenceMatrix) -> None:
    product = 1
    for order in row.factors:
        product *= order
    assert product == row.tables
    for column in row.columns:
        assert len(column) == len(set(column)) == row.rounds
        assert set(column) <= set(range(row.tables))
    assert counted(row) == count_collisions(
        subtraction_table(addition_table(list(row.factors))), row.columns
    )


@pytest.mark.parametrize(("shape", "most"), PROMISED.items())
def test_the_shapes_that_matter_are_shipped(shape: tuple[int, int, int], most: int) -> None:
    tables, rounds, columns = shape
    found = [
        counted(row)
        for row in shipped_matrices()
        if (row.tables, row.rounds) == (tables, rounds) and len(row.columns) >= columns
    ]
    assert min(found) <= most


@pytest.mark.parametrize(
    "design", shipped_designs(), ids=lambda one: f"{one.tables}-{one.seats}-{len(one.rounds)}"
)
def test_in_a_shipped_design_nobody_meets_twice(design: Design) -> None:
    met: Counter[tuple[int, int]] = Counter()
    seen: Counter[tuple[int, int]] = Counter()
    for one in design.rounds:
        tables: dict[int, list[int]] = {}
        for person, table in enumerate(one):
            tables.setdefault(table, []).append(person)
            seen[person, table] += 1
        assert tables.keys() == set(range(design.tables))
        assert {len(here) for here in tables.values()} == {design.seats}
        met.update(pair for here in tables.values() for pair in combinations(here, 2))
    assert {*met.values()} == {1}
    assert max(seen.values()) == 2


@pytest.mark.parametrize("design", shipped_designs(), ids=lambda one: f"{one.tables}-{one.seats}")
@pytest.mark.parametrize("left_out", [0, 1])
def test_an_event_of_that_shape_is_seated_so(design: Design, left_out: int) -> None:
    people = design.tables * design.seats - left_out
    rounds = len(design.rounds)
    event = plain_event(people, design.tables, rounds, max_visits=2)
    seating = plan_seating(event, effort="quick")
    assert broken_rules(event, seating.rounds) == set()
    assert seating.repeats == 0


@pytest.mark.parametrize("size", [3, 4, 5, 7, 8, 9, 11])
def test_as_many_tables_as_seats_have_a_round_more(size: int) -> None:
    event = plain_event(size * size, size, size + 1, max_visits=size + 1)
    seating = plan_seating(event, effort="quick")
    assert broken_rules(event, seating.rounds) == set()
    assert seating.repeats == 0


def test_annealed_columns_keep_topics() -> None:
    minus = subtraction_table(addition_table([33]))
    start = random_columns(33, 8, 6, Random(1))
    columns = anneal_columns(minus, start, Random(1), 4_000)
    assert count_collisions(minus, columns) < count_collisions(minus, start)
    assert [len(set(column)) for column in columns] == [8] * 6


@pytest.mark.parametrize(("tables", "columns"), [(5, 8), (8, 8), (9, 12)])
def test_columns_beyond_a_field_never_come_back_to_a_table(tables: int, columns: int) -> None:
    _add, found = column_vectors(tables, tables, columns, Random(0))
    assert len(found) == columns + 1
    assert all(len(set(column)) == tables for column in found[1:])


@pytest.mark.parametrize(
    ("people", "tables", "rounds", "repeats"),
    [(50, 10, 8, 0), (64, 8, 8, 56), (45, 5, 5, 120), (60, 12, 5, 0)],
)
def test_dense_events_have_the_proved_fewest_repeats(
    people: int, tables: int, rounds: int, repeats: int
) -> None:
    one = plain_event(people, tables, rounds)
    seating = plan_seating(one, effort="quick")
    assert broken_rules(one, seating.rounds) == set()
    assert (seating.minimum, seating.repeats) == (repeats, repeats)


def test_long_events_have_few_repeats() -> None:
    one = plain_event(240, 20, 10)
    seating = plan_seating(one, effort="quick")
    assert broken_rules(one, seating.rounds) == set()
    assert seating.repeats <= 200


def test_people_kept_apart_cost_no_meeting() -> None:
    apart: list[Any] = [["p0", "p9"], ["p3", "p14"], ["p20", "p41"], ["p7", "p8"], ["p30", "p31"]]
    one = plain_event(
        45, 5, 5, hosts={f"p{k}": t for t, k in enumerate((0, 10, 20, 30, 40))}, apart=[]
    )
    free = plan_seating(one, effort="quick")
    kept = {**one, "apart": [pair for pair in apart if not set(pair) & set(one["hosts"])]}
    seating = plan_seating(kept, effort="quick")
    assert broken_rules(kept, seating.rounds) == set()
    assert (seating.repeats, free.repeats) == (80, 80)


def pairs_in_every_round(rounds: Rounds) -> int:
    """Pairs who share a table in every round."""
    here = [{pair for table in one for pair in combinations(sorted(table), 2)} for one in rounds]
    return len(set.intersection(*here))


@pytest.mark.parametrize(
    "one", [plain_event(64, 8, 8), plain_event(45, 5, 5, hosts={f"p{9 * t}": t for t in range(5)})]
)
def test_couples_can_be_spread_and_the_result_says_which_it_is(one: Event) -> None:
    fuller, spread = (
        plan_seating(one, effort="quick"),
        plan_seating(one, effort="quick", spread=True),
    )
    assert broken_rules(one, fuller.rounds) == broken_rules(one, spread.rounds) == set()
    always, left = pairs_in_every_round(fuller.rounds), pairs_in_every_round(spread.rounds)
    for seating, number in ((fuller, always), (spread, left)):
        told = [why.number for why in seating.why if why.kind == "always together"]
        assert told == [number] * bool(number)
    assert left < always
    assert spread.metrics["distinct"] < fuller.metrics["distinct"]


def test_of_eight_tables_nobody_need_meet_in_every_round() -> None:
    seating = plan_seating(plain_event(64, 8, 8), effort="quick", spread=True)
    assert (pairs_in_every_round(seating.rounds), seating.metrics["max_times_met"]) == (0, 2)


def test_who_is_bound_is_no_couple_that_could_be_spread() -> None:
    one = plain_event(24, 6, 3, together=[["p0", "p1"]])
    assert "always together" not in [why.kind for why in plan_seating(one, effort="quick").why]
