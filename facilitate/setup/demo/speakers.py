"""Who presented what at the demo's past events that have a report: those counted as presenters, each of them in one session."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...agenda.models import Step, StepSpeaker
from ...data.db import db
from ...events.models import Event
from ...participation.models import ParticipantRole, Participation, Standing

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
