"""Addresses people type: pages of the web, and where a mailbox is."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

LONGEST = 2000
_BARE = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?([/?#].*)?", re.ASCII)


def checked_address(typed: str) -> str:
    """The address as it is kept: http or https, with a host. `www.example.org/x` becomes `https://www.example.org/x`.

    Raises ValueError for everything else: other schemes, blanks in it, no host, more than 2,000 characters.
    """
    text = typed.strip()
    if _BARE.fullmatch(text):
        text = f"https://{text}"
    parts = urlsplit(text)  # raises ValueError for brackets that do not close
    _port = parts.port  # raises ValueError for a port that is no number
    if parts.scheme not in ("http", "https") or not parts.hostname or len(text) > LONGEST:
        raise ValueError(typed)
    if re.search(r"[\s\\\x00-\x1f\x7f]", text):
        raise ValueError(typed)
    return text


def address_host(kept: str) -> str:
    """The house it leads to: `example.org`, whatever name and password stand before it."""
    return (urlsplit(kept).hostname or "").removeprefix("www.")


@dataclass(frozen=True)
class Mailbox:
    """Where mails arrive."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    encrypted: bool = True


def read_mail_address(address: str) -> None:
    """`smtp://user:password@host:587?tls=1`, or `smtps://`. Raises ValueError with a plain sentence.

    A sign like # or / in a password ends the part of the address in which the server is: the mails would go to this machine, and the
    password would stand where none is looked for.
    """
    wanted = "it must look like smtp://user:password@host:587?tls=1"
    try:
        parts = urlsplit(address)
        fine = parts.scheme in ("smtp", "smtps") and parts.hostname and parts.port != 0
    except ValueError:
        fine = False
    if not fine or parts.path.strip("/") or parts.fragment or "@" in parts.query:
        raise ValueError(f"{wanted}; write # / ? @ : % of a password as %23 %2F %3F %40 %3A %25")


def read_mailbox_address(address: str) -> Mailbox:
    """`imaps://user:password@host:993/INBOX`; `imap://` without encryption. Raises ValueError with a plain sentence."""
    parts = urlsplit(address)
    if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
        raise ValueError("it must look like imaps://user:password@host:993/INBOX")
    encrypted = parts.scheme == "imaps"
    return Mailbox(
        host=parts.hostname,
        port=parts.port or (993 if encrypted else 143),
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        encrypted=encrypted,
    )
