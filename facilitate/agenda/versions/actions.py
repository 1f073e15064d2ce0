"""Keeping the agenda under a name, and reading a version back."""

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...events.models import Event
from ..models import AgendaVersion
from ..placing import move_in_plan
from ..plan import PARKED, Plan, PlanPlace, plan_from_json, plan_to_json
from ..queries import revision_of

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


def on_days_of(then: Plan, now: Plan) -> Plan:
    """The agenda `then` on the days of `now`, with their dates; its own times of the day come along.

    Days that are still there are the same days, also on other dates; otherwise the first is the first, the second the
    second. What stood on a day the event no longer has is parked, without its pin. A day it did not have stays empty.
    """
    same = all(key > 0 and key in now.days for key in then.days)
    pairs = [(key, key) for key in then.days] if same else _in_turn(then, now)
    days = dict(now.days) | {
        new: replace(then.days[old], id=new, on=now.days[new].on) for old, new in pairs
    }
    fits = dict(pairs)
    steps = {
        key: replace(step, day=fits[step.day]) if step.day in fits else step
        for key, step in then.steps.items()
    }
    plan = replace(then, days=days, steps=steps)
    for lost in [day.id for day in then.in_order if day.id not in fits]:
        standing = [one.id for one in then.at(PlanPlace(day=lost))]
        parked = plan.at(PARKED)
        plan = (
            move_in_plan(plan, standing, PARKED, parked[-1].id if parked else None)
            if standing
            else plan
        )
        plan = plan.with_rows(*(replace(plan.steps[key], pinned=None) for key in standing))
    return plan


def _in_turn(then: Plan, now: Plan) -> list[tuple[int, int]]:
    return [(old.id, new.id) for old, new in zip(then.in_order, now.in_order, strict=False)]
