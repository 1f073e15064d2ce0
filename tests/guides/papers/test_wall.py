"""The running order for the wall: a page a day whatever its length, without what is the team's alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitate.agenda.kinds import StepKind
from facilitate.data.content import content_folder
from facilitate.guides.choices import Choices, GuideReader, PaperSize
from facilitate.guides.papers import wall
from facilitate.guides.papers.look import begin_guide_file
from facilitate.lib.text import Words
from facilitate.web.i18n import use_language

from ...office import Office
from ..sample import sample_day, sample_guide, sample_step
from .reopened import all_text, document_texts, reopen_document

LOOK = content_folder("guides") / "guide.docx"
LONG = Words(
    "What we learned from the conference before, and from the one before that", "Çfarë mësuam"
)


def made(app: Flask, *days, paper: PaperSize = PaperSize.A4, large: bool = False) -> bytes:
    with app.app_context():
        return wall.to_word(
            sample_guide(*days), Choices("en", GuideReader.WALL, paper=paper, large=large), LOOK
        )


def test_times_titles_and_rooms_and_no_names(app: Flask) -> None:
    steps = [
        sample_step(),
        sample_step(2, internal=True),
        sample_step(3, kind=StepKind.NOTE),
        sample_step(4, kind=StepKind.BREAK),
    ]
    document = reopen_document(made(app, sample_day(*steps)))
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [row[1:] for row in rows] == [["Step 1", "Salla"], ["Step 4", "Salla"]]
    assert document_texts(document, "Wall Title") == ["Thursday 18 March"]
    assert ("Besnik" in all_text(document), "To know" in all_text(document)) == (False, False)
    assert {
        one.style.name for row in table.rows for cell in row.cells for one in cell.paragraphs
    } == {
        "Wall Time",
        "Wall Text",
    }


def test_what_a_block_holds_stands_below_it_with_a_dash(app: Flask) -> None:
    block = sample_step(1, kind=StepKind.SESSION, technique="", minutes=0)
    inside = [replace(sample_step(number), day=None, block=1) for number in (2, 3)]
    document = reopen_document(made(app, sample_day(block, *inside)))
    (table,) = document.tables
    assert [[cell.text for cell in row.cells][:2] for row in table.rows] == [
        ["09:00–10:20", "Step 1"],
        ["09:00–09:40", "– Step 2"],
        ["09:40–10:20", "– Step 3"],
    ]


def size(app: Flask, count: int) -> float:
    return (
        reopen_document(
            made(app, sample_day(*(sample_step(n, minutes=10) for n in range(1, count + 1))))
        )
        .styles["Wall Text"]
        .font.size.pt
    )


def test_fewer_steps_stand_in_larger_letters(app: Flask) -> None:
    sizes = [size(app, count) for count in (5, 15, 40)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == wall.LARGEST


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(count=st.integers(0, 60), paper=st.sampled_from(PaperSize), large=st.booleans())
def test_the_size_is_the_largest_that_fits(
    app: Flask, count: int, paper: PaperSize, large: bool
) -> None:
    with app.app_context(), use_language("en"):
        one = sample_guide(
            sample_day(*(sample_step(n, minutes=5, title=LONG) for n in range(1, count + 1)))
        )
        file = begin_guide_file(
            one, Choices("en", GuideReader.WALL, paper=paper, large=large), LOOK
        )
        points = wall.largest_letter_size(file, one.days)
        assert wall.SMALLEST <= points <= wall.LARGEST
        rows = wall.wall_rows(one.days[0])
        file.sized("Wall Text", points + 0.5)
        too_high = (
            wall._height(file, "Thursday 18 March", rows, points + 0.5)
            > file.text_height - wall.SPARE
        )
        assert too_high or points == wall.LARGEST


@pytest.mark.office
def test_one_page_a_day(app: Flask, office: Office, tmp_path: Path) -> None:
    asked = [(10, PaperSize.A4, False), (40, PaperSize.A4, True), (25, PaperSize.A5, False)]
    papers = []
    for count, paper, large in asked:
        one = sample_day(*(sample_step(n, minutes=10, title=LONG) for n in range(1, count + 1)))
        papers.append(made(app, one, one, paper=paper, large=large))
    found = office.pages(tmp_path, *papers)
    assert [[page.count("What we learned") for page in pages] for pages in found] == [
        [count, count] for count, _paper, _large in asked
    ]


def test_without_steps_it_says_so(app: Flask) -> None:
    assert document_texts(reopen_document(made(app, sample_day())), "Hole") == [
        "This day has no steps yet."
    ]
    assert document_texts(reopen_document(made(app)), "Hole") == [
        "There is no step in the agenda yet."
    ]
