"""Where the agenda's step and the café say different things: which, in one sentence, and what settles it with one press."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import sqlalchemy as sa
from flask import g, has_request_context
from flask_login import current_user

from ...agenda import actions as agenda
from ...agenda.history import AgendaAct
from ...agenda.plan import PlanMaterial
from ...agenda.shopping import CHAIRS
from ...data.db import db
from ...events.access import Can, may
from ...events.models import Event
from ...lib.text import plain_text
from ...techniques.technique import QuantityBasis
from ...web.i18n import _, _n
from ..floor import CafeFloor
from ..models import CafeTable
from ..rounds import total_minutes
from .number_suggestions import ROOM_ALIKE, SHORTEST_ROUND, Laying

USUAL_SEATS = 8
"""Seats at a table where nobody knows yet how many people come."""


class SettlingPress(NamedTuple):
    """One press that settles it: what it says, the page it goes to, and what it sends."""

    text: str
    endpoint: str
    sends: dict[str, int]


class Disagreement(NamedTuple):
    """Two places that say different things, and the ways to make them one."""

    said: str
    ways: list[SettlingPress]


def find_disagreements(floor: CafeFloor, *, step_too: bool) -> list[Disagreement]:
    """What step and café do not agree on; `step_too`: who looks may change the step as well."""
    if floor.on is None:
        return []
    return [
        *_tables(floor, step_too),
        *_people(floor, step_too),
        *_minutes(floor, step_too),
        *_chairs(floor, step_too),
    ]


def _tables(floor: CafeFloor, step_too: bool) -> Iterator[Disagreement]:
    wanted, laid = floor.on.step.groups if floor.on else 0, len(floor.tables)
    if not wanted or not laid or wanted == laid:
        return
    said = _(
        "The step in the agenda says %(tables)s; the café has %(num)d.",
        tables=_n("%(num)d table", "%(num)d tables", wanted),
        num=laid,
    )
    ways = []
    if not floor.cafe.held:
        text = _n("Change to %(num)d table", "Change to %(num)d tables", wanted)
        ways.append(
            SettlingPress(text, "cafe.use_tables", {"tables": wanted, "seats": seats_of(floor)})
        )
    if step_too:
        text = _("Write %(num)d in the step", num=laid)
        ways.append(SettlingPress(text, "cafe.settle_step", {"tables": laid}))
    yield Disagreement(said, ways)


def _people(floor: CafeFloor, step_too: bool) -> Iterator[Disagreement]:
    """More people than the step is for; fewer are nothing to settle, as answers still come in."""
    planned, come = floor.on.step.people if floor.on else 0, len(floor.guests)
    if not step_too or not 0 < planned < come:
        return
    said = _(
        "The step in the agenda says %(people)s; %(num)d take part.",
        people=_n("%(num)d person", "%(num)d people", planned),
        num=come,
    )
    text = _("Write %(num)d in the step", num=come)
    yield Disagreement(said, [SettlingPress(text, "cafe.settle_step", {"planned": come})])


def _minutes(floor: CafeFloor, step_too: bool) -> Iterator[Disagreement]:
    cafe, has = floor.cafe, floor.has_minutes
    needs = total_minutes(cafe.rounds, cafe.minutes, cafe.move, cafe.harvest)
    if needs <= has or cafe.held:
        return
    said = _("The step has %(has)d minutes, the rounds need %(needs)d.", has=has, needs=needs)
    ways = []
    if step_too:
        text = _("Lengthen the step to %(num)d min", num=needs)
        ways.append(SettlingPress(text, "cafe.settle_step", {"minutes": needs}))
    shorter = (has - cafe.harvest) // cafe.rounds - cafe.move
    if shorter >= SHORTEST_ROUND:
        text = _("Shorten the rounds to %(num)d min", num=shorter)
        sends = {"rounds": cafe.rounds, "minutes": shorter, "move": cafe.move}
        ways.append(SettlingPress(text, "cafe.use_numbers", {**sends, "harvest": cafe.harvest}))
    if ways:
        yield Disagreement(said, ways)


def _chairs(floor: CafeFloor, step_too: bool) -> Iterator[Disagreement]:
    """Chairs among what the step has to have ready; of tables that are only online nobody carries any."""
    step = floor.on.step if floor.on else None
    if step is None or not step_too or not floor.chairs:
        return
    tables = len(floor.tables)
    counts = {QuantityBasis.EVENT: 1, QuantityBasis.PERSON: step.people}
    listed = sum(
        one.quantity * counts.get(one.per, tables) for one in floor.materials if _is_chair(one)
    )
    if not listed or listed == floor.chairs:
        return
    said = _(
        "The step in the agenda lists %(chairs)s to have ready; the tables have %(num)d seats.",
        chairs=_n("%(num)d chair", "%(num)d chairs", listed),
        num=floor.chairs,
    )
    text = _("Write %(num)d in the step", num=floor.chairs)
    yield Disagreement(said, [SettlingPress(text, "cafe.settle_step", {"chairs": floor.chairs})])


def _is_chair(material: PlanMaterial) -> bool:
    return not CHAIRS.isdisjoint(map(plain_text, (material.text.en, material.text.sq)))


def _with_chairs(
    materials: tuple[PlanMaterial, ...], chairs: int | None
) -> tuple[PlanMaterial, ...]:
    """So many chairs altogether, in one line at the place of the first."""
    first = next((one for one in materials if _is_chair(one)), None)
    if chairs is None or first is None:
        return materials
    now = replace(first, quantity=chairs, per=QuantityBasis.EVENT)
    return tuple(
        now if one is first else one for one in materials if one is first or not _is_chair(one)
    )


def seats_of(floor: CafeFloor, people: int = 0) -> int:
    """Seats at a table: those most tables have; before there are any, enough for the people at the step's tables."""
    seats = [table.seats for table in floor.tables]
    if seats:
        return max(set(seats), key=lambda one: (seats.count(one), one))
    wanted = floor.on.step.groups if floor.on else 0
    if wanted and people:
        room = ROOM_ALIKE if floor.cafe.alike else 0
        return max(floor.form.smallest, -(-people // wanted) + room)
    return USUAL_SEATS if floor.form.is_cafe else floor.form.best


def laying_of_step(floor: CafeFloor, people: int) -> Laying | None:
    """The tables the step in the agenda speaks of, for so many people (0: nobody knows); None where it names none."""
    wanted = floor.on.step.groups if floor.on else 0
    if not wanted:
        return None
    seats = seats_of(floor, people)
    return Laying(wanted, seats, people or wanted * seats, floor.cafe.rounds)


def settle_step(
    event: Event,
    step_id: int,
    *,
    tables: int | None = None,
    minutes: int | None = None,
    people: int | None = None,
    chairs: int | None = None,
) -> None:
    """Write the café's tables, minutes, people or chairs into its step, as a change of the agenda that can be undone."""
    plan = agenda.plan_to_change(event)
    step = plan.steps[step_id]
    wanted = replace(
        step,
        groups=step.groups if tables is None else tables,
        minutes=step.minutes if minutes is None else minutes,
        people=step.people if people is None else people,
        materials=_with_chairs(step.materials, chairs),
    )
    agenda.write_plan(
        event,
        plan,
        plan.with_rows(wanted),
        AgendaAct.EDITED,
        by=current_user.id,
        about=step.title,
    )


def let_step_follow(event: Event, floor: CafeFloor) -> None:
    """The step in the agenda says as many tables as the café has now, where it said nothing or as many as `floor` had.

    So lists of what to bring count them. Where the step was told another number it stays, and both are said to differ.
    """
    on, before = floor.on, len(floor.tables)
    count = sa.select(sa.func.count(CafeTable.id)).where(CafeTable.cafe_id == floor.cafe.id)
    now = db.session.scalar(count) or 0
    if on is None or not now or now == on.step.groups or on.step.groups not in (0, before):
        return
    if has_request_context() and "allowed" in g and may(Can.EDIT_AGENDA):
        settle_step(event, floor.cafe.step_id, tables=now)
