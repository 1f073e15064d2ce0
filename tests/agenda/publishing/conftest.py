"""An agenda in which everything internal carries a mark of its own, so that a leak anywhere shows."""

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.agenda.actions import plan_to_change, write_plan
from facilitate.agenda.history import AgendaAct
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.models import Step, StepComment
from facilitate.agenda.placing import add_strand, add_to_plan
from facilitate.agenda.plan import Plan, PlanMaterial, PlanRoom, PlanSpeaker, PlanStep, PlanStrand
from facilitate.data.db import db
from facilitate.events.models import Event, Member
from facilitate.lib.text import Words
from facilitate.techniques.technique import QuantityBasis

from ...scenes import keep_scene

SECRET = "Zq9Wv4Kx7"
"""In every text that participants must never see, and in nothing else."""


def secret_text(name: str) -> Words:
    return Words(f"{SECRET} {name} en", f"{SECRET} {name} sq")


def marked_step(id: int, *place: int | None, **more: object) -> PlanStep:
    """A step whose every internal text is marked."""
    values: dict[str, object] = {
        "aim": secret_text("aim"),
        "say": secret_text("say"),
        "do": secret_text("do"),
        "materials": (PlanMaterial(secret_text("material"), 2, QuantityBasis.TABLE),),
        "minutes": 30,
    }
    return PlanStep(id, *place, **(values | more))  # type: ignore[arg-type]


def full_plan(plan: Plan, member: int, objective: int | None = None) -> Plan:
    """Two days: a talk with a speaker, a step for the team only, groups in rooms, a session that holds steps, a parked step."""
    first, second = (day.id for day in plan.in_order[:2])
    plan = plan.with_rows(PlanRoom(-1, "Salla", 130), PlanRoom(-2, "Dhoma 1", 40))
    served = (objective,) if objective else ()
    steps = [
        marked_step(
            -1,
            first,
            title=Words("Opening", "Hapja"),
            room=-1,
            lead=member,
            note_taker=member,
            kind=StepKind.TALK,
            speakers=(PlanSpeaker("Ana Leka"), PlanSpeaker("Ben Doda")),
            about=Words("Why we meet", "Pse mblidhemi"),
            objectives=served,
            supporters=(member,),
        ),
        marked_step(
            -2,
            first,
            title=secret_text("title"),
            internal=True,
            minutes=10,
            about=secret_text("about"),
        ),
        marked_step(
            -3, first, title=Words("Coffee", "Kafe"), kind=StepKind.BREAK, pinned=10 * 60 + 30
        ),
        marked_step(
            -4, second, title=Words("Groups", "Grupet"), kind=StepKind.GROUP, minutes=90, room=-1
        ),
        marked_step(-5, second, title=Words("Money", "Paratë"), kind=StepKind.SESSION),
        marked_step(-9, title=secret_text("parked")),
    ]
    for step in steps:
        plan = add_to_plan(plan, step)
    for number, name in ((-1, Words("North", "Veriu")), (-2, Words("South", "Jugu"))):
        plan = add_strand(
            plan, PlanStrand(number, -4, name=name, room=-2 if number == -1 else None, lead=member)
        )
    inner = [
        marked_step(
            -6,
            None,
            -5,
            title=Words("Donors", "Donatorët"),
            minutes=45,
            speakers=(PlanSpeaker("Ana Leka"),),
        ),
        marked_step(-7, None, -5, title=secret_text("inner title"), internal=True, minutes=15),
        marked_step(-8, None, -5, title=Words("Who pays", "Kush paguan"), minutes=30, room=-2),
    ]
    for step in inner:
        plan = add_to_plan(plan, step)
    return plan


@pytest.fixture
@keep_scene
def leaky(app: Flask, cast) -> dict[str, int]:
    """Puts that agenda into `spring`; its lead, too, has a marked mail address. Numbers of the steps by English title."""
    with app.app_context():
        event, lead = db.session.get_one(Event, cast.event_id), cast.members["lead_facilitator"]
        user = db.session.get_one(User, db.session.get_one(Member, lead).user_id)
        user.email, user.name = f"{SECRET.lower()}@office.example", f"{SECRET} Kola"
        plan = plan_to_change(event)
        write_plan(event, plan, full_plan(plan, lead), AgendaAct.ADDED, by=user.id)
        for step in db.session.scalars(sa.select(Step)).all():
            db.session.add(
                StepComment(
                    event_id=event.id,
                    step_id=step.id,
                    at=event.created_at,
                    text=f"{SECRET} comment",
                )
            )
        db.session.commit()
        return {step.title.en: step.id for step in db.session.scalars(sa.select(Step))}


@pytest.fixture
@keep_scene
def public(leaky, organiser) -> dict[str, int]:
    """The same, published."""
    assert organiser.post("/events/spring/agenda/publish").status_code == 302
    return leaky
