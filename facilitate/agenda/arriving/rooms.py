"""Rooms in what was written."""

import re

from ...lib.text import plain_text
from .vocabulary import BREAK, NOMINATIVE, ROOM

_OF_A_SENTENCE = re.compile(r"\w\s(as|for|our|your|that|how|why|what|from|into|si|per|pse)\s")
"""Words that stand in no room's name."""
LONGEST_ROOM = 60


def is_room(text: str) -> bool:
    """Whether a text is a room and nothing else."""
    piece = " ".join(text.split()).strip(" .,;:–—-")
    if (
        not 1 < len(piece) <= LONGEST_ROOM
        or len(piece.split()) > 7
        or BREAK.search(plain_text(piece))
    ):
        return False
    return not _OF_A_SENTENCE.search(plain_text(piece)) and all(
        ROOM.match(part.strip()) for part in piece.split(",")
    )


def room_name_in(text: str) -> str:
    """A room as it is called: `në sallën e madhe` is `salla e madhe`."""
    piece = re.sub(
        r"^(?:in|at|në|ne)\s+(?:the\s+)?",
        "",
        " ".join(text.split()).strip(" .,;:–—-()[]"),
        flags=re.IGNORECASE,
    )
    first, *rest = piece.split(" ", 1)
    named = NOMINATIVE.get(first.lower())
    if named is None:
        return piece
    following = rest[0] if rest else ""
    if named.endswith(("i", "u")):
        following = re.sub(r"^(?:e|të|së)\s", "i ", following)
    return f"{named.capitalize() if first[0].isupper() else named} {following}".strip()
