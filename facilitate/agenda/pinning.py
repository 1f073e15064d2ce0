"""Steps that come with a start of their own: where they stand in their day, and which of them need a pin."""

from collections.abc import Iterable
from dataclasses import replace

from .plan import Plan, PlanPlace


def step_above(plan: Plan, day: int, start: int) -> int | None:
    """The step of the day below which one with that start stands (minutes after midnight); None: it is the first."""
    starts = {one.id: one.start for one in plan.timed(day)}
    above = [step.id for step in plan.at(PlanPlace(day)) if starts[step.id] <= start]
    return above[-1] if above else None


def drop_idle_pins(plan: Plan, day: int, steps: Iterable[int]) -> Plan:
    """The plan where, of these steps of the day, only those stay pinned that would not start there by themselves."""
    wanted = set(steps)
    for step in plan.at(PlanPlace(day)):
        if step.pinned is None or step.id not in wanted:
            continue
        loose = plan.with_rows(replace(step, pinned=None))
        start = next(one.start for one in loose.timed(day) if one.id == step.id)
        plan = loose if start == step.pinned else plan
    return plan
