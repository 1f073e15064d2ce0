"""A text as it may leave the house: what was decided about its passages is carried out, or it does not leave. Pure."""

import re
from collections.abc import Iterable
from typing import NamedTuple, Protocol, TypeVar

from .models import Verdict

GONE = "[…]"
"""What stands where something was removed."""


class PassageFinding(Protocol):
    """A passage that could identify somebody: `text[start:end] == found`."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def found(self) -> str: ...


Passage = TypeVar("Passage", bound=PassageFinding)


class DecidedWords(NamedTuple):
    """What was decided about exactly these words of a text. `clearing_id`: the row that says so."""

    found: str
    verdict: Verdict
    instead: str = ""
    clearing_id: int = 0


def is_unseen(findings: Iterable[PassageFinding]) -> bool:
    """Whether a text has not been looked through yet: a passage without words stands for all of it."""
    return any(not finding.found for finding in findings)


def undecided_passages(
    findings: Iterable[Passage], decided: Iterable[DecidedWords]
) -> list[Passage]:
    """The findings nobody has decided about yet."""
    known = {one.found for one in decided if one.found}
    return [finding for finding in findings if finding.found not in known]


def clear_text(
    text: str, findings: Iterable[PassageFinding], decided: Iterable[DecidedWords]
) -> str | None:
    """The text as it may leave: generalised and removed passages are replaced wherever they stand in it.

    None while one finding is not decided: then nothing of the text leaves.
    """
    decisions = list(decided)
    if undecided_passages(findings, decisions):
        return None
    return redact_text(text, decisions)


def redact_text(text: str, decided: Iterable[DecidedWords]) -> str:
    """The text with what was decided done to it; longer passages first, so that none is cut in two by a shorter one."""
    changes = {
        one.found: GONE if one.verdict is Verdict.REMOVE else one.instead
        for one in decided
        if one.verdict is not Verdict.KEEP and one.found
    }
    if not changes:
        return text
    longest = sorted(changes, key=len, reverse=True)
    pattern = "|".join(map(as_whole_words, longest))
    done = re.sub(pattern, lambda match: changes[match[0]], text)
    return re.sub(rf"{re.escape(GONE)}(?:[\s,]+{re.escape(GONE)})+", GONE, done)


def as_whole_words(words: str, pattern: str = "") -> str:
    """A pattern for these words (`pattern`: for these in another writing) where they are no part of a longer word or number.

    A word ends where the search for passages lets it end: `_Elira_` and `Elira17` name Elira, `Eliranda` does not.
    """
    before, after = _goes_on(words[:1]), _goes_on(words[-1:])
    return f"{before and f'(?<!{before})'}{pattern or re.escape(words)}{after and f'(?!{after})'}"


def _goes_on(letter: str) -> str:
    """What would make it a longer word, or a longer number; nothing does that to a sign."""
    if letter.isalpha():
        return r"[^\W\d_]"
    return r"\d" if letter.isdecimal() else ""


def has_words_left(text: str) -> bool:
    """Whether more is left of a text than the marks of what was removed."""
    return any(letter.isalnum() for letter in text.replace(GONE, ""))
