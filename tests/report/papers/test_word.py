"""The report in Word: reopened, it has its headings, links that lead somewhere, tables with heads, quotes and pictures."""

import io
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from facilitate.data.content import content_folder
from facilitate.report.papers.word import render_report_word
from facilitate.report.proceedings import (
    Bullets,
    Exhibit,
    Paragraph,
    Report,
    ReportHeading,
    ReportLink,
    ReportPicture,
    ReportQuote,
    ReportTable,
    Section,
    Trail,
    TrailStation,
)

from ..conftest import REPORT


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return out.getvalue()


TRAIL = Trail(
    "O1 · Takohemi",
    (
        TrailStation("Vendimi", (ReportLink("Çdo muaj", "decision-1"),)),
        TrailStation("Veprimi", (), "asgjë"),
    ),
    "objective-1",
)
DECISIONS = ReportTable(
    "Vendimet",
    ("Vendimi", "Si"),
    (("Çdo muaj\n(O1)", "me konsensus"),),
    (3, 1),
    marks=("decision-1",),
)
REPORT_VALUE = Report(
    "sq",
    "Konferenca e pranverës",
    ("18–19 mars 2027", "Tiranë"),
    (
        Section(
            "asked",
            "Çfarë kërkuan aktorët",
            (ReportHeading("Rruga"), Exhibit("asked-trails", "Rruga", (TRAIL,))),
        ),
        Section(
            "sessions",
            "Seancat",
            sections=(
                Section(
                    "session-1",
                    "Hapja",
                    (
                        Paragraph("Fjala e hapjes."),
                        Bullets(("Pika e parë", "Pika e dytë")),
                        ReportQuote("Na duhet benzinë.", "OJF, Kukës"),
                        ReportHeading("Pyetje", 3),
                        Exhibit(
                            "photos-1",
                            "Fotot",
                            (ReportPicture(photo(), "image/jpeg", "Fletë me tri pika", 40, 30),),
                        ),
                    ),
                ),
            ),
        ),
        Section(
            "deeds",
            "Vendimet dhe veprimet",
            (Exhibit("decisions-table", "Vendimet", (DECISIONS,)),),
        ),
    ),
)


@pytest.fixture
def document(app):
    with app.test_request_context():
        content = render_report_word(
            REPORT_VALUE, content_folder("guides") / "guide.docx", date(2027, 3, 20)
        )
    return Document(io.BytesIO(content))


def test_headings_are_styles_and_number_themselves(document) -> None:
    found = [
        (one.style.name, one.text)
        for one in document.paragraphs
        if one.style.name.startswith("Heading")
    ]
    assert found == [
        ("Heading 1", "Çfarë kërkuan aktorët"),
        ("Heading 2", "Rruga"),
        ("Heading 3", "O1 · Takohemi"),
        ("Heading 1", "Seancat"),
        ("Heading 2", "Hapja"),
        ("Heading 3", "Pyetje"),
        ("Heading 1", "Vendimet dhe veprimet"),
    ]
    for name, level in (("Heading 1", "0"), ("Heading 2", "1")):
        numbered = document.styles[name].element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        assert numbered.find(qn("w:ilvl")).get(qn("w:val")) == level
    kinds = {
        one.get(qn("w:val")) for one in document.part.numbering_part.element.iter(qn("w:lvlText"))
    }
    assert {"%1", "%1.%2"} <= kinds


def test_chapters_follow_one_another_on_the_page(document) -> None:
    breaks = [
        one.find(f".//{qn('w:pageBreakBefore')}") is not None
        or one.find(f".//{qn('w:br')}[@{qn('w:type')}='page']") is not None
        for one in _chapters(document)
    ]
    assert breaks == [True, False, False]


def _chapters(document) -> list:
    return [one._p for one in document.paragraphs if one.style.name == "Heading 1"]


def test_no_row_of_a_long_table_stands_alone_on_a_page(app) -> None:
    table = ReportTable(
        "Lista", ("Emri", "Zyra"), tuple((f"Emri {number}", "Bashkia") for number in range(80))
    )
    report = Report(
        "sq",
        "Konferenca",
        (),
        (Section("participants", "Lista", (Exhibit("participants-table", "Lista", (table,)),)),),
    )
    with app.test_request_context():
        content = render_report_word(
            report, content_folder("guides") / "guide.docx", date(2027, 3, 20)
        )
    rows = Document(io.BytesIO(content)).tables[0].rows
    kept = [row._tr.find(f".//{qn('w:keepNext')}") is not None for row in rows]
    assert kept[-4:] == [False, False, True, False]


def test_every_link_leads_to_a_bookmark(document) -> None:
    body = document.element.body
    marks = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    links = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))}
    assert links <= marks
    assert {"decision_1", "session_1", "objective_1"} <= marks
    contents = [
        one.text for one in document.paragraphs if one.style.name.lower() in ("toc 1", "toc 2")
    ]
    assert [text.strip().split("\t") for text in contents] == [
        ["1", "Çfarë kërkuan aktorët"],
        ["1.1", "Rruga"],
        ["2", "Seancat"],
        ["2.1", "Hapja"],
        ["3", "Vendimet dhe veprimet"],
    ]


def test_tables_repeat_their_heads_and_quotes_are_marked(document) -> None:
    table = document.tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == ["Vendimi", "Si"]
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    quotes = [one.text for one in document.paragraphs if one.style.name == "Script"]
    assert quotes == ["“Na duhet benzinë.” –\u00a0OJF,\u00a0Kukës"]


def test_pictures_say_what_they_show(document) -> None:
    about = [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]
    assert about == ["Fletë me tri pika"]
    assert [
        part.content_type
        for part in document.part.package.iter_parts()
        if "media" in str(part.partname)
    ] == ["image/jpeg"]
    assert document.core_properties.language == "sq-AL"


def test_word_leaves_only_once_two_have_released_it(sign_in, opening, say, let_out) -> None:
    say("Kjo u tha.")
    client = sign_in("organiser")
    refused = client.get(f"{REPORT}.docx")
    assert (refused.status_code, "The report has not been released yet" in refused.text) == (
        409,
        True,
    )
    let_out()
    say("Kjo u tha më vonë.")
    for who in ("organiser", "viewer"):
        answer = sign_in(who).get(f"{REPORT}.docx?language=sq")
        assert answer.status_code == 200
        told = "\n".join(one.text for one in Document(io.BytesIO(answer.data)).paragraphs)
        assert ("Kjo u tha." in told, "Kjo u tha më vonë." in told) == (True, False)
    assert (
        "report-spring-en.docx"
        in client.get(f"{REPORT}.docx?language=en").headers["Content-Disposition"]
    )
    assert sign_in("stranger").get(f"{REPORT}.docx").status_code == 404
