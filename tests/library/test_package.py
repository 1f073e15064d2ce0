"""The library leaves for another planner as one file; what comes in leaves alone what is there, and waits for who may see it."""

import io
import json
import zipfile

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from facilitate.data.db import db
from facilitate.library.models import LibraryDocument, LibraryText
from facilitate.library.shelf import LibraryReaders
from facilitate.run import planner_app
from facilitate.run.library_commands import library

from .test_documents import typed, word_file

PACKAGE, PAGE = "/library/package.zip", "/library/package"


@pytest.fixture
def taken(app, sign_in) -> bytes:
    """A shelf with a file, an address and a document for administrators alone; its package. Then the shelf is empty."""
    admin = sign_in("administrator")
    new = "/library/documents/new"
    admin.post(new, data=typed(word_file("Nobody is turned away")))
    law = {"title-en": "Law 9887", "title-sq": "Ligji 9887", "address": "https://qbz.gov.al/9887"}
    admin.post(new, data=typed(**law, number="9887", on="2008-03-10"))
    admin.post(
        new,
        data=typed(
            word_file("Inside"),
            **{"title-en": "Inside", "title-sq": "Brenda"},
            readers="administrators",
        ),
    )
    content = admin.get(PACKAGE).data
    with app.app_context():
        db.session.execute(sa.delete(LibraryText))
        db.session.execute(sa.delete(LibraryDocument))
        db.session.commit()
    return content


def rows(app) -> list[tuple[str, str, str, bool, LibraryReaders]]:
    with app.app_context():
        query = sa.select(LibraryDocument, LibraryText.text).join(
            LibraryText, LibraryText.document_id == LibraryDocument.id
        )
        return [
            (row.title.en, row.address, text, bool(row.size), row.readers)
            for row, text in db.session.execute(query.order_by(LibraryDocument.id))
        ]


def send(client, content: bytes) -> str:
    return client.post(PAGE, data={"file": (io.BytesIO(content), "library.zip")}).text


def test_documents_go_and_come_once(app, sign_in, taken) -> None:
    admin = sign_in("administrator")
    with zipfile.ZipFile(io.BytesIO(taken)) as archive:
        told = json.loads(archive.read("library.json"))
        assert [one["title"][0] for one in told["documents"]] == [
            "Rules of the shelter",
            "Law 9887",
        ]
    assert "2 documents are on the shelf." in send(admin, taken)
    inside = LibraryReaders.ADMINISTRATORS
    assert rows(app) == [
        ("Rules of the shelter", "", "Nobody is turned away", True, inside),
        ("Law 9887", "https://qbz.gov.al/9887", "", False, inside),
    ]
    again = send(admin, taken)
    assert ("Nothing new is in it." in again, "2 were here already." in again) == (True, True)
    assert len(rows(app)) == 2
    assert admin.get(PACKAGE).status_code == 200  # nothing of it goes on before it is looked at
    assert "Rules of the shelter" in admin.get("/library?q=turned").text


def test_what_is_no_package_is_said(app, sign_in, taken) -> None:
    admin = sign_in("administrator")
    assert "This is no package of a library." in send(admin, word_file("No"))
    for cut, said in ((taken[:400], "damaged"), (b"%PDF-1.7", "no package of a library")):
        page = send(admin, cut)
        assert (said in page, "Excel" in page) == (True, False)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("library.json", json.dumps({"kind": "facilitate-library", "format": 9}))
    assert "Update this planner first." in send(admin, out.getvalue())
    assert "Please choose a file." in admin.post(PAGE, data={}).text
    swapped = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(taken)) as old, zipfile.ZipFile(swapped, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"MZ-no-paper" if name.startswith("documents/") else old.read(name))
    assert "its file cannot be kept" in send(admin, swapped.getvalue())
    assert [one[0] for one in rows(app)] == ["Law 9887"]
    for who in ("organiser", "stranger"):
        assert sign_in(who).get(PAGE).status_code == 403


def test_the_command_does_the_same(app, taken, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(planner_app, "planner_app", lambda **_settings: app)
    file = tmp_path / "library.zip"
    file.write_bytes(taken)
    run = CliRunner().invoke
    assert run(library, ["import", str(file)]).stdout == "new 2 known 0 left out 0\n"
    assert rows(app) == []
    assert run(library, ["import", str(file), "--apply"]).exit_code == 0
    assert len(rows(app)) == 2
    assert run(library, ["export", "-o", str(tmp_path / "out.zip")]).exit_code == 0


def test_several_files_are_read_before_the_first_is_written(app, sign_in) -> None:
    admin = sign_in("administrator")
    for title in ("Rules", "Standards"):
        new = typed(word_file(title), **{"title-en": title, "title-sq": title})
        admin.post("/library/documents/new", data=new)
    content = admin.get(PACKAGE).data
    with app.app_context():
        db.session.execute(sa.delete(LibraryText))
        db.session.execute(sa.delete(LibraryDocument))
        db.session.commit()
    assert "2 documents are on the shelf." in send(admin, content)
    assert [(title, text) for title, _address, text, *_more in rows(app)] == [
        ("Rules", "Rules"),
        ("Standards", "Standards"),
    ]
