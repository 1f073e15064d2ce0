"""What of the report is out: the edition that two people have released, and nothing else. Every export asks here first."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from ..data.db import db
from ..events.models import Event
from .models import Edition, Proceedings


def edition_is_out() -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions that an edition may be read outside: released, and not withdrawn since."""
    return Edition.released_at.is_not(None), Edition.withdrawn_at.is_(None)


def released_edition(event: Event) -> Edition | None:
    """The edition that is out; of several the last. None: nothing of the report leaves the house."""
    return db.session.scalars(_last().where(Edition.event_id == event.id)).first()


def released_by(token: str) -> tuple[Event, Edition] | None:
    """The event and the edition that is out under that address; None where there is none (any more)."""
    row = db.session.execute(
        sa.select(Event, Edition)
        .join(Edition, Edition.event_id == Event.id)
        .join(Proceedings, Proceedings.event_id == Event.id)
        .where(Proceedings.token == token, *edition_is_out())
        .options(undefer(Edition.content))
        .order_by(Edition.number.desc())
        .limit(1)
    ).first()
    return (row.Event, row.Edition) if row else None


def was_out(token: str) -> bool:
    """Whether a report was released under that address once, and withdrawn."""
    return bool(
        db.session.scalar(
            sa.select(sa.true())
            .select_from(Edition)
            .join(Proceedings, Proceedings.event_id == Edition.event_id)
            .where(
                Proceedings.token == token,
                Edition.released_at.is_not(None),
                Edition.withdrawn_at.is_not(None),
            )
            .limit(1)
        )
    )


def _last() -> sa.Select[Any]:
    return sa.select(Edition).where(*edition_is_out()).order_by(Edition.number.desc()).limit(1)
