"""Who of the demo's directory can lead, take notes, train, interpret or speak, what three of them led, and who has confirmed the own entry."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import sqlalchemy as sa

from ... import clock
from ...accounts.models import User
from ...agenda.actions import write_plan
from ...agenda.history import AgendaAct
from ...agenda.queries import plan_of
from ...confirming.actions import LEFT, OFFICE, POSITION, confirm_entry, make_link
from ...data.content import PACKAGE, read_toml
from ...data.db import db
from ...directory.models import Experience, Organisation, Person, RosterEntry, RosterWork
from ...events.actions import join_team
from ...events.models import Event, Role
from ...lib.text import Words


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
                shows_said=row.get("shows_said", False),
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


OF_FIVE = {0: 40, 1: 150, 2: 480}
"""Of five people with an address, days since three of them confirmed: one too long ago."""
ASKED = 12
"""So many of who did not confirm for a year were asked three weeks ago, and are silent."""


def load_confirmations(today: date) -> None:
    """Most have confirmed; some are silent; one now works elsewhere, one has left and says who follows."""
    people = db.session.scalars(
        sa.select(Person).where(Person.email != "").order_by(Person.id)
    ).all()
    for number, person in enumerate(people):
        if ago := OF_FIVE.get(number % 5):
            person.confirmed_on = today - timedelta(days=ago + number % 30)
    silent = people[2::5]
    for person in silent[:ASKED]:
        link = make_link(person, today - timedelta(days=20))
        link.sent_on, link.times = link.made_on, 1
    moved, left = silent[ASKED : ASKED + 2]
    for person, waits in (
        (moved, {OFFICE: people[0].organisation.name, POSITION: {"sq": "Përgjegjëse sektori"}}),
        (left, {LEFT: "1", "follows": "Elira Mema, e njëjta zyrë", "note": "Jam në pension."}),
    ):
        link = make_link(person, today - timedelta(days=20))
        link.sent_on, link.times = link.made_on, 1
        db.session.flush()
        confirm_entry(link, {}, waits, left=False)
    db.session.flush()
