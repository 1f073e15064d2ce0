"""The agenda of an event as a plan, and the programme made of it: computed times, and people in place of numbers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from ..db import db, read_once
from ..events.models import Event, Member, Objective
from ..events.queries import objectives_of, team_of
from ..history import memory
from ..history.memory import Now, last_of
from .dates import moved, span
from .history import Cell, to_cells
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
from .plan import Material, Part, Plan, PlanDay, PlanRoom, PlanStep, PlanStrand, Speaker, from_json

STARTS, PLANNED_END = 540, 1020
"""A day nobody has set yet, in minutes after midnight."""


def days_of(event: Event) -> list[PlanDay]:
    """The agenda's days by date, one for every date of the event; nothing is written.

    A date without a day yet has one with a number below 0. Where the event was moved, its days already show their
    new dates (`actions.ready` makes both last).
    """
    columns = sa.select(Day.id, Day.on, Day.starts, Day.planned_end)
    rows = db.session.execute(columns.where(Day.event_id == event.id).order_by(Day.on)).all()
    dates = span(event.first_day, event.last_day)
    now_on = moved([row.on for row in rows], dates)
    days = [PlanDay(row.id, now_on[row.on], row.starts, row.planned_end) for row in rows]
    missing = sorted(set(dates) - {day.on for day in days})
    days += [PlanDay(-number, on, STARTS, PLANNED_END) for number, on in enumerate(missing, 1)]
    return sorted(days, key=lambda day: day.on)


class _Rows(sa.TypeDecorator[tuple[Any, ...]]):
    """What a step needs or its script, read from its column as a tuple that is not changed."""

    impl = sa.JSON
    cache_ok = True

    def __init__(self, kind: type[Any]) -> None:
        super().__init__()
        self.kind = kind

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[Any, ...]:
        return tuple(from_json(self.kind, one) for one in value or ())

    def result_processor(self, dialect: sa.Dialect, coltype: Any) -> Callable[[Any], Any]:
        return read_once(self, dialect, coltype)


_PLAIN = (
    "id", "rank", "kind", "title", "minutes", "pinned", "technique", "about", "aim", "say", "do", "internal", "people", "groups",
    "helper", "notes", "transition", "late", "spare",
)  # fmt: skip
_STEP: Mapping[str, Any] = {
    **{name: getattr(Step, name) for name in _PLAIN},
    **{name: getattr(Step, f"{name}_id") for name in ("day", "block", "strand", "room", "lead")},
    "note_taker": Step.note_taker_id,
    "materials": sa.type_coerce(Step.materials, _Rows(Material)),
    "script": sa.type_coerce(Step.script, _Rows(Part)),
}
"""The fields of a planned step and where they stand; who helps, who speaks and what is served have tables of their own."""


def plan_of(event: Event) -> Plan:
    """The event's whole agenda, without what was taken out; its number of statements does not grow with it."""
    there = (Step.event_id == event.id, Step.removed_at.is_(None))
    supporters = _linked(StepSupporter.step_id, StepSupporter.member_id, there)
    objectives = _linked(StepObjective.step_id, StepObjective.objective_id, there)
    speakers = _speakers(there)
    steps = {}
    for row in db.session.execute(
        sa.select(*(column.label(name) for name, column in _STEP.items())).where(*there)
    ):
        steps[row.id] = PlanStep(
            **row._mapping,
            supporters=tuple(sorted(supporters.get(row.id, ()))),
            speakers=tuple(speakers.get(row.id, ())),
            objectives=tuple(sorted(objectives.get(row.id, ()))),
        )
    days = {day.id: day for day in days_of(event)}
    return Plan(days=days, rooms=_rooms(event), strands=_strands(event), steps=steps)


def _linked(step: Any, other: Any, there: Sequence[Any]) -> Mapping[int, list[int]]:
    """The numbers of what hangs at each step."""
    found: dict[int, list[int]] = {}
    for step_id, key in db.session.execute(sa.select(step, other).join(Step, Step.id == step).where(*there)):
        found.setdefault(step_id, []).append(key)
    return found


def _speakers(there: Sequence[Any]) -> Mapping[int, list[Speaker]]:
    """Who speaks in each step, in their order."""
    query = (
        sa.select(StepSpeaker.step_id, StepSpeaker.name, StepSpeaker.person_id)
        .join(Step, Step.id == StepSpeaker.step_id)
        .where(*there)
        .order_by(StepSpeaker.position, StepSpeaker.id)
    )
    found: dict[int, list[Speaker]] = {}
    for step_id, name, person_id in db.session.execute(query):
        found.setdefault(step_id, []).append(Speaker(name, person_id))
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


def _rooms(event: Event) -> dict[int, PlanRoom]:
    """The rooms of its venue."""
    query = sa.select(Room.id, Room.name, Room.capacity).where(
        Room.event_id == event.id, Room.removed_at.is_(None)
    )
    return {row.id: PlanRoom(**row._mapping) for row in db.session.execute(query)}


@dataclass(frozen=True)
class ProgrammeStrand:
    """One of the parallel groups of a block, with the people and the room its numbers stand for."""

    strand: PlanStrand
    lead: Member | None
    note_taker: Member | None
    place: PlanRoom | None

    @property
    def room(self) -> str:
        """The name of its room; empty where there is none."""
        return self.place.name if self.place else ""


@dataclass(frozen=True)
class ProgrammeStep:
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
    """A day with everything in it, in order, each block ahead of what it holds."""

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


def programme(event: Event, team_there: Iterable[Member] | None = None) -> list[ProgrammeDay]:
    """The event's days with their steps, timed; in seven statements however long it is.

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
    return [
        ProgrammeDay(
            day, [_step(plan, one, members=members, rank=rank, served=served) for one in plan.timed(day.id)]
        )
        for day in plan.in_order
        if event.first_day <= day.on <= event.last_day or (day.id,) in {(p.day,) for p in plan.lists}
    ]


def _step(
    plan: Plan,
    timed: Any,
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
        step=step, start=timed.start, end=timed.end, gap=timed.gap,
        lead=members.get(lead or 0), note_taker=members.get(notes or 0),
        supporters=[members[key] for key in sorted((k for k in step.supporters if k in members), key=rank.__getitem__)],
        objectives=sorted((served[key] for key in step.objectives if key in served), key=lambda one: one.position),
        place=plan.rooms.get(room or 0), inside=block, strand=strand, holds=bool(block is None and plan.inside(step.id)),
        strands=strands,
        beside=tuple(
            ProgrammeStrand(
                one, members.get(one.lead or 0), members.get(one.note_taker or 0), plan.rooms.get(one.room or 0)
            )
            for one in strands
        ),
    )  # fmt: skip


def changes_since(event: Event, change_id: int) -> list[list[Cell]]:
    """The cells of everything done to the agenda after that change, undoing too, the oldest first."""
    query = sa.select(AgendaChange.cells).where(
        AgendaChange.event_id == event.id, AgendaChange.id > change_id
    )
    return [to_cells(rows) for rows in db.session.scalars(query.order_by(AgendaChange.id))]


def outline_of(event: Event) -> Plan:
    """The agenda with no more than titles, times and what is served, in two statements."""
    steps: dict[int, PlanStep] = {}
    query = sa.select(
        Step.id, Step.day_id, Step.block_id, Step.strand_id, Step.rank, Step.kind, Step.title, Step.minutes, Step.pinned,
        StepObjective.objective_id,
    ).outerjoin(StepObjective, StepObjective.step_id == Step.id)  # fmt: skip
    query = query.where(Step.event_id == event.id, Step.removed_at.is_(None))
    for *columns, objective in db.session.execute(query.order_by(Step.id, StepObjective.objective_id)):
        step = steps.get(columns[0]) or PlanStep(*columns)
        served = (objective,) if objective else ()
        steps[step.id] = replace(step, objectives=(*step.objectives, *served))
    beside = {(one.strand, one.block) for one in steps.values() if one.strand and one.block}
    strands = {key: PlanStrand(key, block) for key, block in beside}
    return Plan({day.id: day for day in days_of(event)}, {}, strands, steps)


def now_of(event: Event, user_id: int) -> Now:
    """Where undo and redo stand for somebody; `more` of it: how far the live runs of all events have come (`learned`)."""
    return memory.now_of(AgendaChange, event, user_id, presses_columns())


def presses_columns() -> list[sa.ColumnElement[Any]]:
    """How far the live runs of all events have come: the number and moment of the last press, and how many there are."""
    figures = (sa.func.max(LiveAction.id), sa.func.max(LiveAction.at), sa.func.count(LiveAction.id))
    return [sa.select(one).scalar_subquery() for one in figures]


def revision_of(event: Event) -> int:
    """How far the agenda's history has come: the number of its last change."""
    return db.session.scalar(sa.select(last_of(AgendaChange, event))) or 0
