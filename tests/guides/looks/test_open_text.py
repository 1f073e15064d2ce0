"""A style that comes as OpenDocument text: what may harm somebody is refused before LibreOffice opens it."""

import io
import zipfile
from base64 import b64decode

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.guides.looks.open_text import is_open_text, look_at_open_text
from facilitate.guides.looks.package import Unfit, Unusable
from facilitate.guides.models import GuideLook
from facilitate.lib import pdf

from .letters import colour_png, file_parts, make_letterhead

NEW = "/events/spring/guide/look/new"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def written(body: str = "", **more: bytes) -> bytes:
    """An OpenDocument text with that in it; `more`: parts, dots and strokes written as underscores."""
    names = "".join(
        f' xmlns:{key}="{OFFICE}:{name}:1.0"'
        for key, name in (("office", "office"), ("text", "text"), ("draw", "drawing"))
    )
    content = f'<office:document-content{names} xmlns:xlink="http://www.w3.org/1999/xlink">{body}</office:document-content>'
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": content.encode(),
        "styles.xml": b"<styles/>",
        **{name.replace("__", "/").replace("_", "."): part for name, part in more.items()},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def why(content: bytes) -> Unfit | None:
    """Why a file is refused; None where it is not."""
    try:
        look_at_open_text(content)
    except Unusable as problem:
        return problem.why
    return None


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (written(), None),
        (written('<text:a xlink:href="https://office.example/">us</text:a>'), None),
        (written('<draw:image xlink:href="Pictures/a.png"/>', Pictures__a_png=colour_png()), None),
        (written('<draw:image xlink:href="https://elsewhere.example/a.png"/>'), Unfit.OUTSIDE),
        (written('<draw:image xlink:href="../../../etc/passwd"/>'), Unfit.OUTSIDE),
        (written('<text:section-source xlink:href="#x"/>'), Unfit.OUTSIDE),
        (written('<text:a xlink:href="vnd.sun.star.script:x">us</text:a>'), Unfit.OUTSIDE),
        (written('<draw:object xlink:href="./Object 1"/>'), Unfit.EMBEDDED),
        (written("<office:script/>"), Unfit.MACROS),
        (written(Basic__script_xml=b"<x/>"), Unfit.MACROS),
        (written(styles_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), Unfit.DOCTYPE),
        (written(styles_xml=b"<x"), Unfit.DAMAGED),
    ],
)
def test_nothing_is_fetched_or_run(content: bytes, refused: Unfit | None) -> None:
    assert is_open_text(content)
    assert why(content) == refused


@pytest.mark.office
def test_a_letterhead_of_libreoffice_is_worn(organiser: FlaskClient, app: Flask) -> None:
    letterhead = pdf.as_open_text(make_letterhead(footer="Bashkia Vlorë"))
    sent = {"name": "Bashkia", "file": (io.BytesIO(letterhead), "letter.odt")}
    page = organiser.post(NEW, data=sent, follow_redirects=True).text
    assert "The guide uses the style “Bashkia”." in page
    with app.app_context():
        kept = file_parts(b64decode(db.session.scalars(sa.select(GuideLook)).one().file))
    assert kept["word/media/logo1.png"]
    assert (
        "Bashkia Vlorë"
        in b"".join(part for name, part in kept.items() if name.startswith("word/footer")).decode()
    )


def test_without_libreoffice_a_sentence_says_so(
    organiser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "PROGRAMS", ("no-such-program",))
    sent = {"name": "Bashkia", "file": (io.BytesIO(written()), "letter.odt")}
    answer = organiser.post(NEW, data=sent)
    assert answer.status_code == 422
    assert "This is an OpenDocument file. Save it as a Word file (.docx)." in answer.text
    assert 'value="Bashkia"' in answer.text
