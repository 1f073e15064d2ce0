"""Who of the demo's directory can lead, take notes, train, interpret or speak, and what three of them led at past conferences."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from ... import clock
from ...accounts.models import User
from ...agenda.actions import write_plan
from ...agenda.history import AgendaAct
from ...agenda.queries import plan_of
from ...data.content import PACKAGE, read_toml
from ...data.db import db
from ...directory.models import Experience, Organisation, Person, RosterEntry, RosterWork
from ...events.actions import join_team
from ...events.models import Event, Role
from ...lib.text import Words
from .confirming import load_confirmations


def load_roster(events: Mapping[str, Event], users: Mapping[str, User]) -> None:
    """Six people, one of them without an address, one of a deciding office, one away when the coming conference is."""
    table = read_toml(PACKAGE / "setup" / "demo" / "roster.toml")
    offices = {one.name: one for one in db.session.scalars(sa.select(Organisation))}
    first = events["annual-next"].first_day
    for row in table["people"]:
        user = users[row["account"]] if "account" in row else None
        given, family = user.name.split() if user else row["name"]
        person = Person(
            given_name=given,
            family_name=family,
            organisation=offices[row["organisation"]],
            position=Words(),
            email=user.email if user else "",
            phone="",
            languages=row["languages"],
        )
        away = [(first - timedelta(days=number)).isoformat() for number in row.get("away", [])]
        db.session.add(
            RosterEntry(
                person=person,
                does=tuple(map(RosterWork, row["does"])),
                experience=Experience(row["experience"]),
                other_languages=row.get("other_languages", ""),
                absences=[away] if away else [],
                note=row.get("note", ""),
            )
        )
    db.session.flush()
    for slug, led in table["led"].items():
        _lead(events[slug], led, users)
    load_confirmations(clock.today())


def _lead(event: Event, led: Mapping[str, str], users: Mapping[str, User]) -> None:
    """Who led which technique at a past event."""
    member = {
        key: join_team(event, users[key], Role.FACILITATOR).id for key in set(led.values()) - {"F1"}
    }
    member["F1"] = join_team(event, users["F1"], Role.LEAD_FACILITATOR).id
    plan = plan_of(event)
    steps = [
        replace(step, lead=member[led[step.technique]])
        for step in plan.steps.values()
        if step.technique in led
    ]
    write_plan(event, plan, plan.with_rows(*steps), AgendaAct.LED, remember=False)
