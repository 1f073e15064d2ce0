"""What was done to an agenda is taken back, and said whether anybody has changed the same since."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from ..data.db import db
from ..directory.models import Person
from ..events.models import Event, Member, Objective
from ..history import memory
from ..history.applying import apply_rows, reverse_rows
from ..lib.text import Words
from ..web.i18n import _, pick_wording
from ..web.refused import Refused
from .actions import plan_to_change, write_plan
from .history import (
    AgendaAct,
    Collision,
    KnownRows,
    apply_cells,
    plan_cells,
    reverse_cells,
    row_cells,
    speakers_in_cells,
    steps_without_place,
    without_gone,
)
from .models import (
    AgendaChange,
)
from .plan import TABLES, Plan, PlanStep


def undo_latest(event: Event, by: int, again: bool = False) -> AgendaChange | None:
    """Take the last change of this user back, or (`again`) the last one taken back; None where there is none.

    Refused when somebody has changed the same since: nothing is undone then.
    """
    return undo_latest_in_plan(event, by, again)[0]


def undo_latest_in_plan(
    event: Event, by: int, again: bool = False
) -> tuple[AgendaChange | None, Plan]:
    """Take the last change back as `undo_latest` does; gives the agenda after it as well."""
    plan = plan_to_change(event)
    change = memory.change_to_undo(AgendaChange, event, by, again)
    return change, take_back(event, change, by=by, again=again, plan=plan) if change else plan


def take_back(
    event: Event, change: AgendaChange, by: int, again: bool = False, plan: Plan | None = None
) -> Plan:
    """Take a change back, whoever made it, or (`again`) do it again; the agenda after it.

    Refused when somebody has changed the same since. `plan`: the agenda, for who has it ready.
    """
    plan = plan or plan_to_change(event)
    cells, rows = plan_cells(change.cells), row_cells(change.cells)
    touched = [
        plan.steps[cell.id] for cell in cells if cell.table == "steps" and cell.id in plan.steps
    ]
    there = _there(event, speakers_in_cells(cells) | _speaking(touched))
    cells = without_gone(cells, there)
    try:
        target = apply_cells(plan, cells if again else reverse_cells(cells))
        if steps_without_place(target):
            raise Refused(_("Its old place no longer exists; nothing was undone."))
        if rows:
            apply_rows(rows if again else reverse_rows(rows))
    except Collision as collision:
        raise memory.changed_since([_name_of(plan, collision, change.about)], again) from None
    did, after = (
        AgendaAct.REDONE if again else AgendaAct.UNDONE,
        plan_of_existing(event, target, plan, there),
    )
    written = write_plan(
        event, plan, after, did, by=by, about=change.about, count=change.count, of=change
    )
    change.undone = not again
    db.session.flush()
    return written.plan


def _name_of(plan: Plan, collision: Collision, about: Words) -> str:
    """What was changed; `about`: what the change is called after, where rooms above have changed what came along with it."""
    step = plan.steps.get(collision.id) if collision.table == "steps" else None
    return pick_wording(step.title if step else about if collision.table not in TABLES else Words())


def _speaking(steps: Iterable[PlanStep]) -> set[int]:
    return {one.person for step in steps for one in step.speakers if one.person is not None}


def _there(event: Event, people: set[int]) -> KnownRows:
    """Who is in the team, which objectives there are, and who of these people is in the directory."""
    return KnownRows(
        frozenset(db.session.scalars(sa.select(Member.id).where(Member.event_id == event.id))),
        frozenset(
            db.session.scalars(sa.select(Objective.id).where(Objective.event_id == event.id))
        ),
        frozenset(
            db.session.scalars(sa.select(Person.id).where(Person.id.in_(people))) if people else ()
        ),
    )


def plan_of_existing(
    event: Event, plan: Plan, before: Plan | None = None, there: KnownRows | None = None
) -> Plan:
    """The plan without people, objectives and rooms that are no longer there: for what comes from an earlier time.

    Rows that are the very same in `before` are known to be right. `there` for who has asked already.
    """
    known = before or Plan()
    steps = [step for key, step in plan.steps.items() if known.steps.get(key) is not step]
    strands = [one for key, one in plan.strands.items() if known.strands.get(key) is not one]
    there = there or _there(event, _speaking(steps))
    members, objectives = there.members, there.objectives

    def kept(key: int | None, there: Any) -> int | None:
        return key if key in there else None

    return plan.with_rows(
        *(
            replace(
                step,
                room=kept(step.room, plan.rooms),
                lead=kept(step.lead, members),
                note_taker=kept(step.note_taker, members),
                supporters=tuple(one for one in step.supporters if one in members),
                objectives=tuple(one for one in step.objectives if one in objectives),
                speakers=tuple(
                    replace(one, person=kept(one.person, there.people)) for one in step.speakers
                ),
            )
            for step in steps
        ),
        *(
            replace(
                one,
                room=kept(one.room, plan.rooms),
                lead=kept(one.lead, members),
                note_taker=kept(one.note_taker, members),
            )
            for one in strands
        ),
    )
