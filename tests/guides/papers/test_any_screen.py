"""A paper says the same in a language, whatever language the screen speaks from which it is taken."""

import io

import docx
import pytest
import sqlalchemy as sa
from docx.oxml.ns import qn
from flask import Flask

from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.setup.demo.load import OFFICIAL

COMING, PAST = "/events/annual-next", "/events/annual-2008"
PAPERS = [
    f"{COMING}/agenda/programme.docx",
    f"{COMING}/consultation/form.docx",
    f"{COMING}/budget/accounts.docx",
    f"{COMING}/badges.docx",
    f"{COMING}/guide.docx",
    f"{PAST}/changed.docx",
    f"{PAST}/figures.docx",
    f"{PAST}/practice-sheet.docx",
    "/forums/north/practice-sheet.docx",
    "/forums/committee-berat/practice-sheet.docx",
    "/forums/shelters/practice-sheet.docx",
    "/forums/shelters/presidency/1/handover.docx",
    "/forums/shelters/presidency/1/work-plan.docx",
    "/forums/shelters/positions/1/position.docx",
    "/year.docx",
]


@pytest.mark.one_database
@pytest.mark.parametrize("address", PAPERS)
def test_a_paper_does_not_listen_to_the_screen(demo: Flask, address: str) -> None:
    client = demo.test_client()
    with demo.app_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
    with client.session_transaction() as session:
        session["_user_id"] = token
    said: dict[str, list[tuple[str, list[str]]]] = {"en": [], "sq": []}
    for screen in ("en", "sq"):
        client.post("/language", data={"language": screen})
        for code, papers in said.items():
            answer = client.get(address, query_string={"lang": code, "short": "1"})
            assert answer.status_code == 200
            name = answer.headers["Content-Disposition"]
            body = docx.Document(io.BytesIO(answer.data)).element.body
            papers.append((name, [text.text or "" for text in body.iter(qn("w:t"))]))
    assert said["en"][0] == said["en"][1]
    assert said["sq"][0] == said["sq"][1]
    assert said["en"][0] != said["sq"][0]


@pytest.mark.one_database
def test_nor_does_the_report_that_is_read_on_it(demo: Flask) -> None:
    client = demo.test_client()
    with demo.app_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
    with client.session_transaction() as session:
        session["_user_id"] = token
    read = []
    for screen in ("en", "sq"):
        client.post("/language", data={"language": screen})
        page = client.get(f"{PAST}/report/read?language=sq").text
        read.append(page.partition('<article class="proc"')[2].partition("</article>")[0])
    assert read[0] == read[1] != ""
