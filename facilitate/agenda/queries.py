"""The agenda of an event as a plan, and the programme made of it: computed times, and people in place of numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import sqlalchemy as sa

from ..data.db import cached_reader, db
from ..events.models import Event
from ..history import memory
from ..history.memory import UndoState, last_change_id
from .dates import dates_between, moved_dates
from .history import ChangeCell, plan_cells
from .models import (
    AgendaChange,
    Day,
    LiveAction,
    Room,
    Step,
    StepObjective,
    StepSpeaker,
    StepSupporter,
    Strand,
)
from .plan import (
    Plan,
    PlanDay,
    PlanMaterial,
    PlanRoom,
    PlanSpeaker,
    PlanStep,
    PlanStrand,
    ScriptPart,
    plan_row_from_json,
)

STARTS, PLANNED_END = 540, 1020
"""A day nobody has set yet, in minutes after midnight."""
TIMED_STEP = (
    Step.id,
    Step.day_id,
    Step.block_id,
    Step.strand_id,
    Step.rank,
    Step.kind,
    Step.title,
    Step.minutes,
    Step.pinned,
)
"""What the place and the times of a step follow from: the first fields of a `PlanStep`, in its order."""


def agenda_days_of(event: Event) -> list[PlanDay]:
    """The agenda's days by date, one for every date of the event; nothing is written.

    A date without a day yet has one with a number below 0. Where the event was moved, its days already show their
    new dates (`actions.ready` makes both last).
    """
    columns = sa.select(Day.id, Day.on, Day.starts, Day.planned_end)
    rows = db.session.execute(columns.where(Day.event_id == event.id).order_by(Day.on)).all()
    dates = dates_between(event.first_day, event.last_day)
    now_on = moved_dates([row.on for row in rows], dates)
    days = [PlanDay(row.id, now_on[row.on], row.starts, row.planned_end) for row in rows]
    missing = sorted(set(dates) - {day.on for day in days})
    days += [PlanDay(-number, on, STARTS, PLANNED_END) for number, on in enumerate(missing, 1)]
    return sorted(days, key=lambda day: day.on)


class _PartsType(sa.TypeDecorator[tuple[Any, ...]]):
    """What a step needs or its script, read from its column as a tuple that is not changed."""

    impl = sa.JSON
    cache_ok = True

    def __init__(self, kind: type[Any]) -> None:
        super().__init__()
        self.kind = kind

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[Any, ...]:
        return tuple(plan_row_from_json(self.kind, one) for one in value or ())

    def result_processor(self, dialect: sa.Dialect, coltype: Any) -> Callable[[Any], Any]:
        return cached_reader(self, dialect, coltype)


_PLAIN = (
    "id",
    "rank",
    "kind",
    "title",
    "minutes",
    "pinned",
    "technique",
    "about",
    "aim",
    "say",
    "do",
    "internal",
    "people",
    "groups",
    "helper",
    "notes",
    "transition",
    "late",
    "spare",
)
_STEP: Mapping[str, Any] = {
    **{name: getattr(Step, name) for name in _PLAIN},
    **{name: getattr(Step, f"{name}_id") for name in ("day", "block", "strand", "room", "lead")},
    "note_taker": Step.note_taker_id,
    "materials": sa.type_coerce(Step.materials, _PartsType(PlanMaterial)),
    "script": sa.type_coerce(Step.script, _PartsType(ScriptPart)),
}
"""The fields of a planned step and where they stand; who helps, who speaks and what is served have tables of their own."""
_FIELDS = tuple(one.name for one in fields(PlanStep))
_LINKED = _FIELDS.index("supporters")
"""From here on stand the three fields that come from other tables."""
_STEPS = sa.select(*(_STEP[name].label(name) for name in _FIELDS if name in _STEP)).where(
    Step.event_id == sa.bindparam("event"), Step.removed_at.is_(None)
)
"""All steps of an event, their columns in the order of a planned step's fields; made once: a long agenda stays quick."""


def plan_of(event: Event) -> Plan:
    """The event's whole agenda, without what was removed."""
    there = (Step.event_id == event.id, Step.removed_at.is_(None))
    supporters = _linked(StepSupporter.step_id, StepSupporter.member_id, there)
    objectives = _linked(StepObjective.step_id, StepObjective.objective_id, there)
    speakers = _speakers(there)
    steps: dict[int, PlanStep] = {}
    for row in db.session.execute(_STEPS, {"event": event.id}):
        key = row[0]
        linked = (
            tuple(sorted(supporters.get(key, ()))),
            tuple(speakers.get(key, ())),
            tuple(sorted(objectives.get(key, ()))),
        )
        step = steps[key] = object.__new__(PlanStep)
        vars(step).update(zip(_FIELDS, (*row[:_LINKED], *linked, *row[_LINKED:]), strict=True))
    days = {day.id: day for day in agenda_days_of(event)}
    return Plan(days=days, rooms=rooms_of(event), strands=_strands(event), steps=steps)


def _linked(step: Any, other: Any, there: Sequence[Any]) -> Mapping[int, list[int]]:
    """The numbers of what hangs at each step."""
    found: dict[int, list[int]] = {}
    for step_id, key in db.session.execute(
        sa.select(step, other).join(Step, Step.id == step).where(*there)
    ):
        found.setdefault(step_id, []).append(key)
    return found


def _speakers(there: Sequence[Any]) -> Mapping[int, list[PlanSpeaker]]:
    """Who speaks in each step, in their order."""
    query = (
        sa.select(StepSpeaker.step_id, StepSpeaker.name, StepSpeaker.person_id)
        .join(Step, Step.id == StepSpeaker.step_id)
        .where(*there)
        .order_by(StepSpeaker.position, StepSpeaker.id)
    )
    found: dict[int, list[PlanSpeaker]] = {}
    for step_id, name, person_id in db.session.execute(query):
        found.setdefault(step_id, []).append(PlanSpeaker(name, person_id))
    return found


def _strands(event: Event) -> dict[int, PlanStrand]:
    """The parallel groups of its blocks."""
    query = sa.select(
        Strand.id,
        Strand.block_id.label("block"),
        Strand.rank,
        Strand.name,
        Strand.room_id.label("room"),
        Strand.lead_id.label("lead"),
        Strand.note_taker_id.label("note_taker"),
        Strand.people,
    ).where(Strand.event_id == event.id, Strand.removed_at.is_(None))
    return {row.id: PlanStrand(**row._mapping) for row in db.session.execute(query)}


def rooms_of(event: Event) -> dict[int, PlanRoom]:
    """The rooms of its venue."""
    query = sa.select(Room.id, Room.name, Room.capacity).where(
        Room.event_id == event.id, Room.removed_at.is_(None)
    )
    return {row.id: PlanRoom(**row._mapping) for row in db.session.execute(query)}


def changes_since(event: Event, change_id: int) -> list[list[ChangeCell]]:
    """The cells of everything done to the agenda after that change, undoing too, the oldest first."""
    query = sa.select(AgendaChange.cells).where(
        AgendaChange.event_id == event.id, AgendaChange.id > change_id
    )
    return [plan_cells(rows) for rows in db.session.scalars(query.order_by(AgendaChange.id))]


def outline_of(event: Event) -> Plan:
    """The agenda with no more than titles, times, people, tables and what is served."""
    steps: dict[int, PlanStep] = {}
    query = sa.select(*TIMED_STEP, Step.people, Step.groups, StepObjective.objective_id)
    query = query.outerjoin(StepObjective, StepObjective.step_id == Step.id).where(
        Step.event_id == event.id, Step.removed_at.is_(None)
    )
    for *columns, people, groups, objective in db.session.execute(
        query.order_by(Step.id, StepObjective.objective_id)
    ):
        step = steps.get(columns[0]) or replace(PlanStep(*columns), people=people, groups=groups)
        served = (objective,) if objective else ()
        steps[step.id] = replace(step, objectives=(*step.objectives, *served))
    beside = {(one.strand, one.block) for one in steps.values() if one.strand and one.block}
    strands = {key: PlanStrand(key, block) for key, block in beside}
    return Plan({day.id: day for day in agenda_days_of(event)}, {}, strands, steps)


def agenda_now_of(event: Event, user_id: int) -> UndoState:
    """Where undo and redo stand for somebody; `more` of it: how far the live runs of all events have come (`presses_columns`)."""
    return memory.undo_state(AgendaChange, event, user_id, presses_columns())


def presses_columns() -> list[sa.ColumnElement[Any]]:
    """How far the live runs of all events have come: the number and moment of the last press, and how many there are."""
    figures = (sa.func.max(LiveAction.id), sa.func.max(LiveAction.at), sa.func.count(LiveAction.id))
    return [sa.select(one).scalar_subquery() for one in figures]


def revision_of(event: Event) -> int:
    """How far the agenda's history has come: the number of its last change."""
    return db.session.scalar(sa.select(last_change_id(AgendaChange, event))) or 0
