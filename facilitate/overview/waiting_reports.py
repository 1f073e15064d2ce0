"""Reports that wait for somebody to release them, for the front page of whoever may."""

from collections.abc import Sequence

import sqlalchemy as sa
from flask_login import current_user

from ..data.db import db
from ..events.access import ALLOWED, Can
from ..events.models import Event, Member
from ..report.models import Edition, Release

MAY = [role for role, allowed in ALLOWED.items() if Can.RELEASE_REPORT in allowed]


def events_awaiting_release(events: Sequence[Event]) -> list[tuple[Event, bool]]:
    """The events whose last edition is not out yet, and whether somebody has released it already."""
    by_id = {event.id: event for event in events}
    rows = (
        sa.select(Edition.event_id, sa.func.count(Release.id))
        .outerjoin(Release, Release.edition_id == Edition.id)
        .where(
            Edition.event_id.in_(by_id),
            Edition.released_at.is_(None),
            Edition.withdrawn_at.is_(None),
        )
    )
    if not current_user.administrator:
        mine = sa.select(Member.id).where(
            Member.event_id == Edition.event_id,
            Member.user_id == current_user.id,
            Member.role.in_(MAY),
        )
        rows = rows.where(mine.exists())
    found = db.session.execute(rows.group_by(Edition.event_id).order_by(Edition.event_id))
    return [(by_id[event], people > 0) for event, people in found]
