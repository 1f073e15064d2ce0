"""A real mail server on loopback: what arrives is kept, one address is refused."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from .databases import free_port

REFUSED = "refused@office.example"


class Inbox(Sink):
    """Keeps what arrives, refuses one address (or all, with `answer`), takes its time, says nothing while it is `held`, hangs up;

    counts connections and tries.
    """

    def __init__(self) -> None:
        super().__init__()
        self.received: list[tuple[list[str], EmailMessage]] = []
        self.connections = 0
        self.open = True
        self.pause, self.asked = 0.0, 0
        self.held = False
        self.answer = ""
        self.hangs_up = False

    async def handle_EHLO(self, _server, session, _envelope, hostname, responses) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        while self.held:
            await asyncio.sleep(0.01)
        return responses

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:
        self.asked += 1
        if self.answer:
            return self.answer
        if self.open and address == REFUSED:
            return f"550 5.1.1 <{address}> no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, _session, envelope) -> str:
        await asyncio.sleep(self.pause)
        mail: Any = message_from_bytes(envelope.content, policy=policy.default)
        self.received.append((list(envelope.rcpt_tos), mail))
        if self.hangs_up:
            server.transport.abort()
        return "250 OK"

    @property
    def to(self) -> list[str]:
        """The addresses that got a mail, in order."""
        return [address for addresses, _mail in self.received for address in addresses]


@contextmanager
def listen_for_mails() -> Iterator[tuple[Inbox, str]]:
    """A mail server until the block ends, and its address."""
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield inbox, f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()


@contextmanager
def receive_mails(app: Flask) -> Iterator[Inbox]:
    """A mail server that the planner is set to use until the block ends."""
    settings = app.extensions["settings"]
    with listen_for_mails() as (inbox, address):
        app.extensions["settings"] = replace(
            settings, mail_url=address, mail_from="planner@office.example"
        )
        try:
            yield inbox
        finally:
            app.extensions["settings"] = settings


def send_looked_at(client: FlaskClient, page: str) -> TestResponse:
    """Press the button of a mailing's page that was just looked at."""
    looked_at = client.get(page).text
    mark = (
        looked_at.split('name="fingerprint" value="')[1].split('"')[0]
        if "fingerprint" in looked_at
        else ""
    )
    return client.post(page, data={"fingerprint": mark})
