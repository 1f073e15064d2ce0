"""A Word file as PDF, tagged for screen readers (PDF/UA) and with its fonts in it, or as OpenDocument text; a workbook as its table.

LibreOffice makes it, where it is installed.
"""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from threading import Lock

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
_one_at_a_time = Lock()


class PdfNotMade(Exception):
    """No such file: `why` is `missing` (no LibreOffice), `busy` (others are being made) or `failed`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def pdf_maker() -> str:
    """The program that makes PDF files here; empty where there is none."""
    return next(filter(None, map(shutil.which, PROGRAMS)), "")


def as_pdf(document: bytes) -> bytes:
    """A Word file (.docx) of ours as PDF, one at a time in a process. Raises PdfNotMade."""
    return _converted(document, "pdf")


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
