"""The outbox: a mail is a row first, then it is sent, and one can see what became of it."""

import logging
import smtplib
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column

from .db import Keyed, choice, db
from .jobs import enqueue, job


class MessageState(StrEnum):
    """How far a mail has come."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Message(Keyed):
    """One mail in the outbox."""

    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    state: Mapped[MessageState] = choice(MessageState, default=MessageState.WAITING)
    error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


def can_mail() -> bool:
    """Whether a mail server is set; without one, links are shown to be copied."""
    return bool(current_app.extensions["settings"].mail_url)


def post(to: str, subject: str, body: str) -> Message:
    """Put a mail into the outbox. After the commit, `send_soon` hands it over."""
    message = Message(to=to, subject=subject, body=body, created_at=datetime.now(UTC))
    db.session.add(message)
    db.session.flush()
    return message


def send_soon(message_id: int) -> None:
    """Hand a committed mail to the queue."""
    enqueue(deliver, message_id)


@job
def deliver(message_id: int) -> None:
    """Send one mail of the outbox; a failure stays readable on its row. Its text is not kept once it is sent:

    it may hold a link that lets somebody in.
    """
    message = db.session.get(Message, message_id, with_for_update=True)
    if message is None or message.state is MessageState.SENT:
        return
    try:
        _send(message)
    except (OSError, smtplib.SMTPException) as error:
        logging.getLogger(__name__).warning("mail %s was not sent: %s", message_id, type(error).__name__)
        message.state, message.error = MessageState.FAILED, str(error)[:500]
    else:
        message.state, message.error, message.body = MessageState.SENT, "", ""
        message.sent_at = datetime.now(UTC)
    db.session.commit()


def _send(message: Message) -> None:
    settings = current_app.extensions["settings"]
    address = urlsplit(settings.mail_url)
    secure = address.scheme == "smtps"
    host, port = address.hostname or "localhost", address.port or (465 if secure else 25)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = settings.mail_from, message.to, message.subject
    mail["Message-ID"] = make_msgid(domain=settings.mail_from.rsplit("@", 1)[-1])
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail.set_content(message.body)
    client = (smtplib.SMTP_SSL if secure else smtplib.SMTP)(host, port, timeout=20)
    with client as server:
        if parse_qs(address.query).get("tls") == ["1"]:
            server.starttls()
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(mail)
