"""What can be read beside an agenda: rooms, what to bring, how long steps took, the guide's scripts, agendas and lists to start from."""

from datetime import date, datetime
from typing import TypedDict

from flask import abort, request

from .. import clock
from ..accounts.doors import is_in_a_team, signed_in
from ..agenda.kinds import StepKind
from ..agenda.queries import plan_of, revision_of
from ..agenda.reusing.queries import OWN, list_templates, template_plan
from ..agenda.shopping import ShoppingLine, shopping_list
from ..agenda.timing_history import timings_of
from ..checklists.models import Anchor, Milestone, Phase, Unit
from ..checklists.starting.queries import lists_for
from ..checklists.starting.task_list import StartingTask
from ..events.access import Can, may, needs
from ..events.models import Event
from ..guides.guide import GuideStep
from ..guides.queries import guide_of
from ..techniques.queries import all_techniques
from ..web.i18n import LANGUAGES, _l
from .operation import Bilingual, bilingual_words, read_operation, tell_row
from .reading_agenda import StepShape, steps_of
from .rights import ApiArea


class PlanRoomShape(TypedDict):
    """A room of the venue and how many people it holds; 0: not counted."""

    id: int
    name: str
    capacity: int
    revision: int


class BringShape(TypedDict):
    """Something to bring; `bring`: how many have to be there, 0 where nobody has counted."""

    text: Bilingual
    bring: int
    again: bool
    steps: list[int]


class TimingShape(TypedDict):
    """How long a step took, and how long it was planned, in minutes."""

    step_id: int
    day_id: int
    kind: StepKind
    planned: int
    minutes: int


class ScriptLineShape(TypedDict):
    """What to do and what to say from a minute on; `at`: minutes after midnight."""

    at: int | None
    minutes: int
    do: str
    say: str


class ScriptShape(TypedDict):
    """A step as the guide tells it, in one language: what is said and done in it, what for, what to bring and to watch."""

    step_id: int
    number: str
    on: date
    start: int
    end: int
    title: str
    aim: str
    technique: str
    lead: str
    note_taker: str
    room: str
    lines: list[ScriptLineShape]
    materials: list[str]
    transition: str
    late: str
    spare: str
    troubles: dict[str, str]
    heads: list[str]


class StartingAgendaShape(TypedDict):
    """An agenda to start from; `own`: of a team, and for teams."""

    key: str
    name: Bilingual
    own: bool
    by: str
    at: datetime | None


class StartingAgendaStepsShape(TypedDict):
    """An agenda to start from with its steps."""

    key: str
    name: Bilingual
    steps: list[StepShape]


class StartingTaskShape(TypedDict):
    """A task of a starting list, so many units before (negative) or after what it is counted from."""

    code: str
    phase: Phase
    title: Bilingual
    who: Bilingual
    offset: int
    unit: Unit
    anchor: Anchor
    after: str
    benchmark: Bilingual
    effort: float
    milestone: Milestone | None


class StartingListShape(TypedDict):
    """A checklist to start from."""

    key: str
    name: Bilingual
    own: bool
    tasks: list[StartingTaskShape]


@read_operation(
    "/events/<slug>/rooms", page="agenda.edit_rooms", area=ApiArea.AGENDA, about=_l("Its rooms")
)
@needs(Can.EDIT_AGENDA)
def read_rooms(event: Event) -> list[PlanRoomShape]:
    revision = revision_of(event)
    return [
        tell_row(PlanRoomShape, one, revision=revision) for one in plan_of(event).rooms.values()
    ]


@read_operation(
    "/events/<slug>/shopping",
    page="agenda.show_shopping",
    area=ApiArea.AGENDA,
    about=_l("What to bring for the whole event"),
)
@needs(Can.SEE)
def read_shopping(event: Event) -> list[BringShape]:
    found = shopping_list(plan_of(event), event.expected, all_techniques())
    return [_bring(one) for one in (*found.counted, *found.uncounted)]


def _bring(line: ShoppingLine) -> BringShape:
    steps = list(dict.fromkeys(use.step.id for use in line.uses))
    return tell_row(BringShape, line, steps=steps)


@read_operation(
    "/events/<slug>/timings",
    page="agenda.show_timings",
    area=ApiArea.AGENDA,
    about=_l("How long steps took on the days that were run"),
)
@needs(Can.SEE)
def read_timings(event: Event) -> list[TimingShape]:
    return [
        tell_row(TimingShape, one, step_id=one.step, day_id=one.day, kind=StepKind(one.kind))
        for one in timings_of(event)
    ]


@read_operation(
    "/events/<slug>/scripts",
    page="guides.show_guide",
    area=ApiArea.AGENDA,
    about=_l("The script of every step, as the guide tells it"),
    language=_l("en or sq; without it the event’s own"),
)
@needs(Can.SEE)
def read_scripts(event: Event) -> list[ScriptShape]:
    asked = request.args.get("language", "") or event.language
    if asked not in LANGUAGES:
        abort(404)
    guide = guide_of(event, asked, clock.today_in(event), names=may(Can.SEE_PEOPLE))
    return [_script(step, day.on) for day in guide.days for step in day.steps]


def _script(step: GuideStep, on: date) -> ScriptShape:
    return tell_row(
        ScriptShape,
        step,
        step_id=step.id,
        number=step.number.leading,
        on=on,
        lines=[tell_row(ScriptLineShape, one) for one in step.lines],
        materials=[
            f"{one.total} × {one.text}" if one.total else one.text for one in step.materials
        ],
        troubles={one.trouble: one.remedy for one in step.troubles},
    )


@read_operation(
    "/agendas",
    page="library.show_library",
    area=ApiArea.LIBRARY,
    about=_l("Agendas to start from"),
)
@signed_in
def read_starting_agendas() -> list[StartingAgendaShape]:
    return [
        tell_row(StartingAgendaShape, one)
        for one in list_templates()
        if not one.own or is_in_a_team()
    ]


@read_operation(
    "/agendas/<template_key>",
    page="library.show_starting_agenda",
    area=ApiArea.LIBRARY,
    about=_l("An agenda to start from, with its steps"),
)
@signed_in
def read_starting_agenda(template_key: str) -> StartingAgendaStepsShape:
    name, plan = template_plan(template_key) or abort(404)
    if template_key.startswith(OWN) and not is_in_a_team():
        abort(403)
    return {"key": template_key, "name": bilingual_words(name), "steps": steps_of(plan, 0)}


@read_operation(
    "/events/<slug>/starting-lists",
    page="checklists.choose_starting_list",
    area=ApiArea.TASKS,
    about=_l("Checklists to start from, the one that fits the event first"),
)
@needs(Can.EDIT_CHECKLIST)
def read_starting_lists(event: Event) -> list[StartingListShape]:
    return [
        tell_row(
            StartingListShape,
            one,
            own=one.template is not None,
            tasks=[_task(task) for task in one.tasks],
        )
        for one in lists_for(event)
    ]


def _task(task: StartingTask) -> StartingTaskShape:
    return tell_row(StartingTaskShape, task)
