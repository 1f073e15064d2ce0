"""What can be read of what is known: the techniques, the lessons of an event, and the tables of its cafés and groups."""

from typing import TypedDict

from flask import abort

from ..accounts.doors import signed_in
from ..agenda.kinds import StepKind
from ..cafe.models import CafeTablePlace
from ..cafe.queries import cafes_of
from ..events.access import Can, needs
from ..events.models import Event
from ..practice.models import Lesson
from ..practice.queries import lessons_of
from ..techniques.queries import all_techniques, technique_by_key
from ..techniques.technique import Energy, Range, Technique, TechniqueFamily
from ..web.i18n import _l
from .operation import Bilingual, bilingual_words, read_operation
from .rights import ApiArea


class SpanShape(TypedDict):
    """From the least to the most, and what is usual or best."""

    min: int
    best: int
    max: int


class TechniqueShape(TypedDict):
    """A way to work with a group. `minutes` and `group` (people) say for what it is made; `steps`: what to do and what to say."""

    id: str
    family: TechniqueFamily
    energy: Energy
    name: Bilingual
    purpose: Bilingual
    when: Bilingual
    when_not: Bilingual
    minutes: SpanShape
    group: SpanShape
    steps: list[dict[str, Bilingual]]
    related: list[str]


class LessonShape(TypedDict):
    """What the team learned: to keep, or to do differently. `taken`: it stands on the event's sheet; null: not decided."""

    id: int
    text: Bilingual
    keep: bool
    technique: str
    step_kind: StepKind | None
    taken: bool | None


class CafeTableShape(TypedDict):
    """A table, or a group, of a step; `seats` are those of participants; `room_id` null: it is in the room of the step."""

    id: int
    step_id: int
    number: int
    name: Bilingual
    question: Bilingual
    objective_id: int | None
    seats: int
    place: CafeTablePlace
    room_id: int | None
    rounds: int
    minutes: int


@read_operation(
    "/techniques",
    page="techniques.show_shelf",
    area=ApiArea.AGENDA,
    about=_l("The techniques, shipped and your own"),
)
@signed_in
def read_techniques() -> list[TechniqueShape]:
    return [_technique(one) for one in all_techniques().values()]


@read_operation(
    "/techniques/<key>",
    page="techniques.show_technique",
    area=ApiArea.AGENDA,
    about=_l("One technique"),
)
@signed_in
def read_technique(key: str) -> TechniqueShape:
    return _technique(technique_by_key(key) or abort(404))


@read_operation(
    "/events/<slug>/lessons",
    page="practice.show_lessons",
    area=ApiArea.EVENTS,
    about=_l("What the team learned"),
)
@needs(Can.WRITE_REPORT)
def read_lessons(event: Event) -> list[LessonShape]:
    return [lesson_shape(one) for one in sorted(lessons_of(event), key=lambda row: row.id)]


def lesson_shape(row: Lesson) -> LessonShape:
    """A lesson as it is told."""
    return {
        "id": row.id,
        "text": bilingual_words(row.text),
        "keep": row.keep,
        "technique": row.technique,
        "step_kind": StepKind(row.step_kind) if row.step_kind else None,
        "taken": row.taken,
    }


@read_operation(
    "/events/<slug>/tables",
    page="cafe.show_cafe",
    area=ApiArea.AGENDA,
    about=_l("The tables of cafés, and the groups of other steps"),
)
@needs(Can.SEE)
def read_tables(event: Event) -> list[CafeTableShape]:
    return [
        {
            "id": one.id,
            "step_id": plan.cafe.step_id,
            "number": one.number,
            "name": bilingual_words(one.name),
            "question": bilingual_words(one.question),
            "objective_id": one.objective_id,
            "seats": one.seats,
            "place": one.place,
            "room_id": one.room_id,
            "rounds": plan.cafe.rounds,
            "minutes": plan.cafe.minutes,
        }
        for plan in cafes_of(event).values()
        for one in plan.tables
    ]


def _technique(one: Technique) -> TechniqueShape:
    return {
        "id": one.key,
        "family": one.family,
        "energy": one.energy,
        "name": bilingual_words(one.name),
        "purpose": bilingual_words(one.purpose),
        "when": bilingual_words(one.when),
        "when_not": bilingual_words(one.when_not),
        "minutes": _span(one.minutes),
        "group": _span(one.group),
        "steps": [
            {"do": bilingual_words(step.do), "say": bilingual_words(step.say)} for step in one.steps
        ],
        "related": list(one.related),
    }


def _span(span: Range) -> SpanShape:
    return {"min": span.min, "best": span.best, "max": span.max}
