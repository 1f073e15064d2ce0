"""What an event is called in lists: as its forum's kind calls its meetings."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.models import Event, EventKind
from facilitate.forums.meetings.queries import event_kinds
from facilitate.web.i18n import use_language

from ...statements import count_statements
from .conftest import South, forum_of

pytestmark = pytest.mark.both_databases


def test_a_meeting_is_called_as_its_forum_calls_it(app: Flask, cast, south: South) -> None:
    with app.test_request_context():
        forum_of(south).kind = "regional_committee"
        events = [
            db.session.get_one(Event, key) for key in (south.held, south.coming, cast.event_id)
        ]
        with use_language("sq"), count_statements() as statements:
            assert event_kinds(events) == {
                south.held: "Takim i komitetit rajonal",
                south.coming: "Takim i komitetit rajonal",
                cast.event_id: "Konferencë",
            }
        assert len(statements) == 1
        events[0].kind = EventKind.TRAINING  # linked to the forum, but no meeting of its kind
        with use_language("en"):
            assert event_kinds(events)[south.held] == "Training"
        db.session.rollback()


def test_lists_and_the_event_itself_say_so(app: Flask, keeper: FlaskClient, south: South) -> None:
    with app.app_context():
        forum_of(south).kind = "regional_committee"
        db.session.commit()
        slug = db.session.get_one(Event, south.held).slug
    for path in ("/", f"/events/{slug}/"):
        page = keeper.get(path).text
        assert (
            "Meeting of the regional committee" in page,
            "collaboration group</td>" in page,
        ) == (
            True,
            False,
        )
