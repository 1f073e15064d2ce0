"""Who took contact details out of the house: written down, and told."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ... import clock
from ...accounts.audit import AuditAct, note_act
from ...accounts.models import User
from ...data.db import db
from ..models import ContactExport


def log_export(user_id: int | None, what: str, people: int, event: str = "") -> None:
    """Write down that somebody took out contact details of so many people; `event` is the slug where they were an event's.

    `what` is the name of the file or list. Called by the route that sends it, which then commits; of nobody, nothing is
    written. A page that is opened with GET says `then_write()` before, for it has begun by reading.
    """
    if people:
        db.session.add(
            ContactExport(at=clock.now(), by_id=user_id, what=what, event=event, people=people)
        )
        about = " · ".join(one for one in (what, event, str(people)) if one)
        by = db.session.get(User, user_id) if user_id else None
        note_act(AuditAct.EXPORTED, by, about=about)
        db.session.flush()


SHOWN = 200
"""Exports the page shows, from the last one on."""


def last_contact_exports() -> Sequence[ContactExport]:
    """The last exports, the newest first."""
    query = (
        sa.select(ContactExport)
        .options(joinedload(ContactExport.by))
        .order_by(ContactExport.id.desc())
    )
    return db.session.scalars(query.limit(SHOWN)).all()
