"""Where a mailbox is, as one line says it."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Mailbox:
    """Where mails arrive."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    encrypted: bool = True


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
