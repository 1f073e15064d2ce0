"""The cafés of an event and their tables."""

from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..agenda.kinds import StepKind
from ..agenda.models import Step
from ..db import db
from ..events.models import Event
from .models import Cafe, CafeTable


@dataclass(frozen=True)
class CafePlan:
    """A café with its tables by number."""

    cafe: Cafe
    tables: list[CafeTable] = field(default_factory=list)

    @property
    def seats(self) -> int:
        """Seats at all tables."""
        return sum(table.seats for table in self.tables)


def cafes_of(event: Event) -> dict[int, CafePlan]:
    """The planned cafés by the id of their step; steps taken out, or of another kind by now, have none."""
    steps = sa.select(Step.id).where(
        Step.event_id == event.id, Step.kind == StepKind.CAFE, Step.removed_at.is_(None)
    )
    plans = {
        cafe.id: CafePlan(cafe) for cafe in db.session.scalars(sa.select(Cafe).where(Cafe.step_id.in_(steps)))
    }
    tables = sa.select(CafeTable).join(Cafe, CafeTable.cafe_id == Cafe.id).where(Cafe.step_id.in_(steps))
    tables = tables.options(joinedload(CafeTable.host)).order_by(CafeTable.number, CafeTable.id)
    for table in db.session.scalars(tables):
        plans[table.cafe_id].tables.append(table)
    return {plan.cafe.step_id: plan for plan in plans.values()}


def plan_for(step_id: int, plans: dict[int, CafePlan]) -> CafePlan:
    """The step's plan; before it is touched, the usual numbers and no table, and nothing is written."""
    return plans.get(step_id) or CafePlan(usual(step_id))


def usual(step_id: int) -> Cafe:
    """A café with the usual numbers: three rounds of 20 minutes, 5 to move, 30 for the harvest."""
    return Cafe(step_id=step_id, rounds=3, minutes=20, move=5, harvest=30, version=1)
