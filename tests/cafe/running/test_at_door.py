"""At the door stand the tables somebody sits at that day, for who has lost the slip or comes late."""

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.cafe.models import CafeTable
from facilitate.cafe.running.at_door import said_of_path, seats_of_day
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words

ROLL = "/events/spring/door/roll.json"


def test_everybody_s_tables_stand_beside_their_name_on_that_day(
    app: Flask, organiser: FlaskClient, seated: int, floor
) -> None:
    now, people = floor(), organiser.get(f"{ROLL}?day=2027-03-19").json["people"]
    numbers = {table.id: str(table.number) for table in now.tables}
    told = {one["id"]: one["hints"] for one in people}
    expected = {
        int(key[1:]): [f"09:00: tables {', '.join(numbers[table] for table in path)}"]
        for key, path in now.seating.paths.items()
        if len(set(path)) > 1
    }
    assert len(expected) >= 20
    assert {key: told[key] for key in expected} == expected
    other_day = organiser.get(f"{ROLL}?day=2027-03-18").json["people"]
    assert [one for one in other_day if any("table" in hint for hint in one["hints"])] == []


def test_a_table_with_a_name_is_told_by_it(app: Flask, seated: int, cast, floor) -> None:
    now = floor()
    numbers = {table.id: str(table.number) for table in now.tables} | {
        now.tables[0].id: "1 · Water"
    }
    with app.test_request_context():
        named = sa.update(CafeTable).where(CafeTable.number == 1)
        db.session.execute(named.values(name=Words("Water", "Uji")))
        event = db.session.get_one(Event, cast.event_id)
        found = seats_of_day(event, event.last_day)
    assert found == {
        int(key[1:]): [f"09:00: tables {', '.join(numbers[table] for table in path)}"]
        for key, path in now.seating.paths.items()
    }


def test_who_stays_at_a_table_is_told_it_once() -> None:
    assert said_of_path((7, 7, 7), {7: "3"}) == "table 3"
    assert said_of_path((7, None, 8), {7: "3", 8: "1"}) == "tables 3, –, 1"
