"""A round that the clock has begun by itself counts as held, whether anybody looks at the room's page or not."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.cafe.actions import cafe_of
from facilitate.cafe.models import Cafe, CafeClock
from facilitate.data.db import db

from ... import moment


@pytest.mark.both_databases
def test_the_clock_goes_on_without_a_press(app: Flask, seated: int, floor) -> None:
    with app.app_context():
        cafe = cafe_of(seated)
        since = moment.now() - timedelta(
            minutes=30
        )  # a round of 20, 5 to move, and 5 of the second round
        db.session.add(CafeClock(cafe_id=cafe.id, since=since, round=1, phase="talk", extra=0))
        db.session.commit()
    assert floor().cafe.held == 2
    with app.app_context():
        assert db.session.scalar(sa.select(Cafe.held).where(Cafe.step_id == seated)) == 0
        cafe_of(seated)
        db.session.commit()
        assert db.session.scalar(sa.select(Cafe.held).where(Cafe.step_id == seated)) == 2
