"""Lengths in what people wrote: `(45 min)`, `1 orë e 30 min`, `1h30`, `Coffee 15`."""

import re

from .number_words import LENGTHS_IN_WORDS
from .times import LONGEST_LOOKED_AT

LENGTH = (
    r"(?:(?P<hours>\d{1,2})\s?(?:h(?=\d)|(?:h|hrs?|hours?|orë|ore)\b\.?)(?:\s*(?:e|and|dhe|,)?\s*(?P<rest>\d{1,2})\s?(?:m|min|minuta|minutë|mins|minutes?)?\b\.?['’′]?)?"
    r"|(?:(?P<whole>\d)\s?)?(?P<share>[½¼¾]|(?<!\d)[13]/[24])\s?(?:an?\s)?(?:h|hrs?|hours?|orë|ore)\b"
    r"|(?P<part>\d{1,2}[.,]\d{1,2})\s?(?:h|hrs?|hours?|orë|ore)\b"
    r"|(?P<minutes>\d{1,3})\s?(?:['’′´](?!\w)|(?:m|min|mins|minuta|minutash|minutë|minute|minutes|minuta)\b\.?)"
    r"|(?P<words>" + "|".join(sorted(LENGTHS_IN_WORDS, key=len, reverse=True)) + r")\b)"
)
_LENGTH_ALONE = re.compile(rf"^\s*[(\[+~]*\s*(?:{LENGTH})\s*[)\]]*\s*$", re.IGNORECASE)
_LENGTH_AT_START = re.compile(
    rf"^\s*[(\[+~]*\s*(?:{LENGTH})(?:\s*[)\]]\s*|\s*[-–—:|,]\s*|\s+(?=[A-ZÇË“\"]))|^\+(?P<more>\d{{1,3}})\s+(?=[A-ZÇË“\"])",
    re.IGNORECASE,
)
"""A length at the beginning; `+15 Coffee`, too."""
_NO_COUNT = re.compile(
    r"\b(?:room|sall[aë]|hall|dhoma|kati|floor|session|sesioni|seanca|part|pjesa|day|dit[aë]|group|grupi|table|tryeza|round|raundi"
    r"|no|nr|article|neni|annex|aneksi|item|pika|module|moduli|page|faqe|gate|block|blloku)\W*$",
    re.IGNORECASE,
)
"""What the number behind it names."""
_LENGTH_AT_END = re.compile(
    rf"(?:\s+[-–—]\s+|\s*[,;|:\t]\s*|\s{{1,}})(?<![x×]\s)(?<![x×])(?:{LENGTH})\s*[.)]?\s*$",
    re.IGNORECASE,
)
_LENGTH_BETWEEN = re.compile(
    rf"(?:\s*[,;|]\s*|\s+[–—-]\s+)(?:{LENGTH})(?=\s*[,;|]\s|\s+[–—-]\s)", re.IGNORECASE
)
_OF_ROUNDS = re.compile(r"\b(?:rounds?|raunde?|herë)(?:\s+(?:of|nga|me|[x×]))?$", re.IGNORECASE)
"""What a length of each round stands behind: it is not that of the step."""
_LENGTH_BRACKETED = re.compile(
    rf"\s*[(\[]\s*(?:rreth\s|ca\.?\s|approx\.?\s|about\s|~)?\s*(?:{LENGTH})\s*(?:,\s*(?:ends?|mbaron)\s+(?:at\s+|në\s+)?[\d:.]+\s*)?[)\]]\s*",
    re.IGNORECASE,
)
_SUMMED = re.compile(
    rf"\s*[(\[]\s*(?:{LENGTH})[^()\[\]]{{0,20}}?(?:\+|\bplus\b)[^()\[\]]{{1,40}}[)\]]",
    re.IGNORECASE,
)
_ONE_LENGTH = re.compile(LENGTH, re.IGNORECASE)
_SHARES = {"½": 30, "1/2": 30, "2/4": 30, "¼": 15, "1/4": 15, "¾": 45, "3/4": 45, "3/2": 90}
"""Minutes of a part of an hour."""


def _minutes(found: re.Match[str]) -> int:
    if found["words"]:
        return LENGTHS_IN_WORDS[found["words"].lower()]
    if found["hours"]:
        return int(found["hours"]) * 60 + int(found["rest"] or 0)
    if found["share"]:
        return int(found["whole"] or 0) * 60 + _SHARES[found["share"]]
    if more := found.groupdict().get("more"):
        return int(more)
    if found["part"]:
        return round(float(found["part"].replace(",", ".")) * 60)
    return int(found["minutes"])


def length_alone(text: str) -> int | None:
    """The minutes of a text that is a length and nothing else: `45 min`, `1h30`, `(20')`."""
    found = _LENGTH_ALONE.match(text)
    return _minutes(found) if found else None


def length_at_start(text: str) -> tuple[int, str] | None:
    """A length that a text begins with, and the rest."""
    found = _LENGTH_AT_START.match(text)
    return (_minutes(found), text[found.end() :]) if found else None


def bare_length_at_end(text: str) -> tuple[int, str] | None:
    """`Coffee 15`: five-minute steps without a word for minutes, and the text ahead; no number that names something."""
    found = re.search(
        r"^(.*[^\W\d]{2,}[\w)”\"’]*)[ \t]+(\d{1,3})$", text[:LONGEST_LOOKED_AT].rstrip(" .;")
    )
    if not found or _NO_COUNT.search(found[1]) or int(found[2]) not in range(5, 245, 5):
        return None
    return int(found[2]), found[1]


def _summed(text: str) -> tuple[int, str] | None:
    """`Talk (20 mins + 5 mins Q&A)`: both lengths together, and the text without them."""
    found = _SUMMED.search(text)
    if not found or not found.start():
        return None
    lengths = [_minutes(one) for one in _ONE_LENGTH.finditer(found[0])]
    return sum(lengths), f"{text[: found.start()]} {text[found.end() :]}"


def length_at_end(text: str) -> tuple[int, str] | None:
    """A length that a text ends with, or one in brackets, and the text without it."""
    if len(text) > 2 * LONGEST_LOOKED_AT:
        return None
    if summed := _summed(text):
        return summed
    if (found := _LENGTH_BRACKETED.search(text)) and found.start() > 0:
        return _minutes(found), f"{text[: found.start()]} {text[found.end() :]}"
    if (
        (found := _LENGTH_AT_END.search(text))
        and found.start() > 0
        and not _OF_ROUNDS.search(text[: found.start()])
    ):
        ahead = text[: found.start()]  # `Why are we here (plenary, 20 min)`
        return _minutes(found), f"{ahead})" if ahead.count("(") > ahead.count(")") else ahead
    if (found := _LENGTH_BETWEEN.search(text)) and not _OF_ROUNDS.search(text[: found.start()]):
        return _minutes(found), f"{text[: found.start()]}{text[found.end() :]}"
    return None
