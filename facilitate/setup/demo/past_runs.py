"""How the past events ran: their agendas, and the presses of the day, so that the next agenda can learn from them.

The minutes are made up; that cafés and panels take longer than planned, and reports from groups too, is not.

Who presented what at the demo's past events that have a report: those counted as presenters, each of them in one session.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...accounts.models import User
from ...agenda.actions import start_agenda
from ...agenda.kinds import StepKind
from ...agenda.models import LiveAction, Step, StepSpeaker
from ...agenda.plan import Plan, PlanPlace
from ...agenda.progress import PressKind
from ...agenda.queries import plan_of
from ...cafe.actions import create_cafe
from ...data.db import db
from ...events.models import Event
from ...participation.models import ParticipantRole, Participation, Standing
from ..actions import starting_agenda

LONGER = {
    "world-cafe": 12,
    "panel-with-table-questions": 8,
    "report-back": 6,
    "opening-plenary": 5,
    "plus-delta": -4,
}
"""Minutes that steps of these techniques took beyond their plan."""


def run_past_agenda(
    event: Event, by: User, rng: random.Random, on_time: frozenset[str] = frozenset()
) -> None:
    """Give a past event the usual agenda of its kind, and press "start next" as its days went.

    Techniques in `on_time` kept to their minutes this once.
    """
    table = starting_agenda(event.kind)
    for step in start_agenda(event, table):
        if step.kind is StepKind.CAFE and "cafe" in table:
            create_cafe(step.id, table["cafe"])
    plan = plan_of(event)
    for day in plan.in_order:
        _press(event, plan, day=day.id, by=by, rng=rng, on_time=on_time)
    db.session.flush()


def _press(
    event: Event, plan: Plan, day: int, by: User, rng: random.Random, on_time: frozenset[str]
) -> None:
    timed = {one.id: one for one in plan.timed(day)}
    steps = [step for step in plan.at(PlanPlace(day)) if timed[step.id].end > timed[step.id].start]
    now = timed[steps[0].id].start if steps else 0
    for number, step in enumerate(steps):
        planned = timed[step.id]
        now = max(now, planned.start) if step.pinned is not None else now
        _keep(
            event,
            by,
            step=step.id,
            did=PressKind.START,
            at=_moment(event, plan, day, now),
            planned_start=planned.start,
            planned_minutes=planned.end - planned.start,
        )
        usual = 0 if step.technique in on_time else LONGER.get(step.technique, 0)
        now += planned.end - planned.start + usual + rng.choice([-1, 0, 0, 0, 1])
        following = steps[number + 1] if number + 1 < len(steps) else None
        if following and following.pinned is None and following.kind in ("break", "meal"):
            now = max(now, timed[following.id].start)  # coffee is not served before its time
    if steps:
        last = timed[steps[-1].id]
        _keep(
            event,
            by,
            step=steps[-1].id,
            did=PressKind.END,
            at=_moment(event, plan, day, now),
            planned_start=last.start,
            planned_minutes=last.end - last.start,
        )


def _moment(event: Event, plan: Plan, day: int, minutes: int) -> datetime:
    on = plan.days[day].on
    wall = datetime(on.year, on.month, on.day) + timedelta(minutes=minutes)
    return wall.replace(tzinfo=ZoneInfo(event.zone))


def _keep(
    event: Event,
    by: User,
    step: int,
    did: PressKind,
    at: datetime,
    planned_start: int,
    planned_minutes: int,
) -> None:
    db.session.add(
        LiveAction(
            event_id=event.id,
            step_id=step,
            key=f"{did.value}-{step}",
            did=did.value,
            at=at,
            user_id=by.id,
            planned_start=planned_start,
            planned_minutes=planned_minutes,
        )
    )


STATE, HERE, GIVERS = (
    ("central_government", "intergovernmental"),
    ("local_government", "civil_society"),
    ("donor",),
)
SESSIONS: dict[str, tuple[tuple[str, Sequence[str], int], ...]] = {
    "annual-2008": (
        ("Paneli i donatorëve", GIVERS, 3),
        ("Hapja", STATE, 3),
        ("Çfarë mësuam nga konferenca e kaluar", STATE, 1),
        ("Çfarë na thanë aktorët", ("academia", "civil_society"), 2),
        ("Çfarë funksionon: flasin skuadra nga qarqet", HERE, 4),
        ("Raportojnë qarqet", HERE, 11),
    ),
    "north-2": (
        ("Ç’u bë me premtimet e herës së kaluar", HERE, 1),
        ("Ligje, procedura dhe prirje të reja", ("local_government", "intergovernmental"), 2),
    ),
}
"""By event: a session, of which sectors its presenters are where there are such, and how many."""


def name_presenters(event: Event) -> None:
    """Name the presenters of the event's sessions. Where presenters are counted they are as many afterwards as before."""
    people = list(
        db.session.scalars(
            sa.select(Participation)
            .where(Participation.event_id == event.id, Participation.standing == Standing.ATTENDED)
            .options(joinedload(Participation.person), joinedload(Participation.sector))
            .order_by(Participation.id)
        )
    )
    steps = {
        step.title.sq: step.id
        for step in db.session.scalars(sa.select(Step).where(Step.event_id == event.id))
    }
    before = [one for one in people if ParticipantRole.PRESENTER in one.parts]
    speakers: list[Participation] = []
    for title, sectors, number in SESSIONS[event.slug]:
        left = [one for one in people if one not in speakers]
        left.sort(key=lambda one: (one.sector.key not in sectors, one not in before, one.id))
        for position, one in enumerate(left[:number], 1):
            db.session.add(
                StepSpeaker(
                    step_id=steps[title],
                    position=position,
                    name=one.person.name,
                    person_id=one.person_id,
                )
            )
            speakers.append(one)
    for one in people:
        if (one in speakers) != (one in before):
            one.parts = (
                (ParticipantRole.PRESENTER,) if one in speakers else (ParticipantRole.PARTICIPANT,)
            )
    db.session.flush()
