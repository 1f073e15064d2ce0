"""Going through a guide one step at a time, in its own language: whose steps, where one is, what comes before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import render_template
from markupsafe import Markup

from ...agenda.numbering import StepNumber, number_runs, run_text
from ...lib.clock import format_wall_time
from ...web.i18n import use_language
from .. import conduct
from ..choices import Choices, GuideReader, cut_guide
from ..guide import Guide, GuideDay, GuideRoom, GuideStep
from ..labels import group_text, guide_hole_text, guide_material_text, minutes_text
from ..rooms import crowd_text, svg_of
from .arrangement import arrange_steps


@dataclass(frozen=True)
class RehearsalStage:
    """One step on the way: its day, its `place` (from 1) among the steps gone through, and its neighbours there.

    `follows` is what comes next in the room, whoever leads it; None at the end of the day.
    """

    step: GuideStep
    day: GuideDay
    way: list[GuideStep]
    place: int
    before: GuideStep | None
    after: GuideStep | None
    follows: GuideStep | None


def rehearsal_steps(guide: Guide, member: int) -> list[GuideStep]:
    """The steps somebody goes through: those this person leads, helps in or takes notes in; all of them for 0."""
    if not member:
        return guide.steps
    mine = cut_guide(guide, Choices(guide.language, GuideReader.FACILITATOR, member))
    return [step for step in mine.steps if step.own]


def nearest_step_number(way: Sequence[GuideStep], number: StepNumber) -> StepNumber:
    """The number of the first step on the way that is that one or a later one, else of the last. `way` has steps."""
    return next((step.number for step in way if step.number >= number), way[-1].number)


def rehearsal_stage(guide: Guide, way: list[GuideStep], number: StepNumber) -> RehearsalStage:
    """The step of that number, which is on the way."""
    place = next(index for index, step in enumerate(way) if step.number == number)
    step = way[place]
    day = next(one for one in guide.days if one.steps and one.steps[-1].number >= number)
    return RehearsalStage(
        step=step,
        day=day,
        way=way,
        place=place + 1,
        before=way[place - 1] if place else None,
        after=way[place + 1] if place + 1 < len(way) else None,
        follows=_follows(day, step),
    )


def _follows(day: GuideDay, step: GuideStep) -> GuideStep | None:
    """What comes next: in a session with groups, the group's own next step, else what begins when this one is over."""
    later = [one for one in day.steps if one.number > step.number]
    if step.holds:
        return later[0] if later else None
    for one in later:
        same = one.group == step.group and one.session == step.session
        if same or (one.start >= step.end and not one.group):
            return one
    return None


def render_in_guide_language(template: str, guide: Guide, values: dict[str, Any]) -> Markup:
    """The template with the guide in it; what comes again in every step is put into words once."""
    tools: dict[str, Any] = {
        "wall": format_wall_time,
        "arranged": arrange_steps,
        "runs": number_runs,
        "run_text": run_text,
        "conduct": conduct,
        "picture": _picture,
        "hole_text": guide_hole_text,
        "group_text": group_text,
        "crowd": cache(crowd_text),
        "material_text": cache(guide_material_text),
        "minutes_text": cache(minutes_text),
    }
    with use_language(guide.language):
        return Markup(render_template(template, **values, **tools))


def _picture(room: GuideRoom) -> Markup:
    return Markup(svg_of(room))
