"""Two editions of an event side by side: everything compared, for both at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from ...agenda.kinds import StepKind
from ...agenda.lessons import StepTiming
from ...agenda.models import Day, Step, StepSpeaker
from ...agenda.plan import Plan, PlanDay, PlanStep, PlanStrand
from ...agenda.queries import TIMED_STEP
from ...agenda.timing_history import timings_everywhere
from ...consultation.models import Theme
from ...data.db import db
from ...directory.models import Person, Sector
from ...events.models import Event, Objective
from ...lib.text import Words
from ...objectives.models import Presentation, PresentationSpeaker
from ...participation.models import ParticipantRole, Participation, Standing, has_role
from ..models import Lesson
from .repeating import EditionContents, HalfDay, UsedTechnique, presenter_key

NOON = 12 * 60 + 30
SPEAKS = (ParticipantRole.SPEAKER, ParticipantRole.PRESENTER, ParticipantRole.PANELLIST)
LOOKS_BACK = "learning-from-last-event"
"""The technique of a talk that every edition has on purpose: it is about the one before."""
COMES = (Standing.ATTENDED, Standing.COMING)
"""Who is counted: who came, or before the event who has said so."""


@dataclass
class ComparedEdition:
    """One of the two: what is compared by rule, and what is only shown."""

    event: Event
    edition: EditionContents
    people: int = 0
    sectors: list[tuple[Words, int]] = field(default_factory=list)
    lessons: list[tuple[bool, Words]] = field(default_factory=list)
    took: list[StepTiming] = field(default_factory=list)

    @property
    def late(self) -> dict[str, int]:
        """Minutes more than planned, by technique."""
        found: dict[str, int] = {}
        for one in self.took:
            if one.key.technique:
                found[one.key.technique] = found.get(one.key.technique, 0) + one.longer
        return found

    @property
    def by_place(self) -> list[tuple[HalfDay, list[UsedTechnique]]]:
        """The techniques half day by half day."""
        found: dict[HalfDay, list[UsedTechnique]] = {}
        for one in self.edition.used:
            found.setdefault(one.place, []).append(one)
        return list(found.items())


def compared_editions(now: Event, before: Event) -> tuple[ComparedEdition, ComparedEdition]:
    """Both editions."""
    events = [now, before]
    named, used, presenters = _named(events), _used(events), _presenters(events)
    history = timings_everywhere()
    made = []
    for event in events:
        mine: dict[str, list[tuple[Words, int]]] = named[event.id]
        titles = {what: [name for name, _number in rows] for what, rows in mine.items()}
        edition = EditionContents(
            presenters=presenters[event.id],
            presentations=titles.get("presentation", []),
            objectives=titles.get("objective", []),
            themes=titles.get("theme", []),
            used=used[event.id],
        )
        sectors = sorted(mine.get("sector", []), key=lambda one: -one[1])
        lessons = [(bool(keep), text) for text, keep in mine.get("lesson", [])]
        took = [one for one in history if one.event == event.id]
        made.append(
            ComparedEdition(
                event=event,
                edition=edition,
                people=sum(number for _name, number in sectors),
                sectors=sectors,
                lessons=lessons,
                took=took,
            )
        )
    return made[0], made[1]


def _named(events: Sequence[Event]) -> dict[int, dict[str, list[tuple[Words, int]]]]:
    """Objectives, themes, presentations (talks of the agenda too), lessons (1: to keep) and sectors of both, each in its order."""
    ids = [event.id for event in events]
    none, keep = sa.literal(0), sa.case((Lesson.keep.is_(True), 1), else_=0)

    def texts(model: Any, text: Any, *conditions: sa.ColumnElement[bool]) -> Any:
        order = model.position if hasattr(model, "position") else model.id
        query = sa.select(model.event_id, text, none).where(model.event_id.in_(ids), *conditions)
        return query.order_by(order)

    talks = Step.kind == StepKind.TALK, Step.technique != LOOKS_BACK, Step.removed_at.is_(None)
    came = Participation.event_id.in_(ids), Participation.standing.in_(COMES)
    queries: list[tuple[str, Any]] = [
        ("objective", texts(Objective, Objective.text)),
        ("theme", texts(Theme, Theme.name, Theme.gone.is_(False))),
        ("presentation", texts(Presentation, Presentation.title)),
        ("presentation", texts(Step, Step.title, *talks)),
        (
            "lesson",
            sa.select(Lesson.event_id, Lesson.text, keep)
            .where(Lesson.event_id.in_(ids), Lesson.taken.is_(True))
            .order_by(Lesson.id),
        ),
        (
            "sector",
            sa.select(Participation.event_id, Sector.name, sa.func.count(Participation.id))
            .join(Sector, Sector.id == Participation.sector_id)
            .where(*came)
            .group_by(Participation.event_id, Sector.id)
            .order_by(Sector.position),
        ),
    ]
    found: dict[int, dict[str, list[tuple[Words, int]]]] = {key: {} for key in ids}
    for what, query in queries:
        for event_id, name, number in db.session.execute(query):
            found[event_id].setdefault(what, []).append((name, number))
    return found


def _presenters(events: Sequence[Event]) -> dict[int, dict[Any, str]]:
    """Who speaks or presents in either: on the list, in the agenda, or proposed for a presentation."""
    ids = [event.id for event in events]
    name = Person.given_name + " " + Person.family_name
    queries: list[Any] = [
        sa.select(Participation.event_id, Person.id, name)
        .join(Person, Person.id == Participation.person_id)
        .where(
            Participation.event_id.in_(ids),
            Participation.standing.not_in([Standing.DECLINED]),
            sa.or_(*(has_role(part) for part in SPEAKS)),
        ),
        sa.select(Step.event_id, StepSpeaker.person_id, StepSpeaker.name)
        .join(Step, Step.id == StepSpeaker.step_id)
        .where(Step.event_id.in_(ids), Step.removed_at.is_(None)),
        sa.select(Presentation.event_id, Person.id, name)
        .join(PresentationSpeaker, PresentationSpeaker.presentation_id == Presentation.id)
        .join(Person, Person.id == PresentationSpeaker.person_id)
        .where(Presentation.event_id.in_(ids)),
    ]
    found: dict[int, dict[Any, str]] = {key: {} for key in ids}
    for query in queries:
        for event_id, person_id, called in db.session.execute(query):
            found[event_id].setdefault(presenter_key(person_id, called), called)
    return found


def _used(events: Sequence[Event]) -> dict[int, list[UsedTechnique]]:
    """The techniques of both agendas in their places, in the order of the day."""
    ids = [event.id for event in events]
    days: dict[int, list[PlanDay]] = {key: [] for key in ids}
    for row in db.session.execute(
        sa.select(Day.event_id, Day.id, Day.on, Day.starts, Day.planned_end)
        .where(Day.event_id.in_(ids))
        .order_by(Day.on)
    ):
        days[row.event_id].append(PlanDay(row.id, row.on, row.starts, row.planned_end))
    steps: dict[int, list[PlanStep]] = {key: [] for key in ids}
    query = sa.select(Step.event_id, *TIMED_STEP, Step.technique).where(
        Step.event_id.in_(ids), Step.removed_at.is_(None)
    )
    for event_id, *columns in db.session.execute(query):
        steps[event_id].append(PlanStep(*columns))
    return {key: _in_places(days[key], steps[key]) for key in ids}


def _in_places(days: Sequence[PlanDay], steps: Sequence[PlanStep]) -> list[UsedTechnique]:
    beside = {(one.strand, one.block) for one in steps if one.strand and one.block}
    strands = {key: PlanStrand(key, block) for key, block in beside}
    plan = Plan({day.id: day for day in days}, {}, strands, {step.id: step for step in steps})
    return [
        UsedTechnique(
            step.technique, HalfDay(number, timed.start < NOON), step.title, timed.end - timed.start
        )
        for number, day in enumerate(days, 1)
        for timed in plan.timed(day.id)
        if (step := plan.steps[timed.id]).technique
    ]
