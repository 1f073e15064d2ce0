"""A note-taker's blank form: what stands on it, and that it fills its page without spilling over."""

from pathlib import Path

import pytest
from flask import Flask

from facilitate.agenda.kinds import StepKind
from facilitate.data.content import content_folder
from facilitate.guides.choices import Choices, GuideReader, PaperSize
from facilitate.guides.guide import GuideGroup
from facilitate.guides.papers import booklet
from facilitate.guides.papers.look import begin_guide_file
from facilitate.guides.papers.notes_form import add_note_pages, blank_forms, share_ruled_lines
from facilitate.lib.text import Words
from facilitate.web.i18n import use_language

from ...office import Office
from ..sample import sample_cafe, sample_day, sample_guide, sample_step
from .reopened import document_texts, reopen_document

LOOK = content_folder("guides") / "guide.docx"
CAFE = sample_step(
    2, kind=StepKind.CAFE, technique="world-cafe", minutes=105, title=Words("Café", "Café-ja")
)


def form(app: Flask, number: int = 0, **more):
    with app.app_context():
        made = sample_guide(
            sample_day(sample_step(), CAFE),
            cafes={2: sample_cafe(**more)},
            heads=["Said", "Agreed", "Promised"],
        )
        with use_language("en"):
            file = begin_guide_file(made, Choices("en"), LOOK)
            add_note_pages(file, made, made.steps[number])
            return reopen_document(file.save())


def test_it_has_the_headings_agreed_with_lines_and_says_what_not_to_write(app: Flask) -> None:
    document = form(app)
    assert document_texts(document, "Group Heading") == ["1. Step 1"]
    assert document_texts(document, "Write Head") == ["Said", "Agreed", "Promised"]
    assert len(document_texts(document, "Write Line")) > 10
    assert [
        text
        for text in document_texts(document, "Note")
        if "Nothing that identifies a person." in text
    ] != []
    (table,) = document.tables
    cells = [cell.text for row in table.rows for cell in row.cells]
    assert cells[:4] == ["Event", "Spring conference", "When", "Thu 18 Mar · 09:00–09:40"]
    assert cells[4:6] == ["Room", "Salla"]
    assert cells[8] == "Note-taker"


def test_a_café_has_a_page_for_every_round(app: Flask) -> None:
    document = form(app, 1)
    assert document_texts(document, "Group Heading") == [
        f"2. Café · Round {number}" for number in (1, 2, 3)
    ]
    assert document_texts(document, "Write Head").count("The question on the table") == 3


def test_a_question_of_the_round_stands_on_its_page(app: Flask) -> None:
    questions = [{"en": "What lasts?"}, {"en": "Who stays?"}, {"en": "Who starts?"}]
    document = form(app, 1, questions=questions)
    assert document_texts(document, "Lead") == ["What lasts?", "Who stays?", "Who starts?"]
    assert "The question on the table" not in document_texts(document, "Write Head")


def test_groups_without_steps_of_their_own_have_a_page_each(app: Flask) -> None:
    with app.app_context():
        one = sample_guide(sample_day(sample_step())).steps[0]
    one.groups.extend(
        [GuideGroup("North", "Room 2", "Besnik", "Ana", 30), GuideGroup("East", "", "", "", 0, [7])]
    )
    assert [(form.title, form.room, form.note_taker) for form in blank_forms(one)] == [
        ("1. Step 1 · North", "Room 2", "Ana")
    ]


@pytest.mark.parametrize("heads", [1, 4, 8])
@pytest.mark.parametrize("alike", [True, False])
def test_lines_share_the_room_and_do_not_spill(app: Flask, heads: int, alike: bool) -> None:
    with app.app_context(), use_language("en"):
        file = begin_guide_file(sample_guide(sample_day(sample_step())), Choices("en"), LOOK)
    names = [f"Heading {number}" for number in range(heads)]
    counts = share_ruled_lines(file, names, 20.0, alike=alike)
    taken = sum(counts) * file.line_height("Write Line") + sum(
        file.height(name, "Write Head") for name in names
    )
    assert 20.0 - 2 * file.line_height("Write Line") < taken <= 20.0
    assert max(counts) - min(counts) <= 1 if alike else counts[0] == max(counts)


@pytest.mark.office
def test_every_form_takes_one_page(app: Flask, office: Office, tmp_path: Path) -> None:
    heads = [
        "In the speakers’ own words",
        "Agreed",
        "Promised: who, what, by when",
        "Open questions",
    ]
    asked = [
        Choices(language, GuideReader.NOTES, paper=paper, large=large)
        for language in ("en", "sq")
        for paper, large in ((PaperSize.A4, False), (PaperSize.A4, True), (PaperSize.A5, False))
    ]
    with app.app_context():
        papers = []
        for one in asked:
            made = sample_guide(
                sample_day(sample_step(), CAFE),
                language=one.language,
                cafes={2: sample_cafe()},
                heads=heads,
            )
            papers.append(booklet.to_word(made, one, LOOK))
    held = [
        [[heads[0] in page, heads[-1] in page] for page in found[-4:]]
        for found in office.pages(tmp_path, *papers)
    ]
    assert dict(zip(asked, held, strict=True)) == {one: [[True, True]] * 4 for one in asked}


def test_a_kind_of_step_with_headings_of_its_own_has_them_on_its_sheet_alone(app: Flask) -> None:
    with app.app_context():
        made = sample_guide(
            sample_day(sample_step(), CAFE),
            cafes={2: sample_cafe()},
            heads=["Said"],
            own_heads={"cafe": ["Ideas"]},
        )
        with use_language("en"):
            file = begin_guide_file(made, Choices("en"), LOOK)
            for one in made.steps:
                add_note_pages(file, made, one)
            heads = document_texts(reopen_document(file.save()), "Write Head")
    assert heads[0] == "Said"
    assert heads[1:] == ["The question on the table", "Ideas"] * 3
    assert made.kinds_with_heads == {StepKind.CAFE: ["Ideas"]}
