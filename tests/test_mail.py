"""Mail through a real SMTP server on loopback."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.db import db
from facilitate.mail import Message, deliver

from .inbox import Inbox, receiving


@pytest.fixture
def inbox(app: Flask) -> Iterator[Inbox]:
    """A mail server the planner is set to use."""
    with receiving(app) as inbox:
        yield inbox


def test_an_invitation_arrives_and_its_link_works(app: Flask, inbox: Inbox, sign_in) -> None:
    page = sign_in("administrator").post(
        "/accounts", data={"name": "Çeljeta Doçi", "email": "celjeta@office.example"}
    )
    assert page.status_code == 200
    ((_to, mail),) = inbox.received
    assert (mail["To"], mail["From"]) == ("celjeta@office.example", "planner@office.example")
    assert mail["Subject"] == "Your account in the planner"
    text = mail.get_content()
    assert "Çeljeta Doçi" in text
    link = next(line for line in text.splitlines() if "/link/" in line).removeprefix("http://localhost")
    assert app.test_client().get(link).status_code == 200
    with app.app_context():
        message = db.session.scalars(sa.select(Message)).one()
        assert (message.state, message.body) == ("sent", "")  # a link that lets somebody in is not kept


def test_a_mail_goes_out_once(app: Flask, inbox: Inbox, client: FlaskClient, cast) -> None:
    client.post("/forgot", data={"email": "organiser@office.example"})
    with app.app_context():
        deliver(db.session.scalars(sa.select(Message.id)).one())
    assert len(inbox.received) == 1


def test_a_mail_that_failed_can_be_sent_again(app: Flask, inbox: Inbox, client: FlaskClient, cast) -> None:
    working = app.extensions["settings"]
    app.extensions["settings"] = replace(working, mail_url="smtp://127.0.0.1:9")
    client.post("/forgot", data={"email": "organiser@office.example"})
    assert inbox.received == []
    app.extensions["settings"] = working
    with app.app_context():
        deliver(db.session.scalars(sa.select(Message.id)).one())
    assert len(inbox.received) == 1
