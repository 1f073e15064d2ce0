"""A seated café of six tables and what tests of changes need: a page asked for, the floor as it is, people by their name."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.cafe.actions import create_cafe
from facilitate.cafe.models import CafeTable
from facilitate.data.db import db

from ...scenes import keep_scene

URL = "/events/spring/cafe"
TABLES = {
    "rounds": 3,
    "minutes": 20,
    "move": 5,
    "harvest": 30,
    "tables": [
        {"question_en": f"Question {number}", "host_name": "Ilir Stafa", "seats": 6}
        for number in range(1, 7)
    ],
}


@pytest.fixture
@keep_scene
def cafe(app: Flask, steps: dict[str, int]) -> int:
    """Plans the first café with six tables of six seats: room enough to change something; the id of its step."""
    with app.app_context():
        create_cafe(steps["What lasts"], TABLES)
        db.session.commit()
        return steps["What lasts"]


@pytest.fixture
def at(seated: int) -> Callable[..., str]:
    """The address of a page of the café."""
    return lambda page: f"{URL}/{seated}/{page}"


@pytest.fixture
def post(organiser: Any, at: Callable[..., str], floor: Callable[[], Any]) -> Callable[..., Any]:
    """Sends a form with the seating that holds now."""

    def send(page: str, client: Any = None, **values: Any) -> Any:
        return (client or organiser).post(at(page), data={"seating": floor().seating_id, **values})

    return send


@pytest.fixture
def few_tables(app: Flask, steps: dict[str, int], cafe: int) -> int:
    """The same café with three tables of ten seats: in three rounds everybody is at each of them."""
    with app.app_context():
        rows = list(db.session.scalars(sa.select(CafeTable).order_by(CafeTable.number)))
        for row in rows[:3]:
            row.seats = 10
        for row in rows[3:]:
            db.session.delete(row)
        db.session.commit()
    return cafe
