"""Where the most meetings can only be had if some are together in every round, a seating that spreads them is offered beside it."""

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.cafe.models import Cafe, CafeSeating, Priority
from facilitate.data.db import db


def kept(app: Flask) -> list[CafeSeating]:
    with app.app_context():
        return list(db.session.scalars(sa.select(CafeSeating).order_by(CafeSeating.id)))


def test_both_are_offered_and_the_difference_is_said(
    organiser: FlaskClient, app: Flask, cafe: int, people, floor, to, page: str
) -> None:
    """24 people, four tables, three rounds: 156 pairs meet and twelve sit together always, or 144 and nobody does."""
    organiser.post(to("take-tables"), data={"tables": 4, "seats": 7})
    organiser.post(to("seat"), data={"priority": "meet"})
    assert "12 pairs sit together in every round." in organiser.get(page).text
    organiser.post(to("compare"))
    text = organiser.get(to("compare")).text
    assert text.count("Use this") == 5
    assert "Meet new people, with others in every round" in text
    assert "12 pairs sit together in every round." in text
    assert "Nobody sits with the same person in every round." in text
    sent = {"number": 1, "run": 2, "seating": kept(app)[-1].id}
    assert organiser.post(to("take"), data=sent).status_code == 302
    spread = floor()
    assert spread.cafe.priority is Priority.MEET
    assert spread.seating.always_together == 0
    assert kept(app)[-1].about["way"] == "spread"
    assert (
        "Everyone seated: Meet new people, with others in every round"
        in organiser.get(to("history")).text
    )
    # seated again it stays so, until somebody unticks it
    assert 'name="spread" value="1" checked' in organiser.get(page).text
    organiser.post(to("seat"), data={"priority": "meet", "spread": "1"})
    assert floor().seating.how["spread"] is True
    organiser.post(to("seat"), data={"priority": "meet"})
    assert "spread" not in floor().seating.how


def test_what_nobody_can_spread_is_not_offered(
    organiser: FlaskClient, seated: int, to, page: str
) -> None:
    """At three tables everybody goes one of six ways: four people share each."""
    assert "36 pairs sit together in every round." in organiser.get(page).text
    organiser.post(to("compare"))
    assert organiser.get(to("compare")).text.count("Use this") == 4


def test_nothing_is_said_where_nobody_has_to(
    organiser: FlaskClient, app: Flask, seated: int, page: str
) -> None:
    with app.app_context():
        row = db.session.scalars(sa.select(CafeSeating)).one()
        row.content = {**row.content, "why": []}
        assert db.session.scalars(sa.select(Cafe)).first()
        db.session.commit()
    text = organiser.get(page).text
    assert "sit together in every round" not in text
    assert 'name="spread"' not in text
