"""An agenda as plain rows that no database has seen: for the script and for Word."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask import Flask

from facilitate.accounts.models import User
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.numbering import StepNumber
from facilitate.agenda.plan import Plan, PlanDay, PlanRoom, PlanStep, PlanStrand
from facilitate.agenda.programmes import ProgrammeDay, programme_from
from facilitate.cafe.models import Cafe, CafeTable
from facilitate.cafe.queries import CafePlan
from facilitate.events.models import Event, Goal, Member, Objective, Role
from facilitate.guides.guide import Guide
from facilitate.guides.script import write_guide
from facilitate.lib.text import Words
from facilitate.techniques.shelf import shipped_techniques
from facilitate.web import i18n
from facilitate.web.i18n import use_language

APP = Flask("facilitate")
i18n.init_app(APP)
TODAY = date(2026, 11, 25)
LEAD = Member(id=1, role=Role.LEAD_FACILITATOR, user=User(name="Besnik Kola"))
HELPER = Member(id=2, role=Role.FACILITATOR, user=User(name="Çeljeta Doçi"))
OBJECTIVE = Objective(
    id=1,
    position=1,
    text=Words("People stay in post", "Njerëzit qëndrojnë në detyrë"),
    result=Words(),
)
GOAL = Goal(
    id=1, position=1, text=Words("One plan for twelve counties", "Një plan për dymbëdhjetë qarqe")
)
EVENT = Event(
    id=1,
    slug="spring",
    language="sq",
    title=Words("Spring conference", "Konferenca e pranverës"),
    description=Words(),
    first_day=date(2027, 3, 18),
    last_day=date(2027, 3, 18),
    venue="Pallati",
    town="Tiranë",
    expected=110,
)


def sample_step(number: int = 1, kind: StepKind = StepKind.GROUP, **more: Any) -> PlanStep:
    """A step that lacks nothing, but for what is passed."""
    facts = {
        "title": Words(f"Step {number}", f"Hapi {number}"),
        "aim": Words("To know", "Të dimë"),
        "minutes": 40,
        "technique": "one-two-four-all",
        "room": 1,
        "lead": LEAD.id,
        "supporters": (HELPER.id,),
        "objectives": (OBJECTIVE.id,),
        **more,
    }
    return PlanStep(number, 1, rank=f"{number:03}a", kind=kind, **facts)


def sample_day(
    *steps: PlanStep, strands: Sequence[PlanStrand] = (), starts: int = 540
) -> ProgrammeDay:
    """A day of these steps, timed as the agenda times them."""
    plan = Plan(
        {1: PlanDay(1, EVENT.first_day, starts)},
        {1: PlanRoom(1, "Salla")},
        {one.id: one for one in strands},
        {one.id: one for one in steps},
    )
    return programme_from(EVENT, plan, [LEAD, HELPER], [OBJECTIVE])[0]


def sample_cafe(
    host: Member | None = HELPER, question: str = "What lasts?", **more: Any
) -> CafePlan:
    """Three rounds of twenty minutes with two tables; the second one has that host and question.

    `questions` of the rounds, `hosts` who are participants.
    """
    usual = {"host_name": "", "note_taker_name": "", "name": Words()}
    tables = [
        CafeTable(
            id=1,
            number=1,
            question=Words("Who stays?", "Kush qëndron?"),
            host=LEAD,
            seats=60,
            **usual,
        ),
        CafeTable(id=2, number=2, question=Words(question, question), host=host, seats=50, **usual),
    ]
    numbers = Cafe(rounds=3, minutes=20, move=5, harvest=30, questions=more.get("questions", []))
    return CafePlan(numbers, tables, more.get("hosts", {}))


def step_numbers(*places: int, on: int = 0) -> list[StepNumber]:
    """The numbers of steps of a day; `on` is 0 in an event of one day."""
    return [StepNumber(on, place) for place in places]


def number_days(days: Sequence[ProgrammeDay]) -> list[ProgrammeDay]:
    """Days that were made one by one, numbered as those of one event."""
    if len(days) < 2:
        return list(days)
    return [
        replace(
            one,
            steps=[step._replace(number=step.number._replace(day=on)) for step in one.steps],
        )
        for on, one in enumerate(days, 1)
    ]


def sample_guide(
    *days: ProgrammeDay, language: str = "en", cafes: dict[int, CafePlan] | None = None, **more: Any
) -> Guide:
    """The guide of these days."""
    objectives, team = more.pop("objectives", [OBJECTIVE]), more.pop("team", [LEAD, HELPER])
    with APP.test_request_context(), use_language(language):
        return write_guide(
            EVENT,
            plan_of(days),
            number_days(days),
            cafes or {},
            shipped_techniques(),
            [GOAL],
            objectives,
            team,
            language,
            TODAY,
            **more,
        )


def plan_of(days: Sequence[ProgrammeDay]) -> Plan:
    """The agenda that the days were made of."""
    steps = [one for day in days for one in day.steps]
    return Plan(
        {day.day.id: day.day for day in days},
        {1: PlanRoom(1, "Salla")},
        {strand.id: strand for one in steps for strand in one.strands},
        {one.step.id: one.step for one in steps},
    )
