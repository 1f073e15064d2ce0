"""New mails of a mailbox by IMAP, without changing anything in it: what an office has not read stays unread."""

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator
from datetime import date, timedelta

from .typed_addresses import Mailbox

PATIENCE = 20
"""Seconds to wait for the server."""
MOST = 50
"""Mails at once; the others come with the next look."""
LARGEST = 2 * 1024 * 1024
"""Bytes of a mail that is read; a larger one is no answer of a calendar."""
FIRST_LOOK = timedelta(days=30)
"""How far back the first look goes."""


def new_mails(mailbox: Mailbox, seen: str, today: date) -> tuple[str, list[bytes]]:
    """What arrived since `seen` (empty: in the last 30 days), and how far that is now. Raises OSError, imaplib.IMAP4.error."""
    with _signed_in(mailbox) as server:
        status, _count = server.select(f'"{mailbox.folder}"', readonly=True)
        if status != "OK":
            raise imaplib.IMAP4.error("no such folder")
        whole, last = _state(server), 0
        before, _colon, number = seen.partition(":")
        if before == whole:
            last = int(number)
            wanted = f"UID {last + 1}:*"
        else:
            wanted = f"SINCE {(today - FIRST_LOOK).strftime('%d-%b-%Y')}"
        found = server.uid("SEARCH", wanted)[1][0] or b""
        numbers = sorted(int(one) for one in found.split() if int(one) > last)[:MOST]
        mails = [mail for one in numbers if (mail := _mail(server, one)) is not None]
        return f"{whole}:{max(numbers, default=last)}", mails


@contextlib.contextmanager
def _signed_in(mailbox: Mailbox) -> Iterator[imaplib.IMAP4]:
    """A server whose certificate is not in order gets no password."""
    server = (
        imaplib.IMAP4_SSL(
            mailbox.host,
            mailbox.port,
            ssl_context=ssl.create_default_context(),
            timeout=PATIENCE,
        )
        if mailbox.encrypted
        else imaplib.IMAP4(mailbox.host, mailbox.port, timeout=PATIENCE)
    )
    try:
        server.login(mailbox.user, mailbox.password)
        yield server
    finally:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            server.logout()


def _state(server: imaplib.IMAP4) -> str:
    """Numbers of mails mean the same only as long as this stays the same."""
    known = server.response("UIDVALIDITY")[1]
    return (known[0] or b"0").decode("ascii", "replace") if known else "0"


def _mail(server: imaplib.IMAP4, number: int) -> bytes | None:
    told = server.uid("FETCH", str(number), "(RFC822.SIZE)")[1]
    size = re.search(rb"RFC822\.SIZE (\d+)", b" ".join(_flat(told)))
    if size is None or int(size[1]) > LARGEST:
        return None
    parts = server.uid("FETCH", str(number), "(BODY.PEEK[])")[1]
    return next((bytes(one[1]) for one in parts if isinstance(one, tuple)), None)


def _flat(parts: list[object]) -> Iterator[bytes]:
    for one in parts:
        yield from one if isinstance(one, tuple) else [one] if isinstance(one, bytes) else []
