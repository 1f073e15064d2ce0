"""The map of the twelve counties: each is there once, neighbours share their border, numbers and stars are on it."""

import re
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitate.participation.counting.pictures.counties import (
    EAST,
    MIDDLE,
    NORTH,
    SOUTH,
    WEST,
    county_borders,
    county_outlines,
    hatching_lines,
)
from facilitate.participation.counting.pictures.county_map import draw_county_map, shade_scale
from facilitate.participation.counting.report import BlockKey, FiguresBlock

from .blocks import (
    COUNTIES,
    SVG,
    is_inside,
    named_table,
    picture_about,
    picture_texts,
    read_picture,
)


def neighbouring_counties() -> frozenset[frozenset[str]]:
    """Which counties share a border."""
    return frozenset(
        frozenset(name.split("_")) for name in county_borders() if not name.endswith("_outside")
    )


NEIGHBOURS = {
    "shkoder": {"kukes", "lezhe"},
    "kukes": {"shkoder", "lezhe", "diber"},
    "lezhe": {"shkoder", "kukes", "diber", "durres"},
    "diber": {"kukes", "lezhe", "durres", "tirane", "elbasan"},
    "durres": {"lezhe", "diber", "tirane"},
    "tirane": {"durres", "diber", "elbasan", "fier"},
    "elbasan": {"diber", "tirane", "fier", "berat", "korce"},
    "fier": {"tirane", "elbasan", "berat", "gjirokaster", "vlore"},
    "berat": {"elbasan", "fier", "korce", "gjirokaster"},
    "korce": {"elbasan", "berat", "gjirokaster"},
    "gjirokaster": {"berat", "fier", "korce", "vlore"},
    "vlore": {"fier", "gjirokaster"},
}


def map_of(**more: int | None) -> FiguresBlock:
    """How many came from each county: 5, where nothing else is said."""
    return named_table(BlockKey.COUNTY, {key: (9, 7, more.get(key, 5)) for key in COUNTIES})


def test_every_county_is_there_once() -> None:
    assert sorted(shape.key for shape in county_outlines(500)) == sorted(COUNTIES)


def test_neighbours_are_those_of_the_country() -> None:
    wanted = {frozenset((one, other)) for one, others in NEIGHBOURS.items() for other in others}
    assert neighbouring_counties() == wanted


def test_neighbours_share_the_points_of_their_border_and_nobody_else_shares_a_line() -> None:
    lines = {
        shape.key: {
            frozenset(pair)
            for pair in zip(shape.corners, (*shape.corners[1:], shape.corners[0]), strict=True)
        }
        for shape in county_outlines(500)
    }
    assert len(COUNTIES) == 12
    for one, other in combinations(COUNTIES, 2):
        assert bool(lines[one] & lines[other]) == (
            frozenset((one, other)) in neighbouring_counties()
        )


def test_borders_meet_where_they_end() -> None:
    ends = [point for line in county_borders().values() for point in (line[0], line[-1])]
    assert {ends.count(point) for point in ends} == {3}, "three areas meet at every point"


def test_a_number_stands_on_its_county() -> None:
    assert {shape.key for shape in county_outlines(500)} == set(COUNTIES)
    for shape in county_outlines(500):
        x, y = shape.at
        cuts = [
            x1 + (y - y1) * (x2 - x1) / (y2 - y1)
            for (x1, y1), (x2, y2) in zip(
                shape.corners, (*shape.corners[1:], shape.corners[0]), strict=True
            )
            if (y1 < y) != (y2 < y)
        ]
        assert sum(cut < x for cut in cuts) % 2 == 1, shape.key


def test_the_country_lies_on_the_picture() -> None:
    corners = [corner for shape in county_outlines(500) for corner in shape.corners]
    assert (min(y for _x, y in corners), max(y for _x, y in corners)) == (0.0, 500.0)
    assert min(x for x, _y in corners) >= 0
    assert max(x for x, _y in corners) == pytest.approx(
        (EAST - WEST) * MIDDLE * 500 / (NORTH - SOUTH), abs=0.1
    )


def test_hatching_stays_inside_a_square() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    assert hatching_lines(square, 5) == [
        ((0.0, 5.0), (5.0, 0.0)),
        ((0.0, 10.0), (10.0, 0.0)),
        ((5.0, 10.0), (10.0, 5.0)),
    ]


def test_the_map_says_its_numbers() -> None:
    drawn = draw_county_map(map_of(tirane=37, berat=0, kukes=None))
    written = picture_texts(drawn)
    assert [written.count(text) for text in ("37", "0", "*")] == [1, 1, 1]
    assert all(name in written for name in COUNTIES.values())
    assert "nobody from there" in written
    assert "* not shown: fewer than three people, or a" in written
    assert "Tiranë: Attended 37 · 31.1%." in picture_about(drawn)
    assert "Kukës: Attended not shown." in picture_about(drawn)
    assert is_inside(drawn)


def test_a_map_of_nobody_is_a_map_too() -> None:
    assert picture_texts(draw_county_map(map_of(**dict.fromkeys(COUNTIES, 0)))).count("0") == 12


def test_another_stage_is_drawn_when_asked_for() -> None:
    assert "Berat: Invited 9" in picture_about(draw_county_map(map_of(), "invited"))


def test_people_without_a_county_stand_below_the_map() -> None:
    block = named_table(
        BlockKey.COUNTY, {**{key: (5, 5, 5) for key in COUNTIES}, "unknown": (9, 8, 6)}
    )
    assert picture_texts(draw_county_map(block))[-1] == "unknown: 6"


def test_only_what_is_zero_or_hidden_is_hatched() -> None:
    hatched = [
        one
        for one in read_picture(draw_county_map(map_of())).iter(f"{SVG}path")
        if one.get("class") == "pic-hatch"
    ]
    assert hatched == []
    hatched = [
        one
        for one in read_picture(draw_county_map(map_of(fier=0, vlore=None))).iter(f"{SVG}path")
        if one.get("class") == "pic-hatch"
    ]
    assert len(hatched) == 4, "two counties, two lines of the legend"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.none() | st.integers(0, 5000), max_size=12))
def test_five_steps_hold_every_number(counts: list[int | None]) -> None:
    scale = shade_scale(counts)
    told = [count for count in counts if count]
    assert len(scale.ends) <= 5
    assert all(0 <= scale.step(count) < len(scale.ends) for count in told)
    assert [scale.step(count) for count in sorted(told)] == sorted(
        scale.step(count) for count in told
    )
    assert len(scale.shades) == len(set(scale.shades)) == len(scale.spans) == len(scale.ends)
    if told:
        bounds = [int(number) for span in scale.spans for number in re.findall(r"\d+", span)]
        assert (bounds[0], bounds[-1]) == (min(told), max(told))
