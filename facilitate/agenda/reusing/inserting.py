"""A technique comes into an agenda: how much time there is, how long it takes then, and the steps that are made of it."""

import re
from dataclasses import dataclass

from ...lib.shares import scale_shares
from ...lib.text import Words
from ...techniques.technique import Range, Technique
from ..kinds import SPOKEN, StepKind, kind_of_technique
from ..placing import add_to_plan
from ..plan import Plan, PlanMaterial, PlanPlace, PlanStep

TITLE = 60
"""Characters a title that was made of a sentence has at most."""


@dataclass(frozen=True)
class FreeTime:
    """Free minutes at a place of the agenda; `pinned`: a pinned step ends them, else the planned end of the day."""

    minutes: int
    pinned: bool


def free_time_at(plan: Plan, place: PlanPlace, after: int | None) -> FreeTime | None:
    """How much time there is in a list below the step `after` (None or not in the list: at its end).

    Steps up to the next pinned one move on when something comes in before them; the gap there is what is free. In a
    strand that is shorter than its block, the time until the block is over is free too. None for what is parked.
    """
    block = plan.steps.get(place.block) if place.block is not None else None
    day = block.day if block else place.day
    if day is None or day not in plan.days:
        return None
    timed = {one.id: one for one in plan.timed(day)}
    slack, list_, below = 0, plan.at(place), after
    if block:
        for step in _below(list_, after):
            if step.pinned is not None:
                return FreeTime(max(0, timed[step.id].gap), True)
        over = max((timed[step.id].end for step in list_), default=timed[block.id].start)
        beside = plan.inside(block.id)
        slack = max(0, timed[block.id].end - over) if len(beside) > len(list_) else 0
        list_, below = plan.at(PlanPlace(day)), block.id
    for step in _below(list_, below):
        if step.pinned is not None:
            return FreeTime(max(0, timed[step.id].gap) + slack, True)
    end = max((one.end for one in timed.values()), default=plan.days[day].starts)
    return FreeTime(max(0, plan.days[day].planned_end - end) + slack, False)


def _below(list_: list[PlanStep], after: int | None) -> list[PlanStep]:
    """The steps of a list below one of them; none below one that is not there."""
    at = next((n for n, step in enumerate(list_, 1) if step.id == after), len(list_))
    return list_[at:]


def minutes_for(takes: Range, free: FreeTime | None) -> int:
    """How long a technique is put in for: the gap before the next pin as far as it can be that long or short, else as usual."""
    if free is None or not free.pinned or free.minutes <= 0:
        return takes.best
    return min(max(free.minutes, takes.min), takes.max)


def can_divide(technique: Technique, place: PlanPlace) -> bool:
    """Whether a technique may come in as a block with its steps: a café is one step, and no block stands in another."""
    return kind_of_technique(technique) is not StepKind.CAFE and place.block is None


def add_technique(
    plan: Plan,
    technique: Technique,
    minutes: int,
    place: PlanPlace,
    after: int | None = -1,
    in_steps: bool = False,
) -> tuple[Plan, int]:
    """The plan with a technique in it, and the number of its step. Raises Misplaced.

    As one step its words stay those of the shelf, which the guide scales to its minutes; in steps (where it divides) each
    has its own words and its share of the minutes, whole minutes that add up; participants read of the block alone.
    """
    in_steps = in_steps and can_divide(technique, place)
    materials = tuple(PlanMaterial(one.text, one.quantity, one.per) for one in technique.materials)
    block = PlanStep(
        plan.fresh("steps"),
        *place,
        kind=StepKind.SESSION if in_steps else kind_of_technique(technique),
        title=technique.name,
        minutes=minutes,
        technique=technique.key,
        aim=technique.purpose,
        materials=materials,
    )
    plan = add_to_plan(plan, block, after)
    marks = scale_shares([part.share for part in technique.steps], minutes) if in_steps else []
    for part, (_offset, length) in zip(technique.steps, marks, strict=False):
        step = PlanStep(
            plan.fresh("steps"),
            block=block.id,
            kind=SPOKEN[part.speaks],
            title=short_title(part.do or part.say),
            minutes=length,
            do=part.do,
            say=part.say,
            internal=True,
        )
        plan = add_to_plan(plan, step)
    return plan, block.id


def short_title(text: Words) -> Words:
    """A title made of what is to be done: its first sentence, cut between words."""
    return Words(
        *(_cut(re.split(r"[.:;?!](?:\s|$)", one, maxsplit=1)[0]) for one in (text.en, text.sq))
    )


def _cut(sentence: str) -> str:
    if len(sentence) <= TITLE:
        return sentence
    return sentence[:TITLE].rsplit(" ", 1)[0].rstrip(",") + "…"
