"""Rooms in what was written."""

import re

from ...lib.text import plain_text
from .people import read_people
from .vocabulary import BREAK, NOMINATIVE, ROOM

_OFFICE = re.compile(
    r"^(?:(?:deputy|vice|acting|executive|managing|former|senior)[\s-]+)*(?:director|head|president|chair\w*|coordinator|manager|member|minister|"
    r"secretary|officer|representative|drejtor\w*|shef\w*|kryetar\w*|zevendes\w*|koordinator\w*|anetar\w*|perfaqesues\w*)\b"
)
"""`Deputy Director of the Centre` is nobody's room."""
_OF_A_SENTENCE = re.compile(r"\w\s(as|for|our|your|that|how|why|what|from|into|si|per|pse)\s")
"""Words that stand in no room's name."""
_CODE = re.compile(
    r"^(?:[^\W\d_a-z][\w’'-]{3,}(?:\s*[–-])?\s+(?:[A-Z]|\d{1,3})|[A-Z]{1,3}[ -]?\d{2,4}[A-Za-z]?)$"
)
"""`Visboekzaal B`, `EN 5041`: how a room is called where brackets hold nothing else."""
_COUNTED = re.compile(
    r"^(?:part|pjesa|sess|sesion|seanc|group|grup|day|dita|phase|faza|modul|round|raund|slot|table|tryez|tavolin|object|"
    r"objektiv|annex|aneks|chapter|kapitu|bloc|blok|step|hapi|week|java|level|nivel|panel|track|stream|version|unit|team|ekipi|"
    r"teil|artikel|kapitel|thema|gruppe|abschnitt|runde|stufe|anlage|anhang|punkt|deo|dio|clan|tema|tacka|parte|partie|"
    r"figure|item|pika|article|neni|year|viti|class|covid|agenda|sdg|cop|iso)"
)
"""What counts something, and is no room."""
_PLACE = re.compile(r"^\s*@\s+(?:the\s+)?[^\W\d_a-z][\w’'-]*(?:\s+[\w’'-]+){0,2}\s*$")
_FLOOR = re.compile(
    r"^\W*(?:(?:kati|floor|level|sprat|kat)\b.*|.*\b(?:floor|kat|kati|stock|etage|sprat|og|obergeschoss|erdgeschoss|prizemlje)\W*)$"
)
"""`kati 2`, `3rd floor`, `III sprat`: where in a house a room is."""
_KIND_OF_PLACE = re.compile(
    r"^[^A-ZÇË\d]*\b(?:centre|center|library|gallery|garden|theatre|museum)$"
)
"""`Site visit: community centre`: what is visited, not where one sits."""
_SPOKEN_OF = re.compile(
    r"^\W*(?i:theat(?:re|er)|library|garden|floor|bar|studio|hall)s? (?:of|for|and|as|in) [a-z]"
)
"""`Workshop: Theatre of the harbour`: what is done, though it begins as many a room does."""
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
    simple = plain_text(piece)
    return not (_OF_A_SENTENCE.search(simple) or _OFFICE.match(simple)) and all(
        ROOM.match(part.strip()) for part in piece.split(",")
    )


def split_off_floor(ahead: str, floor: str) -> tuple[str, str]:
    """What stands ahead of a room, and the room: a floor that ends a text belongs to the room before it, `main hall, 3rd floor`."""
    before, comma, room = ahead.rpartition(",")
    whole = bool(comma) and bool(_FLOOR.match(plain_text(floor))) and is_room(room)
    return (before, f"{room.strip()}, {floor.strip()}") if whole else (ahead, floor)


def is_spoken_of(text: str) -> bool:
    """Whether what stands behind a colon is what a step is about, though it is called as a room may be."""
    return bool(_KIND_OF_PLACE.search(text) or _SPOKEN_OF.match(text))


def is_named_place(text: str) -> bool:
    """Whether a text is a sign and the name of a place, as `@ Loft`; `@Artan` is a person."""
    return bool(_PLACE.match(text))


def is_room_code(text: str) -> bool:
    """Whether what brackets hold is the name or number of a room that no word calls one: `Visboekzaal B`, `EN 5041`."""
    piece = " ".join(text.split())
    return (
        bool(_CODE.match(piece))
        and not _COUNTED.match(plain_text(piece))
        and not read_people(piece)
    )


def room_in_brackets(text: str) -> str:
    """The room a text has in brackets, as beside who speaks: `Jane Roe (Room A)`; "" where there is none."""
    inside = (found[1] for found in re.finditer(r"\(([^()]{2,60})\)", text))
    return next((room_name_in(one) for one in inside if is_room(one)), "")


def room_name_in(text: str) -> str:
    """A room as it is called: `në sallën e madhe` is `salla e madhe`."""
    piece = re.sub(
        r"^(?:(?:in|at)\s+(?:the\s+|der\s+|den\s+)?|në\s+|ne\s+|im\s+|u\s+)",
        "",
        " ".join(text.split()).strip(" .,;:–—-()[]📍"),
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


_GROUPED = re.compile(
    r"^(talks?|lectures?|tutorials?|labs|posters?|demos?|keynotes?|ligjerata|tracks?|grup\w*|groups?|streams?|rryma|linja|workshops?|punetori\w*|sesioni|sessions?|paneli|panels?)\b"
)


def room_of_column(heading: str) -> str:
    """The room a column is headed with; of a group's column the one that is named beside the group: `Grupi A (Salla 1)`."""
    if not _GROUPED.match(plain_text(heading)):
        return room_name_in(heading)
    beside = re.search(r"[(\[]([^)\]]+)[)\]]|\s[–—-]\s(.+)$|[,:]\s(.+)$", heading)
    named = next((one for one in beside.groups() if one), "") if beside else ""
    return room_name_in(named) if is_room(named) else ""
