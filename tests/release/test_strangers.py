"""What belongs to an event is told to its team alone: whoever works on all other events finds none of its words on any page."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.actions import add_user
from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.events.actions import join_team
from facilitate.events.models import Event, Role

from ..report.walking import addresses_of
from .planting import found_in, known_in, plant_marks, rows_of_event

SHARED = {
    "forums.show_forum": {"event.title", "event.town"},
    "forums.list_meetings": {"event.title", "event.town"},
    "forums.show_meeting": {"event.title"},
    "library.show_library": {"event.title", "event.town"},
}
"""Pages that name what belongs to an event: a forum tells everybody who works here what its meetings are called and where they are,
the library of which events the report is out.

People, offices, techniques, counties and sectors belong to no event.
"""


def works_on_all_but(app: Flask, slug: str) -> FlaskClient:
    """Somebody signed in who organises every other event."""
    with app.test_request_context():
        user = add_user("Tjetër Kush", "tjeter@zyra.example", language="sq")
        for event in db.session.scalars(sa.select(Event).where(Event.slug != slug)):
            join_team(event, user, Role.ORGANISER)
        db.session.commit()
        token = user.session_token
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


@pytest.mark.parametrize(
    ("slug", "inside"), [("annual-2008", True), ("annual-next", False), ("north-2", False)]
)
def test_words_of_an_event_are_read_by_its_team_alone(demo: Flask, slug: str, inside: bool) -> None:
    """Also where an address asks for it. `inside`: pages of other events are looked at, too, besides those of none.

    An event that builds on it names it: whoever chose that could see it. So none does here.
    """
    known = known_in(demo)
    known["slug"] = [one for one in known["slug"] if one != slug]
    known["token"] = []
    client = works_on_all_but(demo, slug)
    with demo.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()
        apart = sa.update(Event).where(Event.builds_on_id == event.id).values(builds_on_id=None)
        db.session.execute(apart)
        marks, asked = (
            plant_marks(rows_of_event(event.id)),
            f"?event={slug}&with={event.id}&from={slug}",
        )
    assert client.get(f"/events/{slug}/").status_code == 404
    leaks, opened = set(), set()
    for rule in demo.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        if not inside and rule.rule.startswith("/events/<"):
            continue
        for address in addresses_of(demo, rule, known):
            answer = client.get(address + asked)
            if answer.status_code == 200:
                opened.add(rule.endpoint)
                leaks |= {(rule.endpoint, marks[n]) for n in found_in(answer.data) if n in marks}
                break
    assert {(name, column) for name, column in leaks if column not in SHARED.get(name, ())} == set()
    assert len(opened) > (200 if inside else 50)
    assert len(marks) > 40


def test_the_search_finds_words_where_they_are(demo: Flask) -> None:
    with demo.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "annual-2008")).one()
        token = db.session.scalar(sa.select(User.session_token).where(User.administrator))
        marks = plant_marks(rows_of_event(event.id))
    client = demo.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    said = {marks[n] for n in found_in(client.get("/events/annual-2008/").data) if n in marks}
    assert "event.title" in said
