"""The note-taker's booklet: how to take notes, the running order, a form for every working step or one's own only."""

from dataclasses import replace

from flask import Flask

from facilitate.agenda.kinds import StepKind
from facilitate.data.content import content_folder
from facilitate.guides.choices import Choices, GuideReader, cut_guide
from facilitate.guides.papers import booklet
from facilitate.lib.text import Words

from ..sample import HELPER, sample_cafe, sample_day, sample_guide, sample_step
from .reopened import all_text, document_texts, reopen_document

LOOK = content_folder("guides") / "guide.docx"
CAFE = sample_step(
    2, kind=StepKind.CAFE, technique="world-cafe", minutes=105, title=Words("Café", "Café-ja")
)
BREAK = sample_step(3, kind=StepKind.BREAK, technique="")
MINE = sample_step(4, note_taker=HELPER.id)


def made(app: Flask, choices: Choices, *steps):
    with app.app_context():
        whole = sample_guide(
            sample_day(*steps),
            language=choices.language,
            cafes={2: sample_cafe()},
            heads=["Said", "Agreed"],
        )
        return reopen_document(booklet.to_word(cut_guide(whole, choices), choices, LOOK))


def test_a_form_for_every_working_step(app: Flask) -> None:
    document = made(app, Choices("en", GuideReader.NOTES), sample_step(), CAFE, BREAK, MINE)
    titles = [text for text in document_texts(document, "Heading 2") if text[0].isdigit()]
    assert titles == [
        "1. Step 1",
        *(f"2. Café · Round {number}" for number in (1, 2, 3)),
        "4. Step 4",
    ]
    assert document_texts(document, "Heading 1") == [
        "How you take notes",
        "Where you are, and when",
    ]
    (order,) = [
        one
        for one in document.tables
        if len(one.columns) == 4 and one.rows[0].cells[1].text == "Step"
    ]
    assert [row.cells[1].text.split("\n")[0] for row in order.rows[1:]] == [
        "1. Step 1",
        "2. Café",
        "3. Step 3",
        "4. Step 4",
    ]


def test_one_s_own_has_the_own_steps_only(app: Flask) -> None:
    document = made(
        app, Choices("en", GuideReader.NOTES, member=HELPER.id), sample_step(), CAFE, MINE
    )
    assert [text for text in document_texts(document, "Heading 2") if text[0].isdigit()] == [
        "3. Step 4"
    ]
    assert "Note-taker: Çeljeta Doçi" in document_texts(document, "Cover Text")
    assert "1 step to take notes in" in document_texts(document, "Cover Text")


def test_with_nothing_to_note_it_says_so(app: Flask) -> None:
    document = made(app, Choices("en", GuideReader.NOTES, member=HELPER.id), sample_step())
    assert document_texts(document, "Hole") == [
        "You have no steps to take notes in yet. The agenda shows, step by step, who takes notes."
    ]
    assert document_texts(document, "Write Line") == []


def test_in_its_own_language_with_the_ground_for_anonymity(app: Flask) -> None:
    document = made(app, replace(Choices("sq", GuideReader.NOTES)), sample_step())
    assert document.core_properties.language == "sq-AL"
    assert "asgjë që mund të tregojë se kush është një viktimë" in all_text(document).lower()
