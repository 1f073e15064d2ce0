"""The hosts' sheets: two pages for every table and group, with the host's name, times, question and words to say."""

from pathlib import Path

import pytest
from flask import Flask

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.plan import PlanStrand
from facilitate.data.content import content_folder
from facilitate.guides.choices import Choices, GuideReader
from facilitate.guides.papers import hosts
from facilitate.lib.text import Words

from ...office import Office
from ..sample import HELPER, sample_cafe, sample_day, sample_guide, sample_step
from .reopened import all_text, document_texts, reopen_document

LOOK = content_folder("guides") / "guide.docx"
CAFE = sample_step(
    2, kind=StepKind.CAFE, technique="world-cafe", minutes=105, title=Words("Café", "Café-ja")
)
CHOICES = Choices("en", GuideReader.HOSTS)


def made(app: Flask, *days, choices: Choices = CHOICES, **more) -> bytes:
    with app.app_context():
        return hosts.to_word(sample_guide(*days, language=choices.language, **more), choices, LOOK)


def test_a_pair_of_pages_for_every_table_of_a_café(app: Flask) -> None:
    document = reopen_document(made(app, sample_day(CAFE), cafes={2: sample_cafe()}))
    assert document_texts(document, "Heading 1") == ["Table 1", "Table 2"]
    assert document_texts(document, "Heading 2") == [
        "Table 1: what was said",
        "Table 2: what was said",
    ]
    facts, times = document.tables[0], document.tables[1]
    assert [cell.text for cell in facts.rows[0].cells] == ["Host", "Besnik Kola"]
    assert [row.cells[0].text for row in times.rows] == [
        "09:00–09:20",
        "09:25–09:45",
        "09:50–10:10",
        "10:15–10:45",
    ]
    assert "Who stays?" in document_texts(document, "Lead")
    assert len(document_texts(document, "Script")) >= 8
    assert document_texts(document, "Write Head")[3] == "What the room must hear from us"


def test_words_for_hosts_where_the_script_has_none(app: Flask) -> None:
    own = sample_step(
        2, kind=StepKind.CAFE, minutes=105, do=Words("Ring", "Bini"), say=Words("Go", "Nisni")
    )
    document = reopen_document(made(app, sample_day(own), cafes={2: sample_cafe()}))
    assert document_texts(document, "Do")[:1] == ["When everybody is seated, in the first round"]


def test_a_pair_for_every_group(app: Flask) -> None:
    block = sample_step(3, kind=StepKind.SESSION, technique="", lead=None, minutes=0)
    strands = [
        PlanStrand(1, 3, "a", Words("North", "Veriu"), 1, HELPER.id, None, 30),
        PlanStrand(2, 3, "b", Words("East", "Lindja"), 1, None, None, 0),
    ]
    document = reopen_document(made(app, sample_day(block, strands=strands)))
    assert document_texts(document, "Heading 1") == ["North", "East"]
    assert "Çeljeta Doçi" in all_text(document)
    assert len(document_texts(document, "Script")) == 6


def test_a_long_talk_at_tables_has_one_pair_to_copy(app: Flask) -> None:
    seated = sample_step(1, technique="case-study", minutes=45)
    short = sample_step(2, technique="case-study", minutes=15)
    document = reopen_document(made(app, sample_day(seated, short)))
    assert len(document_texts(document, "Heading 1")) == 1
    assert "One copy for each of" in document_texts(document, "Step Time")[0]


def test_nothing_to_host_is_said_on_one_page(app: Flask) -> None:
    document = reopen_document(made(app, sample_day(sample_step(kind=StepKind.PLENARY))))
    assert document_texts(document, "Heading 1") == ["Nothing for hosts"]
    assert document.tables == []


def test_a_café_without_tables_is_not_denied(app: Flask) -> None:
    """Host sheets of a café come with its tables; that there is no café would not be true."""
    without, short = made(app, sample_day(CAFE)), sample_step(1, technique="case-study", minutes=15)
    for found in (without, made(app, sample_day(short))):
        said = all_text(reopen_document(found))
        assert "No tables or groups have been set up for hosts yet." in said
        assert "This event has no world café" not in said


def test_named_styles_only_language_and_header(app: Flask) -> None:
    document = reopen_document(
        made(
            app,
            sample_day(CAFE),
            cafes={2: sample_cafe()},
            choices=Choices("sq", GuideReader.HOSTS),
        )
    )
    assert document.core_properties.language == "sq-AL"
    assert document.sections[0].different_first_page_header_footer is False
    assert [
        one for one in document.paragraphs if not one.text and one.style.name != "Write Line"
    ] == []


@pytest.mark.office
def test_two_pages_each(app: Flask, office: Office, tmp_path: Path) -> None:
    (found,) = office.pages(tmp_path, made(app, sample_day(CAFE), cafes={2: sample_cafe()}))
    assert len(found) == 4
    assert [": what was said" in page for page in found] == [False, True, False, True]
