"""Forums' problems and stakeholders' answers stand under the same themes of an event."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Coding, Passage, Reply, Theme
from facilitate.consultation.reading.actions import add_theme
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words

from ...consultation.conftest import Asked, asked
from .conftest import Found
from .test_problem_pages import PASS, to_consultation

pytestmark = pytest.mark.both_databases
__all__ = ["asked"]


def test_a_problem_comes_under_the_theme_that_stakeholders_answers_have(
    app: Flask, cast, keeper: FlaskClient, found: Found, asked: Asked
) -> None:
    """It is the same one however a forum writes it, in either language; a forum's voice is counted beside the sectors'."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        shelter = add_theme(event, Words("The shelters", "Strehimi")).id
        db.session.commit()
    keeper.post(PASS, data=to_consultation(app, cast, found.shelter, found.money))
    with app.app_context():
        rows = db.session.execute(
            sa.select(Theme.name, Reply.text)
            .join(Coding, Coding.theme_id == Theme.id)
            .join(Passage, Coding.passage_id == Passage.id)
            .join(Reply, Passage.reply_id == Reply.id)
            .order_by(Theme.id)
        ).all()
        assert [name.en or name.sq for name, _text in rows] == ["The shelters", "Money"]
        assert rows[0][1].startswith("There is no bed")
    way = keeper.get(f"/events/spring/thread/themes/{shelter}").text
    assert "1 answer from forums" in way
