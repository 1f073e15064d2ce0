"""Figures published one after the other: comparing two of them tells of nobody."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.db import db
from facilitate.directory.models import Person
from facilitate.events.models import Event
from facilitate.participation.actions import invite_all
from facilitate.participation.counting.out.actions import editions_of
from facilitate.participation.models import PublicFigures, Standing

from .... import moment
from ....directory.rows import office, person

pytestmark = pytest.mark.both_databases
PAGE = "/events/spring/figures/public"
HELD = "Held back: one or two people have come or gone since figures were published"
AT = [("central_government", "tirane", 9), ("civil_society", "tirane", 12), ("local_government", "vlore", 8),
      ("local_government", "korce", 7)]  # fmt: skip


def come(app: Flask, sector: str, district: str, people: int) -> None:
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        number = db.session.scalar(sa.select(sa.func.count(Person.id)))
        there = office(f"Office {number} {sector} {district}", sector, district)
        invite_all(event, [person(f"N{number}{n} Prova", there) for n in range(people)], Standing.ATTENDED)
        db.session.commit()


@pytest.fixture
def held(app: Flask, cast) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = moment.today()
        db.session.commit()
    for one in AT:
        come(app, *one)


def published(app: Flask) -> dict[tuple[str, str, str], int | None]:
    """Every cell of what is public."""
    with app.app_context():
        content = db.session.scalars(sa.select(PublicFigures.content)).one()
        return {
            (block["key"], row["key"], column["key"]): count
            for block in content["en"]["blocks"]
            for row in block["rows"]
            for column, count in zip(block["columns"], row["counts"], strict=True)
        }


def publish(client: FlaskClient, to: str = "published") -> tuple[int, bool]:
    answer = client.post(PAGE, data={"to": to})
    return answer.status_code, HELD in answer.text


def test_one_more_person_is_not_published(app: Flask, organiser: FlaskClient, held) -> None:
    assert publish(organiser) == (302, False)
    first = published(app)
    come(app, "civil_society", "korce", 1)
    assert publish(organiser) == (409, True)
    assert published(app) == first
    come(app, "civil_society", "korce", 2)
    assert publish(organiser) == (302, False)
    second = published(app)
    apart = {
        key: (first[key], second[key])
        for key in first.keys() & second.keys()
        if None not in (first[key], second[key])
    }
    assert {key: pair for key, pair in apart.items() if 0 < abs(pair[0] - pair[1]) < 3} == {}
    assert len(apart) > 5


def test_taking_back_and_publishing_again_is_judged_too(
    app: Flask, organiser: FlaskClient, client: FlaskClient, held
) -> None:
    publish(organiser)
    with app.app_context():
        old = db.session.scalars(sa.select(PublicFigures.token)).one()
    publish(organiser, "hidden")
    assert client.get(f"/f/{old}").status_code == 404
    come(app, "donor", "tirane", 2)
    assert publish(organiser) == (409, True)
    come(app, "donor", "tirane", 1)
    assert publish(organiser) == (302, False)
    with app.app_context():
        row = db.session.scalars(sa.select(PublicFigures)).one()
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        assert (row.token == old, len(editions_of(event))) == (False, 2)
    assert client.get(f"/f/{old}").status_code == 404
