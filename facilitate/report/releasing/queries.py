"""The editions of a report and who has released them."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...data.db import db
from ...events.models import Event
from ..models import Edition, Release


def latest_edition(event: Event) -> Edition | None:
    """The last edition that was made and not withdrawn, whether it is out or waits."""
    return db.session.scalar(
        sa.select(Edition)
        .where(Edition.event_id == event.id, Edition.withdrawn_at.is_(None))
        .order_by(Edition.number.desc())
        .limit(1)
    )


def editions_of(event: Event) -> list[Edition]:
    """Every edition, the last first."""
    query = sa.select(Edition).where(Edition.event_id == event.id).order_by(Edition.number.desc())
    return list(db.session.scalars(query))


def releases_of(event: Event) -> dict[int, list[Release]]:
    """Who released which edition (its number as a row), the first first."""
    rows = db.session.scalars(
        sa.select(Release)
        .join(Edition, Release.edition_id == Edition.id)
        .where(Edition.event_id == event.id)
        .options(joinedload(Release.user))
        .order_by(Release.at, Release.id)
    )
    found: dict[int, list[Release]] = {}
    for one in rows:
        found.setdefault(one.edition_id, []).append(one)
    return found
