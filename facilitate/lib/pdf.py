"""A Word file as PDF, tagged for screen readers (PDF/UA) and with its fonts in it, or as OpenDocument text; a workbook as its table;
an OpenDocument text as Word file.

LibreOffice makes it, where it is installed.
"""

import io
import json
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import Lock

from docx.oxml.ns import qn
from lxml import etree

from .contents import marks_in_contents, number_contents

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 120
"""What one call may take; the whole guide of two days takes ten."""
_PATIENCE = 2
"""Seconds somebody waits while another PDF is made: a page must not hold up the others."""
_TAGGED = {
    name: {"type": "boolean", "value": "true"}
    for name in ("UseTaggedPDF", "PDFUACompliance", "ExportBookmarks")
}
_WITH_MARKS = {"ExportBookmarksToPDFDestination": {"type": "boolean", "value": "true"}}
_KINDS = {
    "pdf": f"pdf:writer_pdf_Export:{json.dumps(_TAGGED | _WITH_MARKS)}",
    "odt": "odt:writer8",
    "ods": "ods:calc8",
    "docx": "docx:MS Word 2007 XML",
}
_MADE_OF = {"ods": "xlsx", "docx": "odt"}
_HEAD = "Table Heading"
_ROW_HEAD, _COLUMN_HEAD = "Fact Label", "Table Column Heading"
_WORD = qn("w:p")[1:].partition("}")[0]
_BODY = "word/document.xml"
_NO_LETTER = re.compile("[^A-Za-z0-9]")
"""What LibreOffice writes as a number in the name of a place."""
_one_at_a_time = Lock()


class PdfNotMade(Exception):
    """No such file: `why` is `missing` (no LibreOffice), `busy` (others are being made) or `failed`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def pdf_maker() -> str:
    """The program that makes PDF files here; empty where there is none."""
    return _first_of(PROGRAMS)


@cache
def _first_of(programs: tuple[str, ...]) -> str:
    return next(filter(None, map(shutil.which, programs)), "")


def as_pdf(document: bytes) -> bytes:
    """A Word file (.docx) of ours as PDF, one at a time in a process. Raises PdfNotMade."""
    return _converted([_readable_aloud(document)], "pdf")[0]


def as_open_text(document: bytes) -> bytes:
    """A Word file (.docx) of ours as OpenDocument text (.odt), in the same way. Raises PdfNotMade."""
    return _converted([_numbered(document, {})], "odt")[0]


def with_page_numbers(documents: Sequence[bytes]) -> list[bytes]:
    """Word files (.docx) of ours whose contents tell the pages of their PDFs, made at once to count them. Raises PdfNotMade.

    One without contents comes back as it is. Word may break a page elsewhere: who updates the fields (F9) has its own numbers.
    """
    marks = [
        marks_in_contents(zipfile.ZipFile(io.BytesIO(document)).read(_BODY))
        for document in documents
    ]
    counted = [_readable_aloud(one) for one, own in zip(documents, marks, strict=True) if own]
    made = iter(_converted(counted, "pdf") if counted else [])
    return [
        _numbered(document, _pages_of(own, next(made))) if own else document
        for document, own in zip(documents, marks, strict=True)
    ]


def _numbered(document: bytes, pages: Mapping[str, int]) -> bytes:
    return _rewritten(
        document,
        lambda name, content: number_contents(content, pages) if name == _BODY else content,
    )


def _pages_of(marks: Iterable[str], pdf: bytes) -> dict[str, int]:
    """The page on which each bookmark of the Word file stands in its PDF."""
    from pypdf import PdfReader  # noqa: PLC0415 - loaded where pages are counted

    reader = PdfReader(io.BytesIO(pdf))
    places = reader.named_destinations
    pages = {}
    for mark in marks:
        place = places.get("/" + _NO_LETTER.sub(lambda found: f"{ord(found[0]):02X}", mark))
        number = None if place is None else reader.get_destination_page_number(place)
        if number is not None:
            pages[mark] = number + 1
    return pages


def as_open_sheet(workbook: bytes) -> bytes:
    """A workbook (.xlsx) of ours as OpenDocument table (.ods) with its looks, formulas and charts, in the same way. Raises PdfNotMade."""
    return _converted([workbook], "ods")[0]


def as_word_text(document: bytes) -> bytes:
    """An OpenDocument text (.odt) that was looked at as Word file (.docx), in the same way. Raises PdfNotMade."""
    return _converted([document], "docx")[0]


def _converted(documents: Sequence[bytes], kind: str) -> list[bytes]:
    program = pdf_maker()
    if not program:
        raise PdfNotMade("missing")
    if not _one_at_a_time.acquire(timeout=_PATIENCE):
        raise PdfNotMade("busy")
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _made(program, Path(folder), documents, kind)
    finally:
        _one_at_a_time.release()


def _readable_aloud(document: bytes) -> bytes:
    """The Word file as LibreOffice tags it wholly: every table has headings, and what a link leads to is said.

    LibreOffice takes a cell for a heading by the name of its first paragraph's style, and describes a link by its tooltip.
    """
    styles, heads = _with_heads(
        zipfile.ZipFile(io.BytesIO(document)).read("word/styles.xml"),
    )

    def read_aloud(name: str, content: bytes) -> bytes:
        if name == "word/styles.xml":
            return styles
        if not (name.startswith("word/") and name.endswith(".xml")):
            return content
        return _described(number_contents(content, {}) if name == _BODY else content, heads)

    return _rewritten(document, read_aloud)


def _rewritten(document: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The Word file with each of its parts changed."""
    source, made = zipfile.ZipFile(io.BytesIO(document)), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, change(entry.filename, source.read(entry)))
    return made.getvalue()


def _with_heads(styles: bytes) -> tuple[bytes, list[str]]:
    """The styles, with one that LibreOffice takes for a heading's, and the ids of those it does."""
    root = etree.fromstring(styles)
    names = {
        name.get(qn("w:val")): name for name in root.iterfind(f".//{qn('w:style')}/{qn('w:name')}")
    }
    if _ROW_HEAD in names:
        # The heads of columns are known by their row: of two styles of one name all would look like the later one.
        if _HEAD in names:
            names[_HEAD].set(qn("w:val"), _COLUMN_HEAD)
        names[_ROW_HEAD].set(qn("w:val"), _HEAD)
    found = [
        style.get(qn("w:styleId"))
        for style in root.iter(qn("w:style"))
        if (name := style.find(qn("w:name"))) is not None and name.get(qn("w:val")) == _HEAD
    ]
    if not found:
        found = ["HeadReadAloud"]
        style = etree.SubElement(root, qn("w:style"))
        style.set(qn("w:type"), "paragraph")
        style.set(qn("w:styleId"), found[0])
        etree.SubElement(style, qn("w:name")).set(qn("w:val"), _HEAD)
    return _xml(root), found


def _described(content: bytes, heads: list[str]) -> bytes:
    """A part of the file: links say what they lead to, and in a table without headings a row goes by its first cell."""
    if b"<w:hyperlink " not in content and b"<w:tbl>" not in content:
        return content
    root = etree.fromstring(content)
    for link in root.iter(qn("w:hyperlink")):
        if not link.get(qn("w:tooltip")):
            link.set(qn("w:tooltip"), "".join(one.text or "" for one in link.iter(qn("w:t"))))
    for table in root.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        headed = next(table.iter(qn("w:tblHeader")), None) is not None or any(
            style.get(qn("w:val")) in heads for style in table.iter(qn("w:pStyle"))
        )
        for row in [] if headed else rows if len(rows[0].findall(qn("w:tc"))) > 1 else rows[:1]:
            cell = row.find(qn("w:tc"))
            at = next((at for at, part in enumerate(cell) if part.tag != qn("w:tcPr")), 0)
            kept = cell[at].find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
            cell.insert(at, _unseen_head(heads[0], kept=kept))
    return _xml(root)


def _unseen_head(style: str, *, kept: bool) -> etree._Element:
    """A paragraph of one point with nothing in it, in the style that makes its cell a heading.

    `kept`: it stays on the page of the next row, as what it stands before does; the style alone would keep all rows together.
    """
    return etree.fromstring(
        f'<w:p xmlns:w="{_WORD}"><w:pPr><w:pStyle w:val="{style}"/><w:keepNext w:val="{int(kept)}"/>'
        '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    )


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _made(program: str, folder: Path, documents: Sequence[bytes], kind: str) -> list[bytes]:
    papers = [
        folder / f"paper-{number}.{_MADE_OF.get(kind, 'docx')}" for number in range(len(documents))
    ]
    for paper, document in zip(papers, documents, strict=True):
        paper.write_bytes(document)
    command = [
        program,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        _KINDS[kind],
        "--outdir",
        str(folder),
        *map(str, papers),
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        return [paper.with_suffix(f".{kind}").read_bytes() for paper in papers]
    except (subprocess.SubprocessError, OSError) as error:
        raise PdfNotMade("failed") from error
