"""People to invite, and a real mail server on loopback that refuses one address."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from flask import Flask

from facilitate.consultation.models import Invitation, Questionnaire
from facilitate.db import db
from facilitate.mail import Message

from ...databases import free_port
from ...directory.rows import office, person

REFUSED = "refused@office.example"


class Inbox(Sink):
    """Keeps what arrives, refuses one address, and counts the connections."""

    def __init__(self) -> None:
        super().__init__()
        self.received: list[tuple[list[str], EmailMessage]] = []
        self.connections = 0
        self.open = True

    async def handle_EHLO(self, _server, session, _envelope, hostname, responses) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:
        if self.open and address == REFUSED:
            return f"550 5.1.1 <{address}> no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope) -> str:
        mail: Any = message_from_bytes(envelope.content, policy=policy.default)
        self.received.append((list(envelope.rcpt_tos), mail))
        return "250 OK"

    @property
    def to(self) -> list[str]:
        """The addresses that got a mail, in order."""
        return [address for addresses, _mail in self.received for address in addresses]


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


@pytest.fixture
def invite(app: Flask, asked) -> Callable[..., int]:
    """Invite somebody: `invite("Ana Hoxha")`, by hand or of the directory; gives the invitation's id."""

    def add(name: str, directory: bool = False, **more: Any) -> int:
        with app.app_context():
            questionnaire = db.session.scalars(sa.select(Questionnaire)).one()
            given = name.split(" ")[0].lower()
            values = {"email": f"{given}@office.example", "language": "en", "organisation": "", **more}
            if directory:
                row = person(name, office(f"Office of {name}"))
                values["person_id"] = row.id
            invitation = Invitation(questionnaire_id=questionnaire.id, name=name, **values)
            db.session.add(invitation)
            db.session.commit()
            return invitation.id

    return add


@pytest.fixture
def outbox(app: Flask) -> Callable[[], list[tuple[str, str, str]]]:
    """Every mail: address, state, the server's reason."""

    def look() -> list[tuple[str, str, str]]:
        with app.app_context():
            rows = db.session.scalars(sa.select(Message).order_by(Message.id))
            return [(row.to, row.state.value, row.error) for row in rows]

    return look


@pytest.fixture
def invitations(app: Flask) -> Callable[[], list[Invitation]]:
    """Everybody invited, in the order they came."""

    def look() -> list[Invitation]:
        with app.app_context():
            return list(db.session.scalars(sa.select(Invitation).order_by(Invitation.id)))

    return look
