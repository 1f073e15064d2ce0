"""Documents of the library's own: added, found by what their files say, replaced, removed, seen by those who may."""

import io
import re

import docx
import openpyxl
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.lib.text import Words
from facilitate.library.models import LibraryDocument, LibraryText
from facilitate.library.reading import different_words, read_library_file
from facilitate.library.shelf import DocumentKind, LibraryReaders

from .. import moment
from ..statements import count_statements

pytestmark = pytest.mark.both_databases


def word_file(*lines: str) -> bytes:
    """A Word file whose first words stand in runs of their own, as Word splits them."""
    file, out = docx.Document(), io.BytesIO()
    for line in lines:
        para = file.add_paragraph(line[:2])
        para.add_run(line[2:])
    file.save(out)
    return out.getvalue()


def pdf_file(text: str) -> bytes:
    """A page of PDF with one line."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj{one}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{body}xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\n"
        f"startxref\n{len(body)}\n%%EOF"
    ).encode()


def sheet_file(text: str) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append([text, 4711])
    book.save(out)
    return out.getvalue()


def typed(content: bytes = b"", name: str = "Ligji.docx", **more: str) -> dict:
    """What a form for a document sends."""
    form = {
        "title-en": "Rules of the shelter",
        "title-sq": "Rregullorja e strehëzës",
        "kind": "procedure",
        "readers": "accounts",
    } | more
    return form | ({"file": (io.BytesIO(content), name)} if content else {})


def shelf(client: FlaskClient, asked: str = "") -> str:
    return client.get("/library", query_string={"q": asked} if asked else {}).text


def ids() -> list[int]:
    return list(db.session.scalars(sa.select(LibraryDocument.id).order_by(LibraryDocument.id)))


def test_what_a_file_says_is_read_whatever_it_is() -> None:
    for content, ending in (
        (word_file("Përgjegjësia e zyrës"), "docx"),
        (sheet_file("Përgjegjësia e zyrës"), "xlsx"),
        (pdf_file("Pergjegjesia e zyres"), "pdf"),
    ):
        found = read_library_file(content)
        assert found.ending == ending
        assert different_words(found.text).startswith("pergjegjesia zyres"), ending
    assert read_library_file(b"%PDF-1.4 broken").text == ""


def test_a_document_is_added_found_replaced_and_all_of_it_undone(app: Flask, sign_in) -> None:
    admin, other = sign_in("administrator"), sign_in("viewer")
    new = "/library/documents/new"
    assert other.get(new).status_code == 403
    assert admin.post(new, data=typed()).status_code == 422  # neither file nor address
    assert admin.post(new, data=typed(b"MZ", "run.exe")).status_code == 422
    sent = typed(word_file("Çdo dyzet ditë"), on="2019-04-01", number="no. 7")
    assert admin.post(new, data=sent).status_code == 302
    with app.app_context():
        (first,) = ids()
    assert "Rules of the shelter" in shelf(other, "dyzet cdo")
    assert "Çdo dyzet ditë" in shelf(other, "dyzet")
    assert "Rules of the shelter" not in shelf(other, "dyzet njezet")
    assert "Rules of the shelter" in other.get("/find?q=dyzet").text
    file = other.get(f"/library/documents/{first}/file")
    assert (file.status_code, file.data[:2]) == (200, b"PK")
    assert file.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    later = typed(pdf_file("neu"), "new.pdf", number="no. 8")
    assert admin.post(f"{new}?replaces={first}", data=later).status_code == 302
    with app.app_context():
        old = db.session.get(LibraryDocument, first)
        assert old is not None
        assert old.replaced_by_id == ids()[1]
    assert "1 earlier version" in shelf(other)
    assert sign_in("administrator").get(f"{new}?replaces={first}").status_code == 404
    undo(admin)
    with app.app_context():
        assert ids() == [first]
        assert db.session.get(LibraryDocument, first).replaced_by_id is None  # type: ignore[union-attr]
    edited = typed(version="1") | {"title-en": "House rules", "version": version(app, first)}
    page = admin.post(f"/library/documents/{first}", data=edited)
    assert page.status_code == 302
    assert "House rules" in shelf(other, "house rules")
    undo(admin)
    assert "House rules" not in shelf(other)
    assert admin.post(f"/library/documents/{first}/remove").status_code == 302
    assert other.get(f"/library/documents/{first}/file").status_code == 404
    undo(admin)
    assert other.get(f"/library/documents/{first}/file").data == file.data


def version(app: Flask, number: int) -> str:
    with app.app_context():
        return str(db.session.get(LibraryDocument, number).version)  # type: ignore[union-attr]


def undo(client: FlaskClient) -> None:
    """Press *Undo* of what was said last."""
    offered = re.findall(r'action="([^"]*undo[^"]*)"', client.get("/library").text)
    assert client.post(offered[-1].replace("&amp;", "&")).status_code == 302


def test_each_sees_what_is_for_them(app: Flask, client: FlaskClient, sign_in) -> None:
    admin, stranger = sign_in("administrator"), sign_in("stranger")
    for readers in ("public", "accounts", "administrators"):
        sent = typed(word_file(readers), readers=readers) | {"title-en": f"For {readers}"}
        assert admin.post("/library/documents/new", data=sent).status_code == 302
    with app.app_context():
        public, accounts, administrators = ids()
    seen = {
        who: [name for name in ("public", "accounts", "administrators") if f"For {name}" in page]
        for who, page in (
            ("everybody", client.get("/library/public/en").text),
            ("accounts", shelf(stranger)),
            ("searching", shelf(stranger, "for")),
            ("administrators", shelf(admin)),
        )
    }
    assert seen == {
        "everybody": ["public"],
        "accounts": ["public", "accounts"],
        "searching": ["public", "accounts"],
        "administrators": ["public", "accounts", "administrators"],
    }
    assert stranger.get(f"/library/documents/{administrators}/file").status_code == 403
    answers = [
        client.get(f"/library/public/documents/{one}").status_code
        for one in (public, accounts, administrators, 99)
    ]
    assert answers == [200, 404, 404, 404]
    open_file = client.get(f"/library/public/documents/{public}")
    assert open_file.headers["Cache-Control"] == "public, max-age=3600"
    assert client.get(f"/library/documents/{public}/file").status_code == 302


def test_a_search_asks_as_much_however_many_there_are_and_says_where_it_stops(
    app: Flask, sign_in
) -> None:
    client = sign_in("stranger")
    counts, told = [], []
    for more in (3, 60):
        with app.app_context():
            for number in range(more):
                row = LibraryDocument(
                    kind=DocumentKind.LAW,
                    title=Words(f"Law {more}-{number}", ""),
                    readers=LibraryReaders.ACCOUNTS,
                    at=moment.now(),
                )
                db.session.add(row)
                db.session.flush()
                db.session.add(LibraryText(document_id=row.id, words="law dyzet", text="dyzet"))
            db.session.commit()
        with count_statements() as asked:
            page = shelf(client, "dyzet")
        assert "Law" in page
        counts.append(len(asked))
        told.append("Only the first 50 are listed" in page)
    assert counts[0] == counts[1] <= 16
    assert told == [False, True]


def test_everybody_pages_through_what_is_public_and_finds_it_by_its_words(
    app: Flask, client: FlaskClient
) -> None:
    with app.app_context():
        for number in range(60):
            readers = LibraryReaders.ACCOUNTS if number == 59 else LibraryReaders.PUBLIC
            row = LibraryDocument(
                kind=DocumentKind.LAW,
                title=Words(f"Law {number:02}", ""),
                readers=readers,
                at=moment.now(),
            )
            db.session.add(row)
            db.session.flush()
            words = f"law {number:02} strehe"
            db.session.add(LibraryText(document_id=row.id, words=words, text=f"{number:02} strehë"))
        db.session.commit()
    public = "/library/public/en"
    pages = [client.get(f"{public}?page={number}").text for number in (1, 2, 3, 4)]
    told = [re.findall(r"Law \d\d", page) for page in pages]
    assert sorted({one for page in told for one in page}) == [f"Law {n:02}" for n in range(59)]
    assert [len(set(one)) for one in told] == [17, 20, 20, 2]
    assert "Page 1 of 4" in pages[0]
    assert max(map(len, pages)) < 25_000
    found = client.get(public, query_string={"q": "strehë 41"}).text
    assert (found.count("Law 41"), "Law 42" in found) == (1, False)
    assert "Nothing found" in client.get(f"{public}?q=59").text
    assert "Only the first 50 are listed" in client.get(f"{public}?q=strehe&page=3").text


@pytest.mark.parametrize("number", ["99999999999", "²", "9" * 5000])
def test_no_document_has_such_a_number(app: Flask, sign_in, number: str) -> None:
    page = f"/library/documents/new?replaces={number}"
    assert sign_in("administrator").get(page).status_code == 404


@pytest.mark.parametrize("number", ["²", "9" * 20, "-1", "x"])
def test_the_next_version_of_nothing_is_not_there(sign_in, number: str) -> None:
    page = f"/library/documents/new?replaces={number}"
    assert sign_in("administrator").get(page).status_code == 404


def test_what_was_saved_without_a_change_is_undone_without_one(app: Flask, sign_in) -> None:
    admin = sign_in("administrator")
    admin.post("/library/documents/new", data=typed(word_file("Rules")))
    same = typed(version=version(app, 1))
    assert admin.post("/library/documents/1", data=same).status_code == 302
    undo(admin)
    assert "Undone: “Rules of the shelter” was edited." in shelf(admin)
