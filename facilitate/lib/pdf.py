"""A Word file as PDF, tagged for screen readers (PDF/UA) and with its fonts in it, or as OpenDocument text; a workbook as its table.

LibreOffice makes it, where it is installed.
"""

import io
import json
import shutil
import subprocess
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from threading import Lock

from docx.oxml.ns import qn
from lxml import etree

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 120
"""What one file may take; the whole guide of two days takes ten."""
_PATIENCE = 2
"""Seconds somebody waits while another PDF is made: a page must not hold up the others."""
_TAGGED = {
    name: {"type": "boolean", "value": "true"}
    for name in ("UseTaggedPDF", "PDFUACompliance", "ExportBookmarks")
}
_KINDS = {
    "pdf": f"pdf:writer_pdf_Export:{json.dumps(_TAGGED)}",
    "odt": "odt:writer8",
    "ods": "ods:calc8",
}
_ROW_HEADS = (b'<w:name w:val="Fact Label"/>', b'<w:name w:val="Table Heading"/>')
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
    return _converted(_readable_aloud(document), "pdf")


def as_open_text(document: bytes) -> bytes:
    """A Word file (.docx) of ours as OpenDocument text (.odt), in the same way. Raises PdfNotMade."""
    return _converted(document, "odt")


def as_open_sheet(workbook: bytes) -> bytes:
    """A workbook (.xlsx) of ours as OpenDocument table (.ods) with its looks, formulas and charts, in the same way. Raises PdfNotMade."""
    return _converted(workbook, "ods")


def _converted(document: bytes, kind: str) -> bytes:
    program = pdf_maker()
    if not program:
        raise PdfNotMade("missing")
    if not _one_at_a_time.acquire(timeout=_PATIENCE):
        raise PdfNotMade("busy")
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _made(program, Path(folder), document, kind)
    finally:
        _one_at_a_time.release()


def _readable_aloud(document: bytes) -> bytes:
    """The Word file as LibreOffice tags it wholly: what a row of facts is called is a heading, what a link leads to is said.

    LibreOffice takes a cell for a heading by the name of its style, and describes a link by its tooltip.
    """
    source, made = zipfile.ZipFile(io.BytesIO(document)), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/styles.xml":
                content = content.replace(*_ROW_HEADS)
            elif entry.filename.startswith("word/") and b"<w:hyperlink " in content:
                content = _links_described(content)
            target.writestr(entry.filename, content)
    return made.getvalue()


def _links_described(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for link in root.iter(qn("w:hyperlink")):
        if not link.get(qn("w:tooltip")):
            link.set(qn("w:tooltip"), "".join(one.text or "" for one in link.iter(qn("w:t"))))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _made(program: str, folder: Path, document: bytes, kind: str) -> bytes:
    ending = "xlsx" if kind == "ods" else "docx"
    paper, made = folder / f"paper.{ending}", folder / f"paper.{kind}"
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
        str(paper),
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        return made.read_bytes()
    except (subprocess.SubprocessError, OSError) as error:
        raise PdfNotMade("failed") from error
