"""Whether a text holds what was typed, without accents; and how a database narrows down what has to be looked at."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa

from ..lib.text import plain_text

MARKED = frozenset("aceinosuyz")
"""Letters that may carry a mark in the text though none was typed: a database cannot compare them."""
LONGEST = 100
"""Characters of what is looked for."""
TITLE = 300
"""Characters of a text that is remembered as it is compared."""
ROUND_ABOUT = 60
"""Characters shown on either side of what was found in a long text."""
Row = TypeVar("Row")


def typed_words(typed: str) -> list[str]:
    """The words somebody looks for: lower case, without accents; nothing for a single letter."""
    words = plain_text(typed[:LONGEST]).split()
    return words if sum(map(len, words)) > 1 else []


@lru_cache(maxsize=4096)
def _folded_title(text: str) -> str:
    """Titles come again and again: every event of a kind has the tasks of its list."""
    return plain_text(text)


def _folded(text: str) -> str:
    return _folded_title(text) if len(text) < TITLE else plain_text(text)


def holds_words(text: str, words: Iterable[str]) -> bool:
    """Whether every word stands in the text, with or without accents."""
    folded = _folded(text)
    return all(word in folded for word in words)


def rank_match(text: str, words: Sequence[str]) -> int:
    """How well it fits: 0 the text begins with it, 1 a word of it does, 2 it stands anywhere."""
    folded = _folded(text)
    if folded.startswith(words[0]):
        return 0
    return 1 if re.search(rf"\b{re.escape(words[0])}", folded) else 2


def may_hold(column: Any, words: Iterable[str]) -> sa.ColumnElement[bool]:
    """What a database can say: every letter that cannot carry a mark stands there in its order. `holds_words` says for sure."""
    text = sa.cast(column, sa.Text)
    return sa.and_(sa.true(), *(text.ilike(_pattern(word), escape="!") for word in words))


def _pattern(word: str) -> str:
    made = "".join(
        "%"
        if letter in MARKED or not letter.isascii() or letter in '"\\'
        else f"!{letter}"
        if letter in "%_!"
        else letter
        for letter in word
    )
    return re.sub("%+", "%", f"%{made}%")


def excerpt_around(text: str, words: Sequence[str]) -> str:
    """The part of a long text in which the first word stands."""
    at = max(plain_text(text).find(words[0]), 0)
    start, end = max(0, at - ROUND_ABOUT), at + len(words[0]) + ROUND_ABOUT
    cut = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"
