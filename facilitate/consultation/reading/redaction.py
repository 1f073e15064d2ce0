"""Hiding what could identify a victim: letter for letter, so that every passage keeps its place; and at once on a page that is public already."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ...release.verdicts import as_whole_words
from .sentences import TextSpan

BLACK = "█"


def redact_text(text: str, spans: Iterable[TextSpan]) -> str:
    """The text with every character of the spans that is no space replaced by `BLACK`; it stays as long as it was."""
    letters = list(text)
    for start, end in spans:
        for at in range(max(0, start), min(len(text), end)):
            if not letters[at].isspace():
                letters[at] = BLACK
    return "".join(letters)


def word_places(text: str, words: str) -> list[TextSpan]:
    """Where these words stand in the text as whole words, in capitals or not, with any space between them."""
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return []
    pattern = as_whole_words(words.strip(), r"\s+".join(parts))
    return [TextSpan(*found.span()) for found in re.finditer(pattern, text, re.IGNORECASE)]


def drop_quotes(told: Mapping[str, Any], passages: Collection[int]) -> dict[str, Any]:
    """What was published (see `Questionnaire.told`) without the quotes of these passages, by their ids."""
    return {
        code: _page(kept, passages) if isinstance(kept, Mapping) else kept
        for code, kept in told.items()
    }


def _page(kept: Mapping[str, Any], passages: Collection[int]) -> dict[str, Any]:
    def left(part: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **part,
            "quotes": [quote for quote in part["quotes"] if quote["passage"] not in passages],
        }

    return {**left(kept), "themes": [left(theme) for theme in kept["themes"]]}
