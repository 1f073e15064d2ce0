"""Lines across years, and which pictures a report has."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitate.participation.counting.pictures.bars import draw_bars
from facilitate.participation.counting.pictures.choice import picture_named, report_pictures
from facilitate.participation.counting.pictures.drawing import spread_apart
from facilitate.participation.counting.pictures.lines import draw_lines
from facilitate.participation.counting.pictures.marks import mark_spots
from facilitate.participation.counting.pictures.stacked import draw_stacked_bars
from facilitate.participation.counting.report import (
    BlockKey,
    FiguresBlock,
    FiguresColumn,
    FiguresReport,
)

from .blocks import (
    COUNTIES,
    SVG,
    is_inside,
    named_table,
    picture_about,
    picture_texts,
    read_picture,
)

EVENTS = (
    FiguresColumn("launch-2004", "Launch conference 2004", 88),
    FiguresColumn("annual-2005", "Annual conference 2005", 92, published=True),
    FiguresColumn("annual-2006", "Annual conference 2006", 119),
    FiguresColumn("annual-2008", "Annual conference 2008", 108),
)


def across() -> FiguresBlock:
    """Civil society, donors and government together at four conferences; one of them known by its shares alone."""
    block = named_table(
        BlockKey.SECTOR,
        {
            "civil_society": (38, None, 45, 38),
            "donor": (5, None, None, None),
            "government": (12, None, 51, 46),
        },
        EVENTS,
    )
    known = {"civil_society": 609, "donor": None, "government": 160}
    return replace(
        block,
        rows=tuple(
            replace(row, shares=(row.shares[0], known[row.key], *row.shares[2:]))
            for row in block.rows
        ),
    )


@pytest.mark.parametrize("width", [640, 340])
def test_lines_are_named_and_marked(width: float) -> None:
    drawn = draw_lines(across(), width)
    written = picture_texts(drawn)
    assert written.count("C") + written.count("G+") >= 7, "a letter on every mark"
    assert any(text.endswith("35.2%") for text in written)
    assert any(text in ("*", "donor *") for text in written)
    hidden = [text for text in written if text.endswith("* D")]
    assert len(hidden) == 2, "hidden at two events, unknown at the published one"
    assert (
        "civil society: Launch conference 2004 38 · 43.2%, Annual conference 2005 60.9%"
        in picture_about(drawn)
    )
    assert (
        "donor: Launch conference 2004 5 · 5.7%, Annual conference 2005 not known"
        in picture_about(drawn)
    )
    assert is_inside(drawn)


def test_published_shares_are_hollow() -> None:
    marks = [
        one.get("class") or "" for one in read_picture(draw_lines(across())).iter(f"{SVG}circle")
    ]
    assert sum("hollow" in css for css in marks) == 2
    assert len(marks) == 4 + 4 + 1 + 3, "the last event has points and, at the names, the letters"


def test_a_line_breaks_where_a_share_is_not_told() -> None:
    block = named_table(
        BlockKey.SECTOR,
        {"donor": (20, None, 30, 30)},
        [replace(one, published=False) for one in EVENTS],
    )
    (line,) = [
        one.get("d") or ""
        for one in read_picture(draw_lines(block)).iter(f"{SVG}path")
        if "pic-line" in (one.get("class") or "")
    ]
    assert (line.count("M"), line.count("L")) == (2, 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.floats(0, 300), max_size=14))
def test_names_do_not_cover_one_another(wanted: list[float]) -> None:
    places = spread_apart(sorted(wanted), 0, 300, 17)
    assert all(0 <= place <= 300.001 for place in places)
    assert all(b - a >= 17 - 0.001 for a, b in zip(places, places[1:], strict=False))
    assert spread_apart([5, 5, 5], 0, 300, (20, 30)) == [5, 25, 55]


def crowd(number: int) -> FiguresBlock:
    """So many sectors that lie within a few percent of one another, and one far above."""
    rows = {
        "civil_society": (60, None, 70, 66),
        **{f"small {n}": (n, None, n + 1, n) for n in range(number)},
    }
    block = named_table(BlockKey.SECTOR, rows, EVENTS)
    return replace(block, columns=tuple(replace(one, published=False) for one in block.columns))


@pytest.mark.parametrize("width", [640, 340])
def test_marks_do_not_cover_one_another(width: float) -> None:
    circles = [
        (float(one.get("cx") or 0), float(one.get("cy") or 0))
        for one in read_picture(draw_lines(crowd(9), width)).iter(f"{SVG}circle")
        if float(one.get("r") or 0) > 8
    ]
    assert len(circles) > 15
    assert all(
        abs(x - a) + abs(y - b) >= 16 for n, (x, y) in enumerate(circles) for a, b in circles[:n]
    )


def test_a_mark_that_moves_aside_stays_on_its_line() -> None:
    flat, steep = (
        ((0.0, 100.0), (50.0, 100.0), (100.0, 100.0)),
        ((0.0, 52.0), (50.0, 102.0), (100.0, 152.0)),
    )
    one, other = mark_spots([(flat[0], flat[1], flat[2]), (steep[0], steep[1], steep[2])], 40)
    assert (one, other) == ((50.0, 100.0), (67, 119.0))
    assert mark_spots([(None, (50.0, 100.0), None)] * 2, 40) == [(50.0, 100.0), None]


def test_long_names_stand_on_two_lines_whole() -> None:
    long = "Organizatë jofitimprurëse ndërkombëtare"
    block = across()
    plain, bold = (
        replace(block, rows=(replace(block.rows[0], name=long, together=one), *block.rows[1:]))
        for one in (False, True)
    )
    for drawn in (
        draw_lines(bold),
        draw_lines(bold, 340),
        draw_bars(bold, 340),
        draw_stacked_bars(plain),
        draw_stacked_bars(plain, 230),
    ):
        written = " ".join(picture_texts(drawn))
        assert ("…" in written, all(word in written for word in long.split())) == (False, True)


def report(*blocks: FiguresBlock, across: bool = False) -> FiguresReport:
    return FiguresReport("Spring", "", blocks, across=across)


def test_each_table_has_its_pictures() -> None:
    sectors = named_table(BlockKey.SECTOR, {"donor": (3, 3, 3)})
    counties = named_table(BlockKey.COUNTY, {key: (3, 3, 0) for key in COUNTIES})
    names = [picture.name for picture in report_pictures(report(sectors, counties))]
    assert names == ["sector", "sector-parts", "county"]
    names = [picture.name for picture in report_pictures(report(across(), across=True))]
    assert names == ["sector", "sector-parts"]


def test_the_map_shows_the_furthest_stage_with_people() -> None:
    counties = named_table(BlockKey.COUNTY, {key: (4, 3, 0) for key in COUNTIES})
    found = picture_named(report(counties), "county")
    assert found is not None
    assert found.title == "By county: Confirmed"
    assert "Berat: Confirmed 3" in picture_about(found.draw(640))
    assert picture_named(report(counties), "nothing") is None


def test_on_a_page_there_is_one_for_phones_too() -> None:
    (bars, *_more) = report_pictures(report(named_table(BlockKey.SECTOR, {"donor": (3, 3, 3)})))
    assert bars.on_page.count("<svg") == 2
    assert 'viewBox="0 0 340 ' in bars.on_page
