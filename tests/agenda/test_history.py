"""Differences between plans: plain, complete, put in, taken back, and refused where somebody else was."""

import json
from dataclasses import replace

import pytest
from hypothesis import given

from facilitate.agenda.history import (
    Collision,
    apply_cells,
    cells_from_rows,
    cells_to_rows,
    plan_changes,
    reverse_cells,
)
from facilitate.agenda.plan import Plan, plan_from_json, plan_to_json

from .agendas import plans
from .test_placing import small


@given(plans())
def test_a_plan_is_plain_json_and_back(plan: Plan) -> None:
    assert plan_from_json(json.loads(json.dumps(plan_to_json(plan)))) == plan


@given(plans(), plans())
def test_any_plan_becomes_any_other_and_back(one: Plan, other: Plan) -> None:
    cells = cells_from_rows(json.loads(json.dumps(cells_to_rows(plan_changes(one, other)))))
    assert apply_cells(one, cells) == other
    assert apply_cells(other, reverse_cells(cells)) == one
    assert plan_changes(one, one) == []


def test_an_edit_is_only_what_differs() -> None:
    plan = small()
    (cell,) = plan_changes(plan, plan.with_rows(replace(plan.steps[1], minutes=45)))
    assert (cell.table, cell.id, cell.before, cell.after) == (
        "steps",
        1,
        {"minutes": 30},
        {"minutes": 45},
    )


def test_undo_is_refused_where_the_same_was_changed_since_and_not_beside_it() -> None:
    plan = small()
    mine = plan.with_rows(replace(plan.steps[1], minutes=45))
    back = reverse_cells(plan_changes(plan, mine))
    beside = mine.with_rows(replace(mine.steps[1], pinned=540))
    assert apply_cells(beside, back).steps[1] == replace(plan.steps[1], pinned=540)
    with pytest.raises(Collision):
        apply_cells(mine.with_rows(replace(mine.steps[1], minutes=50)), back)
    with pytest.raises(Collision):
        apply_cells(mine.without("steps", [1]), back)
