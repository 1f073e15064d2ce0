"""An earlier agenda on the days the event has now."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from facilitate.agenda.placing import add_to_plan
from facilitate.agenda.plan import (
    PARKED,
    Plan,
    PlanDay,
    PlanPlace,
    PlanStep,
    plan_from_json,
    plan_to_json,
)
from facilitate.agenda.versions.actions import on_days_of
from facilitate.lib.text import Words

FIRST = date(2027, 3, 18)


def plan(ids: list[int], first: date = FIRST, starts: int = 540) -> Plan:
    """A day for each number, with two steps; the second is pinned."""
    made = Plan({key: PlanDay(key, first + timedelta(n), starts) for n, key in enumerate(ids)})
    for number, key in enumerate(ids):
        made = add_to_plan(
            made, PlanStep(2 * number + 1, key, title=Words(f"A{number}"), minutes=30)
        )
        made = add_to_plan(
            made, PlanStep(2 * number + 2, key, title=Words(f"B{number}"), minutes=30, pinned=600)
        )
    return made


def titles(one: Plan) -> list[list[str]]:
    return [[step.title.en for step in one.at(PlanPlace(day.id))] for day in one.in_order]


def test_the_same_days_stay_the_same_also_on_other_dates() -> None:
    then, later = plan([5, 6], starts=480), FIRST + timedelta(30)
    found = on_days_of(then, plan([5, 6], later))
    assert [day.on for day in found.in_order] == [later, later + timedelta(1)]
    assert [day.starts for day in found.in_order] == [480, 480]
    assert found.steps == then.steps


def test_other_days_are_matched_in_turn() -> None:
    found = on_days_of(plan([-1, -2]), plan([7, 8]))
    assert titles(found) == [["A0", "B0"], ["A1", "B1"]]
    assert set(found.days) == {7, 8}


def test_what_has_no_day_any_more_is_parked_without_its_pin() -> None:
    found = on_days_of(plan([1, 2, 3]), plan([7, 8]))
    assert titles(found) == [["A0", "B0"], ["A1", "B1"]]
    assert [(step.title.en, step.pinned) for step in found.at(PARKED)] == [
        ("A2", None),
        ("B2", None),
    ]


def test_a_day_it_did_not_have_is_empty() -> None:
    assert titles(on_days_of(plan([7, 8]), plan([7, 8, 9]))) == [["A0", "B0"], ["A1", "B1"], []]


@given(st.integers(0, 5), st.integers(0, 5), st.booleans())
def test_nothing_is_lost_and_every_day_is_there(old: int, new: int, same: bool) -> None:
    then, now = (
        plan(list(range(1, old + 1))),
        plan(list(range(1 if same else 11, new + (1 if same else 11)))),
    )
    found = on_days_of(then, now)
    assert set(found.steps) == set(then.steps)
    assert set(found.days) == set(now.days)
    assert all(step.day in found.days or step.place == PARKED for step in found.steps.values())
    assert on_days_of(found, now) == found
    assert on_days_of(plan_from_json(plan_to_json(then)), now) == found
    assert on_days_of(replace(then), then) == then
