"""The programme of an event: its days, their steps with computed times, who does what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value

from ..db import db
from ..events.models import Event, Member, Objective
from ..events.queries import team_of
from ..lib.clock import after_midnight
from .dates import moved, span
from .models import Day, Step, StepObjective, StepSupporter
from .timing import Slot, time_day

STARTS, PLANNED_END = time(9), time(17)
"""A day nobody has set yet."""


@dataclass(frozen=True)
class ProgrammeStep:
    """A step with its times (as in `timing.Timed`), who helps its lead, and the objectives it serves."""

    step: Step
    start: int
    end: int
    gap: int
    supporters: list[Member]
    objectives: list[Objective]


@dataclass(frozen=True)
class ProgrammeDay:
    """A day with its steps in order. A day that was never touched has no row: its `day.id` is None."""

    day: Day
    steps: list[ProgrammeStep]

    @property
    def end(self) -> int:
        """When its last step is over, in minutes after midnight; without steps, when the day starts."""
        return max((step.end for step in self.steps), default=after_midnight(self.day.starts))

    @property
    def over(self) -> int:
        """Minutes past the planned end; below 0 it ends before."""
        return self.end - after_midnight(self.day.planned_end)


def days_of(event: Event) -> list[Day]:
    """The agenda's days by date, one for every date of the event; nothing is written.

    Where the event was moved, its days already show their new dates (`actions.ensure_days` makes them last).
    """
    rows = list(db.session.scalars(sa.select(Day).where(Day.event_id == event.id).order_by(Day.on)))
    dates = span(event.first_day, event.last_day)
    now_on = moved([row.on for row in rows], dates)
    for row in rows:
        set_committed_value(row, "on", now_on[row.on])
    missing = set(dates) - {row.on for row in rows}
    rows += [Day(event_id=event.id, on=on, starts=STARTS, planned_end=PLANNED_END) for on in missing]
    return sorted(rows, key=lambda row: row.on)


def programme(event: Event, team_there: Iterable[Member] | None = None) -> list[ProgrammeDay]:
    """The event's days with their steps, timed; in five statements however long it is.

    In four for who has asked for the team already and hands it over.
    """
    people = team_of(event) if team_there is None else team_there
    days, team = days_of(event), {member.id: member for member in people}
    standing = (Step.event_id == event.id, Step.removed_at.is_(None))
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in db.session.scalars(sa.select(Step).where(*standing).order_by(Step.position, Step.id)):
        set_committed_value(step, "lead", team.get(step.lead_id or 0))
        steps[step.day_id].append(step)
    supporters: dict[int, list[Member]] = defaultdict(list)
    pairs = sa.select(StepSupporter.step_id, StepSupporter.member_id).join(Step).where(*standing)
    rank = {member: number for number, member in enumerate(team)}
    for row in sorted(db.session.execute(pairs), key=lambda row: rank[row.member_id]):
        supporters[row.step_id].append(team[row.member_id])
    objectives: dict[int, list[Objective]] = defaultdict(list)
    served = (
        sa.select(StepObjective.step_id, Objective)
        .select_from(StepObjective)
        .join(Objective)
        .join(Step, Step.id == StepObjective.step_id)
    )
    for step_id, objective in db.session.execute(served.where(*standing).order_by(Objective.position)):
        objectives[step_id].append(objective)
    wanted = [day for day in days if event.first_day <= day.on <= event.last_day or steps.get(day.id)]
    return [ProgrammeDay(day, _timed(day, steps.get(day.id, []), supporters, objectives)) for day in wanted]


def _timed(
    day: Day, steps: list[Step], supporters: dict[int, list[Member]], objectives: dict[int, list[Objective]]
) -> list[ProgrammeStep]:
    slots = [
        Slot(step.id, step.minutes, None if step.pinned is None else after_midnight(step.pinned))
        for step in steps
    ]
    return [
        ProgrammeStep(
            step, one.start, one.end, one.gap, supporters.get(step.id, []), objectives.get(step.id, [])
        )
        for step, one in zip(steps, time_day(after_midnight(day.starts), slots), strict=True)
    ]


def links_of(step: Step) -> dict[str, list[int]]:
    """The ids of who helps in the step (`supporters`) and of what it serves (`objectives`)."""
    members = sa.select(StepSupporter.member_id).where(StepSupporter.step_id == step.id)
    objectives = sa.select(StepObjective.objective_id).where(StepObjective.step_id == step.id)
    return {
        "supporters": sorted(db.session.scalars(members)),
        "objectives": sorted(db.session.scalars(objectives)),
    }
