"""What is run one after the other: the main track of a day, and a track for each of the groups beside each other."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..kinds import StepKind
from ..plan import Plan, PlanPlace, PlanStep, PlanStrand
from ..progress import PlannedStep


@dataclass(frozen=True)
class Track:
    """Steps in the order they are run, with how they are planned; `strand` of a block, or none: the main track."""

    day: int
    strand: int | None
    block: int | None
    steps: tuple[PlanStep, ...]
    planned: tuple[PlannedStep, ...]


def main_track(plan: Plan, day: int) -> Track:
    """The day's steps. A block is run step by step, but one with groups beside each other is one step here."""
    found: list[PlanStep] = []
    pins: dict[int, int] = {}
    for step in plan.at(PlanPlace(day)):
        inside = [] if plan.strands_of.get(step.id) else plan.at(PlanPlace(block=step.id))
        if inside and step.pinned is not None:
            pins[inside[0].id] = step.pinned  # a pinned block pins what it begins with
        found += inside or [step]
    return _track(plan, day, strand=None, block=None, steps=found, pins=pins)


def strand_track(plan: Plan, strand: PlanStrand) -> Track | None:
    """The steps of one group; None while its block has no place in a day."""
    block = plan.steps.get(strand.block)
    if block is None or block.day is None:
        return None
    steps = plan.at(PlanPlace(block=block.id, strand=strand.id))
    pins = {} if block.pinned is None else {step.id: block.pinned for step in steps[:1]}
    return _track(plan, block.day, strand=strand.id, block=block.id, steps=steps, pins=pins)


def strands_on(plan: Plan, day: int) -> list[PlanStrand]:
    """The groups of a day that have steps to run, block after block."""
    blocks = [
        strand for step in plan.at(PlanPlace(day)) for strand in plan.strands_of.get(step.id, [])
    ]
    return [one for one in blocks if plan.at(PlanPlace(block=one.block, strand=one.id))]


def tracks_of_day(plan: Plan, day: int) -> list[Track]:
    """Every track of a day, the main one first."""
    beside = [strand_track(plan, strand) for strand in strands_on(plan, day)]
    return [main_track(plan, day), *(track for track in beside if track is not None)]


def _track(
    plan: Plan,
    day: int,
    strand: int | None,
    block: int | None,
    steps: Iterable[PlanStep],
    pins: dict[int, int],
) -> Track:
    times = {one.id: one for one in plan.timed(day)}
    steps = tuple(steps)
    planned = tuple(
        PlannedStep(
            id=step.id,
            start=times[step.id].start,
            minutes=times[step.id].end - times[step.id].start,
            pinned=pins.get(step.id) if step.pinned is None else step.pinned,
            marker=step.kind == StepKind.NOTE and times[step.id].end == times[step.id].start,
        )
        for step in steps
    )
    return Track(day=day, strand=strand, block=block, steps=steps, planned=planned)
