"""Places in an agenda: how its lists are called in addresses, and where steps stand that come with a start of their own."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ..lib.numbers import read_whole
from .plan import PARKED, Plan, PlanPlace


def list_address(plan: Plan, place: PlanPlace) -> str:
    """`2027-03-18`, `block-12`, `strand-5` or `parked`."""
    if place.strand is not None:
        return f"strand-{place.strand}"
    if place.block is not None:
        return f"block-{place.block}"
    return "parked" if place.day is None else plan.days[place.day].on.isoformat()


def place_at_address(plan: Plan, name: str) -> PlanPlace | None:
    """The list of that name; None where there is none (any more)."""
    if name == "parked":
        return PARKED
    kind, _dash, number = name.partition("-")
    if kind in ("block", "strand"):
        key = read_whole(number) or 0
        if kind == "block":
            return PlanPlace(block=key) if key in plan.steps else None
        strand = plan.strands.get(key)
        return PlanPlace(block=strand.block, strand=strand.id) if strand else None
    try:
        on = date.fromisoformat(name)
    except ValueError:
        return None
    return next((PlanPlace(day=day.id) for day in plan.days.values() if day.on == on), None)


def step_above(plan: Plan, day: int, start: int) -> int | None:
    """The step of the day below which one with that start stands (minutes after midnight); None: it is the first."""
    starts = {one.id: one.start for one in plan.timed(day)}
    above = [step.id for step in plan.at(PlanPlace(day)) if starts[step.id] <= start]
    return above[-1] if above else None


def drop_idle_pins(plan: Plan, day: int, steps: Iterable[int]) -> Plan:
    """The plan where, of these steps of the day, only those stay pinned that would not start there by themselves."""
    wanted = set(steps) & {one.id for one in plan.timed(day) if not one.gap}
    pinned = [step for step in plan.at(PlanPlace(day)) if step.pinned is not None]
    return plan.with_rows(*(replace(one, pinned=None) for one in pinned if one.id in wanted))
