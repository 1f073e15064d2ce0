"""Through the steps of the guide one after the other: where a step stands, and the words that lead on from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ...agenda.numbering import StepNumber
from ...agenda.programmes import ProgrammeStep, programme_from
from ...lib.text import Words
from ...techniques.technique import Technique
from ..keeping_time import NextStepGlimpse, day_ahead, is_team_only, transition_words
from ..usual import UsualWords, technique_script, tell_in_both_languages, usual_words

if TYPE_CHECKING:  # read only
    from ...agenda.plan import Plan, PlanStep, ScriptPart
    from ...events.models import Event


@dataclass(frozen=True)
class StepStop:
    """A step where it stands in the guide: its number there (None: parked, in no guide), its day, its times in minutes.

    `leads_on`: the usual words that lead to the next step; `before` and `after`: its neighbours in the guide.
    """

    step: PlanStep
    number: StepNumber | None = None
    on: date | None = None
    start: int = 0
    end: int = 0
    holds: bool = False
    leads_on: Words = Words()
    before: PlanStep | None = None
    after: PlanStep | None = None

    @property
    def minutes(self) -> int:
        return self.end - self.start

    def usual(self, technique: Technique | None, timed: bool) -> UsualWords:
        """What the guide says here while the team has written nothing."""
        return usual_words(
            self.step,
            technique,
            self.minutes,
            timed=timed,
            holds=self.holds,
            transition=self.leads_on,
        )

    def technique_lines(self, technique: Technique | None, timed: bool) -> tuple[ScriptPart, ...]:
        """The technique's own lines, where words of the agenda stand in their place; else none."""
        if technique is None or self.holds or not (self.step.do or self.step.say):
            return ()
        return technique_script(self.step, technique, self.minutes, timed)


def step_stop_at(event: Event, plan: Plan, step: PlanStep) -> StepStop:
    """Where that step stands. What is parked leads nowhere."""
    days = programme_from(event, plan, (), ())
    steps = [(day.on, one) for day in days for one in day.steps]
    at = next((place for place, (_on, one) in enumerate(steps) if one.step.id == step.id), None)
    if at is None:
        return StepStop(step, end=step.minutes, holds=bool(plan.inside(step.id)))
    on, here = steps[at]
    tomorrow = day_ahead(days, on)
    following = _following([one for day, one in steps[at:] if day == on])

    def leads_on(code: str) -> str:
        ahead = _ahead(following, code) if following else None
        return transition_words(step.kind.value, here.room, ahead, tomorrow)

    return StepStop(
        step=step,
        number=here.number,
        on=on,
        start=here.start,
        end=here.end,
        holds=here.holds,
        leads_on=Words() if here.holds or is_team_only(step) else tell_in_both_languages(leads_on),
        before=steps[at - 1][1].step if at else None,
        after=steps[at + 1][1].step if at + 1 < len(steps) else None,
    )


def _ahead(one: ProgrammeStep, code: str) -> NextStepGlimpse:
    return NextStepGlimpse(
        kind=one.step.kind.value,
        title=one.step.title.to(code),
        start=one.start,
        end=one.end,
        room=one.room,
    )


def _following(steps: Sequence[ProgrammeStep]) -> ProgrammeStep | None:
    """What the people in the first of these steps do next; groups beside theirs do something else."""
    here, *rest = steps
    beside = here.strand.id if here.strand else None
    for one in rest:
        if is_team_only(one.step) and not is_team_only(here.step):
            continue
        same = (
            here.inside is not None and one.inside is not None and one.inside.id == here.inside.id
        )
        if not (same and beside is not None and (one.strand is None or one.strand.id != beside)):
            return one
    return None
