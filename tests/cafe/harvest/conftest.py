"""The addresses of the tables of the first café, and key points as they are kept."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.cafe.harvest.points import KeyPoint
from facilitate.cafe.harvest.queries import notes_of
from facilitate.cafe.models import Cafe, CafeTable
from facilitate.data.db import db


@pytest.fixture
def tokens(app: Flask, tables: list[int]) -> list[str]:
    """The tokens of the three tables by number."""
    with app.app_context():
        return list(db.session.scalars(sa.select(CafeTable.token).order_by(CafeTable.number)))


@pytest.fixture
def address(tokens: list[str]) -> str:
    """The page of table 1."""
    return f"/cafe/table/{tokens[0]}"


@pytest.fixture
def home(cafe: int) -> str:
    """The team's page."""
    return f"/events/spring/cafe/{cafe}/harvest"


@pytest.fixture
def kept(app: Flask, cafe: int) -> Callable[..., list[KeyPoint]]:
    """Asks for the key points as they are now."""

    def now(*, removed: bool = False) -> list[KeyPoint]:
        with app.app_context():
            return notes_of(
                db.session.scalars(sa.select(Cafe).filter_by(step_id=cafe)).one(), removed=removed
            )

    return now
