"""Three people of the directory: one with the address of the event's facilitator, one of a ministry, one without an address."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.agenda.actions import start_agenda
from facilitate.data.db import db
from facilitate.directory.models import OfficeKind
from facilitate.events.actions import join_team
from facilitate.events.models import Event, Role

from .. import moment
from ..directory.rows import add_office, add_worker

STEPS = [
    {
        "kind": "cafe",
        "title_en": "World café",
        "minutes": 60,
        "technique": "world-cafe",
        "lead": "F",
    },
    {"kind": "plenary", "title_en": "Farewell", "minutes": 30, "technique": "plus-delta"},
]
AGENDA = {"days": [{"start": "09:00", "planned_end": "17:00", "steps": STEPS}]}


@pytest.fixture
def people(app: Flask, cast) -> dict[str, int]:
    """Their ids by given name."""
    with app.app_context():
        ngo = add_office("Qendra e Grave", county="kukes")
        ministry = add_office("Ministria", "central_government", county="tirane")
        ministry.kind = OfficeKind.MINISTRY
        rows = [
            add_worker(name, office)
            for name, office in (("Ana Çela", ngo), ("Besa Gjoni", ministry), ("Dritan Hoxha", ngo))
        ]
        rows[0].email = "Facilitator@office.example"
        rows[2].email = ""
        db.session.commit()
        return {row.given_name: row.id for row in rows}


@pytest.fixture
def hold(app: Flask, cast) -> Callable[[str, int], None]:
    """Holds an event whose café the facilitator of `spring` leads, so many days after today, and nobody its end."""

    def hold_event(slug: str, days: int) -> None:
        day = moment.planner_today() + timedelta(days=days)
        own = ("id", "slug", "first_day", "last_day", "version")
        with app.app_context():
            spring = db.session.get_one(Event, cast.event_id)
            columns = [one.key for one in sa.inspect(Event).columns if one.key not in own]
            facts = {name: getattr(spring, name) for name in columns}
            event = Event(slug=slug, first_day=day, last_day=day, **facts)
            db.session.add(event)
            db.session.flush()
            member = join_team(
                event, db.session.get_one(User, cast.users["facilitator"]), Role.FACILITATOR
            )
            start_agenda(event, AGENDA, {"F": member}, {})
            db.session.commit()

    return hold_event


def roster_facts(**more: object) -> dict[str, object]:
    return {"version": "None", "does": ["facilitator"], "experience": "senior", **more}


def put_on_roster(client, person_id: int, **more: object):
    """Somebody is put on the roster as an administrator does it."""
    return client.post(f"/directory/people/{person_id}/roster", data=roster_facts(**more))
