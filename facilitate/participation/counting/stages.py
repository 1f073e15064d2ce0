"""Who counts as invited, confirmed and attended, and what became of the invited."""

from collections.abc import Iterable
from functools import cache

from ..models import Standing
from .report import Stage, Step

_STEP_OF = {
    Standing.INVITED: Step.SILENT,
    Standing.DECLINED: Step.DECLINED,
    Standing.REPLACED: Step.REPLACED,
    Standing.WAITING: Step.WAITING,
    Standing.COMING: Step.ABSENT,
}


def step_of(standing: Standing, walk_in: bool) -> Step | None:
    """Where somebody's way ended; None for who is only on the list to be invited.

    Whoever said they come and is not marked as having attended is `ABSENT`: before the event that only means "not yet".
    """
    if standing is Standing.ATTENDED:
        return Step.WALK_IN if walk_in else Step.CAME
    return _STEP_OF.get(standing)


@cache
def stages_of(standing: Standing, walk_in: bool) -> tuple[Stage, ...]:
    """The columns in which somebody counts."""
    step = step_of(standing, walk_in)
    if step is None:
        return ()
    if step is Step.WALK_IN:
        return (Stage.ATTENDED,)
    if step is Step.CAME:
        return (Stage.INVITED, Stage.CONFIRMED, Stage.ATTENDED)
    return (Stage.INVITED, Stage.CONFIRMED) if step is Step.ABSENT else (Stage.INVITED,)


def flow_of(people: Iterable[tuple[Standing, bool, int]]) -> dict[Step, int]:
    """How many stand at each step, of (standing, came without invitation, people)."""
    flow = dict.fromkeys(Step, 0)
    for standing, walk_in, number in people:
        step = step_of(standing, walk_in)
        if step is not None:
            flow[step] += number
        for stage in stages_of(standing, walk_in):
            flow[Step(stage.value)] += number
    return flow


def main_stage(flow: dict[Step, int]) -> Stage:
    """The stage an event is told by: who attended, and before anybody is marked so, who says that they come."""
    return Stage.ATTENDED if flow[Step.ATTENDED] else Stage.CONFIRMED
