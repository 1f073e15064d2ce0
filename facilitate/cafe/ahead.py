"""Cafés of one event planned as one: with the rounds of a café those of the ones after it are found, and kept for them.

Planned one after the other, the second has hardly an exchange left in which nobody meets again. As rounds of one longer café nobody
may have to, and tables are mixed as well (70 people at 9 tables, twice three rounds: 0 pairs again instead of 60).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..agenda.group_forms import GroupCompany
from ..agenda.kinds import StepKind
from ..data.db import db
from ..events.models import Event
from .floor import CafeFloor, CafeStep
from .models import Cafe, CafeSeating
from .queries import cafe_steps, cafes_of
from .seats import Seating

Rounds = list[list[list[str]]]
EVENNESS = 0.2
"""How much less even tables may be for the sake of the cafés to come."""


@dataclass(frozen=True)
class CafesAhead:
    """`later`: the cafés after this one that are planned with it, as (step, rounds); `begin`: what was found for this one before."""

    later: Sequence[tuple[int, int]] = ()
    begin: Rounds | None = None

    def runs(self, run: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Other ways to the same as `run`: from what was found before, and with the rounds of the cafés to come."""
        event = run["event"]
        found = [{**run, "begin": self.begin}] if self.begin else []
        if self.later:
            more = sum(rounds for _step, rounds in self.later)
            found.append({**run, "event": {**event, "rounds": event["rounds"] + more}})
        return found

    def kept(self, rounds: Rounds, own: int) -> list[dict[str, Any]]:
        """The rounds beyond the `own` ones, by the café they are for."""
        found, at = [], own
        for step, number in self.later:
            if at < len(rounds):
                found.append({"step": step, "rounds": rounds[at : at + number]})
            at += number
        return found


def cafes_ahead(event: Event, floor: CafeFloor) -> CafesAhead:
    """What is planned with this café. Nothing where people keep their company, sit online or have seats already held or locked."""
    seating = floor.seating
    if (
        not floor.form.is_cafe
        or floor.keeps_company
        or floor.online
        or floor.cafe.held
        or (seating and (seating.locked or seating.locked_rounds))
    ):
        return CafesAhead()
    steps = cafe_steps(event)
    ids = [one.id for one in steps]
    if floor.cafe.step_id not in ids:
        return CafesAhead()
    at = ids.index(floor.cafe.step_id)
    return CafesAhead(_later(event, floor, steps[at + 1 :]), _begin(floor, ids[:at]))


def _later(event: Event, floor: CafeFloor, steps: Sequence[CafeStep]) -> list[tuple[int, int]]:
    """The next cafés with as many tables, as long as nobody would have to come back to a table."""
    plans, left, found = cafes_of(event) if steps else {}, len(floor.tables) - floor.cafe.rounds, []
    for one in steps:
        plan = plans.get(one.id)
        if (
            plan is None
            or plan.kind is not StepKind.CAFE
            or plan.cafe.company is not GroupCompany.NEW
        ):
            continue
        if len(plan.tables) != len(floor.tables) or plan.cafe.rounds > left:
            break
        left -= plan.cafe.rounds
        found.append((one.id, plan.cafe.rounds))
    return found


def _begin(floor: CafeFloor, before: Sequence[int]) -> Rounds | None:
    """What the last café before this one that was planned with it has found for it; None where it does not fit any more."""
    last = (
        sa.select(sa.func.max(CafeSeating.id))
        .where(CafeSeating.cafe_id == Cafe.id, CafeSeating.undone.is_(False))
        .correlate(Cafe)
        .scalar_subquery()
    )
    query = (
        sa.select(Cafe.step_id, CafeSeating.content)
        .join(CafeSeating, CafeSeating.id == last)
        .where(Cafe.step_id.in_(before))
    )
    rows = db.session.execute(query).all() if before else []
    contents: dict[int, Any] = {row.step_id: row.content for row in rows}
    for step in reversed(before):
        for one in contents.get(step, {}).get("how", {}).get("ahead", ()):
            rounds: Rounds = one["rounds"]
            if one["step"] == floor.cafe.step_id:
                fits = len(rounds) == floor.cafe.rounds and len(rounds[0]) == len(floor.tables)
                return rounds if fits else None
    return None


def better_meeting(one: Seating, other: Seating) -> Seating:
    """Of two seatings the one with fewer who meet again, here or from before; where these are as many, `other`, if it is about as even."""

    def worth(seating: Seating) -> tuple[int, int, int]:
        metrics = seating.metrics
        again = metrics["repeats"] + metrics.get("met_again", 0)
        return metrics["violations"], again, -metrics.get("wishes_met", 0)

    if worth(other) != worth(one):
        return min(one, other, key=worth)
    evener = other.metrics["mix"]["mix_index"] >= one.metrics["mix"]["mix_index"] - EVENNESS
    return other if evener else one
