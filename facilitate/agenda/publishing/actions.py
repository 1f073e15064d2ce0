"""The agenda goes public and is taken back."""

from datetime import datetime

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...events.models import Event
from ...web.i18n import _, format_day, use_language
from ..models import AgendaVersion
from ..plan import Plan
from ..versions.actions import create_version
from .leaving import plan_to_announce
from .queries import event_clock


def publish_plan(
    event: Event, plan: Plan, by: int | None, now: datetime | None = None
) -> AgendaVersion:
    """Keep the plan, as it may be announced, as a version: that is what the public sees from now on.

    Raises Refused while something in it is not decided in the privacy check.
    """
    now, told = now or clock.now(), plan_to_announce(event, plan).or_refused()
    with use_language(event.language):
        here = event_clock(event, now)
        name = _(
            "Published %(day)s, %(time)s",
            day=format_day(here.date(), "dated"),
            time=f"{here:%H:%M}",
        )
    version = create_version(event, told, name, by)
    version.published_at = now
    db.session.flush()
    return version


def withdraw_plan(event: Event) -> None:
    """Nothing of the agenda is public any more; the versions stay."""
    db.session.execute(
        sa.update(AgendaVersion).where(AgendaVersion.event_id == event.id).values(published_at=None)
    )
