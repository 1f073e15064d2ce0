"""How the lists of an agenda are called in addresses: a day by its date, a block, a strand, the parking area."""

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
