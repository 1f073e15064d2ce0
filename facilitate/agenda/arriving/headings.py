"""What the heading of a column means, in either language."""

import re
from collections.abc import Mapping, Sequence

from ...lib.text import plain_text
from .vocabulary import HEADINGS

BETWEEN = re.compile(r"[\W_]+")
_PHRASES = {phrase: name for name, phrases in HEADINGS.items() for phrase in phrases}
_STEMS = {
    "people": (
        "lektor",
        "foles",
        "referues",
        "moderator",
        "pergjegj",
        "prezantues",
        "lehtesues",
        "trajner",
        "facilit",
        "drejtues",
        "panelist",
        "speaker",
        "presenter",
        "ligjerues",
        "udheheq",
        "kryesues",
    ),
    "minutes": ("kohezgjat", "durat", "zgjat"),
    "room": ("sall", "ambient", "vendndodh", "dhom", "hapesir", "locat", "venue"),
    "title": ("aktivitet", "veprimtari", "sesion", "seanc", "activit", "permbajt"),
    "description": (
        "shenim",
        "verejt",
        "metod",
        "pershkrim",
        "material",
        "koment",
        "comment",
        "note",
        "descript",
    ),
}
"""What the first word of a heading may begin with, where nothing else is known of it."""


def field_of_heading(heading: str) -> str:
    """The field a heading means; "" for an unknown one."""
    for piece in [heading, *re.split(r"[/|\n(),]| - ", heading)]:
        key = BETWEEN.sub(" ", plain_text(piece)).strip()
        if key in _PHRASES:
            return _PHRASES[key]
    words = BETWEEN.sub(" ", plain_text(heading)).strip().split()
    if len(words) == 1 and words[0].rstrip("s") in _PHRASES:
        return _PHRASES[words[0].rstrip("s")]
    if said := _which_end(words):
        return said
    if 1 < len(words) < 4 and words[-1] == "time" and not {"start", "end", "total"} & set(words):
        return "time"  # `Local time`, `Hawaii time`
    if (said := _head_noun(words)) and len(words) <= 4:
        return said
    for size in (2, 1):
        for at in range(len(words) - size + 1):
            if (phrase := " ".join(words[at : at + size])) in _PHRASES and len(words) <= 4:
                return _PHRASES[phrase]
    return next(
        (
            name
            for name, stems in _STEMS.items()
            if words and len(words) < 4 and words[0].startswith(stems)
        ),
        "",
    )


_OF_A_CLOCK = {
    "date",
    "time",
    "datetime",
    "day",
    "and",
    "at",
    "of",
    "data",
    "ora",
    "koha",
    "dhe",
    "e",
}


def _which_end(words: Sequence[str]) -> str:
    """Which end of a session a heading names among words that only say that it is one: `Event End Date & Time`."""
    about = [
        _PHRASES.get(word, "")
        for word in words
        if word not in _OF_A_CLOCK and _PHRASES.get(word) not in ("title", "number")
    ]
    return about[0] if len(words) > 1 and len(about) == 1 and about[0] in ("start", "end") else ""


def _head_noun(words: Sequence[str]) -> str:
    """What the last word means where the first only says that it is about a session: `Session start`, `Emri i folësit`."""
    if len(words) < 2 or set(words) & {"and", "dhe", "with", "me"}:
        return ""
    first, last = _PHRASES.get(words[0], ""), _PHRASES.get(words[-1], "")
    return last if first in ("title", "number") and last not in ("", "title", "number") else ""


_DATED, _TIMED = re.compile(r"\b(date|data)\b"), re.compile(r"\b(time|ora|koha)\b")


def tell_dates_from_times(fields: dict[int, str], headings: Mapping[int, str]) -> None:
    """`Start Date` beside `Start Time`, as calendars write them: the date of the start is the day, that of the end says nothing."""
    said = {column: plain_text(heading) for column, heading in headings.items()}
    for end in ("start", "end"):
        of_it = [one for one, heading in said.items() if field_of_heading(heading) == end]
        dated = [one for one in of_it if _DATED.search(said[one]) and not _TIMED.search(said[one])]
        timed = [one for one in of_it if _TIMED.search(said[one]) and not _DATED.search(said[one])]
        if not dated or not timed:
            continue
        fields.pop(dated[0], None)
        fields[timed[0]] = end
        if end == "start" and "day" not in fields.values():
            fields[dated[0]] = "day"
