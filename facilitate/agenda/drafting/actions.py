"""From an event to drafts of its agenda, and from a draft into the agenda."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event, Objective, Role
from ...events.queries import objectives_of, team_of
from ...lib.text import Words, plain_text
from ...techniques.queries import all_techniques
from ...techniques.technique import OutputKind, Technique
from ..composing.compose import compose_drafts
from ..composing.draft import (
    AgendaDraft,
    DraftAim,
    DraftBrief,
    DraftHours,
    DraftStep,
    TechniquePast,
)
from ..group_forms import CAFE_FORM
from ..kinds import StepKind
from ..lessons import EVENTS, LITTLE, StepTiming
from ..places import step_above
from ..placing import add_to_plan, move_in_plan
from ..plan import PARKED, Plan, PlanDay, PlanPlace, PlanStep
from ..reusing.inserting import add_technique
from ..timing_history import timings_elsewhere
from ..typed_lines import TypedStep

LEADING = (Role.LEAD_FACILITATOR, Role.FACILITATOR)
"""Who leads the steps of a draft by turns; where the team has none of them, whoever is first in it."""
HARVEST, LEAST_ROUND = 20, 12
"""Minutes of a café's harvest, and of a round at least where there are three."""
SEEKING = {
    OutputKind.AGREEMENT: r"\b(?:agree|consens|approve|settle|biem dakord|pajt|mirato|marreveshje)",
    OutputKind.PLAN: r"\b(?:plan|who does|steps|hapat|kush ben|caktojm|name who)",
    OutputKind.CHOICE: r"\b(?:choos|priorit|decide|select|zgjedh|zgjidh|perparesi|vendos)",
    OutputKind.PRACTICE: r"\b(?:practi[sc]|train|rehears|walk through|ushtro|stervit|trajno|hap pas hapi)",
    OutputKind.KNOW: r"\b(?:know|understand|learn|inform|dim[ei]?\b|kuptoj|njoh|mesoj|informo)",
}
"""Words by which an objective tells what it seeks, in the order in which they count."""


def guess_sought(text: Words) -> OutputKind:
    """What an objective probably seeks, by its words in either language; ideas where they say nothing."""
    words = plain_text(f"{text.en} {text.sq}")
    return next(
        (sought for sought, said in SEEKING.items() if re.search(said, words)), OutputKind.IDEAS
    )


def sought_of(objective: Objective) -> OutputKind:
    """What is to come out of an objective: what the team has said, else what its words say."""
    return (
        guess_sought(objective.text) if objective.sought is OutputKind.UNSAID else objective.sought
    )


def free_days(event: Event, plan: Plan) -> list[PlanDay]:
    """The event's days in which nothing stands yet; all of them where each has something."""
    days = [day for day in plan.in_order if event.first_day <= day.on <= event.last_day]
    return [day for day in days if not plan.at(PlanPlace(day.id))] or days


@dataclass(frozen=True)
class ProposedDrafts:
    """The drafts for some days of an event, and what they were composed of."""

    brief: DraftBrief
    drafts: Sequence[AgendaDraft]
    objectives: Mapping[int, Objective]

    def seal(self, draft: AgendaDraft) -> str:
        """A short sum of a draft: who uses it gets what was looked at, or is told that it is another one now."""
        return hashlib.blake2b(repr(draft).encode(), digest_size=8).hexdigest()


def propose_drafts(event: Event, plan: Plan, days: Sequence[PlanDay]) -> ProposedDrafts:
    """Three drafts for these days; nothing is written."""
    objectives = {one.id: one for one in objectives_of(event)}
    brief = DraftBrief(
        hours=tuple(DraftHours(day.on.toordinal(), day.starts, day.planned_end) for day in days),
        aims=tuple(DraftAim(key, sought_of(one), one.code) for key, one in objectives.items()),
        people=event.expected,
        leads=_leads(event),
        room=_room(plan, event.expected),
        techniques=all_techniques(),
        past=technique_pasts(timings_elsewhere(event), all_techniques()),
    )
    return ProposedDrafts(brief, compose_drafts(brief), objectives)


def _leads(event: Event) -> tuple[int, ...]:
    team = team_of(event)
    found = [member.id for member in team if member.role in LEADING]
    return tuple(found or [member.id for member in team[:1]])


def _room(plan: Plan, people: int) -> int | None:
    """The smallest room that holds everybody; none where no room is known to."""
    large = [room for room in plan.rooms.values() if room.capacity and room.capacity >= people]
    return min(large, key=lambda room: (room.capacity, room.id)).id if large else None


def technique_pasts(
    history: Iterable[StepTiming], techniques: Mapping[str, Technique]
) -> dict[str, TechniquePast]:
    """How long techniques took where that was longer, or less, than usual in most of at least two events."""
    by_event: dict[str, dict[int, list[int]]] = {}
    for one in history:
        if one.key.technique in techniques:
            by_event.setdefault(one.key.technique, {}).setdefault(one.event, []).append(one.minutes)
    found = {}
    for key, events in by_event.items():
        usual = techniques[key].minutes.best
        means = [sum(each) / len(each) for each in events.values()]
        for sign in (1, -1):
            same = [mean for mean in means if (mean - usual) * sign >= LITTLE]
            if len(means) >= EVENTS and len(same) * 2 > len(means):
                found[key] = TechniquePast(round(median(same)), len(same), len(means))
    return found


def say_sought(event: Event, said: Mapping[int, OutputKind]) -> int:
    """What is to come out of objectives, as the team says it; gives how many were changed."""
    changed = 0
    for objective in objectives_of(event):
        sought = said.get(objective.id)
        if sought is not None and sought is not objective.sought:
            update = sa.update(Objective).where(Objective.id == objective.id)
            db.session.execute(update.values(sought=sought))
            changed += 1
    return changed


def insert_draft(plan: Plan, draft: AgendaDraft, keys: Collection[int], parks: bool) -> Plan:
    """The plan with these steps of a draft where their time is. `parks`: what stands in its days is parked first,
    without the starts it had there.

    A day that is empty then begins with the first of them.
    """
    days = {day.on.toordinal(): day.id for day in plan.in_order}
    chosen = [replace(one, day=days[one.day]) for one in draft.steps if one.key in keys]
    for day in dict.fromkeys(step.day for step in chosen):
        there = [step.id for step in plan.at(PlanPlace(day))]
        if parks and there:
            parked = plan.at(PARKED)
            plan = move_in_plan(plan, there, PARKED, parked[-1].id if parked else None)
            loose = [plan.steps[key] for key in there if plan.steps[key].pinned is not None]
            plan = plan.with_rows(*(replace(one, pinned=None) for one in loose))
    for step in chosen:
        plan = _put(plan, step)
    return plan


def _put(plan: Plan, step: DraftStep) -> Plan:
    place = PlanPlace(day=step.day)
    if not plan.at(place):
        plan = plan.with_rows(replace(plan.days[step.day], starts=step.start))
    after = step_above(plan, step.day, step.start)
    way = all_techniques().get(step.technique)
    if way:
        plan, key = add_technique(plan, way, step.minutes, place, after=after)
    else:
        key = plan.fresh("steps")
        plan = add_to_plan(plan, PlanStep(key, day=step.day, minutes=step.minutes), after)
    return plan.with_rows(
        replace(
            plan.steps[key],
            kind=step.kind,
            title=step.title,
            lead=step.lead,
            room=step.room,
            objectives=step.objectives,
            do=step.do or plan.steps[key].do,
            groups=step.groups or plan.steps[key].groups,
        )
    )


def cafes_in(steps: Iterable[PlanStep]) -> dict[int, TypedStep]:
    """The cafés among these steps, by number, as lines that say how their rounds fit into their minutes."""
    found = {}
    for step in steps:
        if step.kind is StepKind.CAFE:
            count = 3 if step.minutes >= 3 * (LEAST_ROUND + CAFE_FORM.move) + HARVEST else 2
            each = max((step.minutes - HARVEST) // count - CAFE_FORM.move, 1)
            found[step.id] = TypedStep(
                kind=StepKind.CAFE, minutes=step.minutes, rounds=(count, each)
            )
    return found
