"""Who could lead a step: ranked with the reason, and of the team once they are used."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.agenda.actions import start_agenda
from facilitate.agenda.queries import plan_of
from facilitate.data.db import db
from facilitate.directory.models import Experience
from facilitate.events.models import Event, Member, Role
from facilitate.roster import propose_pages
from facilitate.roster.proposing import LeadCandidate, rank_candidates

from .conftest import AGENDA, put_on_roster

LEADS = "/events/spring/agenda/leads"


def somebody(name: str, **more: object) -> LeadCandidate:
    return LeadCandidate(person_id=1, name=name, **{"experience": Experience.PRACTISED, **more})


def test_free_neutral_and_practised_people_come_first_and_a_beginner_has_a_senior_beside() -> None:
    ranked = rank_candidates(
        [
            somebody("away", times=9, is_away=True),
            somebody("official", times=9, office="Ministria"),
            somebody("beginner", experience=Experience.BEGINNER),
            somebody("senior", experience=Experience.SENIOR),
            somebody("near", is_near=True),
            somebody("led it", times=1),
        ]
    )
    names = [one.name for one in ranked]
    assert names == ["led it", "near", "senior", "beginner", "official", "away"]
    assert [one.name for one in ranked if one.beside] == ["beginner"]
    assert ranked[3].beside == ranked[2]


def test_people_of_the_roster_are_proposed_with_the_reason_and_used_without_an_account(
    app: Flask, sign_in, organiser: FlaskClient, people, hold, cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold("before", -300)
    with app.app_context():
        start_agenda(db.session.get_one(Event, cast.event_id), AGENDA)
        db.session.commit()
    assert "Could lead" not in organiser.get(LEADS).text
    administrator = sign_in("administrator")
    put_on_roster(administrator, people["Ana"])
    put_on_roster(administrator, people["Besa"])
    put_on_roster(administrator, people["Dritan"], experience="beginner")
    page = organiser.get(LEADS).text
    assert (
        "Could lead: Ana Çela: led “World café” once, from Kukës, free, neutral: not from an office that decides."
        in page
    )
    address = re.search(r'href="(/events/spring/agenda/leads/\d+)"', page)[1]
    listed = organiser.get(address).text
    assert "not neutral: works at Ministria, which decides" in listed
    assert "With a more experienced colleague: Ana Çela." in listed
    monkeypatch.setattr(propose_pages, "SHOWN", 1)
    assert "2 more people on the roster" in organiser.get(address).text
    pair = {"person": people["Dritan"], "beside": people["Ana"]}
    refused = sign_in("lead_facilitator").post(f"{address}/use", data=pair)
    assert "is not in the team" in refused.text
    used = organiser.post(f"{address}/use", data=pair, follow_redirects=True)
    assert "Dritan Hoxha joined the team as viewer." in used.text
    with app.app_context():
        plan = plan_of(db.session.get_one(Event, cast.event_id))
        step = plan.steps[int(address.rsplit("/", 1)[1])]
        lead = db.session.get_one(Member, step.lead)
        assert (lead.name, lead.role, lead.user.active) == ("Dritan Hoxha", Role.VIEWER, False)
        assert step.supporters == (cast.members["facilitator"],)
    again = organiser.post(f"{address}/use", data=pair, follow_redirects=True)
    assert "joined the team" not in again.text
    administrator.post(f"/planner/persons/person/{people['Dritan']}/erase")
    with app.app_context():
        query = sa.select(User.name).where(User.email.like("%@removed.invalid"))
        assert db.session.scalar(query).startswith("N.N.")
