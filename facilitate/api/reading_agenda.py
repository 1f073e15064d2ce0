"""What can be read of the agenda: its days, rooms and groups, and its steps."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from flask import abort

from ..agenda.kinds import StepKind
from ..agenda.places import list_address
from ..agenda.plan import Plan, PlanStep
from ..agenda.queries import plan_of, revision_of
from ..agenda.timing import Timed
from ..events.access import Can, needs
from ..events.models import Event
from ..lib.plain_values import plain_json
from ..web.i18n import _l
from .operation import Bilingual, read_operation, tell_row
from .rights import ApiArea


class DayShape(TypedDict):
    """A day of the agenda; times are minutes after midnight."""

    id: int
    on: date
    starts: int
    planned_end: int
    ends: int


class RoomShape(TypedDict):
    """A room and how many people it holds; 0: not counted yet."""

    id: int
    name: str
    capacity: int


class StrandShape(TypedDict):
    """One of the parallel groups of a step."""

    id: int
    step_id: int
    name: Bilingual
    room: int | None
    lead: int | None


class AgendaShape(TypedDict):
    """Days, rooms and parallel groups; `revision` is its last change."""

    revision: int
    days: list[DayShape]
    rooms: list[RoomShape]
    strands: list[StrandShape]


class StepShape(TypedDict):
    """A step. `start` and `end` are minutes after midnight; empty for one that is parked. `where`: the list it is in."""

    id: int
    day: date | None
    start: int | None
    end: int | None
    where: str
    block: int | None
    strand: int | None
    title: Bilingual
    kind: StepKind
    minutes: int
    pinned: int | None
    technique: str
    room: int | None
    lead: int | None
    note_taker: int | None
    supporters: list[int]
    speakers: list[str]
    objectives: list[int]
    about: Bilingual
    internal: bool
    aim: Bilingual
    say: Bilingual
    do: Bilingual
    materials: list[dict[str, Any]]
    people: int
    groups: int
    revision: int


@read_operation(
    "/events/<slug>/agenda",
    page="agenda.show_agenda",
    area=ApiArea.AGENDA,
    about=_l("Days, rooms and parallel groups of the agenda"),
)
@needs(Can.SEE)
def read_agenda(event: Event) -> AgendaShape:
    plan = plan_of(event)
    return {
        "revision": revision_of(event),
        "days": [
            tell_row(
                DayShape,
                day,
                ends=max((one.end for one in plan.timed(day.id)), default=day.starts),
            )
            for day in plan.in_order
        ],
        "rooms": [tell_row(RoomShape, one) for one in plan.rooms.values()],
        "strands": [tell_row(StrandShape, one, step_id=one.block) for one in plan.strands.values()],
    }


@read_operation(
    "/events/<slug>/steps",
    page="agenda.show_agenda",
    area=ApiArea.AGENDA,
    about=_l("The steps of the agenda with their times, in order; parked ones last"),
)
@needs(Can.SEE)
def read_steps(event: Event) -> list[StepShape]:
    return steps_of(plan_of(event), revision_of(event))


def steps_of(plan: Plan, revision: int) -> list[StepShape]:
    """The steps of an agenda with their times, in order; parked ones last."""
    times = _times(plan)
    parked = [one for one in plan.steps.values() if one.id not in times]
    return [_step(plan, plan.steps[key], times, revision) for key in times] + [
        _step(plan, one, times, revision) for one in parked
    ]


@read_operation(
    "/events/<slug>/steps/<int:step_id>",
    page="agenda.show_agenda",
    area=ApiArea.AGENDA,
    about=_l("One step"),
)
@needs(Can.SEE)
def read_step(event: Event, step_id: int) -> StepShape:
    plan = plan_of(event)
    one = plan.steps.get(step_id) or abort(404)
    return _step(plan, one, _times(plan), revision_of(event))


def _times(plan: Plan) -> dict[int, Timed]:
    """When each step is, day after day; without those that are parked."""
    return {timed.id: timed for day in plan.in_order for timed in plan.timed(day.id)}


def _step(plan: Plan, step: PlanStep, times: Mapping[int, Timed], revision: int) -> StepShape:
    timed, day = times.get(step.id), plan.days.get(plan.day_of(step) or 0)
    return tell_row(
        StepShape,
        step,
        day=day.on if day else None,
        start=timed.start if timed else None,
        end=timed.end if timed else None,
        where=list_address(plan, step.place),
        supporters=list(step.supporters),
        speakers=[one.name for one in step.speakers],
        objectives=list(step.objectives),
        materials=[plain_json(one) for one in step.materials],
        revision=revision,
    )
