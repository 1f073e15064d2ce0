"""Which names are probably one: written without accents, in either order, with a slip of the pen, with a word more."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from ..lib.text import plain_text

_BETWEEN = re.compile(r"[\W_]+")
TITLES = {
    "z",
    "zj",
    "znj",
    "zoti",
    "zonja",
    "zonjusha",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "av",
    "ing",
    "msc",
    "phd",
}
"""What stands before a name and is no part of it."""
_SMALL = {"e", "i", "te", "se", "dhe", "ne", "per", "the", "of", "for", "and", "in", "shpk", "sha"}
_OF_REGIONS = {"qark", "qarku", "qarkut", "rajonal", "rajonale", "rajonit"}
"""What an office in a county may be called besides: *Prefektura e Qarkut Korçë* is *Prefektura Korçë*."""
LONGEST_WORD = 60
"""Letters of a word that is compared letter by letter; no name has one as long."""
Row = TypeVar("Row")
Words = tuple[str, ...]


@lru_cache(maxsize=50_000)
def fold_name(text: str) -> str:
    """The text for comparing: without accents, case, punctuation; one space between words."""
    return _BETWEEN.sub(
        " ", plain_text(plain_text(text))
    ).strip()  # twice: some letters come apart into capitals


def name_words(name: str) -> Words:
    """The words of a person's name, in the order of the alphabet: who is written last name first is the same."""
    words = fold_name(name).split()
    return tuple(sorted([word for word in words if word not in TITLES] or words))


def office_words(name: str) -> Words:
    """The words of an organisation's name that tell it from others, in their order."""
    words = fold_name(name).split()
    return tuple([word for word in words if word not in _SMALL] or words)


def _told_apart(words: Words) -> Words:
    """The words of an office's name in one order, without those that any office in a county may have."""
    return tuple(sorted(word for word in words if word not in _OF_REGIONS))


def is_likely_same_person(one: Words, other: Words) -> bool:
    """Whether two names in one organisation are probably one person: a word more, an initial, a slip in one word or two."""
    mine, theirs = _left(one, other), _left(other, one)
    common = len(one) - len(mine)
    if not mine or not theirs:
        return common >= 2
    if common and len(mine) == len(theirs) == 1:
        return (
            _initial(mine[0], theirs[0])
            or _initial(theirs[0], mine[0])
            or is_slip_of_pen(mine[0], theirs[0])
        )
    if common or len(mine) != 2 or len(theirs) != 2:
        return False
    (a, b), (c, d) = mine, theirs
    return (is_slip_of_pen(a, c) and is_slip_of_pen(b, d)) or (
        is_slip_of_pen(a, d) and is_slip_of_pen(b, c)
    )


def is_likely_same_office(one: Words, other: Words) -> bool:
    """Whether two organisations are probably one: the same words, one more, or one written a little differently."""
    mine, theirs = _left(one, other), _left(other, one)
    common = len(one) - len(mine)
    if not mine or not theirs:
        return len(mine) + len(theirs) <= 1 and common >= min(2, len(one), len(other))
    return (
        len(mine) == len(theirs) == 1
        and (common > 0 or len(mine[0]) > 5)
        and is_slip_of_pen(mine[0], theirs[0])
    )


def is_slip_of_pen(one: str, other: str) -> bool:
    """Whether two words differ by a letter (long ones by two): left out, too much, another one, changed places."""
    shorter = min(len(one), len(other))
    if shorter > LONGEST_WORD:
        return False
    if shorter == 3 and len(one) == len(other):  # Ana and Ina are two, Ana and Anna may be one
        return False
    most = 0 if shorter < 3 else 1 if shorter < 8 else 2
    return abs(len(one) - len(other)) <= most and _distance(one, other) <= most


@lru_cache(maxsize=50_000)
def _distance(one: str, other: str) -> int:
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        last, row, older = row, [at], before
        for place, theirs in enumerate(other, 1):
            least = min(last[place] + 1, row[place - 1] + 1, last[place - 1] + (letter != theirs))
            if older and place > 1 and letter == other[place - 2] and one[at - 2] == theirs:
                least = min(least, older[place - 2] + 1)
            row.append(least)
        before = last
    return row[-1]


def _left(words: Words, without: Words) -> list[str]:
    """The words that the other name does not have, each counted as often as it stands there."""
    rest, there = [], Counter(without)
    for word in words:
        if there[word]:
            there[word] -= 1
        else:
            rest.append(word)
    return rest


def _initial(short: str, long: str) -> bool:
    return len(short) == 1 and long.startswith(short)


class Offices(Generic[Row]):
    """Organisations by the words of their names."""

    def __init__(self, rows: Iterable[tuple[str, Row]]) -> None:
        self.by_name: dict[str, Row] = {}
        self.by_words: dict[Words, list[Row]] = defaultdict(list)
        self._of_word: dict[str, list[tuple[Words, Row]]] = defaultdict(list)
        for name, row in rows:
            self.by_name[name] = row
            words = office_words(name)
            self.by_words[words].append(row)
            for word in set(words):
                self._of_word[word].append((words, row))

    def exact(self, name: str) -> Row | None:
        """The one called so; accents, case, small words and punctuation do not matter where only one is meant."""
        if name in self.by_name:
            return self.by_name[name]
        found = self.by_words.get(office_words(name), [])
        return found[0] if len(found) == 1 else None

    def sure(self, name: str) -> Row | None:
        """The one near it whose name has the same words in another order, or says besides that it is of a region or county."""
        words = _told_apart(office_words(name))
        rare = min(words, key=lambda word: len(self._of_word.get(word, ())), default="")
        found = [row for theirs, row in self._of_word.get(rare, ()) if _told_apart(theirs) == words]
        return found[0] if len(found) == 1 else None

    def near(self, name: str, most: int = 5) -> list[Row]:
        """Those that are probably meant. Names that are near differ in one word, so one of the two rarest words is shared."""
        words = office_words(name)
        rare = sorted(set(words), key=lambda word: len(self._of_word.get(word, ())))[:2]
        found: list[Row] = list(self.by_words.get(words, []))
        for word in rare:
            for theirs, row in self._of_word.get(word, ()):
                if row not in found and is_likely_same_office(words, theirs):
                    found.append(row)
        return found[:most]


def nearest_name(text: str, names: Sequence[tuple[str, Row]]) -> Row | None:
    """The one of a short list (counties, sectors) that is probably meant: fewest letters to change, at most a third."""
    key = fold_name(text)
    best = min(
        (
            (_distance(key[:40], fold_name(name)[:40]), place)
            for place, (name, _row) in enumerate(names)
        ),
        default=None,
    )
    return names[best[1]][1] if key and best and best[0] * 3 <= max(len(key), 3) else None
