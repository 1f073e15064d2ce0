"""What happens to invitations: everybody gets a link of their own, once."""

import secrets
from collections.abc import Iterable

import sqlalchemy as sa

from ...db import db
from ..models import Participation, Registration


def registered(participation: Participation) -> Registration:
    """The registration of one person, made where there is none yet, with a personal link of its own."""
    return registered_all([participation])[participation.id]


def registered_all(participations: Iterable[Participation]) -> dict[int, Registration]:
    """The registrations of several people by the number of their participation; who has none gets one."""
    rows = list(participations)
    wanted = sa.select(Registration).where(Registration.participation_id.in_([row.id for row in rows]))
    found = {one.participation_id: one for one in db.session.scalars(wanted)}
    new = {
        row.id: Registration(participation_id=row.id, token=secrets.token_urlsafe(16))
        for row in rows
        if row.id not in found
    }
    db.session.add_all(new.values())
    db.session.flush()
    return found | new
