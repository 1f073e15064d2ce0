"""The demo's agenda, with its café, on the event `spring` of the cast."""

import sqlalchemy as sa
from flask import Flask

from facilitate.agenda.actions import start_agenda
from facilitate.agenda.kinds import StepKind
from facilitate.cafe.actions import create_cafe as start_cafe
from facilitate.data.content import PACKAGE, read_toml
from facilitate.data.db import db
from facilitate.events.actions import add_objective
from facilitate.events.models import Event, Member
from facilitate.lib.text import Words

DEMO = read_toml(PACKAGE / "setup" / "demo" / "agenda.toml")


def demo_plan(app: Flask, steps: int | None = None) -> None:
    """The whole agenda, or the first steps of each day only."""
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        members = db.session.scalars(sa.select(Member).order_by(Member.id)).all()
        people = dict(zip(["O1", "F1", "F2", "N1", "S1", "S2"], members, strict=True))
        goals = {
            f"O{n}": add_objective(event, Words(f"Objective {n}", f"Objektivi {n}"), Words())
            for n in (1, 2)
        }
        days = [{**one, "steps": one["steps"][:steps]} for one in DEMO["days"]]
        made = start_agenda(event, {**DEMO, "days": days}, people, goals)
        for one in made:
            if one.kind is StepKind.CAFE:
                start_cafe(one.id, DEMO["cafe"], people)
        db.session.commit()
