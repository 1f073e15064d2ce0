"""At the door stand the tables somebody sits at that day, for who has lost the slip or comes late."""

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.cafe.models import CafeTable
from facilitate.cafe.running.at_door import seats_of_day
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


def test_a_table_with_a_name_is_told_by_it_and_once_where_nobody_moves(
    app: Flask, seated: int, cast, floor
) -> None:
    host = next(key for key, path in floor().seating.paths.items() if len(set(path)) == 1)
    with app.test_request_context():
        named = sa.update(CafeTable).where(CafeTable.number == 1)
        db.session.execute(named.values(name=Words("Water", "Uji")))
        event = db.session.get_one(Event, cast.event_id)
        found = seats_of_day(event, event.last_day)
    assert found[int(host[1:])] == ["09:00: table 1 · Water"]
