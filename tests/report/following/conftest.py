"""A meeting of a forum that is over, with two actions: one of a person of the directory, one of the team."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.forums.actions import add_forum, add_meeting, enrol_organisation, make_keeper
from facilitate.forums.models import Forum, ForumRole
from facilitate.lib.text import Words
from facilitate.notes.deciding.actions import record_action
from facilitate.notes.deciding.owners import ActionOwner
from facilitate.notes.deciding.queries import PlacedAction, actions_of

from ... import moment
from ...directory.rows import add_office, add_worker

HOME = "/events/spring/report/following"


@dataclass(frozen=True)
class Made:
    """Numbers of what was made."""

    forum: int
    member: int
    ana: int
    call: int
    book: int


@pytest.fixture
def made(app: Flask, cast) -> Made:
    """`call` is Ana's and was due yesterday; `book` is the staff's without a day. The event was in spring."""
    yesterday = moment.planner_today() - timedelta(days=1)
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = moment.planner_today() - timedelta(days=30)
        forum = add_forum(
            Forum(
                name=Words("South group", "Grupi i Jugut"),
                purpose=Words(),
                kind="regional_group",
                created_at=moment.now(),
            )
        )
        make_keeper(forum, cast.users["organiser"])
        where = add_office("Bashkia Vlorë", "local_government", district="vlore")
        ana = add_worker("Ana Hoxha", where)
        member = enrol_organisation(forum, where, ForumRole.MEMBER)
        add_meeting(forum, event)
        call = record_action(event, "Telefononi qarkun", ActionOwner(person_id=ana.id), yesterday)
        book = record_action(event, "Gjeni sallën", ActionOwner(member_id=cast.members["staff"]))
        db.session.commit()
        return Made(forum.id, member.id, ana.id, call.id, book.id)


@pytest.fixture
def standing(app: Flask, cast, made: Made) -> Callable[[], dict[int, PlacedAction]]:
    """The actions as they are now, by number."""

    def now() -> dict[int, PlacedAction]:
        with app.app_context():
            return {one.id: one for one in actions_of(db.session.get_one(Event, cast.event_id))}

    return now


@pytest.fixture
def link(made: Made, standing: Callable[[], dict[int, PlacedAction]]) -> str:
    """Ana's own page."""
    return f"/promised/{standing()[made.call].row.token}"


@pytest.fixture
def keeper(sign_in: Callable[[str], FlaskClient], made: Made) -> FlaskClient:
    """The organiser of the meeting."""
    return sign_in("organiser")
