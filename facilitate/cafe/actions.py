"""What happens to a café: planned with its step, given tables, seated, taken back."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from .. import clock
from ..agenda.kinds import StepKind
from ..agenda.models import Step
from ..data.content import words_from_toml
from ..data.db import db
from ..events.access import Can
from ..events.models import Event, Member
from ..history.removing import RoomRemovals
from ..lib.cells import ChangeCell
from ..lib.text import Words
from ..participation.models import Participation
from ..web.i18n import _, _l
from ..web.refused import Refused
from .floor import CafeFloor, CafeStep
from .instance import engine_event, engine_rounds, problem_rounds, seating_from
from .models import (
    Cafe,
    CafeClock,
    CafeGuest,
    CafePair,
    CafeSeating,
    CafeTable,
    SeatingCause,
    TableChange,
)
from .people import wishes_of
from .queries import (
    STEP_FACTS,
    cafe_steps,
    cafes_of,
    current_seating,
    rounds_held,
    seating_before,
    undone_next,
    usual_cafe,
)
from .rotation.bound import bound_of
from .rotation.judge import judge_seating
from .rotation.problem import seating_problem
from .rotation.shortfalls import shortfall_reasons
from .rounds import tables_for
from .seats import Seating, seating_from_json, seating_to_json
from .traits import OWN


def _give_way(cell: ChangeCell, gone: bool) -> None:
    """A table that is back has no host and no note-taker who works at another one by now."""
    if gone or cell.table != CafeTable.__tablename__:
        return
    table = db.session.get_one(CafeTable, cell.id)
    others = sa.and_(CafeTable.cafe_id == table.cafe_id, CafeTable.id != table.id)
    for column in (
        CafeTable.host_participation_id,
        CafeTable.host_id,
        CafeTable.note_taker_id,
    ):
        mine = getattr(table, column.key)
        taken = sa.select(CafeTable.id).where(others, column == mine).limit(1)
        if mine is not None and db.session.scalar(taken) is not None:
            setattr(table, column.key, None)
            if column is CafeTable.host_participation_id:
                table.host_name = ""
    db.session.flush()


REMOVALS = RoomRemovals(
    kind=TableChange,
    models=(CafeTable, CafeGuest, CafePair),
    key="cafe_tables",
    name=_l("Café tables"),
    page="cafe.show_cafe",
    sees=Can.SEE_PEOPLE,
    undoes=Can.EDIT_CAFE,
    undoes_own=Can.RUN_CAFE,
    settle=_give_way,
)
"""How tables, walk-ins and what binds two guests are removed."""
SEATS = 10
"""Seats at a table nobody has set yet."""
MOST_TABLES = 500
"""Tables of a café, however they come."""


def cafe_of(step_id: int) -> Cafe:
    """The step's café, made on first use; its step waits, so that two people do not make two.

    The rounds its clock has begun meanwhile count as held from here on.
    """
    db.session.execute(sa.select(Step.id).where(Step.id == step_id).with_for_update())
    query = sa.select(Cafe, CafeClock).outerjoin(CafeClock, CafeClock.cafe_id == Cafe.id)
    row = db.session.execute(
        query.where(Cafe.step_id == step_id).execution_options(populate_existing=True)
    ).first()
    if row is None:
        facts = db.session.execute(sa.select(*STEP_FACTS).where(Step.id == step_id)).one()
        cafe = usual_cafe(step_id, facts)
        db.session.add(cafe)
        db.session.flush()
        return cafe
    cafe, clock = row
    if (held := rounds_held(cafe, clock)) > cafe.held:
        cafe.held = held
    return cafe


def create_cafe(
    step_id: int, table: Mapping[str, Any], people: Mapping[str, Member] | None = None
) -> Cafe:
    """Copy a `[cafe]` table onto a step; `people` by the short names it uses (unknown: no host)."""
    cafe = cafe_of(step_id)
    for name in ("rounds", "minutes", "move", "harvest"):
        setattr(cafe, name, table.get(name, getattr(cafe, name)))
    for row in table.get("tables", []):
        host = (people or {}).get(row.get("host", ""))
        one = CafeTable(
            name=words_from_toml(row, "name"),
            question=words_from_toml(row, "question"),
            host_id=host.id if host else None,
            host_name=row.get("host_name", ""),
            seats=row.get("seats", SEATS),
        )
        add_table(cafe, one)
    db.session.flush()
    return cafe


TAKEN_ALONG = (
    "rounds",
    "minutes",
    "move",
    "harvest",
    "questions",
    "who",
    "priority",
    "company",
    "alike",
)
"""What a café takes along from an earlier one, besides tables and what is mixed."""


def copy_cafes(last: Event, event: Event) -> int:
    """Give the cafés of an event what those of an earlier one have, in the order of both agendas; says how many.

    Small groups are made anew from what their step says, as people come.

    Rounds, tables with their questions, what is mixed and wished for; no people, no links, no columns of the organiser's own.
    """
    plans = cafes_of(last)
    pairs = [
        (plans[old.id], cafe_of(new.id))
        for old, new in zip(*(_world_cafes(one) for one in (last, event)), strict=False)
        if old.id in plans
    ]
    for plan, cafe in pairs:
        for name in (*TAKEN_ALONG, "asks_wishes", "counts_earlier"):
            setattr(cafe, name, getattr(plan.cafe, name))
        cafe.mix = [one for one in plan.cafe.mix or [] if not one["trait"].startswith(OWN)]
        cafe.wants = [
            one
            for one in plan.cafe.wants or []
            if not any(one[part][0].startswith(OWN) for part in ("near", "other"))
        ]
        for table in plan.tables:
            add_table(
                cafe,
                CafeTable(
                    name=table.name, question=table.question, seats=table.seats, place=table.place
                ),
            )
    return len(pairs)


def _world_cafes(event: Event) -> list[CafeStep]:
    return [one for one in cafe_steps(event) if one.step.kind is StepKind.CAFE]


def add_table(cafe: Cafe, table: CafeTable) -> CafeTable:
    """One more table, with the next number and an address of its own. Refused where there are as many as there may be."""
    query = sa.select(sa.func.max(CafeTable.number)).where(CafeTable.cafe_id == cafe.id)
    table.cafe_id, table.number = cafe.id, (db.session.scalar(query) or 0) + 1
    if table.number > MOST_TABLES:
        raise Refused(_("A café has at most %(num)d tables.", num=MOST_TABLES))
    table.token = secrets.token_urlsafe(9)
    db.session.add(table)
    db.session.flush()
    return table


def add_usual_tables(cafe: Cafe, people: int) -> int:
    """Add tables of the usual size until everybody has a seat; says how many."""
    query = sa.select(sa.func.coalesce(sa.func.sum(CafeTable.seats), 0)).where(
        CafeTable.cafe_id == cafe.id
    )
    missing = people - (db.session.scalar(query) or 0)
    count = tables_for(missing, SEATS) if missing > 0 else 0
    for _number in range(count):
        add_table(cafe, CafeTable(question=Words(), seats=SEATS))
    return count


def remove_table(table: CafeTable) -> None:
    """Take a table away; the ones after it move up by a number."""
    db.session.delete(table)
    db.session.flush()
    after = (CafeTable.cafe_id == table.cafe_id, CafeTable.number > table.number)
    db.session.execute(sa.update(CafeTable).where(*after).values(number=CafeTable.number - 1))


def guest_row(cafe: Cafe, key: str) -> CafeGuest | None:
    """The café's own row about somebody, made on first use; None for who is not of this event. `cafe_of` comes first."""
    number = int(key[1:]) if key[1:].isdecimal() and len(key) < 12 else 0
    mine = sa.select(CafeGuest).where(CafeGuest.cafe_id == cafe.id)
    if key[:1] == "w":
        return db.session.scalar(
            mine.where(CafeGuest.id == number, CafeGuest.participation_id.is_(None))
        )
    row = db.session.scalar(mine.where(CafeGuest.participation_id == number))
    if row is None and key[:1] == "p":
        event = sa.select(Step.event_id).where(Step.id == cafe.step_id).scalar_subquery()
        there = sa.select(Participation.id).where(
            Participation.id == number, Participation.event_id == event
        )
        if db.session.scalar(there) is None:
            return None
        wishes = wishes_of(cafe, number)
        row = CafeGuest(cafe_id=cafe.id, participation_id=number, absent=[], wishes=wishes)
        db.session.add(row)
        db.session.flush()
    return row


def recount_quality(floor: CafeFloor, seating: Seating) -> Seating:
    """The seating with its quality counted again, its own locks among the rules; a café with other rounds since is left as it is.

    What is not as the rules ask stands in `metrics["violations"]` and does not hinder: people decide.
    """
    floor = replace(floor, seating=seating)
    if len(engine_rounds(floor)) < floor.cafe.rounds or not floor.tables:
        return seating
    rounds = problem_rounds(floor)
    event = engine_event(floor)
    known = {guest["id"] for guest in event["participants"]}
    shown = [[[key for key in table if key in known] for table in one] for one in rounds]
    problem = seating_problem(event)
    bound = bound_of(problem)
    metrics = judge_seating(problem, shown, bound)
    why = [*shortfall_reasons(problem, bound, metrics, shown), *metrics["breaches"]]
    return seating_from(floor, shown, metrics=metrics, why=why, how=dict(seating.how))


def save_seating(
    cafe: Cafe,
    seating: Seating,
    did: SeatingCause,
    *,
    by: int | None,
    about: Mapping[str, Any] | None = None,
) -> CafeSeating:
    """This seating holds from now on. The caller holds the café (`cafe_of`) and has seen the one before.

    `about["after"]` is the number of the one it was made from (0: none): so redo finds its way.
    """
    now = current_seating(cafe)
    row = CafeSeating(
        cafe_id=cafe.id,
        user_id=by,
        at=clock.now(),
        did=did,
        content=seating_to_json(seating),
        about={**(about or {}), "after": now.id if now else 0},
    )
    db.session.add(row)
    db.session.flush()
    return row


def check_still_holds(cafe: Cafe, seating_id: int) -> None:
    """Refuse to go on where the seating somebody looked at is not the one that holds any more."""
    now = current_seating(cafe)
    if (now.id if now else 0) != seating_id:
        raise Refused(
            _(
                "Somebody has changed the seating in the meantime. Nothing was changed; "
                "check how it is now."
            )
        )


def check_same_past(cafe: Cafe, now: Seating | None, then: Seating | None) -> None:
    """Refuse to bring a seating back that differs in a round already held: what happened there stays."""
    for number in range(1, cafe.held + 1):
        if _together(now, number) != _together(then, number):
            raise Refused(
                _(
                    "Round %(number)d has been held, and that earlier seating places "
                    "people differently in it. Nothing was changed.",
                    number=number,
                )
            )


def _together(seating: Seating | None, number: int) -> dict[int, set[str]]:
    """Who sat at each table (id) in that round."""
    if seating is None:
        return {}
    found = {table: set(seating.people_at(number, table)) for table in seating.tables}
    return {table: people for table, people in found.items() if people}


def undo_seating(cafe: Cafe) -> CafeSeating | None:
    """Take the seating that holds back; gives the one taken back. Refused where a round already held would change."""
    row = current_seating(cafe)
    if row is not None:
        then = seating_before(cafe, row)
        check_same_past(
            cafe, seating_from_json(row.content), seating_from_json(then.content) if then else None
        )
        row.undone = True
        db.session.flush()
    return row


def redo_seating(cafe: Cafe) -> CafeSeating | None:
    """Bring the seating that was taken back last into force again; gives it. Refused as undo is."""
    now = current_seating(cafe)
    row = undone_next(cafe, now.id if now else 0)
    if row is not None:
        check_same_past(
            cafe, seating_from_json(now.content) if now else None, seating_from_json(row.content)
        )
        row.undone = False
        db.session.flush()
    return row
