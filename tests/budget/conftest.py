"""The small budget in the database, with the numbers of its rows."""

from dataclasses import dataclass

import pytest
from flask import Flask

from facilitate.data.db import db
from facilitate.events.models import Event

from ..people import Cast
from ..scenes import keep_scene
from .make import small_budget


@dataclass(frozen=True)
class Made:
    """Numbers of the rows."""

    hall: int
    lunch: int
    gift: int


@pytest.fixture
@keep_scene
def made(app: Flask, cast: Cast) -> Made:
    with app.app_context():
        one, two, gift = small_budget(db.session.get_one(Event, cast.event_id))
        db.session.commit()
        return Made(one.id, two.id, gift.id)
