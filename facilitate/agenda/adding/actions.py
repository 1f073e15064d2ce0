"""Lines that become steps: read against who and what the event has, and put into a list of the agenda."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from ...data.db import db
from ...directory.models import Person
from ...events.models import Event
from ...events.queries import objectives_of, team_of
from ...lib.text import plain_text
from ...participation.queries import names_on_list
from ...techniques.queries import all_techniques
from ...web.i18n import _
from ...web.refused import Refused
from ..places import drop_idle_pins, step_above
from ..placing import add_to_plan
from ..plan import Plan, PlanPlace, PlanSpeaker, PlanStep
from ..typed_lines import KnownNames, TypedCorrections, TypedStep
from .reading import LONGEST_LINE, read_line
from .technique_names import title_in_both

MOST_LINES, LONGEST_TITLE = 200, 200
"""Lines that are taken at once, and characters of a title."""


def names_known_in(event: Event, plan: Plan, text: str) -> KnownNames:
    """What a line may name in this event. Who is on its list is only looked up for a text that marks names."""
    return KnownNames(
        members={member.id: member.name for member in team_of(event)},
        listed=names_on_list(event) if "@" in text or "(" in text else {},
        objectives={objective.id: objective.code for objective in objectives_of(event)},
        rooms={room.id: room.name for room in plan.rooms.values()},
        techniques=list(all_techniques().values()),
        expected=event.expected,
    )


def read_lines(
    text: str, known: KnownNames, fixed: TypedCorrections | None = None
) -> list[TypedStep]:
    """Each line that says something, in their order; a correction is of one line alone. Refused where something would be cut off."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise Refused(
            _(
                "At most %(max)d lines can be added at once. To add a longer agenda, import it "
                "from a file.",
                max=MOST_LINES,
            )
        )
    if any(len(line) > LONGEST_LINE for line in lines):
        raise Refused(
            _("This line is too long for a step: at most %(max)d characters.", max=LONGEST_LINE)
        )
    typed = [read_line(line, known, fixed if len(lines) == 1 else None) for line in lines]
    for one in typed:
        if len(one.title) > LONGEST_TITLE:
            raise Refused(
                _(
                    "“%(title)s …” is too long for a title: at most %(max)d characters.",
                    title=one.title[:40].strip(),
                    max=LONGEST_TITLE,
                )
            )
    return [one for one in typed if one.title]


def speakers_named(names: Iterable[str]) -> dict[str, PlanSpeaker]:
    """Who of the directory has that name, where one person alone has it."""
    wanted = {plain_text(name): name for name in names}
    if not wanted:
        return {}
    query = sa.select(Person.plain, Person.id, Person.given_name, Person.family_name)
    found: dict[str, list[PlanSpeaker]] = {}
    for simple, key, given, family in db.session.execute(query.where(Person.plain.in_(wanted))):
        found.setdefault(wanted[simple], []).append(PlanSpeaker(f"{given} {family}", key))
    return {name: people[0] for name, people in found.items() if len(people) == 1}


def shared_names_text(typed: Iterable[TypedStep]) -> str:
    """That several people have a name that was typed; empty where none is shared."""
    names = list(dict.fromkeys(name for one in typed for name in one.shared))
    return " ".join(
        _(
            "Several people of this event are called “%(name)s”: it stays as typed. "
            "Add the family name to say who is meant.",
            name=name,
        )
        for name in names
    )


def insert_typed_steps(
    plan: Plan,
    typed: Sequence[TypedStep],
    place: PlanPlace,
    language: str,
    *,
    after: int | None = None,
) -> tuple[Plan, list[int]]:
    """The plan with these steps in that list, and their numbers. Raises Misplaced.

    They stand below the step `after`, one after the other. Without it, in a day a step with a start stands where its time
    is, and everything else at the end of the list. Only what would not start then by itself is pinned; the first step of an
    empty day says when the day starts.
    """
    speakers = speakers_named(
        name for one in typed for name in one.names if name not in one.persons
    )
    new: list[int] = []
    for one in typed:
        step = step_from_typed(one, plan.fresh("steps"), place, language, speakers)
        if after is None:
            plan = _add(plan, step)
        else:
            plan, after = add_to_plan(plan, step, after), step.id
        new.append(step.id)
    return (plan if place.day is None else drop_idle_pins(plan, place.day, new)), new


def _add(plan: Plan, step: PlanStep) -> Plan:
    if step.day is None or step.pinned is None:
        return add_to_plan(plan, step)
    if not plan.at(PlanPlace(step.day)) and step.pinned < plan.days[step.day].planned_end:
        plan = plan.with_rows(replace(plan.days[step.day], starts=step.pinned))
    return add_to_plan(plan, step, step_above(plan, step.day, step.pinned))


def step_from_typed(
    typed: TypedStep,
    key: int,
    place: PlanPlace,
    language: str,
    speakers: Mapping[str, PlanSpeaker] | None = None,
) -> PlanStep:
    """The step a line describes; who speaks and is in the directory stands in `speakers` by the name that was typed.

    What is parked has no time.
    """
    named = speakers or {}
    timed = place.day is not None or place.block is not None
    return PlanStep(
        id=key,
        day=place.day,
        block=place.block,
        strand=place.strand,
        kind=typed.kind,
        title=title_in_both(typed.title[:LONGEST_TITLE], language, typed.technique_name),
        minutes=typed.length,
        pinned=typed.start if timed else None,
        technique=typed.technique,
        room=typed.room,
        lead=typed.lead,
        supporters=typed.supporters,
        speakers=tuple(dict.fromkeys(named.get(one.name, one) for one in typed.speakers)),
        objectives=typed.objectives,
        people=typed.people,
        groups=typed.groups,
    )
