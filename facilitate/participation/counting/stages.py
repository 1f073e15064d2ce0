"""Who counts as invited, confirmed and attended, and what became of the invited: before an event, while it runs, afterwards."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache

from ..models import Standing
from .report import FiguresStage, FlowStep


class When(StrEnum):
    """Where an event stands on a day: nobody has been there, people are coming in, it is told."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


def when_of_days(first_day: date, last_day: date, today: date) -> When:
    """Where an event of these days stands today."""
    if today < first_day:
        return When.BEFORE
    return When.DURING if today <= last_day else When.AFTER


_ANSWERS = {
    Standing.INVITED: FlowStep.SILENT,
    Standing.DECLINED: FlowStep.DECLINED,
    Standing.REPLACED: FlowStep.REPLACED,
    Standing.WAITING: FlowStep.WAITING,
    Standing.COMING: FlowStep.CONFIRMED,
}


def told_standing(standing: Standing, walk_in: bool, was: Standing | None, now: When) -> Standing:
    """How far somebody has come as figures tell it. Before the first day nobody has been there:

    whoever was checked in early stands where they stood, and somebody of whom nothing else is known says so by being there.
    """
    if standing is not Standing.ATTENDED or now is not When.BEFORE:
        return standing
    return was or (Standing.LISTED if walk_in else Standing.COMING)


def answer_step(
    standing: Standing, walk_in: bool, was: Standing | None, now: When
) -> FlowStep | None:
    """What somebody who was invited said; None for who never was. Whoever is there said what they had said before."""
    told = told_standing(standing, walk_in, was, now)
    if told is not Standing.ATTENDED:
        return _ANSWERS.get(told)
    return None if walk_in else _ANSWERS.get(was or Standing.COMING)


def arrival_step(
    standing: Standing, walk_in: bool, was: Standing | None, now: When
) -> FlowStep | None:
    """How somebody's way ended: came as they said, without having said so, without invitation; said so and is not there.

    None for the others. `ABSENT` means "not yet" until the last day is over.
    """
    said = answer_step(standing, walk_in, was, now)
    if told_standing(standing, walk_in, was, now) is not Standing.ATTENDED:
        return FlowStep.ABSENT if said is FlowStep.CONFIRMED else None
    if said is None:
        return FlowStep.WALK_IN
    return FlowStep.CAME if said is FlowStep.CONFIRMED else FlowStep.UNSAID


@cache
def stages_of(
    standing: Standing, walk_in: bool, was: Standing | None, now: When
) -> tuple[FiguresStage, ...]:
    """The columns in which somebody counts."""
    said, way = answer_step(standing, walk_in, was, now), arrival_step(standing, walk_in, was, now)
    counts = {
        FiguresStage.INVITED: said is not None,
        FiguresStage.CONFIRMED: said is FlowStep.CONFIRMED,
        FiguresStage.ATTENDED: way in (FlowStep.CAME, FlowStep.UNSAID, FlowStep.WALK_IN),
    }
    return tuple(stage for stage in FiguresStage if counts[stage])


def count_flow(
    people: Iterable[tuple[Standing, bool, Standing | None, int]], now: When
) -> dict[FlowStep, int]:
    """How many stand at each step, of (standing, came without invitation, what they were before, people)."""
    flow = dict.fromkeys(FlowStep, 0)
    for standing, walk_in, was, number in people:
        who = standing, walk_in, was, now
        stages = (FlowStep(stage.value) for stage in stages_of(*who))
        for step in {answer_step(*who), arrival_step(*who), *stages}:
            if step is not None:
                flow[step] += number
    return flow


def main_stage(flow: dict[FlowStep, int]) -> FiguresStage:
    """The stage an event is told by: who attended, and as long as nobody has, who says that they come."""
    return FiguresStage.ATTENDED if flow[FlowStep.ATTENDED] else FiguresStage.CONFIRMED
