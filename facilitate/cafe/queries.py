"""The cafés of an event, their tables, and the floor of one of them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from .. import clock
from ..agenda.group_forms import GROUP_KINDS, GroupCompany, group_form
from ..agenda.kinds import StepKind
from ..agenda.models import Room, Step
from ..agenda.plan import PlanMaterial, plan_row_from_json
from ..agenda.queries import outline_of
from ..data.db import db, model_again
from ..directory.models import Person
from ..events.models import Event
from ..participation.models import Participation, Standing
from .clock import ClockPhase, LastPress, Lengths, clock_standing, rounds_begun
from .earlier import met_before
from .floor import CafeFloor, CafeStep
from .models import (
    Bond,
    Cafe,
    CafeClock,
    CafeGuest,
    CafePair,
    CafeSearch,
    CafeSeating,
    CafeTable,
    Who,
)
from .people import note_taker_moves, seatable_people
from .seats import Seating, seating_from_json


@dataclass(frozen=True)
class CafePlan:
    """A café with its tables by number. `hosts`: the names of hosts who are participants, by the id of their table.

    `kind`: what its step is, a café or small groups. `rooms`: the names of rooms of their own, likewise. `moving`: the numbers of
    tables whose note-taker has a seat as a participant, and so moves away.
    """

    cafe: Cafe
    tables: list[CafeTable] = field(default_factory=list)
    hosts: dict[int, str] = field(default_factory=dict)
    kind: StepKind = StepKind.CAFE
    rooms: dict[int, str] = field(default_factory=dict)
    moving: list[int] = field(default_factory=list)

    @property
    def seats(self) -> int:
        """Seats at all tables."""
        return sum(table.seats for table in self.tables)

    @property
    def moves(self) -> bool:
        """Whether people change tables."""
        return self.cafe.rounds > 1 and self.cafe.company is not GroupCompany.SAME


def is_seated() -> sa.ColumnElement[bool]:
    """Of a statement about steps: whether people have seats there, in a café, or in small groups once there are some."""
    cafe = model_again(Cafe, "its_cafe")
    laid = sa.exists().where(cafe.step_id == Step.id, CafeTable.cafe_id == cafe.id)
    return sa.and_(
        Step.removed_at.is_(None),
        sa.or_(
            Step.kind == StepKind.CAFE,
            sa.and_(Step.kind == StepKind.GROUP, laid.correlate(Step)),
        ),
    )


def may_be_seated() -> sa.ColumnElement[bool]:
    """Of a statement about steps: whether people may have seats there."""
    return sa.and_(Step.removed_at.is_(None), Step.kind.in_(GROUP_KINDS))


def cafes_of(event: Event) -> dict[int, CafePlan]:
    """The planned cafés and groups by the id of their step; steps taken out, or of another kind by now, have none."""
    steps = sa.select(Step.id).where(Step.event_id == event.id, is_seated())
    plans = {
        cafe.id: CafePlan(cafe, kind=kind)
        for cafe, kind in db.session.execute(
            sa.select(Cafe, Step.kind)
            .join(Step, Cafe.step_id == Step.id)
            .where(Cafe.step_id.in_(steps))
        )
    }
    comes = sa.and_(
        CafeTable.host_participation_id == Participation.id,
        Participation.standing.in_([Standing.COMING, Standing.ATTENDED]),
    )
    tables = (
        sa.select(
            CafeTable, Person.given_name, Person.family_name, Room.name, note_taker_moves(event)
        )
        .join(Cafe, CafeTable.cafe_id == Cafe.id)
        .outerjoin(Participation, comes)
        .outerjoin(Person, Participation.person_id == Person.id)
        .outerjoin(Room, sa.and_(Room.id == CafeTable.room_id, Room.removed_at.is_(None)))
        .where(Cafe.step_id.in_(steps))
        .options(*_at_a_table())
    )
    tables = tables.order_by(CafeTable.number, CafeTable.id)
    for table, given, family, room, moving in db.session.execute(tables):
        plans[table.cafe_id].tables.append(table)
        if moving and plans[table.cafe_id].moves:
            plans[table.cafe_id].moving.append(table.number)
        if room:
            plans[table.cafe_id].rooms[table.id] = room
        if given or family:
            plans[table.cafe_id].hosts[table.id] = f"{given} {family}".strip()
    return {plan.cafe.step_id: plan for plan in plans.values()}


def _at_a_table() -> list[Any]:
    return [
        joinedload(CafeTable.host),
        joinedload(CafeTable.note_taker),
        joinedload(CafeTable.objective),
    ]


STEP_FACTS = (Step.kind, Step.technique, Step.title, Step.minutes)
"""What of a step says how its groups usually are."""


def usual_cafe(step_id: int, facts: Sequence[Any]) -> Cafe:
    """A café with the usual numbers: three rounds of 20 minutes, 5 to move, 30 for the harvest; not in the database.

    Other groups have those of their form, so that their rounds fit into the step. `facts`: STEP_FACTS of it.
    """
    kind, technique, title, minutes = facts
    form = group_form(kind, technique, title)
    usually = {
        "rounds": form.rounds,
        "minutes": 20 if form.is_cafe else form.minutes_each(minutes, form.rounds),
        "move": form.move_after(form.rounds),
        "harvest": form.harvest,
        "company": form.company,
        "alike": form.alike,
        "questions": [],
        "held": 0,
        "token": "",
        "mix": [],
        "wants": [],
        "columns": [],
        "asks_wishes": False,
        "counts_earlier": False,
    }
    return Cafe(step_id=step_id, version=1, who=Who.CONFIRMED, **usually)


def cafe_steps(
    event: Event, laid: Collection[int] | None = None, *, also: int = 0
) -> list[CafeStep]:
    """The event's steps in which people have seats, in the order of its agenda, with their times.

    `laid`: the steps in small groups that have some, where the caller knows them. `also`: one that may have none yet.
    """
    outline = outline_of(event)
    if laid is None:
        groups = StepKind.GROUP in {step.kind for step in outline.steps.values()}
        laid = _steps_with_groups(event) if groups else ()
    found = []
    for day in outline.in_order:
        if event.first_day <= day.on <= event.last_day:
            for timed in outline.timed(day.id):
                step = outline.steps[timed.id]
                if step.kind is StepKind.CAFE or step.id in laid or step.id == also:
                    found.append(CafeStep(step, day, timed.start, timed.end))
    return found


def _steps_with_groups(event: Event) -> set[int]:
    """The steps in small groups that have some."""
    query = sa.select(Step.id).where(
        Step.event_id == event.id, Step.kind == StepKind.GROUP, is_seated()
    )
    return set(db.session.scalars(query))


def floor_of(
    event: Event,
    step_id: int,
    on: CafeStep | None = None,
    *,
    steps: list[CafeStep] | None = None,
    pairs: bool = False,
    traits: bool = False,
) -> tuple[CafeFloor, CafeSearch | None] | None:
    """The floor of the event's café in that step, and its last search; None where there is no such café step.

    A café nobody has touched has the usual numbers. With `pairs` it tells also who sits apart or together and who has
    met before (in cafés before it, of `steps`, which are asked for unless given). `traits`: everything in which its
    people differ, also where it does not mix it.
    """
    last = sa.select(sa.func.max(CafeSeating.id)).where(
        CafeSeating.cafe_id == Cafe.id, CafeSeating.undone.is_(False)
    )
    row = db.session.execute(
        sa.select(
            *(Cafe, CafeSeating.id, CafeSeating.content, CafeSearch, CafeClock, Room.name),
            *(Step.materials, *STEP_FACTS),
        )
        .select_from(Step)
        .outerjoin(Cafe, Cafe.step_id == Step.id)
        .outerjoin(CafeSeating, CafeSeating.id == last.correlate(Cafe).scalar_subquery())
        .outerjoin(CafeSearch, CafeSearch.cafe_id == Cafe.id)
        .outerjoin(CafeClock, CafeClock.cafe_id == Cafe.id)
        .outerjoin(Room, sa.and_(Room.id == Step.room_id, Room.removed_at.is_(None)))
        .where(
            Step.id == step_id,
            Step.event_id == event.id,
            may_be_seated(),
        )
    ).first()
    if row is None:
        return None
    cafe, seating_id, content, search, pressed, room, materials, *facts = row
    cafe = cafe or usual_cafe(step_id, facts)
    if (held := rounds_held(cafe, pressed)) > cafe.held:  # known here without being written
        set_committed_value(cafe, "held", held)
    tables = tables_of(cafe) if cafe.id else []
    people, sectors = seatable_people(event, cafe, traits=traits)
    floor = CafeFloor(
        cafe,
        tables,
        people,
        seating=seating_from_json(content) if content else None,
        seating_id=seating_id or 0,
        pairs=pairs_of(cafe) if pairs else (),
        met=met_before(event, cafe, cafe_steps(event) if steps is None else steps, people)
        if pairs
        else {},
        on=on,
        title=facts[2],
        planned=facts[3],
        materials=[plan_row_from_json(PlanMaterial, one) for one in materials or ()],
        room=room or "",
        sectors=sectors,
        form=group_form(*facts[:3]),
        technique=facts[1],
    )
    return floor, search


def lengths_of(cafe: Cafe) -> Lengths:
    """What the clock has to know of a café."""
    return Lengths(cafe.rounds, cafe.minutes, cafe.move, cafe.harvest)


def last_press(row: CafeClock | None) -> LastPress | None:
    """A kept clock as the rule takes it."""
    return (
        LastPress(
            round=row.round,
            phase=ClockPhase(row.phase),
            since=row.since,
            extra=row.extra,
            left=row.left,
        )
        if row
        else None
    )


def rounds_held(cafe: Cafe, pressed: CafeClock | None) -> int:
    """How many rounds have been held by now: the clock goes on by itself, and a round that has begun counts."""
    return max(
        cafe.held, rounds_begun(clock_standing(last_press(pressed), lengths_of(cafe), clock.now()))
    )


def tables_of(cafe: Cafe) -> list[CafeTable]:
    """The tables of a café by number, with hosts, note-takers and objectives."""
    query = sa.select(CafeTable).where(CafeTable.cafe_id == cafe.id)
    query = query.options(*_at_a_table(), joinedload(CafeTable.room))
    return list(db.session.scalars(query.order_by(CafeTable.number, CafeTable.id)))


def pairs_of(cafe: Cafe) -> list[tuple[Bond, str, str]]:
    """Who is kept apart or together."""
    return [(kind, a, b) for _id, kind, a, b in pair_rows(cafe)]


def pair_rows(cafe: Cafe) -> Iterator[tuple[int, Bond, str, str]]:
    """Who is kept apart or together, with the number of each pair, in the order they were made."""
    a, b = model_again(CafeGuest, "a"), model_again(CafeGuest, "b")
    query = (
        sa.select(CafePair.id, CafePair.kind, a.id, a.participation_id, b.id, b.participation_id)
        .join(a, CafePair.a_id == a.id)
        .join(b, CafePair.b_id == b.id)
        .where(CafePair.cafe_id == cafe.id)
        .order_by(CafePair.id)
    )
    for key, kind, a_row, a_part, b_row, b_part in db.session.execute(query):
        yield key, kind, key_of_guest(a_row, a_part), key_of_guest(b_row, b_part)


def key_of_guest(row: int | None, participation: int | None) -> str:
    """The key of a guest (see `floor.Guest`)."""
    return f"p{participation}" if participation else f"w{row}"


def current_seating(cafe: Cafe) -> CafeSeating | None:
    """The seating that holds."""
    query = sa.select(CafeSeating).where(
        CafeSeating.cafe_id == cafe.id, CafeSeating.undone.is_(False)
    )
    return db.session.scalars(query.order_by(CafeSeating.id.desc()).limit(1)).first()


def seating_before(cafe: Cafe, row: CafeSeating) -> CafeSeating | None:
    """The seating that would hold again if this one, which holds, were taken back."""
    query = sa.select(CafeSeating).where(
        CafeSeating.cafe_id == cafe.id, CafeSeating.undone.is_(False), CafeSeating.id < row.id
    )
    return db.session.scalars(query.order_by(CafeSeating.id.desc()).limit(1)).first()


def undone_next(cafe: Cafe, now: int) -> CafeSeating | None:
    """The seating that redo would bring back: of those made from the one that holds (`now`, 0: none) the newest taken back.

    One that was taken back before something else was done is older, and stays in the history only.
    """
    query = sa.select(CafeSeating).where(
        CafeSeating.cafe_id == cafe.id, CafeSeating.undone.is_(True), CafeSeating.id > now
    )
    rows = db.session.scalars(query.order_by(CafeSeating.id.desc()))
    return next((row for row in rows if row.about.get("after") == now), None)


def printed_seating(cafe: Cafe) -> Seating | None:
    """The seating that slips were made of last: what people have in their hands."""
    query = sa.select(CafeSeating.content).where(
        CafeSeating.cafe_id == cafe.id, CafeSeating.printed_at.is_not(None)
    )
    content = db.session.scalars(
        query.order_by(CafeSeating.printed_at.desc(), CafeSeating.id.desc()).limit(1)
    ).first()
    return seating_from_json(content) if content else None
