"""What was planned against what it took, once a day has been run, and what the next agenda can learn of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import render_template

from ...data.db import db
from ...events.access import Can, needs
from ...events.extensions import PagePart, adds_to_page
from ...events.models import Event
from ...lib.shares import bar_length
from ...techniques.queries import all_techniques
from ...web.i18n import _, label_of, pick_wording
from ..blueprint import bp
from ..kinds import StepKind
from ..lessons import LITTLE, StepTiming, TimingSum, learn_lessons, sum_timings
from ..models import Step
from ..plan import Plan, PlanDay, PlanStep, PlanStrand
from ..timing_history import timings_elsewhere, timings_of
from ..wording import timing_lesson_text
from .queries import running_plan
from .tracks import tracks_of_day


@dataclass(frozen=True)
class TimedDay:
    """A day that was run: its steps in order, and the sum of those that were not in a group beside others."""

    day: PlanDay
    steps: list[tuple[StepTiming, PlanStep, PlanStrand | None]]
    sum: TimingSum

    @property
    def beside(self) -> bool:
        """Whether something ran in groups beside each other."""
        return any(group for _row, _step, group in self.steps)


@bp.get("/events/<slug>/agenda/took")
@needs(Can.SEE)
def show_timings(event: Event) -> Any:
    plan, own = running_plan(event), timings_of(event)
    known = learn_lessons([*own, *timings_elsewhere(event)])
    names = {key: pick_wording(one.name) for key, one in all_techniques().items()}
    technique = sum_timings(own, lambda one: names.get(one.key.technique))
    kind = sum_timings(own, lambda one: label_of(StepKind(one.kind)))
    tables = [
        (_("By technique"), _("Technique"), list(technique.items())),
        (_("By kind of step"), _("Kind"), list(kind.items())),
    ]
    return render_template(
        "agenda/running/took.html",
        event=event,
        ran=_days(plan, own),
        tables=tables,
        scale=bar_scale,
        sum=sum_timings(own, lambda _one: "all").get("all"),
        bar=bar_scale(own),
        taught={
            one.step: timing_lesson_text(found) for one in own if (found := one.key.found_in(known))
        },
    )


def bar_scale(rows: Sequence[StepTiming | TimingSum]) -> Callable[[int], float]:
    """How long the bar of so many minutes is (percent) where the longest of these rows fills the picture."""
    most = max((max(one.planned, one.minutes) for one in rows), default=0)
    return lambda minutes: bar_length(max(minutes, 0), most)


def _days(plan: Plan, own: Sequence[StepTiming]) -> list[TimedDay]:
    """The days on which something was run, with what was run in the order of the agenda; what was taken out since is
    left out here, but counts in the sums.
    """
    by_step = {one.step: one for one in own}
    found = []
    for day in plan.in_order:
        steps = [
            step
            for track in tracks_of_day(plan, day.id)
            for step in track.steps
            if step.id in by_step
        ]
        rows = [(by_step[step.id], step, plan.strands.get(step.strand or 0)) for step in steps]
        main = [row for row, _step, group in rows if group is None]
        if rows:
            found.append(
                TimedDay(
                    day,
                    rows,
                    sum_timings(main, lambda _one: "day").get("day") or TimingSum(0, 0, 0),
                )
            )
    return found


MOST = 6
"""Steps that are named: those whose time differed most."""


@adds_to_page("consultation.show_evaluation")
def summarise_timing(event: Event) -> PagePart | None:
    """The sum of all steps that were timed, and those that took much longer or much less than planned."""
    took = timings_of(event)
    if not took:
        return None
    far = [one for one in took if abs(one.longer) >= LITTLE]
    far = sorted(far, key=lambda one: (-abs(one.longer), one.step))[:MOST]
    whole = sum_timings(took, lambda _one: "all")["all"]
    asked = sa.select(Step.id, Step.title).where(Step.id.in_([one.step for one in far]))
    titles = {key: title for key, title in db.session.execute(asked)}
    rows = [(pick_wording(titles[one.step]), one) for one in far]
    return PagePart(
        "agenda/running/beside.html", {"sum": whole, "rows": rows, "bar": bar_scale(far)}
    )
