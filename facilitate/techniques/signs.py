"""What of a text a search compares: words without their endings, beginnings of words, and the ideas they stand for."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from ..data.content import content_folder, read_toml
from ..lib.text import plain_text

WORD, BEGINNING, IDEA = 1.0, 0.5, 0.8
"""How much each kind of sign counts."""
LONG_ENOUGH, LETTERS = 6, 5
"""From which length on a word's beginning is a sign of its own, and how many letters that is."""
SAID_ANYWAY = "said_anyway"
"""The row of `guides/synonyms.toml` with the words that every question may hold."""
HISTORY = "history"
"""The row that a year belongs to: `how things changed since 2008`."""
_YEAR = re.compile(r"(?:19|20)\d\d")
STANDS_FOR_MORE = 5
"""How long a word of `guides/synonyms.toml` is at least that stands for all that begin with it."""

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ENDINGS = (
    *("isations", "isation", "ization", "ations", "ation", "iness", "ments", "ment", "ings", "ing"),
    *("ions", "ion", "ives", "ive", "ers", "ies", "ied", "ed", "er", "es", "ly", "s"),
    *("esave", "esat", "eseve", "imeve", "imet", "imit", "imin", "imi", "ojne", "ohen", "ohet"),
    *("uesit", "uesve", "uese", "ues", "jne", "jme", "eve", "ave", "ive", "ove", "oje", "ojm"),
    *("uar", "oj", "on", "et", "en", "it", "in", "ut", "un", "at", "te", "as", "im"),
    *("e", "a", "i", "u", "t", "n"),
)
"""Endings of English and of Albanian words without accents, the longer before those they end in."""
_SHORTEST = 4
"""Letters of a word that stay at least."""


def signs_of(text: str) -> Mapping[str, float]:
    """Each sign of the text and how much it counts; a sign that comes twice counts once."""
    found: dict[str, float] = {}
    for word in words_of_question(text):
        for sign, weight in _signs_of_word(word):
            found[sign] = max(found.get(sign, 0.0), weight)
    return found


def words_of_question(text: str) -> list[str]:
    """The words that tell something, small and without accents; of *post-it* both the parts and the whole."""
    words: list[str] = []
    for token in _TOKEN.findall(plain_text(text)):
        parts = token.split("-")
        words += [token.replace("-", ""), *parts] if len(parts) > 1 else parts
    return [word for word in words if word not in _synonyms().said_anyway and len(word) > 1]


def word_stem(word: str) -> str:
    """The word without its ending, four letters at least; as much for English as for Albanian."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=20_000)
def _signs_of_word(word: str) -> tuple[tuple[str, float], ...]:
    found = [(word_stem(word), WORD)]
    if len(word) >= LONG_ENOUGH:
        found.append((f"{word[:LETTERS]}…", BEGINNING))
    return (*found, *((f"#{idea}", IDEA) for idea in _ideas_of(word)))


def _ideas_of(word: str) -> list[str]:
    known = _synonyms()
    if _YEAR.fullmatch(word):
        return [HISTORY]
    ideas = {*known.exact.get(word, ()), *known.exact.get(word_stem(word), ())}
    for length in range(STANDS_FOR_MORE, len(word) + 1):
        ideas.update(known.longer.get(word[:length], ()))
    return sorted(ideas)


class Synonyms(NamedTuple):
    """`guides/synonyms.toml`: the ideas a word stands for, those all words that begin with it stand for, and the words

    that every question may hold.
    """

    exact: dict[str, list[str]]
    longer: dict[str, list[str]]
    said_anyway: frozenset[str]


@cache
def _synonyms() -> Synonyms:
    rows = read_toml(content_folder("guides") / "synonyms.toml")
    words = {
        idea: f"{row['en']} {row['sq']}".replace("-", "").split() for idea, row in rows.items()
    }
    known = Synonyms({}, {}, frozenset(words.pop(SAID_ANYWAY)))
    for idea, theirs in words.items():
        for word in theirs:
            known.exact.setdefault(word, []).append(idea)
            known.exact.setdefault(word_stem(word), []).append(idea)
            if len(word) >= STANDS_FOR_MORE:
                known.longer.setdefault(word, []).append(idea)
    return known
