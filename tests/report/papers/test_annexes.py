"""Annexes: uploaded, described, taken away; what could run is refused in a plain sentence."""

import io
import zipfile

import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.report.models import Attachment
from facilitate.report.papers.annexes import ROOM

from ..conftest import REPORT

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF"
PAGE = f"{REPORT}/annexes"


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, b"<x/>")
    return file.getvalue()


def upload(client, content: bytes, name: str = "slides.pptx", **more: str):
    data = {
        "title": "Teams that work",
        "speaker": "Bora Leka",
        "file": (io.BytesIO(content), name),
        **more,
    }
    return client.post(f"{PAGE}/new", data=data, content_type="multipart/form-data")


def rows(app) -> list[tuple[str, str, bool]]:
    with app.app_context():
        found = db.session.scalars(sa.select(Attachment).order_by(Attachment.id))
        return [(one.title, one.file_name, one.public) for one in found]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (PDF, "slides.pdf"),
        (
            packed("ppt/presentation.xml", "ppt/embeddings/microsoft_excel_sheet1.xlsx"),
            "slides.pptx",
        ),
        (packed("xl/workbook.xml"), "slides.xlsx"),
        (packed("word/document.xml"), "slides.docx"),
        (b"\x89PNG\r\n\x1a\n0000", "slides.png"),
    ],
    ids=["pdf", "pptx", "xlsx", "docx", "png"],
)
def test_what_is_taken(app, organiser, opening, content: bytes, name: str) -> None:
    assert (
        upload(
            organiser, content, f"Slides.{name.split('.')[1]}", public="y", step_id=str(opening)
        ).status_code
        == 302
    )
    assert rows(app) == [("Teams that work", name, True)]
    page = organiser.get(PAGE).text
    assert ("1 may go out with the report." in page, "Opening" in page) == (True, True)
    with app.app_context():
        number = db.session.scalars(sa.select(Attachment.id)).one()
    answer = organiser.get(f"{PAGE}/{number}/file")
    assert (answer.data, answer.headers["Content-Security-Policy"]) == (
        content,
        "default-src 'none'; sandbox",
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"%PDF-" + b"0" * ROOM.packed, "The file is too large: at most 24 MB."),
        (
            packed("ppt/presentation.xml", "ppt/vbaProject.bin"),
            "Something in this file could run when it is opened",
        ),
        (
            packed("ppt/presentation.xml", "ppt/embeddings/oleObject1.bin"),
            "Something in this file could run",
        ),
        (
            b"MZ\x90\x00" + b"0" * 30,
            "Please choose a PDF, an Office or OpenDocument file, a JPG or a PNG.",
        ),
        (b"\xd0\xcf\x11\xe0" + b"0" * 30, "This is an old Office file."),
    ],
    ids=["empty", "large", "macros", "object", "program", "old"],
)
def test_what_is_refused(app, organiser, opening, content: bytes, sentence: str) -> None:
    answer = upload(organiser, content)
    assert (answer.status_code, sentence in answer.text, "Teams that work" in answer.text) == (
        422,
        True,
        True,
    )
    assert rows(app) == []


def test_a_file_and_a_title_are_needed(app, organiser, opening) -> None:
    without, again = (
        organiser.post(f"{PAGE}/new", data={"title": "x"}),
        upload(organiser, PDF, title=""),
    )
    assert (without.status_code, again.status_code) == (422, 422)
    once_more = "Choose the file again."  # no browser keeps it
    assert (once_more in without.text, once_more in again.text) == (False, True)
    assert rows(app) == []


def test_it_is_renamed_and_removed(app, organiser, opening) -> None:
    upload(organiser, PDF, "a.pdf")
    with app.app_context():
        number = db.session.scalars(sa.select(Attachment.id)).one()
    data = {"version": "1", "title": "Another title", "speaker": "", "public": "y"}
    assert organiser.post(f"{PAGE}/{number}", data=data).status_code == 302
    assert rows(app) == [("Another title", "a.pdf", True)]
    late = organiser.post(f"{PAGE}/{number}", data={**data, "title": "Third"})
    assert (late.status_code, "Another title" in late.text) == (409, True)
    assert organiser.get(f"{PAGE}/{number}/remove").status_code == 405
    organiser.post(f"{PAGE}/{number}/remove")
    assert rows(app) == []
    for tail in ("", "/file"):
        assert organiser.get(f"{PAGE}/{number}{tail}").status_code == 404


def test_doors(sign_in, organiser, opening) -> None:
    upload(organiser, PDF, "a.pdf")
    for who, read, write in (
        ("viewer", 200, 403),
        ("stranger", 404, 404),
        ("note_taker", 200, 200),
    ):
        client = sign_in(who)
        assert client.get(PAGE).status_code == read
        assert client.get(f"{PAGE}/new").status_code == write
