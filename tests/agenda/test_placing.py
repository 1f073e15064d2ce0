"""Steps move, double and go: nothing else moves, and what was done is taken back to the letter."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.history import (
    apply_cells,
    plan_before,
    plan_changes,
    reverse_cells,
    steps_without_place,
)
from facilitate.agenda.placing import (
    BLOCK_IN_BLOCK,
    GONE,
    INTO_ITSELF,
    Misplaced,
    add_strand,
    add_to_plan,
    duplicate_in_plan,
    holds_steps,
    move_in_plan,
    move_step_by_one,
    remove_from_plan,
    remove_strand,
    steps_in_order,
    steps_removed_with,
)
from facilitate.agenda.plan import PARKED, Plan, PlanDay, PlanPlace, PlanStep, PlanStrand
from facilitate.lib.text import Words

from .agendas import plan_shape, plans


def small() -> Plan:
    """Two days; day 1: 1, block 2 (3, 4), block 5 with strands 1 (6) and 2 (); day 2: 7; parked: 8."""
    steps = [
        PlanStep(1, 1, rank="A", minutes=30),
        PlanStep(2, 1, rank="B"),
        PlanStep(3, block=2, rank="A", minutes=10),
        PlanStep(4, block=2, rank="B", minutes=20),
        PlanStep(5, 1, rank="C", minutes=75),
        PlanStep(6, block=5, strand=1, rank="A", minutes=40),
        PlanStep(7, 2, rank="A", minutes=15, pinned=600),
        PlanStep(8, rank="A", minutes=5),
    ]
    strands = {1: PlanStrand(1, 5, "A", Words("North")), 2: PlanStrand(2, 5, "B", Words("South"))}
    days = {1: PlanDay(1, date(2027, 3, 18)), 2: PlanDay(2, date(2027, 3, 19))}
    return Plan(days, {}, strands, {step.id: step for step in steps})


FIRST, SECOND, BLOCK = PlanPlace(day=1), PlanPlace(day=2), PlanPlace(block=2)
NORTH, SOUTH = PlanPlace(block=5, strand=1), PlanPlace(block=5, strand=2)


@pytest.mark.parametrize(
    ("ids", "place", "after", "list_after"),
    [
        ([1], FIRST, 2, [2, 1, 5]),
        ([1], FIRST, None, [1, 2, 5]),
        ([5], FIRST, None, [5, 1, 2]),
        ([1], FIRST, 99, [2, 5, 1]),
        ([1], FIRST, 1, [1, 2, 5]),
        ([1, 5], FIRST, 5, [2, 1, 5]),
        ([5, 2], FIRST, 2, [1, 2, 5]),
        ([5, 7], FIRST, 5, [1, 2, 5, 7]),
        ([1, 2], FIRST, 2, [1, 2, 5]),
        ([7, 2], FIRST, 7, [1, 5, 2, 7]),
        ([7, 2], FIRST, 2, [1, 2, 7, 5]),
        ([7, 1, 5], FIRST, 5, [2, 1, 5, 7]),
        ([3, 2], FIRST, 2, [1, 2, 5]),
        ([2, 3], SECOND, 2, [7, 2]),
        ([3], FIRST, 1, [1, 3, 2, 5]),
        ([4, 3], FIRST, 1, [1, 3, 4, 2, 5]),
        ([1], BLOCK, 3, [3, 1, 4]),
        ([1, 7], SOUTH, None, [1, 7]),
        ([2], SECOND, 7, [7, 2]),
        ([2, 3], SECOND, 7, [7, 2]),
        ([6, 1], PARKED, 8, [8, 1, 6]),
    ],
)
def test_moves(ids: list[int], place: PlanPlace, after: int | None, list_after: list[int]) -> None:
    assert plan_shape(move_in_plan(small(), ids, place, after))[place] == list_after


@pytest.mark.parametrize(
    ("ids", "place", "reason"),
    [
        ([2], BLOCK, INTO_ITSELF),
        ([5], NORTH, INTO_ITSELF),
        ([5], BLOCK, BLOCK_IN_BLOCK),
        ([2], NORTH, BLOCK_IN_BLOCK),
        ([1], PlanPlace(day=9), GONE),
        ([1], PlanPlace(block=3), GONE),
        ([1], PlanPlace(block=2, strand=1), GONE),
        ([1], PlanPlace(day=1, block=2), GONE),
        ([99], SECOND, GONE),
        ([1, 99], SECOND, GONE),
        ([1], PlanPlace(block=99), GONE),
        ([1], PlanPlace(strand=1), GONE),
        ([1], PlanPlace(block=5, strand=99), GONE),
        ([1], PlanPlace(day=1, block=5, strand=1), GONE),
    ],
)
def test_where_a_step_cannot_go(ids: list[int], place: PlanPlace, reason: str) -> None:
    with pytest.raises(Misplaced) as refused:
        move_in_plan(small(), ids, place)
    assert refused.value.reason == reason


def test_a_block_takes_its_steps_along() -> None:
    plan = move_in_plan(small(), [2], SECOND, 7)
    assert [step.id for step in plan.walk(SECOND)] == [7, 2, 3, 4]
    assert [(one.id, one.start) for one in plan.timed(2)] == [
        (7, 600),
        (2, 615),
        (3, 615),
        (4, 625),
    ]


def test_up_and_down_stays_within_its_list() -> None:
    plan = small()
    assert plan_shape(move_step_by_one(plan, 5, -1))[FIRST] == [1, 5, 2]
    assert plan_shape(move_step_by_one(plan, 1, 1))[FIRST] == [2, 1, 5]
    assert move_step_by_one(plan, 1, -1) == plan
    assert move_step_by_one(plan, 4, 1) == plan


def test_what_goes_with_a_block() -> None:
    plan = small()
    assert [step.id for step in steps_removed_with(plan, [5, 1])] == [1, 5, 6]
    gone = remove_from_plan(plan, [5])
    assert (6 in gone.steps, gone.strands) == (False, {})


def test_a_strand_goes_and_its_steps_are_parked() -> None:
    plan = remove_strand(small(), 1)
    assert plan_shape(plan)[PARKED] == [8, 6]
    assert set(plan.strands) == {2}


def test_the_first_strand_takes_in_what_the_block_holds() -> None:
    plan = add_strand(small(), PlanStrand(-1, 2, name=Words("East")))
    assert plan_shape(plan)[PlanPlace(block=2, strand=-1)] == [3, 4]


def test_a_copy_stands_below_with_all_it_holds_and_without_pins() -> None:
    plan = duplicate_in_plan(small(), [5, 7])
    new = [step for step in plan.steps.values() if step.id < 0]
    assert sorted((step.minutes, step.pinned) for step in new) == [
        (15, None),
        (40, None),
        (75, None),
    ]
    assert plan_shape(plan)[FIRST][:3] == [1, 2, 5]
    assert len(plan.strands) == 4
    assert steps_without_place(plan) == []


@given(plans(), st.data())
def test_a_move_and_its_undo_give_the_identical_agenda(plan: Plan, data: st.DataObject) -> None:
    if not plan.steps:
        return
    ids = data.draw(
        st.lists(st.sampled_from(sorted(plan.steps)), min_size=1, max_size=3, unique=True)
    )
    lists = [
        PlanPlace(day=1),
        PlanPlace(day=2),
        PARKED,
        *(PlanPlace(block=key) for key in sorted(plan.steps)),
    ]
    place = data.draw(st.sampled_from(lists))
    after = data.draw(st.none() | st.sampled_from(sorted(plan.steps)))
    try:
        moved = move_in_plan(plan, ids, place, after)
    except Misplaced:
        return
    cells = plan_changes(plan, moved)
    assert apply_cells(moved, reverse_cells(cells)) == plan
    assert apply_cells(plan, cells) == moved
    assert plan_before(moved, [cells]) == plan
    assert steps_without_place(moved) == []
    assert set(moved.steps) == set(plan.steps)
    asked = set(ids)
    for before, standing in plan_shape(plan).items():  # what was not moved stands as it stood
        kept = [key for key in standing if key not in asked]
        assert [key for key in plan_shape(moved).get(before, []) if key in kept] == kept


@given(plans(), st.data())
def test_changing_one_thing_moves_nothing_earlier_no_other_day_and_no_pin(
    plan: Plan, data: st.DataObject
) -> None:
    tops = [step for step in plan.at(PlanPlace(day=1)) if not holds_steps(plan, step)]
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
    gone = remove_from_plan(plan, plan.steps)
    assert gone.steps == {}
    assert apply_cells(gone, reverse_cells(plan_changes(plan, gone))) == plan


@given(plans())
def test_doubling_leaves_the_originals_alone(plan: Plan) -> None:
    doubled = duplicate_in_plan(plan, plan.steps)
    assert {key: step for key, step in doubled.steps.items() if key > 0} == plan.steps
    assert len(doubled.steps) == 2 * len(plan.steps)
    assert steps_without_place(doubled) == []


def test_a_new_step_stands_where_it_is_asked_for() -> None:
    assert plan_shape(add_to_plan(small(), PlanStep(-1, 1), 1))[FIRST] == [1, -1, 2, 5]
    assert plan_shape(add_to_plan(small(), PlanStep(-1, 1), None))[FIRST] == [-1, 1, 2, 5]
    assert plan_shape(add_to_plan(small(), PlanStep(-1, block=2)))[BLOCK] == [3, 4, -1]


def test_two_that_came_to_share_a_place_are_told_apart() -> None:
    plan = small()
    shared = plan.with_rows(
        replace(plan.steps[2], rank="A")
    )  # as after undoing a removal between others
    assert plan_shape(move_in_plan(shared, [5], FIRST, 1))[FIRST] == [1, 5, 2]
    assert plan_shape(add_to_plan(shared, PlanStep(-1, 1), 1))[FIRST] == [1, -1, 2, 5]


def test_who_shares_a_place_keeps_it_where_nobody_comes_between() -> None:
    plan = small()
    shared = plan.with_rows(replace(plan.steps[2], rank="A"))
    for moved, touched in [
        (move_in_plan(shared, [5], FIRST), {5}),
        (move_in_plan(shared, [7], FIRST, 5), {7}),
        (move_in_plan(shared, [7], FIRST, 2), {7}),
        (move_in_plan(shared, [7], FIRST, 1), {7, 2}),
    ]:
        assert {key for key in plan.steps if moved.steps[key] != shared.steps[key]} == touched


def test_a_block_holds_steps_or_has_strands() -> None:
    plan = small().with_rows(PlanStrand(3, 1, "A"))
    assert [holds_steps(plan, plan.steps[key]) for key in (1, 2, 5, 7)] == [True, True, True, False]


def test_what_stands_there_already_keeps_its_place() -> None:
    plan = small()
    assert move_in_plan(plan, [1], FIRST) is plan
    assert move_in_plan(plan, [2], FIRST, 1) is plan
    assert move_in_plan(plan, [2, 5], FIRST, 1) is plan
    assert move_in_plan(plan, [], FIRST) is plan
    assert move_in_plan(plan, [2], FIRST) is not plan
    shared = plan.with_rows(replace(plan.steps[2], rank="A"))
    assert move_in_plan(shared, [1], FIRST) is shared


def test_a_move_touches_only_what_moves() -> None:
    plan, moved = small(), move_in_plan(small(), [5], FIRST, 1)
    assert {key for key in plan.steps if moved.steps[key] != plan.steps[key]} == {5}
    moved = move_in_plan(plan, [7, 8], FIRST, 1)
    assert {key for key in plan.steps if moved.steps[key] != plan.steps[key]} == {7, 8}
    assert plan_shape(moved)[FIRST] == [1, 7, 8, 2, 5]


def test_named_twice_a_step_still_moves_once() -> None:
    assert plan_shape(move_in_plan(small(), [1, 1], SECOND, 7))[SECOND] == [7, 1]
    assert [step.id for step in steps_in_order(small(), [1, 1])] == [1]


def test_the_order_of_the_agenda_is_by_date_then_place_and_parked_ones_come_last() -> None:
    plan = small()
    assert [step.id for step in steps_in_order(plan, [8, 7, 6, 5, 4, 3, 2, 1, 99])] == [
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
    ]
    turned = replace(plan, days={**plan.days, 1: PlanDay(1, date(2027, 3, 20))})
    assert [step.id for step in steps_in_order(turned, [8, 1, 7, 4])] == [7, 1, 4, 8]


def test_strand_after_strand_in_the_order_of_the_agenda() -> None:
    plan = small().with_rows(
        PlanStep(9, block=5, strand=2, rank="0V"), PlanStep(10, block=5, strand=1, rank="B")
    )
    assert [step.id for step in steps_in_order(plan, [9, 10, 6, 5])] == [5, 6, 10, 9]
    loose = plan.with_rows(PlanStep(11, block=5, rank="Z"))
    assert [step.id for step in steps_in_order(loose, [9, 6, 11, 5])] == [5, 11, 6, 9]


def test_steps_that_share_a_place_stand_by_number_each_block_ahead_of_what_it_holds() -> None:
    plan = Plan(
        small().days,
        steps={
            step.id: step
            for step in (
                PlanStep(4, 1, rank="A"),
                PlanStep(2, 1, rank="A"),
                PlanStep(3, block=4, rank="A"),
                PlanStep(1, block=4, rank="A"),
                PlanStep(6, rank="A"),
                PlanStep(5, block=6, rank="A"),
                PlanStep(7, rank="A"),
            )
        },
    )
    assert [step.id for step in steps_in_order(plan, [1, 2, 3, 4, 5, 6, 7])] == [
        2,
        4,
        1,
        3,
        6,
        5,
        7,
    ]


def test_a_step_of_a_day_that_is_gone_stands_first() -> None:
    plan = small().with_rows(PlanStep(9, 77, rank="Z"))
    assert [step.id for step in steps_in_order(plan, [8, 1, 9])] == [9, 1, 8]


def test_up_and_down_passes_one_step_at_a_time() -> None:
    plan = small()
    assert plan_shape(move_step_by_one(plan, 2, -1))[FIRST] == [2, 1, 5]
    assert plan_shape(move_step_by_one(plan, 2, 1))[FIRST] == [1, 5, 2]
    assert move_step_by_one(plan, 5, 1) is plan
    assert move_step_by_one(plan, 1, -1) is plan
    with pytest.raises(Misplaced) as refused:
        move_step_by_one(plan, 99, 1)
    assert refused.value.reason == GONE


def test_a_new_step_stands_at_the_end_unless_told_otherwise() -> None:
    plan = small()
    assert plan_shape(add_to_plan(plan, PlanStep(-1, 1)))[FIRST] == [1, 2, 5, -1]
    assert plan_shape(add_to_plan(plan, PlanStep(-1, 1), 99))[FIRST] == [1, 2, 5, -1]
    assert plan_shape(add_to_plan(plan, PlanStep(-1, block=5, strand=2)))[SOUTH] == [-1]
    assert {
        key: step for key, step in add_to_plan(plan, PlanStep(-1, 1), 1).steps.items() if key > 0
    } == plan.steps


def test_where_a_new_step_cannot_stand() -> None:
    with pytest.raises(Misplaced) as refused:
        add_to_plan(small(), PlanStep(-1, 9))
    assert refused.value.reason == GONE
    with_strands = small().with_rows(PlanStrand(3, -1, "A"))
    with pytest.raises(Misplaced) as refused:
        add_to_plan(with_strands, PlanStep(-1, block=2))
    assert refused.value.reason == BLOCK_IN_BLOCK
    assert plan_shape(add_to_plan(with_strands, PlanStep(-1, 1)))[FIRST] == [1, 2, 5, -1]


def test_what_goes_is_told_once_and_goes_with_its_strands_alone() -> None:
    plan = small()
    assert [step.id for step in steps_removed_with(plan, [3, 2])] == [2, 3, 4]
    assert set(remove_from_plan(plan, [1, 2]).steps) == {5, 6, 7, 8}
    assert remove_from_plan(plan, [1, 2]).strands == plan.strands


def test_a_strand_that_is_gone_or_empty_takes_nothing_along() -> None:
    plan = small()
    assert remove_strand(plan, 99) is plan
    assert remove_strand(plan, 2) == plan.without("strands", [2])
    alone = plan.without("steps", [8])
    assert plan_shape(remove_strand(alone, 1))[PARKED] == [6]
    more = plan.with_rows(PlanStep(9, rank="B"), PlanStep(10, block=5, strand=1, rank="B"))
    assert plan_shape(remove_strand(more, 1))[PARKED] == [8, 9, 6, 10]


def test_a_second_strand_stands_after_the_others_and_takes_nothing_in() -> None:
    plan = add_strand(small(), PlanStrand(-1, 5, name=Words("East")))
    assert [strand.id for strand in plan.strands_of[5]] == [1, 2, -1]
    assert [strand.id for strand in add_strand(plan, PlanStrand(-2, 5)).strands_of[5]] == [
        1,
        2,
        -1,
        -2,
    ]
    assert plan.steps == small().steps
    loose = small().with_rows(PlanStep(9, block=5, rank="A"))
    assert add_strand(loose, PlanStrand(-1, 5)).steps == loose.steps


@pytest.mark.parametrize(("block", "reason"), [(99, GONE), (3, BLOCK_IN_BLOCK)])
def test_where_no_strand_can_be(block: int, reason: str) -> None:
    with pytest.raises(Misplaced) as refused:
        add_strand(small(), PlanStrand(-1, block))
    assert refused.value.reason == reason


def test_a_copy_holds_what_the_original_holds_list_by_list() -> None:
    plan = small().with_rows(
        PlanStep(9, block=5, rank="A", minutes=3, pinned=700),
        PlanStep(10, block=5, strand=1, rank="B", pinned=710),
        PlanStep(11, block=5, strand=2, rank="A", minutes=4),
    )
    doubled = duplicate_in_plan(plan, [5])
    copy = plan_shape(doubled)[FIRST][-1]
    assert plan_shape(doubled)[FIRST] == [1, 2, 5, copy]
    strands = doubled.strands_of[copy]
    assert [(strand.name, strand.rank) for strand in strands] == [
        (Words("North"), "A"),
        (Words("South"), "B"),
    ]
    lists = [
        PlanPlace(block=copy),
        *(PlanPlace(block=copy, strand=strand.id) for strand in strands),
    ]
    assert [[(one.minutes, one.pinned) for one in doubled.at(place)] for place in lists] == [
        [(3, None)],
        [(40, None), (0, None)],
        [(4, None)],
    ]
    assert {key: step for key, step in doubled.steps.items() if key > 0} == plan.steps


def test_a_block_and_a_step_in_it_are_copied_once_and_a_step_alone_beside_itself() -> None:
    both = plan_shape(duplicate_in_plan(small(), [2, 3]))
    assert both[BLOCK] == [3, 4]
    assert len(both[FIRST]) == 4
    assert len(plan_shape(duplicate_in_plan(small(), [3]))[BLOCK]) == 3
    assert plan_shape(duplicate_in_plan(small(), [1, 99]))[FIRST] == [1, -1, 2, 5]
