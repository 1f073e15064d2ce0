"""The questionnaire on paper: reopened, it asks everything, has room to write, and fits its pages."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
import sqlalchemy as sa
from docx.oxml.ns import qn
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Choice, Question, Questionnaire
from facilitate.consultation.papers.queries import in_columns
from facilitate.data.db import db

from ...office import Office
from ...statements import count_statements
from ..conftest import Asked, planner_today
from .conftest import Every

pytestmark = pytest.mark.both_databases
FORM = "/events/spring/consultation/form.docx"


def opened(client: FlaskClient, path: str = FORM) -> Any:
    return docx.Document(io.BytesIO(client.get(path).data))


def texts(document: Any, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == style]


def cells(document: Any, style: str) -> list[list[str]]:
    """The tables of that style, each as the texts of its cells."""
    return [
        [cell.text for row in table.rows for cell in row.cells]
        for table in document.tables
        if table.style.name == style
    ]


@pytest.mark.one_database
def test_every_question_is_asked_by_its_kind(organiser: FlaskClient, every: Every) -> None:
    document = opened(organiser, f"{FORM}?lang=en")
    assert texts(document, "Question") == [
        "Where do you work?",
        "In which county?",
        "1. What do you, or your institution, want to do in the coming year so that this work lasts?",
        "2. What do you want to learn or experience at the conference that will help you do it?",
        "3. Which day?",
        "4. Which topics?",
        "5. How well?",
        "6. What comes first?",
        "Thank you.",
    ]
    sectors, counties, *asked = cells(document, "Choices")
    assert sectors[:4] == ["○", "Central government", "○", "Donor"]
    assert [text for text in counties if "capital" in text] == [
        "Tiranë, the capital",
        "Tiranë, outside the capital",
    ]
    assert asked == [
        ["○", "Thursday", "○", "Friday"],
        ["☐", "Time", "☐", "Money", "☐", "People"],
        ["not at all", "○\n1", "○\n2", "○\n3", "○\n4", "○\n5", "very"],
        ["☐", "Talk", "☐", "Food"],
    ]
    assert cells(document, "Lines") == [[""] * 6, [""] * 6]
    assert "Please tick one. Please answer this one." in texts(document, "Help")


@pytest.mark.one_database
def test_in_the_events_language_unless_asked_for_another(
    organiser: FlaskClient, every: Every
) -> None:
    english, albanian = opened(organiser, f"{FORM}?lang=en"), opened(organiser)
    assert (texts(english, "Title"), texts(albanian, "Title")) == (
        ["What should the conference bring?"],
        ["Çfarë duhet të sjellë konferenca?"],
    )
    assert albanian.core_properties.language == "sq-AL"
    assert cells(albanian, "Choices")[0][1] == "Qeveri qendrore"
    assert opened(organiser, f"{FORM}?lang=fr").core_properties.language == "sq-AL"


@pytest.mark.one_database
def test_what_is_hidden_is_not_printed(app: Flask, organiser: FlaskClient, every: Every) -> None:
    with app.app_context():
        db.session.execute(
            sa.update(Choice).where(Choice.id == every.choices["Money"]).values(hidden=True)
        )
        db.session.execute(
            sa.update(Question).where(Question.id == every.questions["scale"]).values(hidden=True)
        )
        db.session.commit()
    document = opened(organiser, f"{FORM}?lang=en")
    assert cells(document, "Choices")[3] == ["☐", "Time", "☐", "People"]
    assert texts(document, "Question")[-2] == "5. What comes first?"


@pytest.mark.one_database
def test_it_says_what_is_kept(app: Flask, organiser: FlaskClient, asked: Asked) -> None:
    document = opened(organiser, f"{FORM}?lang=en")
    assert texts(document, "Kept")[0].startswith("Your answer is anonymous.")
    assert cells(document, "Lines") == [[""] * 6, [""] * 6]
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(named=True))
        db.session.commit()
    document = opened(organiser, f"{FORM}?lang=en")
    assert texts(document, "Kept")[0].startswith("This consultation is not anonymous.")
    assert cells(document, "Lines")[0] == ["Your name", "", "Your office or organisation", ""]


@pytest.mark.one_database
def test_until_when_and_where_to(app: Flask, organiser: FlaskClient, asked: Asked) -> None:
    document = opened(organiser, f"{FORM}?lang=en")
    [facts] = cells(document, "Guide Facts")
    assert facts[::2] == ["Back by", "Back to", "Or online"]
    assert (facts[5], len(document.inline_shapes)) == (f"http://localhost{asked.path}", 1)
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(closed=True))
        db.session.commit()
    assert cells(opened(organiser, f"{FORM}?lang=en"), "Guide Facts")[0][::2] == [
        "Back by",
        "Back to",
    ]


@pytest.mark.one_database
def test_paper_is_a4_with_page_numbers_and_the_day(organiser: FlaskClient, asked: Asked) -> None:
    document = opened(organiser, f"{FORM}?lang=en")
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.different_first_page_header_footer is False
    fields = [
        one.get(qn("w:instr")).strip() for one in section.footer._element.iter(qn("w:fldSimple"))
    ]
    assert fields == ["PAGE", "NUMPAGES"]
    back = planner_today() + timedelta(days=3)
    assert f"Please return it by {back.day} {back:%B %Y}." in section.footer.paragraphs[0].text


@pytest.mark.one_database
def test_heads_stay_with_what_they_ask(organiser: FlaskClient, every: Every) -> None:
    """Question, help and every line but the last keep with what follows; rows never break; only named styles."""
    document = opened(organiser)
    styles = document.styles
    for name in ("Question", "Help", "Choice", "Ranked Choice", "Writing Line"):
        assert styles[name].paragraph_format.keep_with_next is True
    for name in ("Last Choice", "Last Ranked Choice", "Last Writing Line"):
        assert styles[name].paragraph_format.keep_with_next is False
    body = document.element.body
    assert body.findall(f".//{qn('w:rPr')}") == []
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in body.iter(qn("w:tr")))


@pytest.mark.one_database
def test_the_thanks_never_fill_a_page_alone(organiser: FlaskClient, every: Every) -> None:
    *_others, before, last = opened(organiser).tables
    kept = [
        [
            one.find(qn("w:pPr")).find(qn("w:keepNext")) is not None
            for one in row._tr.iter(qn("w:p"))
        ]
        for table in (before, last)
        for row in table.rows[-1:]
    ]
    assert [all(row) for row in kept] == [False, True]


@pytest.mark.one_database
@pytest.mark.parametrize("text", ["=1+1", "</w:t>", "שלום 🎉", "a\x0bb", "x" * 5000])
def test_no_text_breaks_it(app: Flask, organiser: FlaskClient, asked: Asked, text: str) -> None:
    with app.app_context():
        row = db.session.get_one(Question, asked.questions[0])
        row.text = type(row.text)(text, "")
        db.session.commit()
    assert texts(opened(organiser), "Question")[2] == "1. " + text.replace("\x0b", "")


def test_in_columns_reads_down() -> None:
    assert in_columns(("a", "b", "c", "d", "e"), 2) == [["a", "d"], ["b", "e"], ["c", ""]]
    assert in_columns((), 3) == []


@pytest.mark.one_database
def test_statements_do_not_grow(app: Flask, organiser: FlaskClient, every: Every) -> None:
    with count_statements() as statements:
        organiser.get(FORM)
    assert len(statements) <= 10


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("who", "status"), [("viewer", 200), ("note_taker", 200), ("stranger", 404)]
)
def test_for_whom(
    sign_in: Callable[[str], FlaskClient], asked: Asked, who: str, status: int
) -> None:
    assert sign_in(who).get(FORM).status_code == status


@pytest.mark.one_database
def test_without_a_questionnaire(organiser: FlaskClient) -> None:
    assert organiser.get(FORM).status_code == 404


@pytest.mark.office
def test_it_renders(organiser: FlaskClient, every: Every, office: Office, tmp_path: Path) -> None:
    papers = [organiser.get(f"{FORM}?lang={language}").data for language in ("en", "sq")]
    found = office.pages(tmp_path, *papers)
    for (first, second), county in zip(found, ("In which county?", "Në cilin qark?"), strict=True):
        assert county in first
        assert [f"{number}. " in first for number in (1, 2)] == [True, False]
        assert [f"{number}. " in second for number in (2, 3, 4, 5, 6)] == [True] * 5
