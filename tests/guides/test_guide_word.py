"""The guide as a Word file: reopened, its structure is what a facilitator and a screen reader rely on."""

import io
import subprocess
import zipfile
from pathlib import Path
from time import process_time

import docx
import pytest
from docx.oxml.ns import qn
from flask import Flask

from facilitate.agenda.kinds import StepKind
from facilitate.guides.conduct import ANONYMITY, BEHAVIOUR, TECHNIQUES
from facilitate.guides.papers.whole import to_word
from facilitate.lib.text import Words

from .sample import cafe, day, guide, step

CAFE = step(2, kind=StepKind.CAFE, technique="world-cafe", minutes=105, title=Words("Café", "Café-ja"))


def made(app: Flask, language: str = "en", *days, **more) -> bytes:
    days = days or (day(step(), CAFE),)
    with app.app_context():
        return to_word(guide(*days, language=language, cafes={2: cafe()}, **more))


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def texts(document, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == style]


def test_headings_tell_the_structure(app: Flask) -> None:
    document = opened(made(app))
    assert texts(document, "Title") == ["Spring conference"]
    assert texts(document, "Heading 1") == [
        "How to use this guide",
        "The event on a page",
        "The team, and who does what",
        "The agenda at a glance",
        "Day 1: Thursday 18 March",
        "How a facilitator behaves",
        "People stay anonymous",
    ]
    assert [text for text in texts(document, "Heading 2") if text[0].isdigit()] == ["1. Step 1", "2. Café"]
    assert texts(document, "List Bullet") == [one.en for one in [*BEHAVIOUR, *TECHNIQUES, *ANONYMITY]]


def test_words_to_say_have_a_style_of_their_own(app: Flask) -> None:
    own = step(do=Words("Ring the bell", "Bini ziles"), say=Words("Welcome, all", "Mirë se erdhët"))
    document = opened(made(app, "en", day(own)))
    assert texts(document, "Script")[1:] == ["Welcome, all"]
    assert texts(document, "Do") == ["Ring the bell"]
    assert document.styles["Script"].font.italic is True


def test_only_named_styles_and_no_empty_paragraphs_as_spacing(app: Flask) -> None:
    document = opened(made(app))
    assert [one for one in document.paragraphs if not one.text.strip()] == []
    body = document.element.body
    assert body.findall(f".//{qn('w:rPr')}") == []
    assert all(one.find(qn("w:pStyle")) is not None for one in body.iter(qn("w:pPr")))
    assert document.styles["Heading 2"].paragraph_format.keep_with_next is True


def test_every_heading_row_repeats_and_no_row_breaks(app: Flask) -> None:
    tables = [table for table in opened(made(app)).tables if table.style.name == "Guide Table"]
    assert [[cell.text for cell in table.rows[0].cells] for table in tables] == [
        ["Objective", "Served in steps"],
        ["Name", "Role", "Leads steps", "Helps in steps"],
        ["Time", "Min.", "Step", "Technique", "Lead"],
        ["What", "Time", "Then move"],
        ["Table", "Question", "Host", "Seats"],
    ]
    for table in tables:
        rows = table._tbl.tr_lst
        assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (
            len(rows) - 1
        )
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_cafe_with_a_question_for_each_round(app: Flask) -> None:
    plan = cafe(questions=[{"en": "One?", "sq": ""}])
    plan.tables[1].name, plan.tables[1].note_taker_name = Words("Staff", ""), "Dritan Gjoka"
    with app.app_context():
        tables = opened(to_word(guide(day(CAFE), cafes={2: plan}))).tables
    rounds, laid = [one for one in tables if one.style.name == "Guide Table"][-2:]
    assert [cell.text for cell in rounds.rows[0].cells] == ["What", "Time", "Question, then move"]
    assert rounds.rows[1].cells[2].text == "One?\nMove; seated again at 09:25."
    assert [cell.text for cell in laid.rows[2].cells] == [
        "2",
        "Staff\nWhat lasts?",
        "Çeljeta Doçi\nnotes: Dritan Gjoka",
        "8",
    ]


def test_the_agenda_at_a_glance(app: Flask) -> None:
    table = opened(made(app)).tables[3]
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [
        ["09:00–09:40", "40", "1. Step 1", "One, two, four, all", "Besnik Kola"],
        ["09:40–11:25", "105", "2. Café", "World café", "Besnik Kola"],
    ]


def test_paper_is_a4_with_room_for_punching(app: Flask) -> None:
    section = opened(made(app)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.left_margin.cm == pytest.approx(3, abs=0.01)


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("sq", "sq-AL")])
def test_language_and_properties(app: Flask, language: str, tag: str) -> None:
    document = opened(made(app, language))
    assert [one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))] == [tag]
    about = document.core_properties
    title = {"en": "Spring conference", "sq": "Konferenca e pranverës"}[language]
    assert (about.language, about.title, about.author) == (tag, title, "Besnik Kola")


def test_header_and_footer(app: Flask) -> None:
    section = opened(made(app)).sections[0]
    assert section.header.paragraphs[0].text == "Spring conference\tFacilitator guide"
    fields = [one.get(qn("w:instr")).strip() for one in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert section.different_first_page_header_footer is True


def test_links_lead_to_steps(app: Flask) -> None:
    body = opened(made(app)).element.body
    marks = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    assert {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))} == marks == {"step-1", "step-2"}


def test_holes_stand_in_front_and_at_the_place(app: Flask) -> None:
    document = opened(made(app, "en", day(step(lead=None))))
    assert [cell.text for cell in document.tables[0].rows[1].cells] == [
        "1. Step 1",
        "Nobody leads this step yet",
    ]
    assert texts(document, "Hole")[1:] == ["Nobody leads this step yet"]


def test_an_event_without_steps_still_makes_a_guide(app: Flask) -> None:
    document = opened(made(app, "en", day(), objectives=[], team=[]))
    assert "There is no step in the agenda yet." in texts(document, "Hole")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00\x0b\x1b\ud800\ufffeb", "ab"),
        *((text, text) for text in ["=1+1", "</w:t><w:br/>", "שלום", "x" * 200_000]),
    ],
    ids=["control", "formula", "markup", "hebrew", "long"],
)
def test_no_text_breaks_the_file(app: Flask, text: str, kept: str) -> None:
    row = step(do=Words(text, text), say=Words(text, text), title=Words(text[:300], text[:300]))
    document = opened(made(app, "en", day(row)))
    assert texts(document, "Do") == [kept]
    assert texts(document, "Script")[1:] == [kept]
    assert f"1. {kept[:300]}" in texts(document, "Heading 2")


def test_time_grows_in_proportion(app: Flask) -> None:
    def seconds(number: int) -> float:
        days = day(*[step(one) for one in range(3, number + 3)])
        begun = process_time()
        made(app, "en", days)
        return process_time() - begun

    seconds(10)
    assert seconds(1000) < 60 * max(seconds(50), 0.02)


@pytest.mark.office
@pytest.mark.parametrize("language", ["en", "sq"])
def test_it_renders(app: Flask, tmp_path: Path, language: str) -> None:
    file = tmp_path / "guide.docx"
    file.write_bytes(made(app, language))
    assert zipfile.ZipFile(file).testzip() is None
    subprocess.run(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{tmp_path}/office",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "guide.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert {"en": "Spring conference", "sq": "Konferenca e pranverës"}[language] in text
    assert {"en": "1. Step 1", "sq": "1. Hapi 1"}[language] in text
    assert text.count("\f") >= 7
