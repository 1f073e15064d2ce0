"""Steps that come, move, double and go: each rule makes another plan out of a plan."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from .plan import PARKED, Plan, PlanPlace, PlanStep, PlanStrand
from .rank import rank_between, spread_ranks


class Misplaced(ValueError):
    """A step cannot go there; `reason` is one of the constants below."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


GONE = "gone"
"""The day, block or strand is no longer there, or the step itself is not."""
INTO_ITSELF = "into itself"
BLOCK_IN_BLOCK = "block in block"
"""A block stands in a day or is parked, never inside another block."""


def check_place(plan: Plan, place: PlanPlace) -> None:
    """Raise Misplaced unless the plan has that day, block or strand to put steps into."""
    block = plan.steps.get(place.block) if place.block is not None else None
    strand = plan.strands.get(place.strand) if place.strand is not None else None
    there = (
        (place.day is None or place.day in plan.days)
        and (
            place.block is None or (block is not None and block.block is None and place.day is None)
        )
        and (place.strand is None or (strand is not None and strand.block == place.block))
    )
    if not there:
        raise Misplaced(GONE)


def holds_steps(plan: Plan, step: PlanStep) -> bool:
    """Whether a step is a block: it holds steps, or has strands they could stand in."""
    return bool(plan.inside(step.id) or plan.strands_of.get(step.id))


def move_in_plan(
    plan: Plan, ids: Sequence[int], place: PlanPlace, after: int | None = None
) -> Plan:
    """Put steps into a list, in the order they stand in now, below `after` (None: first).

    Blocks take their steps along. An `after` that moves too keeps its place; one that is no longer in that list puts them
    at its end. Raises Misplaced.
    """
    check_place(plan, place)
    moving = steps_in_order(plan, ids)
    if len(moving) < len(set(ids)):
        raise Misplaced(GONE)
    moving = [step for step in moving if step.block not in {one.id for one in moving}]
    for step in moving:
        if place.block == step.id:
            raise Misplaced(INTO_ITSELF)
        if place.block is not None and holds_steps(plan, step):
            raise Misplaced(BLOCK_IN_BLOCK)
    gone = {step.id for step in moving}
    here = plan.at(place)
    standing = [step for step in here if step.id not in gone]
    if after in gone:
        above = takewhile(lambda step: step.id != after, here)
        after = next((step.id for step in reversed([*above]) if step.id not in gone), None)
    put = [replace(step, day=place.day, block=place.block, strand=place.strand) for step in moving]
    moved = plan.with_rows(*_ranked_below(standing, put, after))
    stays = [step.id for step in moved.at(place)] == [step.id for step in here]
    return plan if stays else moved  # where everything stands already nothing is done


def _ranked_below(
    standing: Sequence[PlanStep], put: Sequence[PlanStep], after: int | None
) -> list[PlanStep]:
    """These steps with places below `after` among those standing there.

    Where others share the place of `after` (one was put back between others) they get places below, and nobody else.
    """
    at = next((n for n, step in enumerate(standing, 1) if step.id == after), len(standing))
    at = 0 if after is None else at
    low = standing[at - 1].rank if at else ""
    sharing = [*takewhile(lambda step: step.rank == low, standing[at:])]
    below = standing[at + len(sharing) :]
    ranked = [*put, *sharing]
    ranks = spread_ranks(len(ranked), low, below[0].rank if below else "")
    return [replace(step, rank=rank) for step, rank in zip(ranked, ranks, strict=True)]


def steps_in_order(plan: Plan, ids: Iterable[int]) -> list[PlanStep]:
    """These steps in the order of the agenda, parked ones last; what is gone is left out."""
    dates = {day.id: day.on.toordinal() for day in plan.days.values()}

    def key(step: PlanStep) -> tuple[int, str, int, str, str, int]:
        block = plan.steps.get(step.block) if step.block is not None else None
        strand = plan.strands.get(step.strand) if step.strand is not None else None
        top = block or step
        on = dates.get(top.day, 0) if top.day is not None else 10**9
        inner = ("", "") if block is None else (strand.rank if strand else "", step.rank)
        return (on, top.rank, top.id, *inner, step.id)

    return sorted((plan.steps[one] for one in set(ids) if one in plan.steps), key=key)


def move_step_by_one(plan: Plan, id: int, by: int) -> Plan:
    """The plan with a step (id) moved by one place, up (-1) or down (+1), within its list; at the end it stays. Raises Misplaced when it is gone."""
    if id not in plan.steps:
        raise Misplaced(GONE)
    step = plan.steps[id]
    others = [one.id for one in plan.at(step.place)]
    to = others.index(id) + by
    if not 0 <= to < len(others):
        return plan
    below = [one for one in others if one != id][: max(to, 0)]
    return move_in_plan(plan, [id], step.place, below[-1] if below else None)


def add_to_plan(plan: Plan, step: PlanStep, after: int | None = -(10**9)) -> Plan:
    """Put a new step into the list it names, below `after` (not given: at the end; None: first). Raises Misplaced."""
    check_place(plan, step.place)
    if step.block is not None and plan.strands_of.get(step.id):
        raise Misplaced(BLOCK_IN_BLOCK)
    return plan.with_rows(*_ranked_below(plan.at(step.place), [step], after))


def steps_removed_with(plan: Plan, ids: Iterable[int]) -> list[PlanStep]:
    """Every step that goes when these steps (ids) are removed: they, and what they hold."""
    standing = steps_in_order(plan, ids)
    inside = [one for step in standing for one in plan.inside(step.id)]
    return list({step.id: step for step in [*standing, *inside]}.values())


def remove_from_plan(plan: Plan, ids: Iterable[int]) -> Plan:
    """The plan without these steps and what they hold, their strands too."""
    gone = {step.id for step in steps_removed_with(plan, ids)}
    strands = [strand.id for strand in plan.strands.values() if strand.block in gone]
    return plan.without("steps", gone).without("strands", strands)


def remove_strand(plan: Plan, id: int) -> Plan:
    """The plan without a strand; the steps in it are parked, not lost."""
    strand = plan.strands.get(id)
    if strand is None:
        return plan
    inside = [step.id for step in plan.at(PlanPlace(block=strand.block, strand=id))]
    last = plan.at(PARKED)[-1].id if plan.at(PARKED) else None
    return (move_in_plan(plan, inside, PARKED, last) if inside else plan).without("strands", [id])


def add_strand(plan: Plan, strand: PlanStrand) -> Plan:
    """One more strand of a block, after the others. The first one takes in the steps the block holds already."""
    block = plan.steps.get(strand.block)
    if block is None:
        raise Misplaced(GONE)
    if block.block is not None:
        raise Misplaced(BLOCK_IN_BLOCK)
    beside = plan.strands_of.get(strand.block, [])
    made = plan.with_rows(replace(strand, rank=rank_between(beside[-1].rank if beside else "")))
    loose = (
        []
        if beside
        else [replace(step, strand=strand.id) for step in plan.at(PlanPlace(block=strand.block))]
    )
    return made.with_rows(*loose)


def duplicate_in_plan(plan: Plan, ids: Iterable[int]) -> Plan:
    """A copy of each step, with what it holds, below the original; pins are not copied, two cannot start at once."""
    chosen = steps_in_order(plan, ids)
    for step in [one for one in chosen if one.block not in {other.id for other in chosen}]:
        plan = _copy(plan, step, below=step.id)
    return plan


def _copy(plan: Plan, step: PlanStep, below: int) -> Plan:
    made = replace(step, id=plan.fresh("steps"), pinned=None)
    inside, strands = plan.at(PlanPlace(block=step.id)), plan.strands_of.get(step.id, [])
    plan = add_to_plan(plan, made, below)
    for one in inside:
        plan = plan.with_rows(replace(one, id=plan.fresh("steps"), block=made.id, pinned=None))
    for strand in strands:
        beside = replace(strand, id=plan.fresh("strands"), block=made.id)
        steps = plan.at(PlanPlace(block=step.id, strand=strand.id))
        plan = plan.with_rows(beside)
        for one in steps:
            plan = plan.with_rows(
                replace(one, id=plan.fresh("steps"), block=made.id, strand=beside.id, pinned=None)
            )
    return plan
