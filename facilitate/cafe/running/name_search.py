"""Finding oneself by name: without accents, in either order, from three letters on, and never a list of everybody."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...lib.text import albanian_key, plain_text

LEAST = 3
"""Letters somebody types at least."""
SHOWN = 8
"""People shown at most to choose from."""
LONGEST = 80
"""Letters that are looked at; nobody's name is longer."""
_BETWEEN = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class FindablePerson:
    """Somebody who can be found: `key` as in `floor.Guest`; the organisation tells namesakes apart."""

    key: str
    given: str
    family: str
    organisation: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True)
class NameMatches:
    """Who was found, at most SHOWN; `more`: there are others; `short`: too little was typed to look.

    `nearly`: nobody is called so, but these are called nearly so.
    """

    people: tuple[FindablePerson, ...] = ()
    more: bool = False
    short: bool = False
    nearly: bool = False


def name_parts(text: str) -> list[str]:
    """The words of a name as they are compared: lower case, without accents, hyphens and apostrophes."""
    return [part for part in _BETWEEN.split(plain_text(text)) if part]


def match_names(typed: str, people: Iterable[FindablePerson]) -> NameMatches:
    """Everybody each typed word of whom begins a word of the own name, in the order of their names.

    Who is called exactly as typed comes alone: Ana Kola finds herself although there is an Ana Kolaj. Where nobody fits,
    those whose names differ by one letter in a word are offered.
    """
    words = name_parts(typed[:LONGEST])
    if sum(map(len, words)) < LEAST:
        return NameMatches(short=True)
    named = [(one, name_parts(one.name)) for one in people]
    fits = [(one, name) for one, name in named if _begin(words, name, str.startswith)]
    nearly = not fits
    if nearly:
        fits = [(one, name) for one, name in named if _begin(words, name, _alike)]
    exact = [one for one, name in fits if sorted(words) == sorted(name)]
    found = sorted(
        exact or [one for one, _name in fits],
        key=lambda one: (albanian_key(one.name), one.organisation, one.key),
    )
    return NameMatches(tuple(found[:SHOWN]), len(found) > SHOWN, nearly=nearly and bool(found))


def _begin(words: list[str], name: list[str], fits: Callable[[str, str], bool]) -> bool:
    """Whether each word fits another word of the name; the longest word chooses first."""
    left = list(name)
    for word in sorted(words, key=len, reverse=True):
        match = next((part for part in left if fits(part, word)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _alike(part: str, word: str) -> bool:
    """Whether two words of four letters or more differ by one letter: another one, one too many, one missing, two swapped."""
    if part == word:
        return True
    if min(len(part), len(word)) < 4 or abs(len(part) - len(word)) > 1:
        return False
    at = next(
        (n for n, (a, b) in enumerate(zip(part, word, strict=False)) if a != b),
        min(len(part), len(word)),
    )
    a, b = part[at:], word[at:]
    return (
        a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[1:2] + a[:1] == b[:2] and a[2:] == b[2:])
    )
