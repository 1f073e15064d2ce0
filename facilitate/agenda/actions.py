"""What happens to an agenda: one plan is written in place of another, remembered, undone and redone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from .. import clock
from ..data.db import db
from ..events.actions import wait_for_event_lock
from ..events.extensions import follows_dates
from ..events.models import Event, Member, Objective
from ..history import memory
from ..lib.plain_values import plain_json
from ..lib.text import Words
from .dates import dates_between, moved_dates
from .history import (
    AgendaAct,
    ChangeCell,
    plan_changes,
)
from .models import (
    AgendaChange,
    Day,
    Room,
    Step,
    StepObjective,
    StepSpeaker,
    StepSupporter,
    Strand,
)
from .plan import Plan, PlanStep
from .queries import PLANNED_END, STARTS, plan_of
from .starting import plan_from_table

ASIDE = timedelta(days=36525)
"""Days that change dates step aside first: two must not meet on one date on the way."""


def wait_for_agenda_lock(event: Event) -> None:
    """Whoever changes the agenda waits here until nobody else does (SQLite lets in one anyway)."""
    wait_for_event_lock(event)


def plan_to_change(event: Event) -> Plan:
    """The agenda to be changed: nobody else changes it now, and there is a day for every date of the event.

    Days of an event that was moved move along.
    """
    wait_for_agenda_lock(event)
    dates = dates_between(event.first_day, event.last_day)
    rows = db.session.execute(sa.select(Day.id, Day.on).where(Day.event_id == event.id)).all()
    now_on = moved_dates([row.on for row in rows], dates)
    moving = {row.id: now_on[row.on] for row in rows if now_on[row.on] != row.on}
    _redate({key: on - ASIDE for key, on in moving.items()})
    _redate(moving)
    missing = sorted(set(dates) - set(now_on.values()))
    db.session.add_all(
        Day(event_id=event.id, on=on, starts=STARTS, planned_end=PLANNED_END) for on in missing
    )
    db.session.flush()
    return plan_of(event)


@follows_dates
def move_agenda(event: Event, _moved: timedelta) -> None:
    """Give the agenda the days that the event has now; empty ones that have none left are gone."""
    wait_for_agenda_lock(event)
    dates = dates_between(event.first_day, event.last_day)
    held = sa.exists().where(Step.day_id == Day.id)
    rows = db.session.execute(
        sa.select(Day.id, Day.on, held).where(Day.event_id == event.id).order_by(Day.on.desc())
    ).all()
    spare = [key for key, on, holds in rows if not holds and on not in dates]
    gone = spare[: max(0, len(rows) - len(dates))]
    db.session.execute(sa.delete(Day).where(Day.id.in_(gone)))
    plan_to_change(event)


def _redate(dates: Mapping[int, date]) -> None:
    for key, on in dates.items():
        db.session.execute(sa.update(Day).where(Day.id == key).values(on=on))


@dataclass(frozen=True)
class WrittenChange:
    """What was written: the plan with the numbers the database gave, which number each new row got, and the change."""

    plan: Plan
    steps: Mapping[int, int]
    strands: Mapping[int, int]
    change: AgendaChange | None


def write_plan(
    event: Event,
    before: Plan,
    after: Plan,
    did: AgendaAct,
    *,
    by: int | None = None,
    about: Words | None = None,
    count: int = 1,
    remember: bool = True,
    of: AgendaChange | None = None,
) -> WrittenChange:
    """Write what differs between two plans, as one change of the user `by` that can be undone.

    `about` is what the change is called after (a step's title), `count` how many steps it touched, `of` what it takes back.
    """
    after, steps, strands = _numbered(event, after)
    cells = plan_changes(before, after)
    for cell in cells:
        _write(event, cell, after, new=cell.table == "steps" and cell.id in steps.values())
    db.session.flush()
    change = None
    if cells and remember:
        change = memory.remember_change(
            AgendaChange, event, did=did, cells=cells, by=by, about=about, count=count, of=of
        )
    return WrittenChange(after, steps, strands, change)


def _numbered(event: Event, plan: Plan) -> tuple[Plan, dict[int, int], dict[int, int]]:
    """The plan with numbers of the database for its new rows: rooms, then blocks, then strands, then what they hold."""
    rooms = {
        key: _new(Room(event_id=event.id, name=row.name, capacity=row.capacity))
        for key, row in plan.rooms.items()
        if key < 0
    }
    new = [step for step in plan.steps.values() if step.id < 0]
    if not rooms and not new and all(key > 0 for key in plan.strands):
        return plan, {}, {}

    def own(key: int | None, numbers: Mapping[int, int]) -> int | None:
        return numbers.get(key, key) if key is not None else None

    steps = _insert(
        event, [replace(step, room=own(step.room, rooms)) for step in new if step.block is None]
    )
    strands = {
        key: _new(
            Strand(
                event_id=event.id,
                block_id=steps.get(row.block, row.block),
                rank=row.rank,
                name=row.name,
            )
        )
        for key, row in plan.strands.items()
        if key < 0
    }
    inside = [
        replace(
            step,
            block=own(step.block, steps),
            strand=own(step.strand, strands),
            room=own(step.room, rooms),
        )
        for step in new
        if step.block is not None
    ]
    steps |= _insert(event, inside)
    return (
        Plan(
            plan.days,
            {
                own(key, rooms) or 0: replace(row, id=own(key, rooms) or 0)
                for key, row in plan.rooms.items()
            },
            {
                strands.get(key, key): replace(
                    row,
                    id=strands.get(key, key),
                    block=steps.get(row.block, row.block),
                    room=own(row.room, rooms),
                )
                for key, row in plan.strands.items()
            },
            {
                steps.get(key, key): replace(
                    row,
                    id=steps.get(key, key),
                    block=own(row.block, steps),
                    strand=own(row.strand, strands),
                    room=own(row.room, rooms),
                )
                for key, row in plan.steps.items()
            },
        ),
        steps,
        strands,
    )


def _new(row: Any) -> int:
    db.session.add(row)
    db.session.flush()
    return int(row.id)


def _insert(event: Event, steps: Sequence[PlanStep]) -> dict[int, int]:
    """Rows for new steps, their numbers by those they had; who helps, speaks and is served follows with `_write`."""
    names = {one.name for one in fields(PlanStep)} - {"id"}
    rows = [Step(event_id=event.id, **_values(Step, step, names)) for step in steps]
    db.session.add_all(rows)
    db.session.flush()
    return {step.id: row.id for step, row in zip(steps, rows, strict=True)}


_COLUMNS = {
    "day": "day_id",
    "block": "block_id",
    "strand": "strand_id",
    "room": "room_id",
    "lead": "lead_id",
    "note_taker": "note_taker_id",
}
_LINKS = {"supporters", "speakers", "objectives"}
_MODELS: dict[str, Any] = {"days": Day, "rooms": Room, "strands": Strand, "steps": Step}


def _write(event: Event, cell: ChangeCell, after: Plan, new: bool) -> None:
    """Write one cell into its table: the fields that differ, or that the row went or came back; a `new` one is there."""
    model = _MODELS[cell.table]
    mine = (model.id == cell.id, model.event_id == event.id)
    if cell.after is None:
        db.session.execute(sa.update(model).where(*mine).values(removed_at=clock.now()))
        return
    row, names = after.rows(cell.table)[cell.id], set(cell.after) - {"id"}
    values = {} if new else _values(model, row, names)
    if cell.before is None and not new:
        values["removed_at"] = None
    if values:
        db.session.execute(sa.update(model).where(*mine).values(**values))
    if cell.table == "steps":
        _link(row, names & _LINKS, new)


def _values(model: Any, row: Any, names: Collection[str]) -> dict[str, Any]:
    """What a plan's row says, by the columns of its table."""
    columns = {name: _COLUMNS.get(name, name) for name in names if name not in _LINKS}
    return {
        column: _column(getattr(row, name))
        for name, column in columns.items()
        if hasattr(model, column)
    }


def _column(value: Any) -> Any:
    return [plain_json(one) for one in value] if isinstance(value, tuple) else value


def _link(step: PlanStep, names: set[str], new: bool) -> None:
    """Who helps, who speaks and what is served: written anew where it differs."""
    rows: dict[str, tuple[Any, list[Any]]] = {
        "supporters": (
            StepSupporter,
            [StepSupporter(step_id=step.id, member_id=key) for key in step.supporters],
        ),
        "objectives": (
            StepObjective,
            [StepObjective(step_id=step.id, objective_id=key) for key in step.objectives],
        ),
        "speakers": (
            StepSpeaker,
            [
                StepSpeaker(step_id=step.id, position=number, name=one.name, person_id=one.person)
                for number, one in enumerate(step.speakers, 1)
            ],
        ),
    }
    for name in names:
        model, links = rows[name]
        if not new:
            db.session.execute(sa.delete(model).where(model.step_id == step.id))
        db.session.add_all(links)


def start_agenda(
    event: Event,
    table: Mapping[str, Any],
    people: Mapping[str, Member] | None = None,
    objectives: Mapping[str, Objective] | None = None,
) -> list[PlanStep]:
    """Copy an agenda table onto the event's days; what it has beyond them is left out. It cannot be undone.

    `people` and `objectives` by the short names the table uses; a name nobody has stays empty. Gives back every step
    in the order of the table.
    """
    before = plan_to_change(event)
    members = {key: member.id for key, member in (people or {}).items()}
    served = {key: objective.id for key, objective in (objectives or {}).items()}
    after, made = plan_from_table(before, table, members, served)
    written = write_plan(event, before, after, AgendaAct.STARTED, remember=False)
    return [written.plan.steps[written.steps[key]] for key in made]
