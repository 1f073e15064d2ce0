"""Word files by style name: what is written can be read again, whatever the text."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from facilitate.data.content import content_folder
from facilitate.lib.document_tables import StyledPara, TableLook
from facilitate.lib.documents import WordFile
from facilitate.lib.elements import xml_text
from facilitate.lib.qr_codes import qr_picture

LOOK = content_folder("guides") / "guide.docx"
TABLE = TableLook("Guide Table", (10.0, 6.0), ("Table Text", "Table Number"))


def reopened(file: WordFile):
    return docx.Document(io.BytesIO(file.save()))


def test_the_look_s_own_text_is_gone_and_its_page_stays() -> None:
    document = reopened(WordFile(LOOK))
    assert document.paragraphs == []
    assert round(document.sections[0].page_width.mm) == 210


def test_a_paragraph_for_every_line() -> None:
    file = WordFile(LOOK)
    file.add("One\n\n  Two \r\nThree", "Script", bookmark="here")
    document = reopened(file)
    assert [(one.text, one.style.name) for one in document.paragraphs] == [
        ("One", "Script"),
        ("Two", "Script"),
        ("Three", "Script"),
    ]
    marks = list(document.element.body.iter(qn("w:bookmarkStart")))
    assert [one.get(qn("w:name")) for one in marks] == ["here"]


def test_a_style_the_look_lacks() -> None:
    with pytest.raises(KeyError):
        WordFile(LOOK).add("One", "No Such Style")


def test_a_table() -> None:
    file = WordFile(LOOK)
    file.table(
        TABLE,
        [["A", "1"], [[StyledPara("B", "Table Text", "there")], ""]],
        ["Name", "Number"],
        "Numbers",
    )
    table = reopened(file).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Name", "Number"],
        ["A", "1"],
        ["B", ""],
    ]
    assert [cell.paragraphs[0].style.name for cell in table.rows[0].cells] == [
        "Table Heading",
        "Table Heading Number",
    ]
    assert [cell.paragraphs[0].style.name for cell in table.rows[1].cells] == [
        "Table Text",
        "Table Number",
    ]
    assert [round(cell.width.cm, 1) for cell in table.rows[0].cells] == [10.0, 6.0]
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Numbers"


def test_header_footer_and_properties() -> None:
    file = WordFile(LOOK)
    file.header("A {title} with braces\tright")
    file.footer("Page {PAGE} of {NUMPAGES}")
    file.properties(title="T" * 300, author="Çeljeta\x00")
    file.language("sq-AL")
    document = reopened(file)
    assert document.sections[0].header.paragraphs[0].text == "A {title} with braces\tright"
    fields = document.sections[0].footer._element.findall(f".//{qn('w:fldSimple')}")
    assert [field.get(qn("w:instr")) for field in fields] == [" PAGE ", " NUMPAGES "]
    about = document.core_properties
    assert (about.title, about.author, about.language) == ("T" * 255, "Çeljeta", "sq-AL")


def test_a_table_can_be_kept_on_one_page() -> None:
    file = WordFile(LOOK)
    file.table(TABLE, [["a", "b"], ["c", "d"], ["e", "f"]], together=True)
    rows = reopened(file).tables[0].rows
    kept = [
        [p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs]
        for row in rows
    ]
    assert kept == [[True, True], [True, True], [None, None]]


@pytest.mark.parametrize(
    ("rows", "last", "kept"),
    [
        (6, 2, [0, 1, 5]),
        (6, 4, [0, 1, 3, 4, 5]),
        (3, 8, [0, 1, 2]),
        (1, 6, [0]),
        (0, 6, []),
    ],
)
def test_the_last_rows_of_a_table_are_on_one_page(rows: int, last: int, kept: list[int]) -> None:
    """`kept`: the rows that stay with the next one; 0 is the heading, which stays with the first two."""
    file = WordFile(LOOK)
    made = [[f"{number}", "x"] for number in range(rows)]
    file.table(TABLE, made, ["Name", "What"], last=last)
    stay = [
        all(p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs)
        for row in reopened(file).tables[0].rows
    ]
    assert [place for place, stays in enumerate(stay) if stays] == kept


def test_no_lone_return_stays_in_a_text() -> None:
    assert xml_text("a\rb\r\nc\n\rd\0") == "a\nb\nc\n\nd"


@given(st.text())
@settings(max_examples=60, deadline=None)
def test_any_text_survives_but_for_what_xml_forbids(text: str) -> None:
    file = WordFile(LOOK)
    file.table(TABLE, [[text, ""]])
    expected = (
        xml_text(text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    )
    cell = reopened(file).tables[0].rows[0].cells[0]
    assert [one.text for one in cell.paragraphs] == expected


def test_what_is_set_aside_is_in_its_place() -> None:
    def made(aside: bool) -> bytes:
        file = WordFile(LOOK)
        for number in range(1100):
            file.add(f"Line {number} & more", "Body Text")
            if number == 1:
                file.picture(qr_picture("x"), 1.0, 1.0, "A code", "Body Text")
            if aside:
                file.set_aside()
        return file.save()

    def body(file: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(file)) as parts:
            read = etree.fromstring(parts.read("word/document.xml"))
        return etree.tostring(read, method="c14n", exclusive=True)

    assert body(made(aside=True)) == body(made(aside=False))
