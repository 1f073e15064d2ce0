"""Bars and full bars: as long as their numbers, with every number written, stars for what is not shown."""

import pytest
from markupsafe import Markup

from facilitate.participation.counting.pictures.bars import draw_bars
from facilitate.participation.counting.pictures.stacked import draw_stacked_bars
from facilitate.participation.counting.report import BlockKey, FiguresColumn

from .blocks import STAGES, SVG, is_inside, named_table, picture_about, picture_texts, read_picture

SECTORS = {
    "central_government": (60, 55, 51),
    "civil_society": (55, 48, 45),
    "donor": (3, None, None),
    "business": (0, 0, 0),
    "government": (60, 55, 51),
}
EVENTS = (
    FiguresColumn("launch-2004", "Launch 2004", 88),
    FiguresColumn("annual-2005", "Annual 2005", 92, published=True),
)


def lengths(markup: Markup, css: str) -> list[float]:
    return [
        float(one.get("width") or 0)
        for one in read_picture(markup).iter(f"{SVG}rect")
        if css in (one.get("class") or "")
    ]


@pytest.mark.parametrize("width", [640, 340])
def test_bars_are_as_long_as_their_numbers(width: float) -> None:
    drawn = draw_bars(named_table(BlockKey.SECTOR, SECTORS), width)
    attended = lengths(drawn, "pic-step5")[1:]  # the first is the sample in the legend
    assert [round(one / attended[0], 3) for one in attended] == [1.0, round(45 / 51, 3), 1.0]
    written = picture_texts(drawn)
    assert "51 · 42.9%" in written
    assert written.count("*") == 2
    assert "Nobody: business" in written
    assert "donor: Invited 3 · 1.9%, Confirmed not shown, Attended not shown." in picture_about(
        drawn
    )
    assert is_inside(drawn)


def test_names_are_escaped() -> None:
    block = named_table(BlockKey.ORGANISATION, {'<b>"Shpresa" & co': (3, 3, 3)})
    for drawn in (draw_bars(block), draw_stacked_bars(block)):
        assert "<b>" not in drawn
        assert '<b>"Shpresa" & co: Invited 3' in picture_about(drawn)


def test_across_events_bars_measure_shares_and_published_ones_are_hollow() -> None:
    block = named_table(BlockKey.SECTOR, {"civil_society": (44, None), "donor": (22, None)}, EVENTS)
    rows = [
        block.rows[0].__class__(
            r.key, r.name, r.counts, (r.shares[0], 600 if r.key != "donor" else None)
        )
        for r in block.rows
    ]
    drawn = draw_bars(block.__class__(block.key, block.title, block.columns, tuple(rows)))
    full, hollow = lengths(drawn, "pic-edge")[1:], lengths(drawn, "pic-hollow")[1:]
    assert [round(one / hollow[0], 3) for one in full] == [round(500 / 600, 3), round(250 / 600, 3)]
    assert "60.0%" in picture_texts(drawn)
    assert "–" in picture_texts(drawn), "a share that was never published is no secret"
    assert "*" not in picture_texts(drawn)


def test_a_full_bar_is_full_and_what_is_hidden_is_left_white_with_a_star() -> None:
    drawn = draw_stacked_bars(
        named_table(BlockKey.SECTOR, {"civil_society": (100, 100, 60), "donor": (60, 25, None)})
    )
    assert sum(lengths(drawn, "pic-cut")[:2]) == pytest.approx(628, abs=0.1)
    assert lengths(drawn, "pic-hollow") == [pytest.approx(628 * 59 / 119, abs=0.1)]
    assert picture_texts(drawn).count("*") == 1
    assert is_inside(drawn)


def test_pieces_carry_letters_so_that_grey_print_tells_them_apart() -> None:
    written = picture_texts(draw_stacked_bars(named_table(BlockKey.SECTOR, SECTORS)))
    assert written[1:3] == ["G 60", "C 55"]
    assert [letter for letter in ("G", "C", "D") if letter in written] == ["G", "C", "D"]
    others = picture_texts(
        draw_stacked_bars(
            named_table(BlockKey.PLACE, {"outside": (80, 70, 60), "capital": (80, 55, 59)})
        )
    )
    assert others[1:3] == ["A 80", "B 80"]


def test_pieces_too_narrow_for_a_letter_have_it_below() -> None:
    thin = {
        "civil_society": (150, 120, 110),
        "donor": (5, 2, 4),
        "media": (2, 2, 2),
        "business": (3, 1, 3),
    }
    root = read_picture(draw_stacked_bars(named_table(BlockKey.SECTOR, thin)))
    below = [
        (one.text, float(one.get("x") or 0))
        for one in root.iter(f"{SVG}text")
        if one.get("font-size") == "11.5"
    ]
    assert [text for text, _x in below][:2] == ["M", "B"]
    places = [x for _text, x in below][:2]
    assert places[1] - places[0] >= 14


def test_a_table_of_nobody_is_a_picture_too() -> None:
    empty = named_table(
        BlockKey.SECTOR, {"donor": (0, 0, 0)}, [FiguresColumn(c.key, c.name, 0) for c in STAGES]
    )
    assert is_inside(draw_bars(empty))
    assert is_inside(draw_stacked_bars(empty))
