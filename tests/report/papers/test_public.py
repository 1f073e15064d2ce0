"""The released report for everybody: nothing before the release, nothing after it is withdrawn, nothing about the reader."""

import io
import re

import sqlalchemy as sa
from PIL import Image

from facilitate.data.db import db
from facilitate.notes.models import NotePhoto
from facilitate.report.models import Attachment, Proceedings
from facilitate.report.papers.showing import safe_drawing
from facilitate.report.writing.actions import ensure_proceedings

from ..conftest import NOW, REPORT, report_event


def address(app) -> str:
    with app.app_context():
        row = ensure_proceedings(report_event())
        db.session.commit()
        return f"/report/{row.token}"


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return out.getvalue()


def test_it_is_there_only_between_release_and_withdrawal(
    app, client, sign_in, opening, say, let_out
) -> None:
    say("Kjo u tha.")
    where = address(app)
    for tail in ("", "/sq", "/sq.docx"):
        assert client.get(where + tail).status_code == 404
    let_out()
    say("Kjo u tha më vonë.")
    page = client.get(f"{where}/sq")
    assert ("Kjo u tha." in page.text, "Kjo u tha më vonë." in page.text) == (True, False)
    assert (page.headers["X-Robots-Tag"], '<html lang="sq">' in page.text) == (
        "noindex, nofollow",
        True,
    )
    assert client.get(f"{where}/sq.docx").status_code == 200
    assert client.get(where).status_code == 200
    assert client.get(f"{where}/de").status_code == 404
    assert client.post(where).status_code == 405
    assert "Set-Cookie" not in client.get(f"{where}/sq").headers
    sign_in("organiser").post(f"{REPORT}/withdraw")
    for tail in ("", "/sq", "/sq.docx"):
        assert client.get(where + tail).status_code == 410


def test_a_wrong_address_is_nowhere(client) -> None:
    assert client.get("/report/anything").status_code == 404


def test_photos_come_from_the_edition_alone(app, cast, client, opening, let_out) -> None:
    with app.app_context():
        for number, more in enumerate(
            ({"alt": "Tri pika"}, {"alt": "Jo për raportin", "withheld": True}), 1
        ):
            row = NotePhoto(
                event_id=cast.event_id,
                key=f"foto-{number}",
                step_id=opening,
                content=photo(),
                width=40,
                height=30,
                at=NOW,
                **more,
            )
            db.session.add(row)
        db.session.commit()
    let_out()
    where = address(app)
    page = client.get(f"{where}/en").text
    assert ('alt="Tri pika"' in page, "Jo për raportin" in page) == (True, False)
    answer = client.get(f"{where}/en/photos/1")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "private, no-cache"  # it may be withdrawn
    kept = client.get(f"{where}/en/photos/1", headers={"If-None-Match": answer.headers["ETag"]})
    assert (kept.status_code, kept.data) == (304, b"")
    assert client.get(f"{where}/en/photos/2").status_code == 404
    assert client.get(f"{where}/en/photos/0").status_code == 404


def test_annexes_go_out_only_with_a_release_and_while_they_may(
    app, cast, client, opening, let_out
) -> None:
    with app.app_context():
        rows = [
            Attachment(
                event_id=cast.event_id,
                title=title,
                file_name="a.pdf",
                media_type="application/pdf",
                size=4,
                content=b"%PDF",
                public=public,
                at=NOW,
            )
            for title, public in (("Prezantimi", True), ("Letra e brendshme", False))
        ]
        db.session.add_all(rows)
        db.session.commit()
        ids = [one.id for one in rows]
    where = address(app)
    assert client.get(f"{where}/annexes/{ids[0]}").status_code == 404
    let_out()
    page = client.get(f"{where}/en").text
    assert ("Prezantimi" in page, "Letra e brendshme" in page) == (True, False)
    assert (f"/annexes/{ids[0]}" in page, "Files to download" in page) == (True, True)
    assert client.get(f"{where}/annexes/{ids[0]}").data == b"%PDF"
    assert re.findall(r"/annexes/(\d+)", page) == [str(ids[0])]
    with app.app_context():
        db.session.get_one(Attachment, ids[1]).public = True  # later, and not released
        db.session.commit()
    assert client.get(f"{where}/annexes/{ids[1]}").status_code == 404
    with app.app_context():
        db.session.get_one(Attachment, ids[0]).public = False  # taken back
        db.session.commit()
    assert client.get(f"{where}/annexes/{ids[0]}").status_code == 404
    for code in ("en", "sq"):  # nor is anybody led there
        page = client.get(f"{where}/{code}").text
        assert ("Prezantimi" in page, "/annexes/" in page, 'id="files"' in page) == (
            True, False, False
        )  # fmt: skip


def test_two_releases_have_one_address(app, client, opening, say, let_out) -> None:
    say("Një.")
    let_out()
    where = address(app)
    say("Dy të tjera.")
    let_out()
    assert "Dy të tjera." in client.get(f"{where}/sq").text
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Proceedings.id))) == 1


def test_somebody_elses_drawing_is_only_a_picture() -> None:
    ours = (
        b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="4"/><text>a &lt;b&gt;</text></svg>'
    )
    assert safe_drawing(ours, "x") == ours.decode()
    for wrong in (
        b"<svg><script>alert(1)</script></svg>",
        b'<svg><rect onload="x"/></svg>',
        b'<svg><a href="x"/></svg>',
    ):
        assert str(safe_drawing(wrong, "Përshkrimi")).startswith(
            '<img class="pic" src="data:image/svg+xml;base64,'
        )
