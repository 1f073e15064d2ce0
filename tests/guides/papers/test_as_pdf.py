"""Papers as PDF: tagged, whole, only for who is signed in; without LibreOffice a plain sentence and the Word file."""

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pdfua
import pytest
import sqlalchemy as sa
from docx.text.paragraph import Paragraph
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.models import Step
from facilitate.data.content import content_folder
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.guides.choices import Choices
from facilitate.guides.guide import GuideRoom
from facilitate.guides.papers import whole
from facilitate.lib import pdf
from facilitate.techniques.technique import RoomLayout

from ...bench_demo import signed_in
from ...office import text_of
from ..sample import APP, sample_day, sample_guide, sample_step

GUIDE = "/events/spring/guide.docx"


@pytest.mark.office
def test_the_guide_is_had_as_a_tagged_pdf(organiser: FlaskClient, cast, tmp_path: Path) -> None:
    answer = organiser.get(f"{GUIDE}?lang=sq&as=pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert ".pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    file = tmp_path / "guide.pdf"
    file.write_bytes(answer.data)
    told = subprocess.run(["pdfinfo", file], check=True, capture_output=True, text=True).stdout
    facts = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    assert facts["Tagged"].strip() == "yes"
    assert int(facts["Pages"]) >= 1
    fonts = subprocess.run(["pdffonts", file], check=True, capture_output=True, text=True).stdout
    embedded = [line.split()[-5] for line in fonts.splitlines()[2:]]
    assert set(embedded) <= {"yes"}
    assert embedded != []


@pytest.mark.office
@pytest.mark.parametrize("paper", ["guide.docx?lang=sq", "agenda/programme.docx?lang=en"])
def test_a_validator_of_pdf_ua_finds_nothing(
    organiser: FlaskClient, cast, tmp_path: Path, paper: str
) -> None:
    """Titles, languages, headings in order, heads of tables, pictures and links described."""
    assert findings(organiser.get(f"/events/spring/{paper}&as=pdf").data, tmp_path) == []


def findings(made: bytes, folder: Path) -> list[str]:
    """What the validator says of a PDF."""
    file = folder / "paper.pdf"
    file.write_bytes(made)
    found = pdfua.validate(str(file)).findings
    return [f"{one.rule_id} {one.message}" for one in found if one.severity.name != "SKIP"]


def test_heads_of_rows_and_of_columns_keep_their_own_look(organiser: FlaskClient, cast) -> None:
    """Of two styles of one name everything would look like the later one: grey words on green."""
    word = organiser.get(f"{GUIDE}?lang=sq").data
    made = pdf._readable_aloud(word)
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        styles = etree.fromstring(parts.read("word/styles.xml"))
    named = styles.xpath("//*[local-name()='style']/*[local-name()='name']/@*")
    assert len(named) == len(set(named))
    assert {"Table Heading", "Table Column Heading"} <= set(named)


OF_BOXES = (
    "/events/annual-next/guide.docx?for=hosts",
    "/events/annual-next/consultation/form.docx",
    "/events/annual-next/budget/accounts.docx",
    "/events/annual-next/badges.docx",
    "/events/annual-next/cafe/{cafe}/print/signs.docx",
    "/events/annual-next/cafe/{cafe}/print/room.docx",
    "/events/annual-next/cafe/{cafe}/print/cards.docx",
    "/forums/passed/1/letter.docx",
)
"""Papers laid out in tables that have no headings of their own."""


@pytest.fixture
def walker(demo: Flask) -> FlaskClient:
    """The organiser of the demo's coming conference."""
    return signed_in(demo)


@pytest.mark.office
def test_the_validator_finds_nothing_in_letters_cards_and_signs(
    demo: Flask, walker: FlaskClient, tmp_path: Path
) -> None:
    with demo.app_context():
        cafe = db.session.scalar(
            sa.select(Step.id)
            .join(Event, Event.id == Step.event_id)
            .where(Event.slug == "annual-next", Step.kind == StepKind.CAFE)
        )
    for paper in OF_BOXES:
        answer = walker.get(paper.format(cafe=cafe))
        assert (paper, answer.status_code) == (paper, 200)
        assert (paper, findings(pdf.as_pdf(answer.data), tmp_path)) == (paper, [])


@pytest.mark.office
@pytest.mark.parametrize("language", ["en", "sq"])
def test_two_days_are_sixty_pages_and_the_short_guide_twenty_five(
    walker: FlaskClient, tmp_path: Path, language: str
) -> None:
    pages = []
    for short in ("0", "1"):
        address = f"/events/annual-next/guide.docx?lang={language}&short={short}"
        file = tmp_path / f"{short}.pdf"
        file.write_bytes(pdf.as_pdf(walker.get(address).data))
        told = subprocess.run(["pdfinfo", file], check=True, capture_output=True, text=True).stdout
        pages.append(int(re.search(r"^Pages:\s+(\d+)", told, re.MULTILINE)[1]))
    assert (pages[0] <= 60, pages[1] <= 25) == (True, True)


@pytest.mark.office
def test_the_contents_of_the_word_file_tell_the_pages_of_its_pdf(
    app: Flask, organiser: FlaskClient, cast, tmp_path: Path
) -> None:
    """Where they can be counted and are wanted; else each line is a link without dots that lead to no number."""
    plain = _contents(organiser.get(f"{GUIDE}?lang=sq").data)
    assert {one.text[-1] for one in plain} == {"\u2003"}  # where the number comes, without dots
    app.extensions["settings"] = replace(app.extensions["settings"], count_pages=True)
    told = _contents(organiser.get(f"{GUIDE}?lang=sq").data)
    made = tmp_path / "guide.pdf"
    made.write_bytes(organiser.get(f"{GUIDE}?lang=sq&as=pdf").data)
    pages = [" ".join(page.split()) for page in text_of(made).split("\f")]
    assert len(told) > 3
    for line in told:
        text, page = line.text.rsplit("\t", 1)
        assert " ".join(text.split()) in pages[int(page) - 1]
    packed = zipfile.ZipFile(io.BytesIO(organiser.get("/events/spring/guide.zip?lang=sq").data))
    in_archive = _contents(packed.read(packed.namelist()[0]))
    assert [one.text for one in in_archive] == [one.text for one in told]


@pytest.mark.office
def test_room_plans_begin_below_their_heading(tmp_path: Path) -> None:
    """Twelve plans are more than a page; what makes their rows readable aloud keeps none of them together."""
    room = GuideRoom(RoomLayout.ROUND_TABLES, "Salla", 60, 8, [])
    guide = replace(sample_guide(sample_day(sample_step())), rooms=[room] * 12)
    with APP.test_request_context():
        word = whole.to_word(guide, Choices("en"), content_folder("guides") / "guide.docx")
    file = tmp_path / "guide.pdf"
    file.write_bytes(pdf.as_pdf(word))
    (first,) = [page for page in text_of(file).split("\f") if "Hand these pages to" in page]
    assert first.count("60 people") >= 2


def _contents(word: bytes) -> list[Paragraph]:
    """The lines of the contents."""
    document = docx.Document(io.BytesIO(word))
    return [one for one in document.paragraphs if one.style.name.startswith("toc ")]


@pytest.mark.office
def test_who_works_with_libreoffice_gets_its_files(
    app: Flask, organiser: FlaskClient, cast
) -> None:
    """Every paragraph of the Word file in its order, and tables as .ods; a program's own kind of file stays what it is."""
    word = _words(organiser.get(f"{GUIDE}?as=docx").data, "word/document.xml", "p")
    form = {"name": "Arta Hoxha", "language": "en", "open_documents": "y"}
    assert organiser.post("/account", data=form).status_code == 302
    guide = organiser.get(GUIDE)
    assert guide.mimetype == "application/vnd.oasis.opendocument.text"
    open_text = _words(guide.data, "content.xml", "p", "h")
    assert len(word) > 100
    told = iter(open_text)
    assert [one for one in word if one not in told] == []  # each found after the one before
    table = organiser.get("/events/spring/checklist.xlsx")
    assert table.mimetype == "application/vnd.oasis.opendocument.spreadsheet"
    parts = zipfile.ZipFile(io.BytesIO(table.data)).namelist()
    assert any(part.startswith("Object 1/") for part in parts)  # its chart
    assert "wordprocessingml" in organiser.get("/events/spring/guide/looks/0.docx").mimetype


def _words(content: bytes, part: str, *kinds: str) -> list[str]:
    """The paragraphs of an office file that hold something, without blanks."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(part))
    etree.strip_elements(root, "{*}instrText", with_tail=False)  # what fields are made of
    tags = tuple("{*}" + kind for kind in kinds)
    found = ["".join("".join(one.itertext()).split()) for one in root.iter(*tags)]
    return [one for one in found if one]


PAGES = (
    "guide",
    "agenda/share",
    "practice-sheet",
    "badges",
    "consultation",
    "changed",
    "budget/sponsors",
)


def test_beside_a_word_file_stands_the_pdf(
    walker: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the planner can make one: a link for each Word file of a page, or a button in its form."""
    pages = {}
    for program in ("true", "no-such-program"):
        monkeypatch.setattr(pdf, "PROGRAMS", (program,))
        pages[program] = [walker.get(f"/events/annual-next/{page}").text for page in PAGES]
    offered = re.compile(r'as=pdf|name="as" value="pdf"')
    assert [".docx" in text for text in pages["true"]] == [True] * len(PAGES)
    assert [bool(offered.search(text)) for text in pages["true"]] == [True] * len(PAGES)
    assert [offered.findall(text) for text in pages["no-such-program"]] == [[]] * len(PAGES)


def test_without_libreoffice_a_sentence_says_so(
    organiser: FlaskClient, cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "PROGRAMS", ("no-such-program",))
    answer = organiser.get(f"{GUIDE}?as=pdf")
    assert answer.status_code == 409
    assert "LibreOffice is not installed" in answer.text
    assert "Use the Word file." in organiser.get(f"{GUIDE}?as=odt").text
    assert organiser.get(GUIDE).status_code == 200
    assert "as=pdf" not in organiser.get("/events/spring/guide").text


def test_while_another_is_made_nobody_waits_long(
    organiser: FlaskClient, cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "PROGRAMS", ("true",))
    monkeypatch.setattr(pdf, "_PATIENCE", 0.01)
    with pdf._one_at_a_time:
        answer = organiser.get(f"{GUIDE}?as=pdf")
    assert answer.status_code == 409
    assert "Other PDF files are being made." in answer.text


def test_a_program_that_makes_nothing_is_told(
    app: Flask, organiser: FlaskClient, cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "PROGRAMS", ("true",))
    assert "The PDF could not be made." in organiser.get(f"{GUIDE}?as=pdf").text


def test_a_stranger_finds_nothing(sign_in, cast) -> None:
    assert sign_in("stranger").get(f"{GUIDE}?as=pdf").status_code == 404
