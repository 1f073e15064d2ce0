"""Documents: which files are taken, what is refused, and that they come back as they went in."""

import io
import zipfile
from datetime import timedelta

import pytest
import sqlalchemy as sa
from docx import Document

from facilitate.data.db import db
from facilitate.forums.models import Duty, ForumDocument, ForumKeeper
from facilitate.forums.rhythm.filing import ROOM, NotFiled, Unfiled, document_ending, document_name

from ... import moment
from ...scenes import keep_scene
from .rows import add_rhythm_forum

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF"


def word() -> bytes:
    file = io.BytesIO()
    Document().save(file)
    return file.getvalue()


def packed(**parts: bytes) -> bytes:
    """A zip with these parts; `__` in a name is a slash, `_dot_` a dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


def damaged(content: bytes) -> bytes:
    """The file with its first part overwritten; what the archive says of its parts is whole."""
    begin = 30 + int.from_bytes(content[26:28], "little")
    return content[:begin] + b"\xff" * 12 + content[begin + 12 :]


TEXT = b"application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (PDF, "pdf"),
        (word(), "docx"),
        (packed(mimetype=TEXT, content_dot_xml=b"<x/>"), "odt"),
        (b"\xff\xd8\xff\xe0" + b"0" * 20, "jpg"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 20, "png"),
    ],
    ids=["pdf", "docx", "odt", "jpg", "png"],
)
def test_a_file_is_known_by_its_content(content: bytes, ending: str) -> None:
    assert document_ending(content) == ending


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Unfiled.EMPTY),
        (b"%PDF-" + b"0" * ROOM.packed, Unfiled.TOO_LARGE),
        (PDF + b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", Unfiled.MACROS),
        (packed(word__document_dot_xml=b"<x/>", word__vbaProject_dot_bin=b"1"), Unfiled.MACROS),
        (
            packed(
                **{"[Content_Types]_dot_xml": b"ms-word.document.macroEnabled.main+xml"},
                word__document_dot_xml=b"<x/>",
            ),
            Unfiled.MACROS,
        ),
        (packed(mimetype=TEXT, Basic__Standard__Module1_dot_xml=b"<x/>"), Unfiled.MACROS),
        (packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), Unfiled.OTHER),
        (packed(xl__workbook_dot_xml=b"<x/>"), Unfiled.OTHER),
        (b"\xd0\xcf\x11\xe0 old", Unfiled.OLD_WORD),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), Unfiled.ENCRYPTED),
        (word()[:400], Unfiled.DAMAGED),
        (damaged(word()), Unfiled.DAMAGED),
        (damaged(packed(mimetype=TEXT)), Unfiled.DAMAGED),
        (packed(word__document_dot_xml=b"0" * 30_000_000), Unfiled.DAMAGED),
        (b"<script>alert(1)</script>", Unfiled.OTHER),
        (b"MZ\x90 program", Unfiled.OTHER),
    ],
)
def test_what_is_refused(content: bytes, why: Unfiled) -> None:
    with pytest.raises(NotFiled) as refused:
        document_ending(content)
    assert refused.value.why is why


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Raport Gusht.PDF", "raport-gusht.pdf"),
        ("C:\\temp\\Analizë.docx", "analize.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("x.pdf.exe", "x-pdf.pdf"),
        ("", "document.pdf"),
        ("؟.pdf", "document.pdf"),
        ("Извештај.pdf", "document.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("a/b.pdf", "b.pdf"),
        ("raport.pdf.", "raport-pdf.pdf"),
        ("con.pdf", "document-con.pdf"),
        ("LPT1", "document-lpt1.pdf"),
        ("konferenca.pdf", "konferenca.pdf"),
    ],
)
def test_names_are_plain(typed: str, name: str) -> None:
    assert document_name(typed, "pdf") == name


@pytest.fixture
@keep_scene
def ids(app, cast) -> dict[str, int]:
    """Fier's committee, ten months old, kept by the facilitator."""
    with app.app_context():
        row = add_rhythm_forum("Fier", moment.planner_today() - timedelta(300))
        add_rhythm_forum("Berat", moment.planner_today())
        db.session.add(ForumKeeper(forum_id=row.id, user_id=cast.users["facilitator"]))
        db.session.commit()
        return {
            key: one
            for key, one in db.session.execute(
                sa.select(Duty.key, Duty.id).where(Duty.forum_id == row.id)
            )
        }


def typed(content: bytes = PDF, name: str = "Raport.pdf", **more: object) -> dict[str, object]:
    return {
        "title": "Half-year report",
        "on": f"{moment.planner_today():%Y-%m-%d}",
        "duty_id": "",
        "file": (io.BytesIO(content), name),
        **more,
    }


NEW = "/forums/fier/documents/new"


@pytest.mark.both_databases
def test_a_report_is_filed_and_fulfils_its_duty(sign_in, app, ids) -> None:
    keeper = sign_in("facilitator")
    before = keeper.get("/forums/fier/duties").text
    assert keeper.post(NEW, data=typed(duty_id=ids["analysis"])).status_code == 302
    html = keeper.get("/forums/fier/duties").text
    assert (
        "Nothing is filed yet" in before,
        "Half-year report" in html,
        "Çeljeta Doçi" in html,
    ) == (
        True,
        True,
        True,
    )
    with app.app_context():
        row = db.session.scalars(sa.select(ForumDocument)).one()
        assert (row.duty_id, row.on, row.file_name, row.media_type) == (
            ids["analysis"],
            moment.planner_today(),
            "raport.pdf",
            "application/pdf",
        )
    answer = sign_in("viewer").get(f"/forums/fier/documents/{row.id}")
    assert answer.data == PDF
    assert {
        name: answer.headers[name]
        for name in (
            "Content-Type",
            "Content-Disposition",
            "X-Content-Type-Options",
            "Content-Security-Policy",
        )
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": "attachment; filename=raport.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }


def test_a_word_file_comes_back_whole(sign_in, app, ids) -> None:
    keeper, content = sign_in("facilitator"), word()
    assert keeper.post(NEW, data=typed(content, "Plan.docx")).status_code == 302
    with app.app_context():
        number = db.session.scalars(sa.select(ForumDocument.id)).one()
    answer = keeper.get(f"/forums/fier/documents/{number}")
    assert answer.data == content
    assert Document(io.BytesIO(answer.data)).paragraphs == []


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"title": ""}, "Please fill this in."),
        ({"file": (io.BytesIO(b""), "")}, "Please choose a file."),
        ({"file": (io.BytesIO(b"MZ"), "report.pdf")}, "Please choose a PDF, a Word document"),
        ({"file": (io.BytesIO(b""), "report.pdf")}, "The file is empty."),
        ({"on": f"{moment.planner_today() + timedelta(1):%Y-%m-%d}"}, "This day is in the future."),
        ({"on": ""}, "Please choose a date."),
        ({"duty_id": "99999"}, "Please choose one from the list."),
    ],
)
def test_bad_documents_stay_in_the_form(sign_in, ids, bad, sentence: str) -> None:
    answer = sign_in("facilitator").post(NEW, data=typed(**{"title": "Kept title", **bad}))
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "Kept title" in answer.text or "title" in bad


def test_doors_of_documents(sign_in, app, client, ids) -> None:
    keeper = sign_in("facilitator")
    keeper.post(NEW, data=typed())
    with app.app_context():
        number = db.session.scalars(sa.select(ForumDocument.id)).one()
    path = f"/forums/fier/documents/{number}"
    assert [client.get(path).status_code, client.get(NEW).status_code] == [302, 302]
    assert [
        sign_in("organiser").get(NEW).status_code,
        sign_in("organiser").post(f"{path}/remove").status_code,
    ] == [403, 403]
    wrong = [
        f"/forums/berat/documents/{number}",
        "/forums/fier/documents/999",
        f"/forums/nowhere/documents/{number}",
    ]
    assert [keeper.get(one).status_code for one in wrong] == [404, 404, 404]
    assert keeper.get(f"{path}/remove").status_code == 405
    assert keeper.post(f"{path}/remove").status_code == 302
    assert keeper.get(path).status_code == 404
    assert keeper.post("/forums/nowhere/documents/new", data=typed()).status_code == 404
