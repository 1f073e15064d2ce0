"""Lines across years, and which pictures a report has."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitate.participation.counting.pictures.choosing import picture_named, pictures_of
from facilitate.participation.counting.pictures.lines import apart, lines
from facilitate.participation.counting.report import Block, BlockKey, Column, Report

from .blocks import COUNTIES, SVG, about, inside, read, table, texts

EVENTS = (
    Column("launch-2004", "Launch conference 2004", 88),
    Column("annual-2005", "Annual conference 2005", 92, published=True),
    Column("annual-2006", "Annual conference 2006", 119),
    Column("annual-2008", "Annual conference 2008", 108),
)


def across() -> Block:
    """Civil society, donors and government together at four conferences; one of them known by its shares alone."""
    block = table(
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
            replace(row, shares=(row.shares[0], known[row.key], *row.shares[2:])) for row in block.rows
        ),
    )


@pytest.mark.parametrize("width", [640, 340])
def test_lines_are_named_and_marked(width: float) -> None:
    drawn = lines(across(), width)
    written = texts(drawn)
    assert written.count("C") + written.count("G+") >= 7, "a letter on every mark"
    assert any(text.startswith("C") and text.endswith("35.2 %") for text in written)
    assert any(text.startswith("D") and text.endswith("*") for text in written)
    hidden = [text for text in written if text.endswith("* D")]
    assert len(hidden) == 2, "hidden at two events, unknown at the published one"
    assert "civil society: Launch conference 2004 38 · 43.2 %, Annual conference 2005 60.9 %" in about(drawn)
    assert "donor: Launch conference 2004 5 · 5.7 %, Annual conference 2005 not known" in about(drawn)
    assert inside(drawn)


def test_published_shares_are_hollow() -> None:
    marks = [one.get("class") or "" for one in read(lines(across())).iter(f"{SVG}circle")]
    assert sum("hollow" in css for css in marks) == 2
    assert len(marks) == 4 + 4 + 1


def test_a_line_breaks_where_a_share_is_not_told() -> None:
    block = table(
        BlockKey.SECTOR, {"donor": (20, None, 30, 30)}, [replace(one, published=False) for one in EVENTS]
    )
    (line,) = [
        one.get("d") or ""
        for one in read(lines(block)).iter(f"{SVG}path")
        if "pic-line" in (one.get("class") or "")
    ]
    assert (line.count("M"), line.count("L")) == (2, 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.floats(0, 300), max_size=14))
def test_names_do_not_cover_one_another(wanted: list[float]) -> None:
    places = apart(sorted(wanted), 0, 300)
    assert all(0 <= place <= 300.001 for place in places)
    assert all(b - a >= 17 - 0.001 for a, b in zip(places, places[1:], strict=False))


def report(*blocks: Block, across: bool = False) -> Report:
    return Report("Spring", "", blocks, across=across)


def test_each_table_has_its_pictures() -> None:
    sectors = table(BlockKey.SECTOR, {"donor": (3, 3, 3)})
    counties = table(BlockKey.COUNTY, {key: (3, 3, 0) for key in COUNTIES})
    names = [picture.name for picture in pictures_of(report(sectors, counties))]
    assert names == ["sector", "sector-parts", "county"]
    names = [picture.name for picture in pictures_of(report(across(), across=True))]
    assert names == ["sector", "sector-parts"]


def test_the_map_shows_the_furthest_stage_with_people() -> None:
    counties = table(BlockKey.COUNTY, {key: (4, 3, 0) for key in COUNTIES})
    found = picture_named(report(counties), "county")
    assert found is not None
    assert found.title == "By county: Confirmed"
    assert "Berat: Confirmed 3" in about(found.draw(640))
    assert picture_named(report(counties), "nothing") is None


def test_on_a_page_there_is_one_for_phones_too() -> None:
    (bars, *_more) = pictures_of(report(table(BlockKey.SECTOR, {"donor": (3, 3, 3)})))
    assert bars.on_page.count("<svg") == 2
    assert 'viewBox="0 0 340 ' in bars.on_page
