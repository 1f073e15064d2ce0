"""Participants choose up to three tables by their personal link; the seating says how many got what."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.cafe.models import Cafe, CafeGuest
from facilitate.data.db import db
from facilitate.participation.models import Participation, Registration, Standing


@pytest.fixture
def asked(app: Flask, cafe: int, tables, people: dict[str, int]) -> str:
    """The café asks for wishes; the personal link of Agim Basha."""
    with app.app_context():
        db.session.execute(sa.update(Cafe).where(Cafe.step_id == cafe).values(asks_wishes=True))
        db.session.add(Registration(participation_id=people["Agim Basha"], token="agim"))
        db.session.commit()
    return f"/r/agim/tables/{cafe}"


def wishes(app: Flask) -> list[list[int]]:
    with app.app_context():
        return list(db.session.scalars(sa.select(CafeGuest.wishes)))


@pytest.mark.both_databases
def test_who_comes_instead_has_the_wishes_until_they_choose(
    client: FlaskClient,
    organiser: FlaskClient,
    app: Flask,
    asked: str,
    tables: list[int],
    people,
    floor,
) -> None:
    client.post(asked, data={"first": tables[2], "second": "", "third": ""})
    other = people["Drita Jaku"]
    with app.app_context():
        one = db.session.scalars(sa.select(Registration).filter_by(token="agim")).one()
        one.participation.standing, one.substitute_id = Standing.REPLACED, other
        db.session.add(Registration(participation_id=other, token="drita"))
        db.session.commit()
    assert floor().people[f"p{other}"].wishes == (tables[2],)
    page = asked.replace("agim", "drita")
    assert re.search(rf'<option selected value="{tables[2]}"', client.get(page).text)
    mark = f"/events/spring/cafe/{floor().cafe.step_id}/mark"
    organiser.post(mark, data={"people": f"p{other}", "what": "online"})
    assert floor().people[f"p{other}"].wishes == (tables[2],)
    client.post(asked.replace("agim", "drita"), data={"first": "", "second": "", "third": ""})
    assert floor().people[f"p{other}"].wishes == ()


@pytest.mark.both_databases
def test_the_first_wish_stays_the_first(
    client: FlaskClient, app: Flask, asked: str, tables: list[int]
) -> None:
    one, two, three = tables
    assert client.get("/r/agim").status_code == 200
    page = client.get(asked)
    assert (page.status_code, "Who pays?" in page.text) == (200, True)
    sent = {"first": three, "second": one, "third": ""}
    assert client.post(asked, data=sent).status_code == 302
    assert wishes(app) == [[three, one]]
    text = client.get(asked).text
    assert re.search(rf'name="first".*?<option selected value="{three}"', text, re.S)
    twice = client.post(asked, data={"first": two, "second": two})
    assert (twice.status_code, "Këtë tryezë e keni zgjedhur tashmë" in twice.text) == (422, True)
    client.post(asked, data={"first": "", "second": "", "third": ""})
    assert wishes(app) == [[]]


@pytest.mark.parametrize("closed", ["nobody asks", "a round was held", "does not come", "other"])
def test_who_is_not_asked_finds_nothing(
    client: FlaskClient, app: Flask, asked: str, people, closed: str, steps
) -> None:
    with app.app_context():
        if closed == "does not come":
            row = db.session.get_one(Participation, people["Agim Basha"])
            row.standing = Standing.DECLINED
        elif closed != "other":
            changed = {"asks_wishes": False} if closed == "nobody asks" else {"held": 1}
            db.session.execute(sa.update(Cafe).values(**changed))
        db.session.commit()
    address = f"/r/agim/tables/{steps['A second café']}" if closed == "other" else asked
    assert client.get(address).status_code == 404
    assert client.post(address, data={"first": "1"}).status_code == 404
    assert wishes(app) == []
    assert client.get(asked.replace("agim", "nobody")).status_code == 404


def test_the_answer_leads_there_and_the_seating_counts(
    client: FlaskClient, organiser: FlaskClient, app: Flask, asked: str, cafe: int, tables, cast
) -> None:
    with app.app_context():
        one = db.session.scalars(sa.select(Registration)).one()
        one.answered_at = sa.func.now()
        db.session.commit()
    assert f'href="{asked}"' in client.get("/r/agim").text
    client.post(asked, data={"first": tables[1]})
    organiser.post(f"/events/spring/cafe/{cafe}/seat", data={"priority": "meet"})
    text = organiser.get(f"/events/spring/cafe?step={cafe}").text
    assert "1 person chose tables: 1 gets the first choice" in text


def test_the_organiser_opens_and_closes_it(organiser: FlaskClient, app: Flask, cafe: int, tables):
    address = f"/events/spring/cafe/{cafe}/numbers"
    page = organiser.get(address).text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert version
    data = {"version": version[1], "rounds": 3, "minutes": 20, "move": 5, "harvest": 30}
    organiser.post(address, data={**data, "who": "confirmed", "asks_wishes": "y"})
    with app.app_context():
        assert db.session.scalars(sa.select(Cafe.asks_wishes)).one() is True
