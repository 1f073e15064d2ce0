"""The team and the hosts of the coming conference rehearse before it: the whole plan, then the café alone."""

from datetime import timedelta

import sqlalchemy as sa

from ...agenda.kinds import StepKind
from ...agenda.models import Step
from ...data.db import db
from ...events.models import Event
from ...guides.models import Rehearsal


def plan_rehearsals(event: Event) -> None:
    """Three days before, in the room itself; the day before, the café with its hosts."""
    cafe = db.session.scalars(
        sa.select(Step.id).where(
            Step.event_id == event.id, Step.kind == StepKind.CAFE, Step.removed_at.is_(None)
        )
    ).first()
    whole = Rehearsal(
        event_id=event.id,
        day=event.first_day - timedelta(days=3),
        starts=9 * 60,
        minutes=225,
        place=event.venue,
        team=True,
        hosts=False,
    )
    hosts = Rehearsal(
        event_id=event.id,
        step_id=cafe,
        day=event.first_day - timedelta(days=1),
        starts=16 * 60,
        minutes=60,
        place=event.venue,
        team=True,
        hosts=True,
    )
    db.session.add_all([whole, hosts])
    db.session.flush()
