"""The agenda of the event `spring`: two days, five steps, a pinned one, a café."""

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.agenda.actions import start_agenda
from facilitate.agenda.models import Step
from facilitate.data.db import db
from facilitate.events.actions import add_objective
from facilitate.events.models import Event, Member
from facilitate.lib.text import Words

from ..scenes import keep_scene

FIRST = [
    {
        "kind": "registration",
        "title_en": "Registration",
        "title_sq": "Regjistrimi",
        "minutes": 30,
        "lead": "S1",
    },
    {
        "kind": "talk",
        "title_en": "What you told us",
        "minutes": 20,
        "technique": "gone-technique",
        "lead": "F1",
        "supporters": ["S1"],
        "objectives": ["O1"],
    },
    {"kind": "panel", "title_en": "What lasts", "minutes": 60, "pinned": "09:30"},
]
SECOND = [
    {
        "kind": "cafe",
        "title_en": "World café",
        "minutes": 105,
        "technique": "world-cafe",
        "room": "Hall",
        "lead": "F1",
        "objectives": ["O1"],
        "materials_en": "11 sheets",
    },
    {"kind": "break", "title_en": "Coffee", "minutes": 20},
]
TABLE = {
    "days": [
        {"start": "08:30", "planned_end": "10:00", "steps": FIRST},
        {"start": "09:00", "planned_end": "17:00", "steps": SECOND},
    ]
}


@pytest.fixture
@keep_scene
def steps(app: Flask, cast) -> dict[str, int]:
    """Puts the agenda in; ids of the steps by English title. O1 is served, O2 is not."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        objectives = [
            add_objective(event, Words(text), Words())
            for text in ("Keep people in post", "Share data")
        ]
        people = {
            "F1": db.session.get_one(Member, cast.members["lead_facilitator"]),
            "S1": db.session.get_one(Member, cast.members["staff"]),
        }
        start_agenda(event, TABLE, people, {"O1": objectives[0], "O2": objectives[1]})
        db.session.commit()
        return {step.title.en: step.id for step in db.session.scalars(sa.select(Step))}
