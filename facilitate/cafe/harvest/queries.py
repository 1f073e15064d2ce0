"""What the tables wrote, and the table behind an address."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...agenda.kinds import StepKind
from ...agenda.models import Step
from ...data.db import db
from ...events.models import Event, Objective
from ...lib.text import Words
from ..clock import ClockStanding, clock_standing
from ..floor import CafeFloor
from ..models import Cafe, CafeClock, CafeNote, CafeTable
from ..queries import last_press, lengths_of, may_be_seated
from .points import KeyPoint, points_in_order, present_round


@dataclass(frozen=True)
class TableAtAddress:
    """The table behind an address, with its café, its event, and where the clock stands."""

    table: CafeTable
    cafe: Cafe
    event: Event
    clock: ClockStanding
    kind: StepKind = StepKind.CAFE

    @property
    def now(self) -> int:
        """The round a table writes in at this moment."""
        return present_round(self.cafe.rounds, self.cafe.held, self.clock.round)

    def question(self, number: int) -> Words:
        """What the table talks about in that round."""
        return CafeFloor(self.cafe, [self.table], {}).question(self.table, number)


def table_at_address(token: str, now: datetime) -> TableAtAddress | None:
    """The table with that address; None where there is none, or where its step is no café of the agenda now."""
    if not token:
        return None
    found = db.session.execute(
        sa.select(CafeTable, Cafe, Event, CafeClock, Step.kind)
        .join(Cafe, CafeTable.cafe_id == Cafe.id)
        .join(Step, Cafe.step_id == Step.id)
        .join(Event, Step.event_id == Event.id)
        .outerjoin(CafeClock, CafeClock.cafe_id == Cafe.id)
        .options(joinedload(CafeTable.objective))
        .where(CafeTable.token == token, may_be_seated())
    ).first()
    if found is None:
        return None
    table, cafe, event, clock, kind = found
    at = clock_standing(last_press(clock), lengths_of(cafe), now)
    return TableAtAddress(table, cafe, event, clock=at, kind=kind)


def notes_of(
    cafe: Cafe, *, table: CafeTable | None = None, removed: bool = False
) -> list[KeyPoint]:
    """The key points of a café, or of one of its tables, in order; `removed`: those that were taken out."""
    gone = CafeNote.removed_at.is_not(None) if removed else CafeNote.removed_at.is_(None)
    asked = [CafeNote.cafe_id == (cafe.id or 0), gone]
    if table is not None:
        asked.append(CafeNote.table_id == table.id)
    return points_in_order(point for _step, point in _read_points(*asked))


def notes_by_step(event: Event) -> dict[int, list[KeyPoint]]:
    """The key points of every café of the event by its step, in no order."""
    found: defaultdict[int, list[KeyPoint]] = defaultdict(list)
    here = Step.event_id == event.id, CafeNote.removed_at.is_(None)
    for step, point in _read_points(*here):
        found[step].append(point)
    return found


def _read_points(*asked: Any) -> Iterator[tuple[int, KeyPoint]]:
    rows = db.session.execute(
        sa.select(
            Cafe.step_id,
            CafeNote,
            CafeTable.id,
            sa.func.coalesce(CafeTable.number, CafeNote.table_number),
            CafeTable.name,
            Objective.id,
            Objective.position,
            Objective.text,
        )
        .join(Cafe, CafeNote.cafe_id == Cafe.id)
        .join(Step, Cafe.step_id == Step.id)
        .outerjoin(CafeTable, CafeNote.table_id == CafeTable.id)
        .outerjoin(Objective, CafeNote.objective_id == Objective.id)
        .where(*asked)
    )
    for step, note, table, number, name, objective, place, text in rows:
        yield (
            step,
            KeyPoint(
                id=note.id,
                table=table,
                number=number,
                name=name or Words(),
                round=note.round,
                question=note.question,
                text=note.text,
                objective_id=objective,
                code=f"O{place}" if objective else "",
                objective=text or Words(),
                position=note.position,
            ),
        )
