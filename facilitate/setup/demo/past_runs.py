"""How the past events ran: their agendas, and the presses of the day, so that the next agenda can learn from them.

The minutes are made up; that cafés and panels take longer than planned, and reports from groups too, is not.
"""

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ...accounts.models import User
from ...agenda.actions import start_agenda
from ...agenda.kinds import StepKind
from ...agenda.models import LiveAction
from ...agenda.plan import Plan, PlanPlace
from ...agenda.progress import PressKind
from ...agenda.queries import plan_of
from ...cafe.actions import create_cafe
from ...data.db import db
from ...events.models import Event
from ..starting import starting_agenda

LONGER = {
    "world-cafe": 12,
    "panel-with-table-questions": 8,
    "report-back": 6,
    "opening-plenary": 5,
    "plus-delta": -4,
}
"""Minutes that steps of these techniques took beyond their plan."""


def run_past_agenda(
    event: Event, by: User, rng: random.Random, on_time: frozenset[str] = frozenset()
) -> None:
    """Give a past event the usual agenda of its kind, and press "start next" as its days went.

    Techniques in `on_time` kept to their minutes this once.
    """
    table = starting_agenda(event.kind)
    for step in start_agenda(event, table):
        if step.kind is StepKind.CAFE and "cafe" in table:
            create_cafe(step.id, table["cafe"])
    plan = plan_of(event)
    for day in plan.in_order:
        _press(event, plan, day=day.id, by=by, rng=rng, on_time=on_time)
    db.session.flush()


def _press(
    event: Event, plan: Plan, day: int, by: User, rng: random.Random, on_time: frozenset[str]
) -> None:
    timed = {one.id: one for one in plan.timed(day)}
    steps = [step for step in plan.at(PlanPlace(day)) if timed[step.id].end > timed[step.id].start]
    now = timed[steps[0].id].start if steps else 0
    for number, step in enumerate(steps):
        planned = timed[step.id]
        now = max(now, planned.start) if step.pinned is not None else now
        _keep(
            event,
            by,
            step=step.id,
            did=PressKind.START,
            at=_moment(event, plan, day, now),
            planned_start=planned.start,
            planned_minutes=planned.end - planned.start,
        )
        usual = 0 if step.technique in on_time else LONGER.get(step.technique, 0)
        now += planned.end - planned.start + usual + rng.choice([-1, 0, 0, 0, 1])
        following = steps[number + 1] if number + 1 < len(steps) else None
        if following and following.pinned is None and following.kind in ("break", "meal"):
            now = max(now, timed[following.id].start)  # coffee is not served before its time
    if steps:
        last = timed[steps[-1].id]
        _keep(
            event,
            by,
            step=steps[-1].id,
            did=PressKind.END,
            at=_moment(event, plan, day, now),
            planned_start=last.start,
            planned_minutes=last.end - last.start,
        )


def _moment(event: Event, plan: Plan, day: int, minutes: int) -> datetime:
    on = plan.days[day].on
    wall = datetime(on.year, on.month, on.day) + timedelta(minutes=minutes)
    return wall.replace(tzinfo=ZoneInfo(event.zone))


def _keep(
    event: Event,
    by: User,
    step: int,
    did: PressKind,
    at: datetime,
    planned_start: int,
    planned_minutes: int,
) -> None:
    db.session.add(
        LiveAction(
            event_id=event.id,
            step_id=step,
            key=f"{did.value}-{step}",
            did=did.value,
            at=at,
            user_id=by.id,
            planned_start=planned_start,
            planned_minutes=planned_minutes,
        )
    )
