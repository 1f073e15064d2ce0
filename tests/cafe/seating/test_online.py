"""Tables online or with a screen: people online sit only there, the link reaches them, and chairs are counted without them."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from docx import Document
from docx.oxml.ns import qn
from flask import Flask
from flask.testing import FlaskClient

from facilitate.cafe.addresses import guest_token
from facilitate.cafe.models import Cafe, CafeTable, CafeTablePlace
from facilitate.data.db import db

LINK = "https://meet.example/table-3"


def online(app: Flask, tables: list[int], *places: CafeTablePlace) -> None:
    """The last tables are there, with a link."""
    with app.app_context():
        for number, place in zip(tables[-len(places) :], places, strict=True):
            table = db.session.get_one(CafeTable, number)
            table.place, table.link = place, LINK
        db.session.commit()


@pytest.mark.both_databases
def test_people_online_sit_at_their_tables_and_have_the_link(
    organiser: FlaskClient, app: Flask, cafe: int, tables: list[int], people, floor
) -> None:
    address = f"/events/spring/cafe/{cafe}"
    form = {"version": 1, "question-en": "Who?", "question-sq": "", "seats": 10, "place": "online"}
    wrong = organiser.post(f"{address}/tables/{tables[2]}", data={**form, "link": "meet.example"})
    assert "A link begins with https:// or http://." in wrong.text
    assert (
        organiser.post(f"{address}/tables/{tables[2]}", data={**form, "link": LINK}).status_code
        == 302
    )
    who = [f"p{number}" for number in list(people.values())[:6]]
    organiser.post(f"{address}/mark", data={"people": who, "what": "online"})
    assert [guest.key for guest in floor().online] == who
    page = organiser.get(f"{address}/tables").text
    assert "18 in the room, 6 online." in page
    organiser.post(f"{address}/seat", data={"priority": "meet"})
    now = floor()
    for one in now.seating.rounds:
        assert set(one[2]) == set(who)
    assert now.seating.metrics["violations"] == 0
    with app.app_context():
        row = db.session.scalars(sa.select(Cafe).where(Cafe.step_id == cafe)).one()
        row.token = "open"
        db.session.commit()
        mine, other = (
            guest_token(row, who[0]),
            guest_token(row, next(iter(set(now.guests) - set(who)))),
        )
    assert LINK in organiser.get(f"/cafe/me/{mine}").text
    assert LINK not in organiser.get(f"/cafe/me/{other}").text
    calendar = organiser.get(f"/cafe/me/{mine}/rounds.ics").text
    assert calendar.count("BEGIN:VEVENT") == 3
    assert LINK in calendar
    slips = organiser.post(f"{address}/print/slips.docx", data={"which": "all"})
    texts = Document(BytesIO(slips.data)).element.body.iter(qn("w:t"))
    assert sum("meet.example/table-3" in (one.text or "") for one in texts) == 6
    assert organiser.get(f"{address}/print/hosts").text.count(LINK) == 1
    sheets = Document(BytesIO(organiser.get(f"{address}/print/hosts.docx").data))
    assert sum(one.text == LINK for one in sheets.element.body.iter(qn("w:t"))) == 1


def test_what_cannot_be_is_said(
    organiser: FlaskClient, app: Flask, cafe: int, tables, people, floor
) -> None:
    address = f"/events/spring/cafe/{cafe}"
    who = [f"p{number}" for number in list(people.values())[:11]]
    organiser.post(f"{address}/mark", data={"people": who, "what": "online"})
    organiser.post(f"{address}/seat", data={"priority": "meet"})
    page = organiser.get(f"/events/spring/cafe?step={cafe}").text
    assert "take part online, but no table is online or mixed" in page
    online(app, tables, CafeTablePlace.ONLINE)
    organiser.post(f"{address}/seat", data={"priority": "meet"})
    page = organiser.get(f"/events/spring/cafe?step={cafe}").text
    assert "there is one seat too few at the tables open to" in page
    assert "1 person who takes part online has no seat" in organiser.get(f"{address}/tables").text
    organiser.post(f"{address}/mark", data={"people": who[:1], "what": "in_room"})
    assert len(floor().online) == 10
    organiser.post(f"{address}/mark", data={"people": who[1:9], "what": "in_room"})
    host = int(who[9][1:])
    with app.app_context():
        table = db.session.get_one(CafeTable, tables[0])
        table.host_participation_id, table.host_id = host, None
        db.session.commit()
    said = "takes part online, but hosts table 1 in the room."
    assert said in organiser.get(f"{address}/tables").text
    assert said in organiser.get(f"{address}/guests").text
    organiser.post(f"{address}/seat", data={"priority": "meet"})
    assert said in organiser.get(f"/events/spring/cafe?step={cafe}").text
    form = {"version": 1, "question-en": "", "question-sq": "", "seats": 10, "place": "room"}
    form = {**form, "seats": 13, "host_participation_id": host}
    page = organiser.post(f"{address}/tables/{tables[0]}", data=form)
    assert "takes part online. Choose another host" in page.text
    mixed = {**form, "version": 2, "place": "mixed", "link": LINK}
    assert organiser.post(f"{address}/tables/{tables[0]}", data=mixed).status_code == 302
    organiser.post(f"{address}/seat", data={"priority": "meet"})
    assert all(who[9] in one[0] for one in floor().seating.rounds)


def test_the_plan_of_the_room_has_no_table_that_is_only_online(
    organiser: FlaskClient, app: Flask, cafe: int, tables
) -> None:
    online(app, tables, CafeTablePlace.MIXED, CafeTablePlace.ONLINE)
    plan = organiser.get(f"/events/spring/cafe/{cafe}/print/room").text
    assert plan.count("<circle") == 2


def test_the_grid_and_the_list_take_no_online_host_for_a_table_in_the_room(
    organiser: FlaskClient, app: Flask, cafe: int, tables, people
) -> None:
    address = f"/events/spring/cafe/{cafe}"
    name, number = next(iter(people.items()))
    organiser.post(f"{address}/mark", data={"people": [f"p{number}"], "what": "online"})
    said = f"{name} takes part online. Choose another host"

    def paste() -> str:
        data = {"lines": f"What helps?\t{name}\t\t13"}
        return organiser.post(f"{address}/grid/paste", data=data, follow_redirects=True).text

    def typed() -> str:
        with app.app_context():
            version = db.session.get_one(CafeTable, tables[0]).version
        one = {"version": version, "question-en": "What?", "host": name, "seats": 13}
        data = {f"t{tables[0]}-{field}": value for field, value in one.items()}
        return organiser.post(f"{address}/grid", data=data).text

    assert said in paste()
    assert said in typed()
    with app.app_context():
        assert db.session.get_one(CafeTable, tables[0]).host_participation_id is None
    online(app, tables[:1], CafeTablePlace.MIXED)
    assert said not in paste()
    with app.app_context():
        assert db.session.get_one(CafeTable, tables[0]).host_participation_id == number
