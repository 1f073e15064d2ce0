"""Rows that tests of practice put in."""

from datetime import UTC, date, datetime, time, timedelta
from secrets import token_hex
from typing import Any

import sqlalchemy as sa

from facilitate.agenda import actions as agenda
from facilitate.agenda.history import AgendaAct
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.models import LiveAction, Step
from facilitate.agenda.placing import add_to_plan
from facilitate.agenda.plan import PlanStep
from facilitate.agenda.progress import PressKind
from facilitate.data.db import db
from facilitate.events.models import Event, EventKind
from facilitate.lib.text import Words, plain_text
from facilitate.practice.models import Lesson

from .. import moment


def add_lesson(event_id: int, text: str, *, taken: bool | None = True, **more: Any) -> Lesson:
    """A lesson of that event, in English."""
    return Lesson(
        event_id=event_id,
        key=token_hex(8),
        text=Words(text, ""),
        at=moment.now(),
        taken=taken,
        plain=plain_text(text),
        **more,
    )


def with_step(event: Event, title: Words, kind: StepKind, technique: str, minutes: int = 45) -> int:
    """The event's agenda gets a step at the end of its first day; gives its number."""
    before = agenda.plan_to_change(event)
    key = before.fresh("steps")
    day = before.in_order[0].id
    step = PlanStep(key, day=day, kind=kind, title=title, minutes=minutes, technique=technique)
    agenda.write_plan(event, before, add_to_plan(before, step), AgendaAct.STARTED, remember=False)
    return (
        db.session.scalars(
            sa.select(Step.id).where(Step.event_id == event.id).order_by(Step.id.desc())
        ).first()
        or 0
    )


def add_edition(slug: str, day: date, **more: Any) -> Event:
    """Another conference, of two days, with nobody in its team."""
    event = Event(
        slug=slug,
        kind=EventKind.CONFERENCE,
        title=Words(slug.title(), slug.title()),
        description=Words(),
        first_day=day,
        last_day=day + timedelta(days=1),
        venue="",
        town="Tiranë",
        created_at=moment.now(),
        **more,
    )
    db.session.add(event)
    db.session.flush()
    return event


def note_run(event: Event, step_id: int, planned: int, took: int) -> None:
    """The step was started and ended on the day."""
    begun = datetime.combine(event.first_day, time(9), UTC)
    for did, at in ((PressKind.START, begun), (PressKind.END, begun + timedelta(minutes=took))):
        db.session.add(
            LiveAction(
                event_id=event.id,
                step_id=step_id,
                key=token_hex(8),
                did=did,
                at=at,
                planned_start=540,
                planned_minutes=planned,
            )
        )
