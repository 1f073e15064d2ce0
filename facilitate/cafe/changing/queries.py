"""What the pages of this chapter ask: the steps back and on, the history, the seating somebody looked at, the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import defer, joinedload

from ...data.db import db, get_or_404
from ...directory.models import Sector
from ...web.i18n import pick_wording
from ..clock import ClockPhase, LastPress, Lengths, clock_standing, rounds_begun
from ..floor import CafeFloor
from ..models import Cafe, CafeClock, CafeSearch, CafeSeating, SeatingCause
from ..seats import Seating, seating_from_json

SHOWN = 100
"""Changes that the history shows."""


@dataclass(frozen=True)
class SeatingStep:
    """One change of a seating that can be taken back, or brought back."""

    id: int
    did: SeatingCause
    about: Mapping[str, Any]


def back_and_on(floor: CafeFloor) -> tuple[SeatingStep | None, SeatingStep | None]:
    """What undo would take back and what redo would bring back."""
    if not floor.cafe.id:
        return None, None
    rows = db.session.execute(
        sa.select(CafeSeating.id, CafeSeating.did, CafeSeating.about)
        .where(CafeSeating.cafe_id == floor.cafe.id, CafeSeating.id >= floor.seating_id)
        .order_by(CafeSeating.id.desc())
    ).all()
    now = next((SeatingStep(*row) for row in rows if row.id == floor.seating_id), None)
    on = next(
        (
            SeatingStep(*row)
            for row in rows
            if row.about.get("after") == floor.seating_id and row.id != floor.seating_id
        ),
        None,
    )
    return now, on


def last_seatings(cafe: Cafe) -> Sequence[CafeSeating]:
    """The last changes, the newest first, without what the seatings hold."""
    query = sa.select(CafeSeating).where(CafeSeating.cafe_id == (cafe.id or 0))
    query = query.options(defer(CafeSeating.content), joinedload(CafeSeating.user))
    return db.session.scalars(query.order_by(CafeSeating.id.desc()).limit(SHOWN)).all()


def seating_or_404(cafe: Cafe, seating_id: int) -> CafeSeating:
    """One of the café's seatings, whether it holds or not; 404 where it has none of that number."""
    return get_or_404(CafeSeating, CafeSeating.id == seating_id, CafeSeating.cafe_id == cafe.id)


def seating_seen(cafe: Cafe, seating_id: int) -> Seating | None:
    """The seating somebody looked at; None where it is not one of this café."""
    query = sa.select(CafeSeating.content).where(
        CafeSeating.id == seating_id, CafeSeating.cafe_id == cafe.id
    )
    content = db.session.scalar(query)
    return seating_from_json(content) if content else None


def sector_names() -> dict[str, str]:
    """What the sectors are called."""
    return {
        key: pick_wording(name)
        for key, name in db.session.execute(sa.select(Sector.key, Sector.name))
    }


def clock_says(cafe: Cafe, now: datetime) -> int | None:
    """How many rounds have begun by the clock in the room; None where nobody has started it."""
    row = db.session.scalar(sa.select(CafeClock).where(CafeClock.cafe_id == (cafe.id or 0)))
    if row is None:
        return None
    stood = LastPress(
        round=row.round,
        phase=ClockPhase(row.phase),
        since=row.since,
        extra=row.extra,
        left=row.left,
    )
    return rounds_begun(
        clock_standing(stood, Lengths(cafe.rounds, cafe.minutes, cafe.move, cafe.harvest), now)
    )


def search_of(cafe: Cafe) -> CafeSearch | None:
    """The café's last search, held until the end of the transaction."""
    return db.session.scalar(
        sa.select(CafeSearch).where(CafeSearch.cafe_id == cafe.id).with_for_update()
    )
