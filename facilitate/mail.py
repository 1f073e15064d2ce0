"""The outbox: a mail is a row first, then it is sent, and one can see what became of it."""

import logging
import smtplib
import ssl
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from email.header import Header
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column

from . import clock
from .db import Keyed, choice, db
from .jobs import enqueue, job
from .lib.text import clean
from .settings import Settings

CUT_OFF = timedelta(minutes=5)
"""A mail that is being sent for longer than that was cut off by a crash; it may be sent again."""
PATIENCE = 20
"""Seconds a mail server may take for one answer."""
AT_ONCE = 50
"""Letters of a long mailing that go out before other mails have their turn."""
HANGS_UP = 421
"""What a mail server says that takes no more mails on this connection."""


class MessageState(StrEnum):
    """How far a mail has come."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Message(Keyed):
    """One mail in the outbox. `sent_at`: since when it is being sent; empty before and after.

    `calendar` is an entry for the reader's calendar (the text of an .ics file) that goes along.
    """

    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    calendar: Mapped[str] = mapped_column(default="")
    state: Mapped[MessageState] = choice(MessageState, default=MessageState.WAITING)
    error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


def can_mail() -> bool:
    """Whether a mail server is set; without one, links are shown to be copied."""
    return bool(current_app.extensions["settings"].mail_url)


def post(to: str, subject: str, body: str) -> Message:
    """Put a mail into the outbox. After the commit, `send_soon` hands it over."""
    return post_all([(to, subject, body)])[0]


def post_all(mails: Iterable[tuple[str, str, str]], calendar: str = "") -> list[Message]:
    """Put several mails (to, subject, body) into the outbox, each with the calendar entry if there is one.

    After the commit, `send_all_soon` hands them over.
    """
    now = clock.now()
    messages = [
        Message(to=to, subject=" ".join(subject.split()), body=body, calendar=calendar, created_at=now)
        for to, subject, body in mails
    ]
    db.session.add_all(messages)
    db.session.flush()
    return messages


def settled(messages: Iterable[Message]) -> None:
    """These mails need not go out any more: their rows look like those of mails that did."""
    for message in messages:
        message.state, message.error, message.body, message.sent_at = MessageState.SENT, "", "", None


def send_soon(message_id: int) -> None:
    """Hand a committed mail to the queue."""
    enqueue(deliver, message_id)


def send_all_soon(message_ids: Sequence[int]) -> None:
    """Hand committed mails to the queue, to go out over one connection."""
    enqueue(deliver_all, list(message_ids))


def cut_off(now: datetime) -> sa.ColumnElement[bool]:
    """The condition that the sending of a mail was cut off; it may have arrived or not."""
    return sa.and_(Message.state == MessageState.SENDING, Message.sent_at < now - CUT_OFF)


@job
def deliver(message_id: int) -> None:
    """Send one mail of the outbox; a failure stays readable on its row. Its text is not kept once it is sent:

    it may hold a link that lets somebody in.
    """
    _deliver([message_id], [MessageState.WAITING, MessageState.FAILED])


@job
def deliver_all(message_ids: Sequence[int]) -> None:
    """Send those mails of the outbox that wait, one after the other over one connection.

    Each is settled before the next: a crash loses none, and only the one it met may arrive twice if somebody sends
    it again. After some, the rest goes to the end of the queue, so that a long mailing holds up no other mail.
    """
    _deliver(message_ids[:AT_ONCE], [MessageState.WAITING])
    if rest := list(message_ids[AT_ONCE:]):
        enqueue(deliver_all, rest)


def _deliver(message_ids: Sequence[int], states: Sequence[MessageState]) -> None:
    line = _Line(current_app.extensions["settings"])
    try:
        for message_id in message_ids:
            if message := _taken(message_id, states):
                _settle(message_id, _reason(line, message))
    finally:
        line.close()


def _taken(message_id: int, states: Sequence[MessageState]) -> Message | None:
    """The mail, marked as being sent; None where it is not to be sent, or another worker has it.

    No transaction stays open while the mail server takes its time: others go on writing.
    """
    now = clock.now()
    free = sa.or_(Message.state.in_(states), cut_off(now))
    taken = db.session.execute(
        sa.update(Message)
        .where(Message.id == message_id, free)
        .values(state=MessageState.SENDING, sent_at=now)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    ).all()
    message = db.session.get(Message, message_id, populate_existing=True) if taken else None
    db.session.commit()
    return message


def _reason(line: "_Line", message: Message) -> str:
    """Send the mail; gives the reason where it did not go, else nothing."""
    try:
        line.send(message)
    except Exception as error:  # besides smtplib: the mail library raises whatever an odd address leads to
        logging.getLogger(__name__).warning("mail %s was not sent: %s", message.id, type(error).__name__)
        return _said(error)[:500] or type(error).__name__
    return ""


def _settle(message_id: int, reason: str) -> None:
    """Note what became of a mail; one that was taken out meanwhile is gone."""
    if reason:
        values: dict[str, object] = {"state": MessageState.FAILED, "error": reason, "sent_at": None}
    else:
        values = {"state": MessageState.SENT, "error": "", "body": "", "sent_at": None}
    db.session.execute(
        sa.update(Message)
        .where(Message.id == message_id)
        .values(values)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()


def _said(error: Exception) -> str:
    """The mail server's own words, `550 no such user`, or what else went wrong."""
    code, text = _answer(error)
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return clean(f"{code} {said}" if code else said)


def _answer(error: Exception) -> tuple[int, object]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()), (0, ""))
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code, error.smtp_error
    return 0, error


class _Line:
    """A connection to the mail server: opened for the first mail, kept for the next, opened anew once it broke.

    A server that cannot be reached is not asked again for each of the other mails.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.server: smtplib.SMTP | None = None
        self.unreachable: Exception | None = None

    def send(self, message: Message) -> None:
        """Send one mail, once. Raises what smtplib and the mail library raise."""
        mail = _mail(message, self.settings.mail_from)
        while True:
            was_open = self._is_open()
            server = self.server if was_open and self.server else self._open()
            try:
                server.send_message(mail, to_addrs=[message.to])
                return
            except smtplib.SMTPRecipientsRefused as error:
                if not (was_open and _answer(error)[0] == HANGS_UP):
                    raise
            except Exception as error:
                self.close()
                if not (was_open and _answer(error)[0] == HANGS_UP):
                    raise

    def close(self) -> None:
        """Say goodbye, if anybody still listens."""
        server, self.server = self.server, None
        if server is not None:
            try:
                server.quit()
            except (OSError, smtplib.SMTPException):
                server.close()

    def _is_open(self) -> bool:
        if self.server is None:
            return False
        try:
            return self.server.noop()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False

    def _open(self) -> smtplib.SMTP:
        self.close()
        if self.unreachable:
            raise self.unreachable
        try:
            self.server = _connected(self.settings.mail_url)
        except (OSError, smtplib.SMTPException) as error:
            self.unreachable = error
            raise
        return self.server


def _connected(mail_url: str) -> smtplib.SMTP:
    """A connection to the mail server of that address, signed in."""
    address = urlsplit(mail_url)
    secure = address.scheme == "smtps"
    host, port = address.hostname or "localhost", address.port or (465 if secure else 25)
    trusted = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=trusted)
        if secure
        else smtplib.SMTP(host, port, timeout=PATIENCE)
    )
    try:
        if parse_qs(address.query).get("tls") == ["1"]:
            server.starttls(context=trusted)
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _mail(message: Message, sender: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, message.to
    # Folded here: the library of Python 3.13 puts a second space between an encoded word and the next plain one.
    mail.set_raw("Subject", Header(message.subject, header_name="Subject").encode())
    mail["Message-ID"] = make_msgid(domain=sender.rsplit("@", 1)[-1])
    mail["Date"] = format_datetime(clock.now())
    mail.set_content(message.body)
    if message.calendar:
        about = {"method": "PUBLISH"}
        mail.add_attachment(message.calendar, subtype="calendar", filename="event.ics", params=about)
    return mail
