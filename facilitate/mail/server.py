"""Talking to the mail server: one connection for many mails, what it said, and whether another try is worth while."""

import re
import smtplib
import ssl
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import make_msgid, parseaddr
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from ..lib.text import clean_text

PATIENCE = 60
"""Seconds a mail server may take for one answer."""
SHOWN = 200
"""Characters kept of what a mail server said."""
HANGS_UP = 421
"""What a mail server says that takes no more mails on this connection."""


def mail_id(sender: str) -> str:
    """A name of its own for a mail from that address, be it written `a@b` or `Name <a@b>`."""
    return make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2] or "localhost")


MAY_HAVE_ARRIVED = "the connection broke at the end: the mail may have arrived or not"


class MayHaveArrived(Exception):
    """The connection broke after the mail was handed over: sending it by itself again might send it twice."""


def may_work_later(error: Exception) -> bool:
    """Whether a mail that did not go for this reason is worth another try, and has surely not arrived."""
    code, _text = _answer(error)
    return 400 <= code < 500 or (
        not code and isinstance(error, OSError | smtplib.SMTPServerDisconnected)
    )


_ADDRESS = re.compile(r"<[^<>]*>|(?<![^\s<>])[^\s<>]+@[^\s<>]+")


def server_answer(error: Exception) -> str:
    """What the mail server answered, `550 no such user`, or what else went wrong; short, and without anybody's address."""
    code, text = _answer(error)
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return without_addresses(f"{code} {said}" if code else said)[:SHOWN] or type(error).__name__


def without_addresses(said: str) -> str:
    """What a mail server says, in one line and without anybody's address."""
    return " ".join(_ADDRESS.sub("…", clean_text(said)).split())


def _answer(error: Exception) -> tuple[int, object]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()), (0, ""))
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code, error.smtp_error
    return 0, error


class _HandingOver:
    """Remembers that a mail's text was being sent: before that, it has surely not arrived."""

    handed_over = False

    def mail(self, sender: str, options: Sequence[str] = ()) -> tuple[int, bytes]:
        self.handed_over = False
        return super().mail(sender, options)  # type: ignore[misc]

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.handed_over = True
        return super().data(msg)  # type: ignore[misc]


class _Server(_HandingOver, smtplib.SMTP):
    """A mail server."""


class _SecureServer(_HandingOver, smtplib.SMTP_SSL):
    """A mail server behind TLS."""


class MailLine:
    """A connection to the mail server: opened for the first mail, kept for the next, opened anew once it broke.

    A server that cannot be reached is not asked again for each of the other mails.
    """

    def __init__(self, url: str, patience: int = PATIENCE) -> None:
        self.url, self.patience = url, patience
        self.server: smtplib.SMTP | None = None
        self.unreachable: Exception | None = None

    def send(self, mail: EmailMessage, to: str) -> None:
        """Send one mail, once. Raises what smtplib and the mail library raise."""
        while True:
            was_open = self._is_open()
            server = self.server if was_open and self.server else self._open()
            try:
                server.send_message(mail, to_addrs=[to])
                return
            except smtplib.SMTPRecipientsRefused as error:
                if not (was_open and _answer(error)[0] == HANGS_UP):
                    raise
            except Exception as error:
                handed_over = getattr(server, "handed_over", False) and not _answer(error)[0]
                self.close()
                if handed_over:
                    raise MayHaveArrived(MAY_HAVE_ARRIVED) from error
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
            self.server = _connected(self.url, self.patience)
        except (OSError, smtplib.SMTPException) as error:
            self.unreachable = error
            raise
        return self.server


def _connected(url: str, patience: int) -> smtplib.SMTP:
    """A connection to the mail server of that address, signed in; it may take so many seconds for each answer."""
    address = urlsplit(url)
    secure = address.scheme == "smtps"
    host, port = address.hostname or "localhost", address.port or (465 if secure else 25)
    server = (
        _SecureServer(host, port, timeout=patience, context=ssl.create_default_context())
        if secure
        else _Server(host, port, timeout=patience)
    )
    try:
        if parse_qs(address.query).get("tls") == ["1"]:
            server.starttls(context=ssl.create_default_context())
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
    except BaseException:
        server.close()
        raise
    return server
