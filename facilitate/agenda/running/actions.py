"""Presses are kept: each once, at the moment it was made, with what was planned then."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from ...data.db import db
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...web.i18n import _, format_day, pick_wording
from ..dates import AHEAD, OLD, is_on_day
from ..models import LiveAction
from ..plan import Plan
from ..progress import BACK, LivePress, PressKind, presses_that_count
from .queries import pressings_of, running_plan
from .sending import SentPress
from .tracks import Track


def keep_presses(event: Event, sent: Sequence[SentPress], now: datetime, by: int) -> dict[str, str]:
    """Keep these presses; the answer says of those that do not count, by their key, why (as a sentence).

    What was kept before is not kept again, whoever sends it.
    """
    wait_for_event_lock(event)
    plan = running_plan(event)
    kept = {
        row.key: row
        for row in db.session.scalars(sa.select(LiveAction).where(LiveAction.event_id == event.id))
    }
    planned = {
        one.id: one
        for on in plan.days
        for one in plan.timed(on)
        if any(plan.day_of(plan.steps[s.step]) == on for s in sent if s.step in plan.steps)
    }
    refused = {}
    for one in sent:
        if one.key in kept:
            continue
        target = kept.get(one.taken_back)
        step = target.step_id if one.did == PressKind.BACK and target else one.step
        why = (
            _("There is nothing left to undo.") if one.did == PressKind.BACK and not target else ""
        )
        if why := why or _why_not(event, plan, step_id=step, sent=one, now=now):
            refused[one.key] = why
            continue
        times = planned.get(step)
        kept[one.key] = LiveAction(
            event_id=event.id,
            step_id=step,
            key=one.key,
            did=one.did.value,
            minutes=one.minutes,
            at=one.at,
            user_id=by,
            planned_start=times.start if times else 0,
            planned_minutes=times.end - times.start if times else 0,
        )
        db.session.add(kept[one.key])
    db.session.flush()
    return refused


def _why_not(event: Event, plan: Plan, step_id: int, sent: SentPress, now: datetime) -> str:
    """Why a press does not count, as a sentence; empty if it does."""
    if sent.at > now + AHEAD:
        return _("This device’s clock is ahead of the planner’s. Correct it, then press again.")
    if sent.at < now - OLD:
        return _("This was pressed more than two days ago. It is too late to count it.")
    step = plan.steps.get(step_id)
    on = plan.days.get(plan.day_of(step) or 0) if step else None
    if step is None or on is None:
        return _("That step is no longer in the agenda.")
    if not is_on_day(sent.at, on.on, event.zone):
        return _(
            "“%(title)s” is planned for %(day)s. It can be started on that day.",
            title=pick_wording(step.title),
            day=format_day(on.on, "long"),
        )
    return ""


def undo_presses(event: Event, track: Track, now: datetime, by: int) -> int:
    """Take back everything that was pressed in a track, as after a rehearsal; says how many presses that were."""
    wait_for_event_lock(event)
    mine = {step.id for step in track.steps}
    rows = {row.key: row for row in pressings_of(event).rows if row.step_id in mine}
    presses = [
        LivePress(row.key, row.did, row.step_id, row.at.timestamp()) for row in rows.values()
    ]
    for one in presses_that_count(presses):
        row = rows[one.key]
        db.session.add(
            LiveAction(
                event_id=event.id,
                step_id=one.step,
                key=BACK + one.key,
                did=PressKind.BACK.value,
                at=now,
                user_id=by,
                planned_start=row.planned_start,
                planned_minutes=row.planned_minutes,
            )
        )
    db.session.flush()
    return len(presses_that_count(presses))
