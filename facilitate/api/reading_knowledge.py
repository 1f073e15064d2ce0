"""What can be read of what is known: the techniques, the lessons of an event, and the tables of its cafés and groups."""

from typing import Any, TypedDict, cast, get_type_hints

from flask import abort

from ..accounts.doors import signed_in
from ..agenda.kinds import StepKind
from ..cafe.models import CafeTable, CafeTablePlace
from ..cafe.queries import CafePlan, cafes_of
from ..events.access import Can, may, needs
from ..events.models import Event
from ..lib.text import Words
from ..practice.models import Lesson
from ..practice.queries import lessons_of
from ..techniques.queries import all_techniques, technique_by_key
from ..techniques.technique import (
    Energy,
    OutputKind,
    QuantityBasis,
    Range,
    RoomLayout,
    Technique,
    TechniqueFamily,
)
from ..web.i18n import _l
from .operation import Bilingual, bilingual_words, read_operation, tell_row
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


class MaterialShape(TypedDict):
    """Something to bring, and how many of it for each what."""

    text: Bilingual
    quantity: int
    per: QuantityBasis


class TroubleShape(TypedDict):
    """What may go wrong, and what to do then."""

    trouble: Bilingual
    remedy: Bilingual


class WholeTechniqueShape(TechniqueShape):
    """A technique with all that its page tells: how the room is set, what to bring, who helps, what to do when time is short or left."""

    layout: RoomLayout
    source: Bilingual
    room: Bilingual
    materials: list[MaterialShape]
    helper: Bilingual
    notes: Bilingual
    close: Bilingual
    shorter: Bilingual
    longer: Bilingual
    late: Bilingual
    spare: Bilingual
    hybrid: Bilingual
    etiquette: list[Bilingual]
    troubles: list[TroubleShape]
    yields: list[OutputKind]
    read_on: list[str]


class LessonShape(TypedDict):
    """What the team learned: to keep, or to do differently. `taken`: it stands on the event's sheet; null: not decided."""

    id: int
    text: Bilingual
    keep: bool
    technique: str
    step_kind: StepKind | None
    taken: bool | None


class CafeTableShape(TypedDict):
    """A table, or a group, of a step; `seats` are those of participants; `room_id` null: it is in the room of the step.

    `host` is empty where it is a participant and who asks may not see who takes part.
    """

    id: int
    step_id: int
    number: int
    name: Bilingual
    question: Bilingual
    objective_id: int | None
    seats: int
    place: CafeTablePlace
    room_id: int | None
    host: str
    note_taker: str
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
def read_technique(key: str) -> WholeTechniqueShape:
    return _whole_technique(technique_by_key(key) or abort(404))


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
    return tell_row(LessonShape, row, step_kind=StepKind(row.step_kind) if row.step_kind else None)


@read_operation(
    "/events/<slug>/tables",
    page="cafe.show_cafe",
    area=ApiArea.AGENDA,
    about=_l("The tables of cafés, and the groups of other steps"),
)
@needs(Can.SEE)
def read_tables(event: Event) -> list[CafeTableShape]:
    named = may(Can.SEE_PEOPLE)
    return [
        tell_row(
            CafeTableShape,
            one,
            step_id=plan.cafe.step_id,
            host=_host(plan, one, named),
            note_taker=one.note_taker.name if one.note_taker else one.note_taker_name,
            rounds=plan.cafe.rounds,
            minutes=plan.cafe.minutes,
        )
        for plan in cafes_of(event).values()
        for one in plan.tables
    ]


def _host(plan: CafePlan, table: CafeTable, named: bool) -> str:
    if table.host_participation_id:
        return plan.hosts.get(table.id, "") if named else ""
    return table.host.name if table.host else table.host_name


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


def _whole_technique(one: Technique) -> WholeTechniqueShape:
    whole = {
        name: bilingual_words(getattr(one, name))
        for name in get_type_hints(WholeTechniqueShape)
        if isinstance(getattr(one, name, None), Words)
    }
    told: Any = {
        **whole,
        **_technique(one),
        "layout": one.layout,
        "materials": [tell_row(MaterialShape, each) for each in one.materials],
        "etiquette": list(map(bilingual_words, one.etiquette)),
        "troubles": [tell_row(TroubleShape, each) for each in one.troubles],
        "yields": list(one.brings_about),
        "read_on": list(one.read_on),
    }
    return cast(WholeTechniqueShape, told)


def _span(span: Range) -> SpanShape:
    return tell_row(SpanShape, span)
