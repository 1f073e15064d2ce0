"""The agenda as the team reads it: each step with its times, and names in place of numbers.

What participants see is `publishing/public.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from ..events.models import Event, Member, Objective
from ..events.queries import objectives_of, team_of
from .numbering import StepNumber
from .plan import Plan, PlanDay, PlanRoom, PlanStep, PlanStrand
from .queries import plan_of
from .timing import Timed


class ProgrammeStrand(NamedTuple):
    """One of the parallel groups of a block, with the people and the room its numbers stand for."""

    strand: PlanStrand
    lead: Member | None
    note_taker: Member | None
    place: PlanRoom | None

    @property
    def room(self) -> str:
        """The name of its room; empty where there is none."""
        return self.place.name if self.place else ""


class ProgrammeStep(NamedTuple):
    """A step with its times (as in `timing.Timed`) and the people, room and objectives its numbers stand for.

    `inside` is the block it stands in, with `strand` if that one has some. `holds` says that it holds steps itself,
    `strands` are its parallel strands (which may be empty: groups without steps of their own), `beside` the same with
    their people and rooms.
    """

    step: PlanStep
    start: int
    end: int
    gap: int
    lead: Member | None
    note_taker: Member | None
    supporters: list[Member]
    objectives: list[Objective]
    place: PlanRoom | None
    inside: PlanStep | None = None
    strand: PlanStrand | None = None
    holds: bool = False
    strands: tuple[PlanStrand, ...] = ()
    beside: tuple[ProgrammeStrand, ...] = ()
    number: StepNumber = StepNumber(0, 0)

    @property
    def room(self) -> str:
        """The name of its room, its strand's or its block's; empty where there is none."""
        return self.place.name if self.place else ""

    @property
    def minutes(self) -> int:
        """How long it takes; a block as long as what it holds."""
        return self.end - self.start


@dataclass(frozen=True)
class ProgrammeDay:
    """A day with everything in it, in order and numbered, each block ahead of what it holds."""

    day: PlanDay
    steps: list[ProgrammeStep]

    @property
    def on(self) -> date:
        return self.day.on

    @property
    def leaves(self) -> list[ProgrammeStep]:
        """The steps that hold no others: what is really done."""
        return [one for one in self.steps if not one.holds]

    @property
    def end(self) -> int:
        """When its last step is over, in minutes after midnight; without steps, when the day starts."""
        return max((step.end for step in self.steps), default=self.day.starts)

    @property
    def over(self) -> int:
        """Minutes past the planned end; below 0 it ends before."""
        return self.end - self.day.planned_end


def programme_of(event: Event, team_there: Iterable[Member] | None = None) -> list[ProgrammeDay]:
    """The event's days with their steps, timed.

    In six for who has asked for the team already and hands it over.
    """
    people = team_of(event) if team_there is None else team_there
    return programme_from(event, plan_of(event), people, objectives_of(event))


def programme_from(
    event: Event, plan: Plan, team: Iterable[Member], objectives: Iterable[Objective]
) -> list[ProgrammeDay]:
    """The programme of a plan: the event's days, and those outside that still hold steps."""
    members = {member.id: member for member in team}
    rank = {key: number for number, key in enumerate(members)}
    served = {objective.id: objective for objective in objectives}
    days = days_of_programme(event, plan)
    timed = [plan.timed(day.id) for day in days]
    numbers = number_steps(timed)
    return [
        ProgrammeDay(
            day,
            [
                _step(
                    plan,
                    one,
                    number=numbers[one.id],
                    members=members,
                    rank=rank,
                    served=served,
                )
                for one in steps
            ],
        )
        for day, steps in zip(days, timed, strict=True)
    ]


def days_of_programme(event: Event, plan: Plan) -> list[PlanDay]:
    """The event's days, and those outside that still hold steps."""
    holding = {place.day for place in plan.lists}
    return [
        day
        for day in plan.in_order
        if event.first_day <= day.on <= event.last_day or day.id in holding
    ]


def number_steps(days: Sequence[Sequence[Timed]]) -> dict[int, StepNumber]:
    """The numbers of all steps of these days, as every paper and page gives them; each day as it is timed."""
    several = len(days) > 1
    return {
        one.id: StepNumber(count if several else 0, place)
        for count, steps in enumerate(days, 1)
        for place, one in enumerate(steps, 1)
    }


def _step(
    plan: Plan,
    timed: Any,
    number: StepNumber,
    members: Mapping[int, Member],
    rank: Mapping[int, int],
    served: Mapping[int, Objective],
) -> ProgrammeStep:
    step = plan.steps[timed.id]
    block = plan.steps[step.block] if step.block is not None else None
    strand = plan.strands[step.strand] if step.strand is not None else None
    room = step.room or (strand and strand.room) or (block and block.room)
    notes = step.note_taker or (strand and strand.note_taker)
    lead = step.lead or (strand and strand.lead)
    strands = tuple(plan.strands_of.get(step.id, ()))
    return ProgrammeStep(
        step=step,
        start=timed.start,
        end=timed.end,
        gap=timed.gap,
        lead=members.get(lead or 0),
        note_taker=members.get(notes or 0),
        supporters=[
            members[key]
            for key in sorted((k for k in step.supporters if k in members), key=rank.__getitem__)
        ]
        if step.supporters
        else [],
        objectives=sorted(
            (served[key] for key in step.objectives if key in served), key=lambda one: one.position
        )
        if step.objectives
        else [],
        place=plan.rooms.get(room or 0),
        inside=block,
        strand=strand,
        holds=bool(block is None and plan.inside(step.id)),
        strands=strands,
        beside=tuple(
            ProgrammeStrand(
                one,
                members.get(one.lead or 0),
                members.get(one.note_taker or 0),
                plan.rooms.get(one.room or 0),
            )
            for one in strands
        )
        if strands
        else (),
        number=number,
    )
