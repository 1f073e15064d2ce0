"""Room plans: what they show for whatever number of people, and that a picture comes out without any font."""

import xml.etree.ElementTree as ET
from struct import unpack

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from facilitate.guides.floorplan import HIGH, WIDE, PlanThing
from facilitate.guides.guide import GuideRoom
from facilitate.guides.layouts import COUNTED, draw_floorplan
from facilitate.guides.lettering import draw_lettering, lettering_width
from facilitate.guides.rooms import room_picture_of, svg_of
from facilitate.techniques.technique import RoomLayout
from facilitate.web.i18n import use_language

NAMES = {thing: thing.value for thing in PlanThing}
SVG = "{http://www.w3.org/2000/svg}"


def room(layout: RoomLayout, people: int = 40, tables: int = 5) -> GuideRoom:
    return GuideRoom(layout, "Salla", people, tables, [1])


@pytest.mark.parametrize("layout", list(RoomLayout))
@given(people=st.integers(0, 400), tables=st.integers(0, 60))
def test_every_seat_stands_in_the_room_and_none_too_many(
    layout: RoomLayout, people: int, tables: int
) -> None:
    drawing = draw_floorplan(layout, people, tables, NAMES)
    plan = ET.fromstring(f"<svg>{''.join(drawing.shapes)}</svg>")
    places = [(float(one.get("cx")), float(one.get("cy"))) for one in plan.iter("circle")]
    assert [(x, y) for x, y in places if not (3 < x < WIDE - 3 and 3 < y < HIGH - 3)] == []
    assert drawing.people <= people or people == 0
    assert drawing.tables <= tables or tables == 0
    if layout not in COUNTED:
        assert drawing.tables == 0


@pytest.mark.parametrize("layout", [one for one in RoomLayout if one is not RoomLayout.AS_IS])
@pytest.mark.parametrize("people", [0, 3, 28])
def test_few_people_are_all_drawn(layout: RoomLayout, people: int) -> None:
    seats = draw_floorplan(layout, people, 0, NAMES).people
    assert seats == people if people else seats > 10


@given(st.integers(1, 20), st.integers(1, 8))
def test_tables_are_numbered_and_everybody_sits(tables: int, each: int) -> None:
    drawing = draw_floorplan(RoomLayout.ROUND_TABLES, tables * each, tables, NAMES)
    assert (drawing.tables, drawing.people) == (tables, tables * each)


def test_what_does_not_fit_is_said(app: Flask) -> None:
    with app.app_context(), use_language("en"):
        few = room_picture_of(room(RoomLayout.ROUND_TABLES, 108, 13)).about
        many = room_picture_of(room(RoomLayout.ROUND_TABLES, 300, 40)).about
        unknown = room_picture_of(room(RoomLayout.CIRCLE, 0, 0)).about
    assert (
        few
        == "The room from above. Round tables: 13 tables, 108 people. Black: who leads, who takes notes."
    )
    assert "Showing 21 of 40." in many
    assert "How many will come is not known yet; the number drawn is an example." in unknown


def test_a_picture_in_the_size_it_says(app: Flask) -> None:
    with app.app_context():
        picture = room_picture_of(room(RoomLayout.FISHBOWL))
        again = room_picture_of(room(RoomLayout.FISHBOWL))
    assert picture.png[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = unpack(">II", picture.png[16:24])
    assert (wide / high, picture.width / picture.height) == (
        pytest.approx(11 / 7, 0.01),
        pytest.approx(11 / 7),
    )
    assert again.png is picture.png


def test_markup_is_safe_and_without_style(app: Flask) -> None:
    with app.app_context():
        markup = svg_of(room(RoomLayout.PODIUM))
    plan = ET.fromstring(markup)
    assert plan.get("role") == "img"
    assert plan.get("aria-label", "").startswith("The room from above. ")
    tags = {one.tag.removeprefix(SVG) for one in plan.iter()}
    assert tags == {"svg", "g", "rect", "circle", "path"}
    attributes = {name for one in plan.iter() for name in one.keys()}  # noqa: SIM118 - elements are no mappings
    assert [
        name for name in attributes if name in ("style", "id", "class") or name.startswith("on")
    ] == []


def test_every_word_is_drawn_in_both_languages(app: Flask) -> None:
    assert draw_lettering("ç", 0, 0, 3) != draw_lettering("c", 0, 0, 3)
    assert lettering_width("dërrasë", 3) > lettering_width("der", 3) > 0
    assert draw_lettering("Š", 0, 0, 3) == draw_lettering("s", 0, 0, 3)
    assert "<path" not in draw_lettering("漢", 0, 0, 3)
