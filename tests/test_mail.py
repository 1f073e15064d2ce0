"""Mail through a real SMTP server on loopback."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from flask import Flask
from flask.testing import FlaskClient

from facilitate.db import db
from facilitate.mail import Message, deliver

from .databases import free_port


class Inbox(Sink):
    """Keeps what arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[bytes] = []

    async def handle_DATA(self, _server, _session, envelope) -> str:
        self.mails.append(envelope.content)
        return "250 OK"


@pytest.fixture
def inbox(app: Flask) -> Iterator[Inbox]:
    """A mail server the planner is set to use."""
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(
        settings, mail_url=f"smtp://127.0.0.1:{controller.port}", mail_from="planner@office.example"
    )
    yield inbox
    controller.stop()


def test_an_invitation_arrives_and_its_link_works(app: Flask, inbox: Inbox, sign_in) -> None:
    page = sign_in("administrator").post(
        "/accounts", data={"name": "Çeljeta Doçi", "email": "celjeta@office.example"}
    )
    assert page.status_code == 200
    (mail,) = map(message_from_bytes, inbox.mails)
    assert (mail["To"], mail["From"]) == ("celjeta@office.example", "planner@office.example")
    assert str(make_header(decode_header(mail["Subject"]))) == "Your account in the planner"
    text = mail.get_payload(decode=True).decode()
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
    assert len(inbox.mails) == 1


def test_a_mail_that_failed_can_be_sent_again(app: Flask, inbox: Inbox, client: FlaskClient, cast) -> None:
    working = app.extensions["settings"]
    app.extensions["settings"] = replace(working, mail_url="smtp://127.0.0.1:9")
    client.post("/forgot", data={"email": "organiser@office.example"})
    assert inbox.mails == []
    app.extensions["settings"] = working
    with app.app_context():
        deliver(db.session.scalars(sa.select(Message.id)).one())
    assert len(inbox.mails) == 1
