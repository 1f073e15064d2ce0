"""Keeping the agenda under a name, and reading a version back."""

from datetime import timedelta

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...events.models import Event
from ..models import AgendaVersion
from ..plan import Plan, plan_from_json, plan_to_json
from ..queries import revision_of
from .placed import on_days_of

AT_ONCE = timedelta(minutes=1)
"""The same name by the same person within that time, with nothing changed in between, is one version."""


def create_version(event: Event, plan: Plan, name: str, by: int | None) -> AgendaVersion:
    """Keep this agenda of the event under a name. A button pressed twice keeps it once. The caller commits."""
    revision, now = revision_of(event), clock.now()
    twin = db.session.scalar(
        sa.select(AgendaVersion)
        .where(
            AgendaVersion.event_id == event.id,
            AgendaVersion.name == name,
            AgendaVersion.user_id == by,
            AgendaVersion.change_id == revision,
            AgendaVersion.at > now - AT_ONCE,
        )
        .order_by(AgendaVersion.id.desc())
        .limit(1)
    )
    if twin is not None and twin.published_at is None:
        return twin
    version = AgendaVersion(
        event_id=event.id,
        user_id=by,
        at=now,
        name=name,
        content=plan_to_json(plan),
        change_id=revision,
    )
    db.session.add(version)
    db.session.flush()
    return version


def plan_of_version(version: AgendaVersion, now: Plan) -> Plan:
    """The agenda a version holds, on the days the event has now (`placed.on_days_of`)."""
    return on_days_of(plan_from_json(version.content), now)
