"""Steps move, double and go: nothing else moves, and what was done is taken back to the letter."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.history import apply, as_of, changes, loose_ends, reverse
from facilitate.agenda.placing import (
    BLOCK_IN_BLOCK,
    GONE,
    INTO_ITSELF,
    Misplaced,
    add,
    add_strand,
    duplicate,
    going_with,
    holds,
    move,
    remove,
    remove_strand,
    up_or_down,
)
from facilitate.agenda.plan import PARKED, Place, Plan, PlanDay, PlanStep, PlanStrand
from facilitate.lib.text import Words

from .agendas import plans, shape


def small() -> Plan:
    """Two days; day 1: 1, block 2 (3, 4), block 5 with strands 1 (6) and 2 (); day 2: 7; parked: 8."""
    steps = [
        PlanStep(1, 1, rank="A", minutes=30), PlanStep(2, 1, rank="B"), PlanStep(3, block=2, rank="A", minutes=10),
        PlanStep(4, block=2, rank="B", minutes=20), PlanStep(5, 1, rank="C", minutes=75),
        PlanStep(6, block=5, strand=1, rank="A", minutes=40), PlanStep(7, 2, rank="A", minutes=15, pinned=600),
        PlanStep(8, rank="A", minutes=5),
    ]  # fmt: skip
    strands = {1: PlanStrand(1, 5, "A", Words("North")), 2: PlanStrand(2, 5, "B", Words("South"))}
    days = {1: PlanDay(1, date(2027, 3, 18)), 2: PlanDay(2, date(2027, 3, 19))}
    return Plan(days, {}, strands, {step.id: step for step in steps})


FIRST, SECOND, BLOCK = Place(day=1), Place(day=2), Place(block=2)
NORTH, SOUTH = Place(block=5, strand=1), Place(block=5, strand=2)


@pytest.mark.parametrize(
    ("ids", "place", "after", "list_after"),
    [
        ([1], FIRST, 2, [2, 1, 5]),
        ([1], FIRST, None, [1, 2, 5]),
        ([5], FIRST, None, [5, 1, 2]),
        ([1], FIRST, 99, [2, 5, 1]),
        ([3], FIRST, 1, [1, 3, 2, 5]),
        ([4, 3], FIRST, 1, [1, 3, 4, 2, 5]),
        ([1], BLOCK, 3, [3, 1, 4]),
        ([1, 7], SOUTH, None, [1, 7]),
        ([2], SECOND, 7, [7, 2]),
        ([2, 3], SECOND, 7, [7, 2]),
        ([6, 1], PARKED, 8, [8, 1, 6]),
    ],
)
def test_moves(ids: list[int], place: Place, after: int | None, list_after: list[int]) -> None:
    assert shape(move(small(), ids, place, after))[place] == list_after


@pytest.mark.parametrize(
    ("ids", "place", "reason"),
    [
        ([2], BLOCK, INTO_ITSELF),
        ([5], NORTH, INTO_ITSELF),
        ([5], BLOCK, BLOCK_IN_BLOCK),
        ([2], NORTH, BLOCK_IN_BLOCK),
        ([1], Place(day=9), GONE),
        ([1], Place(block=3), GONE),
        ([1], Place(block=2, strand=1), GONE),
        ([1], Place(day=1, block=2), GONE),
        ([99], SECOND, GONE),
        ([1, 99], SECOND, GONE),
    ],
)
def test_where_a_step_cannot_go(ids: list[int], place: Place, reason: str) -> None:
    with pytest.raises(Misplaced) as refused:
        move(small(), ids, place)
    assert refused.value.reason == reason


def test_a_block_takes_its_steps_along() -> None:
    plan = move(small(), [2], SECOND, 7)
    assert [step.id for step in plan.walk(SECOND)] == [7, 2, 3, 4]
    assert [(one.id, one.start) for one in plan.timed(2)] == [(7, 600), (2, 615), (3, 615), (4, 625)]


def test_up_and_down_stays_within_its_list() -> None:
    plan = small()
    assert shape(up_or_down(plan, 5, -1))[FIRST] == [1, 5, 2]
    assert shape(up_or_down(plan, 1, 1))[FIRST] == [2, 1, 5]
    assert up_or_down(plan, 1, -1) == plan
    assert up_or_down(plan, 4, 1) == plan


def test_what_goes_with_a_block() -> None:
    plan = small()
    assert [step.id for step in going_with(plan, [5, 1])] == [1, 5, 6]
    gone = remove(plan, [5])
    assert (6 in gone.steps, gone.strands) == (False, {})


def test_a_strand_goes_and_its_steps_are_parked() -> None:
    plan = remove_strand(small(), 1)
    assert shape(plan)[PARKED] == [8, 6]
    assert set(plan.strands) == {2}


def test_the_first_strand_takes_in_what_the_block_holds() -> None:
    plan = add_strand(small(), PlanStrand(-1, 2, name=Words("East")))
    assert shape(plan)[Place(block=2, strand=-1)] == [3, 4]


def test_a_copy_stands_below_with_all_it_holds_and_without_pins() -> None:
    plan = duplicate(small(), [5, 7])
    new = [step for step in plan.steps.values() if step.id < 0]
    assert sorted((step.minutes, step.pinned) for step in new) == [(15, None), (40, None), (75, None)]
    assert shape(plan)[FIRST][:3] == [1, 2, 5]
    assert len(plan.strands) == 4
    assert loose_ends(plan) == []


@given(plans(), st.data())
def test_a_move_and_its_undo_give_the_identical_agenda(plan: Plan, data: st.DataObject) -> None:
    if not plan.steps:
        return
    ids = data.draw(st.lists(st.sampled_from(sorted(plan.steps)), min_size=1, max_size=3, unique=True))
    lists = [Place(day=1), Place(day=2), PARKED, *(Place(block=key) for key in sorted(plan.steps))]
    place = data.draw(st.sampled_from(lists))
    after = data.draw(st.none() | st.sampled_from(sorted(plan.steps)))
    try:
        moved = move(plan, ids, place, after)
    except Misplaced:
        return
    cells = changes(plan, moved)
    assert apply(moved, reverse(cells)) == plan
    assert apply(plan, cells) == moved
    assert as_of(moved, [cells]) == plan
    assert loose_ends(moved) == []
    assert set(moved.steps) == set(plan.steps)
    asked = set(ids)
    for before, standing in shape(plan).items():  # what was not moved stands as it stood
        kept = [key for key in standing if key not in asked]
        assert [key for key in shape(moved).get(before, []) if key in kept] == kept


@given(plans(), st.data())
def test_changing_one_thing_moves_nothing_earlier_no_other_day_and_no_pin(
    plan: Plan, data: st.DataObject
) -> None:
    tops = [step for step in plan.at(Place(day=1)) if not holds(plan, step)]
    if not tops:
        return
    step = data.draw(st.sampled_from(tops))
    changed = plan.with_rows(replace(step, minutes=data.draw(st.integers(0, 300))))
    before, after = plan.timed(1), changed.timed(1)
    at = [one.id for one in before].index(step.id)
    assert [(one.id, one.start) for one in after[: at + 1]] == [
        (one.id, one.start) for one in before[: at + 1]
    ]
    assert changed.timed(2) == plan.timed(2)
    pins = {one.id: one.pinned for one in plan.steps.values() if one.pinned is not None}
    assert all(one.start == pins[one.id] for one in after if one.id in pins)


@given(plans())
def test_laying_out_twice_changes_nothing(plan: Plan) -> None:
    assert plan.timed(1) == plan.timed(1)
    for one in plan.timed(1):  # a step pinned to where it starts anyway starts there
        pinned = plan.with_rows(replace(plan.steps[one.id], pinned=one.start))
        assert [(a.id, a.start, a.end) for a in pinned.timed(1)] == [
            (a.id, a.start, a.end) for a in plan.timed(1)
        ]


@given(plans())
def test_removing_and_undoing_gives_everything_back(plan: Plan) -> None:
    gone = remove(plan, plan.steps)
    assert gone.steps == {}
    assert apply(gone, reverse(changes(plan, gone))) == plan


@given(plans())
def test_doubling_leaves_the_originals_alone(plan: Plan) -> None:
    doubled = duplicate(plan, plan.steps)
    assert {key: step for key, step in doubled.steps.items() if key > 0} == plan.steps
    assert len(doubled.steps) == 2 * len(plan.steps)
    assert loose_ends(doubled) == []


def test_a_new_step_stands_where_it_is_asked_for() -> None:
    assert shape(add(small(), PlanStep(-1, 1), 1))[FIRST] == [1, -1, 2, 5]
    assert shape(add(small(), PlanStep(-1, 1), None))[FIRST] == [-1, 1, 2, 5]
    assert shape(add(small(), PlanStep(-1, block=2)))[BLOCK] == [3, 4, -1]


def test_two_that_came_to_share_a_place_are_told_apart() -> None:
    plan = small()
    shared = plan.with_rows(replace(plan.steps[2], rank="A"))  # as after undoing a removal between others
    assert shape(move(shared, [5], FIRST, 1))[FIRST] == [1, 5, 2]
    assert shape(add(shared, PlanStep(-1, 1), 1))[FIRST] == [1, -1, 2, 5]
