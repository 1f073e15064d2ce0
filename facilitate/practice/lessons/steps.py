"""What a lesson may be about: the steps of an event in their order, breaks and markers left out."""

from dataclasses import dataclass

import sqlalchemy as sa

from ...agenda.kinds import StepKind
from ...agenda.models import Step
from ...agenda.queries import outline_of
from ...data.db import db
from ...events.models import Event
from ...lib.text import Words
from ...techniques.queries import techniques_for_keys
from ...web.i18n import label_of, pick_wording
from ..models import Lesson
from ..sheet_owner import SheetOwner

REST = (StepKind.BREAK, StepKind.MEAL, StepKind.NOTE, StepKind.REGISTRATION)


@dataclass(frozen=True)
class LessonStep:
    """A step that can be chosen."""

    id: int
    title: Words


def steps_of(of: SheetOwner) -> list[LessonStep]:
    """The event's steps as they follow each other. A forum has none."""
    if not isinstance(of, Event):
        return []
    plan = outline_of(of)
    there = [
        plan.steps[timed.id] for day in plan.in_order if day.id > 0 for timed in plan.timed(day.id)
    ]
    return [LessonStep(step.id, step.title) for step in there if step.kind not in REST]


def step_named(of: SheetOwner, step_id: int | None) -> Step | None:
    """That step, where it is one of the event's."""
    if not step_id or not isinstance(of, Event):
        return None
    return db.session.scalar(sa.select(Step).where(Step.id == step_id, Step.event_id == of.id))


def techniques_of_steps(ids: list[int]) -> dict[int, str]:
    """The techniques of these steps, by their keys."""
    rows = db.session.execute(sa.select(Step.id, Step.technique).where(Step.id.in_(ids)))
    return {key: technique for key, technique in rows}


def lesson_step_titles(lessons: list[Lesson]) -> dict[int, Words]:
    """The titles of the steps that lessons are about."""
    ids = {row.step_id for row in lessons if row.step_id}
    rows = db.session.execute(sa.select(Step.id, Step.title).where(Step.id.in_(ids)))
    return {key: title for key, title in rows}


def lesson_subject(row: Lesson, titles: dict[int, Words]) -> str:
    """What a lesson is about, in words: its step, its technique, its kind of step; empty for the whole."""
    if row.step_id in titles:
        return pick_wording(titles[row.step_id])
    if row.technique and row.technique in (shelf := techniques_for_keys([row.technique])):
        return pick_wording(shelf[row.technique].name)
    return label_of(StepKind(row.step_kind)) if row.step_kind in list(StepKind) else ""
