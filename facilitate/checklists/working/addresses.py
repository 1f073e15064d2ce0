"""Links people put on a task: only pages of the web, and shown with the house they lead to."""

import re
from urllib.parse import urlsplit

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
