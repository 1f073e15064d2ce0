"""The drawing of a technique: what its lines draw, and what they may not be."""

import xml.etree.ElementTree as ElementTree

import pytest

from facilitate.techniques.drawing import MOST_LINES, NotDrawn, draw_technique
from facilitate.techniques.shelf import shipped_techniques
from facilitate.techniques.technique import ASKED_OF, QUESTIONS


def classes(text: str) -> list[str]:
    """The class of each shape, in the order drawn."""
    picture = ElementTree.fromstring(str(draw_technique(text, "Café")))
    return [shape.get("class", "") for shape in picture if shape.tag != "title"]


def test_a_drawing_says_its_title_and_draws_line_by_line() -> None:
    picture = ElementTree.fromstring(str(draw_technique("table 20 20 6\nring 20 20 9 4", "<Café>")))
    assert (picture.get("role"), picture.findtext("title")) == ("img", "<Café>")
    assert classes("table 20 20 6\n\n  ring 20 20 9 4\nperson 60 10") == [
        "furniture",
        *["who"] * 4,
        "leads",
    ]
    assert classes("arrow 0 0 10 0\ndots 5 5 3\nstep 9 9 2") == [
        "moving",
        "head",
        *["dot"] * 3,
        "step",
        "number",
    ]
    assert classes("") == []


@pytest.mark.parametrize(
    "line",
    [
        "circle 1 2 3",
        "table 1 2",
        "table 1 2 3 4",
        "table a b c",
        "step 1 2 99999",
        'person 1 "><script>',
        "\n".join(["person 1 1"] * (MOST_LINES + 1)),
    ],
)
def test_what_is_no_drawing_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(NotDrawn) as refused:
        draw_technique(line, "")
    assert refused.value.line == line.splitlines()[-1]


def test_a_row_of_too_many_is_cut_and_nothing_is_endless() -> None:
    assert len(classes("ring 60 40 20 9999\nrow 5 5 0 5\nring 5 5 5 0")) == 40


def test_each_technique_of_the_shelf_is_drawn_and_asks_something_of_each_sector() -> None:
    for one in shipped_techniques().values():
        assert len(classes(one.drawing)) > 5, one.key
        assert {sector: len(rows["en"]) for sector, rows in one.questions.items()} == dict.fromkeys(
            ASKED_OF, QUESTIONS
        ), one.key
        assert {sector: len(rows["sq"]) for sector, rows in one.questions.items()} == dict.fromkeys(
            ASKED_OF, QUESTIONS
        ), one.key
        assert one.hybrid.en
        assert one.hybrid.sq
    assert len({one.drawing for one in shipped_techniques().values()}) == len(shipped_techniques())
