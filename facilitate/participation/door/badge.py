"""The code on a badge: the number of the participation, signed. Nothing is kept for it, and nobody can guess it.

What is printed on the badge beside its code is made by `cafe/printing/badges.py`.
"""

import re

from ...web.addresses import full_address
from ...web.signing import is_signed, sign_text

ENDPOINT = "cafe.open_badge"
"""The page a badge's code leads to."""
BADGE = "badge"
"""Where a phone keeps, in its session, the code of the badge that it opened for its owner."""
_TOKEN = re.compile(r"(?:^|/b/)([1-9][0-9]{0,9})-([A-Za-z0-9_-]{11})(?:[?#].*)?$", re.ASCII)


def badge_token(participation_id: int) -> str:
    """What a badge is known by: `345-Xk3…`."""
    return f"{participation_id}-{sign_text(_signed(participation_id))}"


def badge_url(participation_id: int) -> str:
    """The whole address on a badge."""
    return full_address(ENDPOINT, token=badge_token(participation_id))


def is_scanned_code(text: str) -> bool:
    """Whether this was scanned from a badge, or from some other code, and is no name."""
    return _TOKEN.search(text.strip()) is not None or "://" in text


def participation_of_badge(text: str) -> int | None:
    """The participation (id) a scanned code was made for; None for one that we have not made."""
    found = _TOKEN.search(text.strip())
    if found is None or not is_signed(_signed(int(found[1])), found[2]):
        return None
    return int(found[1])


def _signed(participation_id: int) -> str:
    return f"badge:{participation_id}"
