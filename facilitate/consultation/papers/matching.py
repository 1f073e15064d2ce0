"""What a cell of somebody else's survey means: a sector, a place, a choice, a point of a scale, a day, a language.

Texts are compared without accents, case and punctuation, in both languages.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from ...exchange.headings import heading_key
from ...lib.uploads import text_of_cell

_ENDING = "aeiou"
_COUNTY = {"qark", "qarku", "county", "district", "rreth", "rrethi", "i", "e", "of"}
_POINT = re.compile(r"([1-5])(?:\s*/\s*5|\W*[^\W\d].*)?", re.DOTALL)
_NOT_TICKED = {
    "",
    "0",
    "false",
    "no",
    "n",
    "jo",
    "none",
    "unchecked",
    "not selected",
    "not checked",
    "e pazgjedhur",
    "na",
    "n a",
    "e gabuar",
    "falso",
}
_LANGUAGES = {
    "en": {"en", "eng", "english", "anglisht", "anglishtja", "en gb", "en us"},
    "sq": {"sq", "sqi", "alb", "albanian", "shqip", "shqipja", "sq al", "gjuha shqipe"},
}

MOST_WORDS = 400
"""Words of a cell in which choices are looked for."""
SIGNS = 4
"""Words of a choice that are nothing but signs, such as a dash, and count for none."""

Found = TypeVar("Found")


class AskedKind(StrEnum):
    """How a question is answered; the same words as in the questionnaire."""

    OPEN = "open"
    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    RANKING = "ranking"


@dataclass(frozen=True)
class OfferWordings:
    """A choice of a question: its id and its wordings."""

    id: int
    texts: tuple[str, ...]


@dataclass(frozen=True)
class AskedQuestion:
    """A question that answers are brought in to: id, wordings in both languages, its choices, the ends of its scale."""

    id: int
    kind: AskedKind
    texts: tuple[str, ...]
    offers: tuple[OfferWordings, ...] = ()
    low: tuple[str, ...] = ()
    high: tuple[str, ...] = ()


@dataclass(frozen=True)
class SurveyLists:
    """What sectors and places are called: folded text to id, and to county with whether it is the capital."""

    sectors: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, tuple[int, bool | None]] = field(default_factory=dict)


def place_name(county: int, capital: bool | None) -> str:
    """A county as a form for the field names it; the one that holds the capital is offered twice."""
    return f"place{county}" + {True: "in", False: "out", None: ""}[capital]


def place_code(county: int, capital: bool | None) -> str:
    """A county in at most five signs, for tools that take no more."""
    return f"p{county}" + {True: "c", False: "n", None: ""}[capital]


def sector_code(sector: int) -> str:
    """A sector in at most five signs."""
    return f"s{sector}"


def stem_text(text: str) -> str:
    """The folded text whose words have lost their ending: *Shkodër* and *Shkodra*, *qeveri* and *qeveria* are the same."""
    words = [word for word in heading_key(text).split() if word not in _COUNTY] or heading_key(
        text
    ).split()
    stems = (word.rstrip(_ENDING) or word for word in words)
    return " ".join(stem[:-2] + "r" if stem.endswith("er") else stem for stem in stems)


def name_lookup(rows: Iterable[tuple[Iterable[str], Found]]) -> dict[str, Found]:
    """A list to look names up in: of two rows called the same the first counts."""
    found: dict[str, Found] = {}
    for texts, value in rows:
        for text in texts:
            if key := stem_text(text):
                found.setdefault(key, value)
    return found


def offers_by_name(offers: Sequence[OfferWordings]) -> dict[str, int]:
    """The choices by their folded wordings in both languages; of two that are called the same the first counts."""
    found: dict[str, int] = {}
    for offer in offers:
        for key in filter(None, map(heading_key, offer.texts)):
            found.setdefault(key, offer.id)
    return found


def offer_of(text: str, offers: Sequence[OfferWordings]) -> int | None:
    """The choice that is called so, in either language."""
    return offers_by_name(offers).get(heading_key(text))


def split_choices(text: str, known: Mapping[str, int]) -> list[str]:
    """Several choices in one cell, one by one: separated by line ends, semicolons or commas, else by blanks alone.

    A choice may hold the separator itself: the longest run of pieces that is called like a choice is one.
    """
    if heading_key(text) in known:
        return [text.strip()]
    tried = [_separated(text, mark, known) for mark in "\n;," if mark in text] or [[text.strip()]]
    whole = (found for found in tried if all(heading_key(one) in known for one in found))
    return (
        next(whole, None) or _words_as_choices(text.split(), known) or list(filter(None, tried[0]))
    )


def _separated(text: str, separator: str, known: Mapping[str, int]) -> list[str]:
    parts = [part for part in text.split(separator) if part.strip()]
    found, at = list[str](), 0
    while at < len(parts):
        ends = range(min(len(parts), at + 8), at, -1)
        whole = ((end, separator.join(parts[at:end])) for end in ends)
        end = next((end for end, run in whole if heading_key(run) in known), at + 1)
        found.append(separator.join(parts[at:end]).strip())
        at = end
    return found


def _words_as_choices(words: Sequence[str], known: Mapping[str, int]) -> list[str]:
    """Choices, or their names, that nothing but blanks separates; none where a word is left over."""
    found, at, longest = list[str](), 0, max((len(key.split()) for key in known), default=0)
    while at < min(len(words), MOST_WORDS):
        ends = range(min(len(words), at + longest + SIGNS), at, -1)
        end = next((end for end in ends if heading_key(" ".join(words[at:end])) in known), 0)
        if not end:
            return []
        found.append(" ".join(words[at:end]))
        at = end
    return found


def is_ticked(text: str) -> bool:
    """Whether a cell in a column of its own for one choice says yes: anything but nothing, 0, no, false."""
    return heading_key(text) not in _NOT_TICKED


def point_of(text: str, low: Sequence[str], high: Sequence[str]) -> int | None:
    """The point of a scale from 1 to 5: `4`, `5 – very much`, `3/5`, or the word at one of its ends."""
    if found := _POINT.fullmatch(text.strip()):
        return int(found[1])
    key = heading_key(text)
    if key and key in map(heading_key, low):
        return 1
    return 5 if key and key in map(heading_key, high) else None


def rank_of(text: str, most: int) -> int | None:
    """The place in a ranking, from 1 to `most`."""
    return (
        int(text)
        if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= most
        else None
    )


def language_of(text: str) -> str | None:
    """`en` or `sq`, as survey tools write it."""
    key = heading_key(text)
    return next((code for code, words in _LANGUAGES.items() if key in words), None)


def is_moment(value: Any) -> bool:
    """Whether a cell holds a time of day too: that is finer than what is kept."""
    if isinstance(value, str):
        return bool(re.match(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[T, ]+\d{1,2}:\d{2}", value.strip()))
    return hasattr(value, "hour")


def cell_text(value: Any) -> str:
    """What stands in a cell, as text; Excel's true and false as yes and no."""
    return ("yes" if value else "no") if isinstance(value, bool) else text_of_cell(value)
