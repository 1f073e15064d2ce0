"""What earlier events teach about the steps of this one: how long they really took."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from ..data.db import db, model_again
from ..events.models import Event
from .lessons import Key, StepTiming, TimingLesson, learn_lessons, step_timings
from .models import LiveAction, Step
from .plan import PlanStep
from .queries import presses_columns
from .wording import timing_lesson_text

RECENT = 4000
"""How many presses are looked at, the latest first."""


def lessons_for_steps(
    event: Event, steps: Iterable[PlanStep], presses: Sequence[Any]
) -> dict[int, str]:
    """What other events teach about these steps, by number: `this took 12 minutes longer in 3 of 4 events`.

    Same technique, or else the same title; nothing is told of fewer than two events. `presses` is how far the live
    runs have come (`queries.presses_columns`): as long as that stays the same, nothing is asked.
    """
    known = _learned_until(event.id, str(db.engine.url), *presses)
    if not known:
        return {}
    taught = {step.id: Key.of(step.technique, step.title).found_in(known) for step in steps}
    said = {one: timing_lesson_text(one) for one in set(taught.values()) if one}
    return {step: said[one] for step, one in taught.items() if one}


def timings_of(event: Event) -> list[StepTiming]:
    """How long this event's steps took."""
    return step_timings(db.session.execute(_presses().where(LiveAction.event_id == event.id)).all())


def timings_elsewhere(event: Event) -> list[StepTiming]:
    """How long steps took in the other events, of the latest presses."""
    return [one for one in timings_everywhere() if one.event != event.id]


def timings_everywhere() -> Sequence[StepTiming]:
    """How long steps took in all events, of the latest presses."""
    return _until(str(db.engine.url), *db.session.execute(sa.select(*presses_columns())).one())


@lru_cache(maxsize=16)
def _learned_until(event: int, database: str, *last: Any) -> dict[str, TimingLesson]:
    """What the other events teach, up to the last press: worked out once, until somebody presses again."""
    return learn_lessons(one for one in _until(database, *last) if one.event != event)


@lru_cache(maxsize=2)
def _until(_database: str, *_last: Any) -> tuple[StepTiming, ...]:
    """How long steps took in all events, up to the last press: read once, until somebody presses again."""
    return tuple(step_timings(db.session.execute(_presses().limit(RECENT)).all()))


def _presses() -> Any:
    block = model_again(Step, "block")
    day = sa.func.coalesce(Step.day_id, block.day_id)
    return (
        sa.select(
            LiveAction.event_id,
            LiveAction.step_id,
            LiveAction.key,
            LiveAction.did,
            LiveAction.at,
            LiveAction.planned_minutes,
            day.label("day"),
            Step.strand_id.label("strand"),
            Step.technique,
            Step.title,
            Step.kind,
        )
        .join(Step, Step.id == LiveAction.step_id)
        .outerjoin(block, block.id == Step.block_id)
        .order_by(LiveAction.at.desc(), LiveAction.id.desc())
    )
