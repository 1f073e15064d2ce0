"""Tables and groups in rooms of their own: chosen on one page, and said on every paper and page that leads to a table."""

import io
from collections.abc import Callable
from dataclasses import replace

import docx
import openpyxl
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Room
from facilitate.agenda.plan import PlanRoom
from facilitate.cafe.floor import CafeFloor
from facilitate.cafe.laying.table_rooms import RoomsThen, suggest_rooms
from facilitate.cafe.models import CafeTable
from facilitate.cafe.printing.badges import way_lines
from facilitate.cafe.printing.papers import (
    SlipStop,
    by_room,
    group_called,
    paper_head,
    table_papers,
)
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.guides.floorplan import room_setups
from facilitate.guides.queries import guide_of
from facilitate.lib.text import Words
from facilitate.techniques.technique import RoomLayout

from ...moment import planner_today

NAMES = {"Hall A": 40, "Library": 8, "Garden": 0}


@pytest.fixture
def rooms(app: Flask, cast, cafe: int) -> dict[str, int]:
    """Three rooms of the event, by name."""
    with app.app_context():
        rows = [
            Room(event_id=cast.event_id, name=name, capacity=number)
            for name, number in NAMES.items()
        ]
        db.session.add_all(rows)
        db.session.commit()
        return {row.name: row.id for row in rows}


@pytest.fixture
def page(cafe: int) -> str:
    return f"/events/spring/cafe/{cafe}/tables/rooms"


@pytest.fixture
def placed(
    organiser: FlaskClient, page: str, tables: list[int], rooms: dict[str, int]
) -> dict[str, int]:
    """Table 1 is in the library, table 2 in the garden, table 3 where the step is."""
    first, second, third = tables
    form = {
        f"t{first}-room_id": rooms["Library"],
        f"t{second}-room_id": rooms["Garden"],
        f"t{third}-room_id": "",
        **{f"t{table}-version": 1 for table in tables},
    }
    assert organiser.post(page, data=form).status_code == 302
    return rooms


def words_of(content: bytes) -> str:
    """Everything a Word file says."""
    return "\n".join(
        "".join(node.itertext())
        for node in docx.Document(io.BytesIO(content)).element.body.iter("{*}p")
    )


def test_a_room_is_chosen_for_each_table(
    app: Flask, organiser: FlaskClient, page: str, placed, tables: list[int], cafe: int
) -> None:
    with app.app_context():
        found = db.session.scalars(sa.select(CafeTable).order_by(CafeTable.number)).all()
        assert [one.own_room for one in found[:3]] == ["Library", "Garden", ""]
    shown = organiser.get(page.removesuffix("/rooms")).text
    assert "Library holds 8 people, but 10 are planned." in shown
    assert "Library, Garden" in shown


def test_a_room_that_is_none_is_refused_at_its_field(
    organiser: FlaskClient, page: str, rooms, tables: list[int]
) -> None:
    form = {f"t{tables[0]}-room_id": "99999", **{f"t{table}-version": 1 for table in tables}}
    answer = organiser.post(page, data=form)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_free_rooms_are_suggested_and_saved_only_by_a_press(
    app: Flask, organiser: FlaskClient, page: str, rooms, floor: Callable[[], CafeFloor]
) -> None:
    assert organiser.get(f"{page}?suggest=1").text.count(" selected") == 3
    assert floor().in_rooms is False
    with app.app_context():
        known = {key: PlanRoom(key, name, NAMES[name]) for name, key in rooms.items()}
        then = RoomsThen(known, {rooms["Hall A"]: "Training"})
        names = {table: known[room].name for table, room in suggest_rooms(floor(), then).items()}
        assert set(names.values()) == {"Garden", "Library"}
        beside = RoomsThen(known, {}, [rooms["Hall A"]])
        assert set(suggest_rooms(floor(), beside).values()) == {rooms["Hall A"]}


def test_papers_say_the_room(
    app: Flask, organiser: FlaskClient, seated: int, placed, floor: Callable[[], CafeFloor]
) -> None:
    now = floor()
    with app.test_request_context():
        papers = table_papers(now, "en")
        assert [one.room for one in papers] == ["Library", "Garden", ""]
        assert [(room, len(inside)) for room, inside in by_room(papers, "Hall A")] == [
            ("Library", 1),
            ("Garden", 1),
            ("Hall A", 1),
        ]
        assert paper_head(now, Words("Spring"), "en").room == "Library, Garden"
    base = f"/events/spring/cafe/{seated}/print"
    plan = docx.Document(io.BytesIO(organiser.get(f"{base}/room.docx?lang=en").data))
    heads = [one for one in plan.paragraphs if one.text == "Room plan"]
    assert len(heads) == 3
    for paper in ("signs", "cards"):
        said = words_of(organiser.get(f"{base}/{paper}.docx?lang=en").data)
        assert ("Library" in said, "Garden" in said, "Hall A" in said) == (True, True, False)
    slips = organiser.post(f"{base}/slips.docx", data={"lang": "en", "which": "all"})
    assert "Library" in words_of(slips.data)
    assert organiser.get(f"{base}/room").text.count("<section") == 3
    assert "Library" in organiser.get(f"{base}/slips").text
    lines = ["Library: table 1", "Garden: table 2"]
    assert [one in organiser.get(f"{base}/door?lang=en").text for one in lines] == [True, True]
    door = organiser.get(f"{base}/door.docx?lang=en").data
    assert [one in words_of(door) for one in lines] == [True, True]
    sheet = openpyxl.load_workbook(
        io.BytesIO(organiser.get(f"{base}/door.xlsx?lang=en").data)
    ).active
    assert [row[0] for row in sheet.iter_rows(3, 4, max_col=1, values_only=True)] == lines


def test_the_guide_sets_up_each_room(app: Flask, cast, placed, cafe: int) -> None:
    with app.app_context():
        guide = guide_of(db.session.get_one(Event, cast.event_id), "en", planner_today())
        step = next(one for one in guide.steps if one.id == cafe)
        assert step.cafe is not None
        assert [one.room for one in step.cafe.tables] == ["Library", "Garden", ""]
        round_tables = replace(step, layout=RoomLayout.ROUND_TABLES)
        assert [(one.room, one.people, one.tables) for one in room_setups([round_tables])] == [
            ("Library", 10, 1),
            ("Garden", 10, 1),
            (step.room, 10, 1),
        ]


def test_a_badge_and_a_slip_name_the_room_once_where_it_stays(app: Flask) -> None:
    stays = [SlipStop(1, "09:00", 3, "Berat", "Library")]
    goes = [SlipStop(1, "09:00", 3, "", "Library"), SlipStop(2, "09:30", 1, "", "Garden")]
    with app.test_request_context():
        assert group_called(stays) == ("Berat", "Library")
        assert way_lines(stays, {}) == ["09:00 → Table 3", "Berat", "Library"]
        assert way_lines(goes, {}) == [
            "Round 1 09:00 → Table 3 · Library",
            "Round 2 09:30 → Table 1 · Garden",
        ]


def test_a_room_that_is_gone_is_that_of_the_step(
    app: Flask, placed, floor: Callable[[], CafeFloor]
) -> None:
    with app.app_context():
        row = db.session.get_one(Room, placed["Library"])
        db.session.delete(row)
        db.session.commit()
    assert [one.own_room for one in floor().tables] == ["", "Garden", ""]


def test_the_list_takes_rooms_out_and_back(
    organiser: FlaskClient, page: str, placed, floor: Callable[[], CafeFloor]
) -> None:
    file = organiser.get(page.replace("/tables/rooms", "/tables.xlsx") + "?lang=en").data
    upload = {"file": (io.BytesIO(file), "tables.xlsx")}
    answer = organiser.post(
        page.replace("/rooms", "/bring-back"), data=upload, follow_redirects=True
    )
    assert answer.status_code == 200
    assert "Nothing" in answer.text


def test_doors(sign_in: Callable[[str], FlaskClient], page: str, placed) -> None:
    assert sign_in("stranger").get(page).status_code == 404
    assert sign_in("note_taker").get(page).status_code == 403
