"""Seats: who has one, how many are left, and who moves up from the waiting list when one is free."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...data.db import db
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ..models import Participation, Registration, RegistrationSetting, Standing

SEATED = (Standing.COMING, Standing.ATTENDED)
"""Who takes a seat."""


def count_taken(event: Event) -> int:
    """How many seats are taken."""
    query = sa.select(sa.func.count()).where(
        Participation.event_id == event.id, Participation.standing.in_(SEATED)
    )
    return db.session.scalar(query) or 0


def count_left(capacity: int, number: int) -> int | None:
    """How many seats are left; None where as many may come as like, never less than none."""
    return max(0, capacity - number) if capacity else None


def move_up(event: Event, setting: RegistrationSetting) -> list[Participation]:
    """Give free seats to those who wait longest; gives who has one now. Call it wherever a seat may become free.

    Whoever changes who has a seat waits here for the others: there are never more than there are seats.
    """
    wait_for_event_lock(event)
    free = count_left(setting.capacity, count_taken(event))
    found = _waiting(event)[:free]
    for row, registration in found:
        row.standing = Standing.COMING
        if registration is not None:
            registration.waiting_since = None
    return [row for row, _registration in found]


def waits_from(
    rows: Sequence[Participation], registrations: dict[int, Registration], now: datetime
) -> None:
    """Write down since when these people wait, where they do and it is not written down; else take it away."""
    for row in rows:
        one = registrations[row.id]
        waits = row.standing is Standing.WAITING
        one.waiting_since = (one.waiting_since or now) if waits else None


def _waiting(event: Event) -> list[tuple[Participation, Registration | None]]:
    """Who waits with their registration, the longest first; of whom nobody knows since when comes last."""
    since = Registration.waiting_since
    rows = db.session.execute(
        sa.select(Participation, Registration)
        .outerjoin(Registration, Registration.participation_id == Participation.id)
        .where(Participation.event_id == event.id, Participation.standing == Standing.WAITING)
        .options(joinedload(Participation.person), joinedload(Participation.organisation))
        .order_by(sa.case((since.is_(None), 1), else_=0), since, Participation.id)
    )
    return [(row, registration) for row, registration in rows]
