"""An agenda with a session that holds two steps, two groups side by side, and something parked."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.agenda.actions import start_agenda
from facilitate.agenda.models import Step, Strand
from facilitate.agenda.plan import PARKED, Plan, PlanPlace
from facilitate.agenda.queries import plan_of
from facilitate.data.db import db
from facilitate.events.models import Event

from ...scenes import keep_scene

TABLE: dict[str, Any] = {
    "days": [
        {
            "start": "09:00",
            "planned_end": "17:00",
            "steps": [
                {"kind": "plenary", "title_en": "Opening", "minutes": 15},
                {
                    "kind": "session",
                    "title_en": "Money",
                    "steps": [
                        {"kind": "panel", "title_en": "Donors", "minutes": 45},
                        {"kind": "group", "title_en": "Who pays", "minutes": 30},
                    ],
                },
                {
                    "kind": "group",
                    "title_en": "Counties",
                    "minutes": 60,
                    "strands": [
                        {
                            "name_en": "North",
                            "people": 30,
                            "steps": [{"kind": "group", "title_en": "Map", "minutes": 40}],
                        },
                        {"name_en": "South", "people": 28},
                    ],
                },
                {"kind": "break", "title_en": "Coffee", "minutes": 20},
            ],
        },
        {
            "start": "09:00",
            "planned_end": "17:00",
            "steps": [{"kind": "plenary", "title_en": "Farewell", "minutes": 10}],
        },
    ],
    "parked": [{"kind": "group", "title_en": "A walk", "minutes": 20}],
}


@pytest.fixture
@keep_scene
def blocks(app: Flask, cast) -> dict[str, int]:
    """Puts that agenda in; ids of the steps by title, of the groups by name."""
    with app.app_context():
        start_agenda(db.session.get_one(Event, cast.event_id), TABLE)
        db.session.commit()
        found = {step.title.en: step.id for step in db.session.scalars(sa.select(Step))}
        return found | {
            strand.name.en: strand.id for strand in db.session.scalars(sa.select(Strand))
        }


@pytest.fixture
def plan(app: Flask) -> Callable[[], Plan]:
    """The agenda as a new request finds it."""

    def now() -> Plan:
        with app.app_context():
            return plan_of(db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one())

    return now


@pytest.fixture
def lists(plan: Callable[[], Plan]) -> Callable[[], list[list[str]]]:
    """The titles of both days and of the parking area, with what blocks hold after them."""

    def now() -> list[list[str]]:
        found = plan()
        places = [*(PlanPlace(day.id) for day in found.in_order), PARKED]
        return [[step.title.en for step in found.walk(place)] for place in places]

    return now
