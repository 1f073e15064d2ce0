"""Parallel groups made in one go: of whom, how many are in each, which room each one gets, how they come into the agenda."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from ...consultation.models import Theme
from ...data.db import db
from ...directory.models import County
from ...events.models import Event
from ...lib.text import Words, plain_text
from ...participation.models import Participation, Standing
from ...web.i18n import sort_by_name
from ..placing import add_strand
from ..plan import Plan, PlanPlace, PlanRoom, PlanStrand

MOST_GROUPS = 60


@dataclass(frozen=True)
class NewGroup:
    """A group to be made; `people` 0: its even share of everybody."""

    name: Words
    people: int = 0
    room: int | None = None


def numbered_groups(count: int) -> list[NewGroup]:
    """That many groups of the same size, called by their number."""
    return [NewGroup(Words(f"Group {number}", f"Grupi {number}")) for number in range(1, count + 1)]


def groups_still_new(plan: Plan, block: int, groups: Sequence[NewGroup]) -> list[NewGroup]:
    """Those of the groups that the block has no group of that name for yet."""
    there = {
        plain_text(text)
        for one in plan.strands_of.get(block, [])
        for text in (one.name.en, one.name.sq)
        if text
    }
    return [one for one in groups if not {plain_text(one.name.en), plain_text(one.name.sq)} & there]


def with_rooms(
    groups: Sequence[NewGroup], rooms: Iterable[PlanRoom], share: int, taken: Iterable[int] = ()
) -> list[NewGroup]:
    """The groups with a room each: the largest group gets the largest room that holds it, each room once.

    `share` is how many are in a group that does not say. A room nobody has counted, or that is `taken`, is left alone;
    a group that fits nowhere has no room.
    """
    used = set(taken)
    free = sorted(
        (room for room in rooms if room.capacity and room.id not in used),
        key=lambda room: -room.capacity,
    )
    given: dict[int, int] = {}
    for number in sorted(range(len(groups)), key=lambda one: -(groups[one].people or share)):
        size = groups[number].people or share
        if free and free[0].capacity >= size:
            given[number] = free.pop(0).id
    return [replace(group, room=given.get(number)) for number, group in enumerate(groups)]


def add_groups(
    plan: Plan, block: int, groups: Sequence[NewGroup], same_steps: bool = False
) -> Plan:
    """The plan with these groups as strands of the block. Raises Misplaced for a block that is not there, or inside another.

    The first strand a block ever has takes in the steps it holds already; `same_steps` gives every other new group a
    copy of them.
    """
    steps = [] if plan.strands_of.get(block) else plan.at(PlanPlace(block=block))
    made: list[int] = []
    for group in groups:
        strand = PlanStrand(
            plan.fresh("strands"), block, name=group.name, room=group.room, people=group.people
        )
        plan = add_strand(plan, strand)
        made.append(strand.id)
    for key in made[1:] if same_steps else []:
        for step in steps:
            plan = plan.with_rows(replace(step, id=plan.fresh("steps"), block=block, strand=key))
    return plan


ELSEWHERE = Words("National and international", "Kombëtare dhe ndërkombëtare")
"""People whose work has no county."""


def groups_by_county(event: Event) -> list[NewGroup]:
    """A group for every county somebody comes from, with how many.

    While nobody is known to come, every county is offered.
    """
    there = Participation.standing.in_([Standing.COMING, Standing.ATTENDED])
    rows = db.session.execute(
        sa.select(County.name, sa.func.count(Participation.id))
        .outerjoin(Participation.county)
        .where(Participation.event_id == event.id, there)
        .group_by(County.name)
    ).all()
    if not rows:
        names = list(db.session.scalars(sa.select(County.name)))
        return [NewGroup(Words(name, name)) for name in sort_by_name(names, str)]
    named = sort_by_name([row for row in rows if row[0]], lambda row: row[0])
    groups = [NewGroup(Words(name, name), people) for name, people in named]
    return [*groups, *(NewGroup(ELSEWHERE, people) for name, people in rows if not name)]


def groups_by_theme(event: Event) -> list[NewGroup]:
    """A group for every theme of the event, in their order."""
    themes = (
        sa.select(Theme.name)
        .where(Theme.event_id == event.id, ~Theme.gone)
        .order_by(Theme.position)
    )
    return [NewGroup(name) for name in db.session.scalars(themes)]
