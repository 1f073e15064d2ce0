"""Members send in what is new at their office; it waits until somebody puts it into an edition, in both languages."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.bulletin.models import BulletinEdition, BulletinItem
from facilitate.data.db import db

LIST, SEND = "/bulletin", "/bulletin/send-in"
NEWS = {
    "kind": "partner",
    "heading": "A legal clinic opens",
    "text": "Free advice on Mondays.",
    "link": "",
    "sent_by": "Ana Leka, Clinic Drita",
}
BOTH = {
    "version": "1",
    "kind": "partner",
    "heading-en": "A legal clinic opens",
    "heading-sq": "Hapet një klinikë ligjore",
    "text-en": "",
    "text-sq": "",
}


def waiting(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        rows = db.session.scalars(sa.select(BulletinItem).where(BulletinItem.edition_id.is_(None)))
        return [(one.heading.en, one.sent_by) for one in rows]


@pytest.mark.both_databases
def test_whoever_has_an_account_sends_in_news_and_an_administrator_uses_it(
    app: Flask, sign_in
) -> None:
    member, writer = sign_in("stranger"), sign_in("administrator")
    assert SEND in member.get(LIST).text
    empty = member.post(SEND, data={**NEWS, "heading": ""})
    assert (empty.status_code, "Free advice on Mondays." in empty.text) == (422, True)
    wrong = member.post(SEND, data={**NEWS, "link": "clinic"})
    assert (wrong.status_code, "A link begins with" in wrong.text) == (422, True)
    for _twice in range(2):
        assert member.post(SEND, data=NEWS).location == LIST
    assert waiting(app) == [("A legal clinic opens", "Ana Leka, Clinic Drita")]
    assert "A legal clinic opens" not in member.get(LIST).text
    assert member.get("/bulletin/sent-in/1").status_code == 403
    assert "Ana Leka, Clinic Drita" in writer.get(LIST).text
    half = writer.post("/bulletin/sent-in/1", data={**BOTH, "heading-sq": ""})
    assert (half.status_code, "Write it in both languages" in half.text) == (422, True)
    page = writer.post("/bulletin/sent-in/1", data=BOTH, follow_redirects=True).text
    assert "Hapet një klinikë ligjore" in writer.get("/bulletin/1").text
    assert "A legal clinic opens" in page
    assert waiting(app) == []
    assert writer.get("/bulletin/sent-in/1").status_code == 404


def test_who_was_sent_an_edition_sends_in_news_without_an_account(
    app: Flask, sign_in, lead: FlaskClient, client: FlaskClient
) -> None:
    writer = sign_in("administrator")
    writer.post("/bulletin/new")
    with app.app_context():
        token = db.session.scalars(sa.select(BulletinEdition.token)).one()
    address = f"/bulletin/read/{token}/send-in"
    assert client.get(address).status_code == 404, "nothing is out"
    law = {**BOTH, "kind": "law"}
    writer.post("/bulletin/1/items/new", data=law)
    for one in (writer, lead):
        one.post("/bulletin/1/release")
    assert address in client.get(f"/bulletin/read/{token}/en").text
    machine = client.post(address, data={**NEWS, "website": "x"})
    assert (machine.status_code, waiting(app)) == (422, [])
    assert client.post(address, data=NEWS).status_code == 302
    assert waiting(app) == [("A legal clinic opens", "Ana Leka, Clinic Drita")]
    assert "A legal clinic opens" not in sign_in("stranger").get("/bulletin/1").text
    told = writer.post("/bulletin/sent-in/2/remove", follow_redirects=True).text
    assert waiting(app) == []
    undo = re.search(r'action="([^"]+/undo[^"]*)"', told)[1]
    writer.post(undo.replace("&amp;", "&"))
    assert waiting(app) == [("A legal clinic opens", "Ana Leka, Clinic Drita")]
    assert client.get("/bulletin/read/nothing/send-in").status_code == 404
