"""A theme that was taken off a passage, sealed so that the browser can bring it back and not change it."""

from collections.abc import Iterable
from typing import NamedTuple

from itsdangerous import BadSignature, URLSafeTimedSerializer

from ...web.i18n import _
from ...web.refused import Refused

Keys = str | Iterable[str]
"""A key, or several, of which the last one seals and each of them opens."""
GOOD_FOR = 60 * 60
"""Seconds in which it can be put back."""


class TakenTheme(NamedTuple):
    """What a coding was: the reply and the place in it, the theme, the stance as its text, and who had put it there."""

    reply: int
    start: int
    end: int
    theme: int
    stance: str
    user: int | None


def seal_taken(taken: TakenTheme, key: Keys) -> str:
    """It as letters that fit into an address and tell when they were changed."""
    return _sealer(key).dumps(list(taken))


def open_taken(seal: str, key: Keys, reply: int) -> TakenTheme:
    """What was sealed. Raises Refused where it was changed, is of another reply, or is too old."""
    try:
        taken = TakenTheme(*_sealer(key).loads(seal, max_age=GOOD_FOR))
    except BadSignature:  # too old is one, too
        taken = None
    if taken is None or taken.reply != reply:
        raise Refused(_("It is too late to undo this. Apply the theme again."))
    return taken


def _sealer(key: Keys) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key, salt="coding-taken-off")
