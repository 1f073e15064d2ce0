"""The shelf shows what stands in the planner already, to each what is theirs, and the handbooks to everybody."""

import io

import docx
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.library.shelf import HandbookKind
from facilitate.library.word import render_handbook
from facilitate.report.models import Edition, Proceedings
from facilitate.report.released_report import edition_is_out
from facilitate.setup.demo.load import OFFICIAL
from facilitate.situation.models import SituationReview
from facilitate.techniques.shelf import shipped_techniques

from ..statements import count_statements

WHERE = "/library/handbooks"


def test_an_empty_planner_says_what_will_come(sign_in) -> None:
    html = sign_in("stranger").get("/library").text
    assert "once two people have released it" in html
    assert "once its committee has approved it" in html
    assert f"{WHERE}/techniques-sq.docx" in html
    assert html.count("/library/checklists/") == 4


def test_what_stands_there_opens(sign_in) -> None:
    client = sign_in("stranger")
    book = client.get("/library/checklists/training.xlsx")
    assert (book.status_code, book.data[:2]) == (200, b"PK")
    assert "Minutes" in client.get("/library/agendas/conference").text
    for missing in ("agendas/none", "checklists/none.xlsx", "handbooks/none-en.docx"):
        assert client.get(f"/library/{missing}").status_code == 404


def test_reports_and_analyses_stand_there_by_themselves(demo: Flask) -> None:
    client = demo.test_client()
    with demo.app_context(), client.session_transaction() as session:
        session["_user_id"] = db.session.scalar(
            sa.select(User.session_token).where(User.email == OFFICIAL)
        )
        out = db.session.scalars(
            sa.select(Proceedings.token)
            .join(Edition, Edition.event_id == Proceedings.event_id)
            .where(*edition_is_out())
        ).all()
        approved = db.session.scalar(
            sa.select(sa.func.count(SituationReview.id)).where(
                SituationReview.approved_on.is_not(None)
            )
        )
    html = client.get("/library").text
    for token in out:
        for code in ("en", "sq"):
            assert f"/report/{token}/{code}.docx" in html
    assert (len(out), html.count("/situation?period=")) == (1, approved or -1)


def test_the_handbook_holds_every_technique(app: Flask) -> None:
    with app.test_request_context():
        file = docx.Document(io.BytesIO(render_handbook(HandbookKind.TECHNIQUES, "sq")))
    names = {one.text for one in file.paragraphs if one.style.name == "Heading 2"}
    assert names == {one.name.sq for one in shipped_techniques().values()}


def test_everybody_reads_what_is_public(client: FlaskClient) -> None:
    page = client.get("/library/public/sq")
    assert (page.status_code, 'lang="sq"' in page.text) == (200, True)
    with count_statements() as asked:
        file = client.get(f"{WHERE}/principles-sq.docx")
    assert (file.status_code, file.headers["Cache-Control"]) == (200, "public, max-age=3600")
    tag = {"If-None-Match": file.headers["ETag"]}
    assert client.get(f"{WHERE}/principles-sq.docx", headers=tag).status_code == 304
    assert len(asked) <= 2
    assert client.get("/library").status_code == 302


@pytest.mark.office
def test_a_stranger_has_a_handbook_as_pdf_where_it_is_offered(client: FlaskClient) -> None:
    assert f"{WHERE}/principles-sq.docx?as=pdf" in client.get("/library/public/sq").text
    file = client.get(f"{WHERE}/principles-sq.docx?as=pdf")
    assert (file.status_code, file.mimetype, file.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert file.headers["Cache-Control"] == "public, max-age=3600"
