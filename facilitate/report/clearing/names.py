"""Whose names are known: people of the directory and the team, organisations, counties and districts."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from ...lib.text import plain_text
from .lexicon import inflected_forms
from .reading import words_of_text

Run = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class ClearedNames:
    """Forms of known names, plain, and who bears them. `offices`: organisations by their first word, as runs of words.

    `names`: the people by the numbers of `people`. `around`: changes when any of the places does.
    """

    people: dict[str, frozenset[int]] = field(default_factory=dict)
    family: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    offices: dict[str, tuple[Run, ...]] = field(default_factory=dict)
    names: Run = ()
    around: str = ""

    def is_person(self, run: Run) -> bool:
        """Whether these words together, inflected or not, are the full name of one known person."""
        if len(run) < 2:
            return False
        bearers = [self.people.get(word, frozenset()) for word in run]
        return bool(frozenset.intersection(*bearers))

    def office_at(self, words: list[str], at: int) -> int:
        """How many words from there on are the name of a known organisation; 0 for none."""
        for run in self.offices.get(words[at], ()):
            if tuple(words[at : at + len(run)]) == run:
                return len(run)
        return 0

    def mark_for(self, text: str) -> str:
        """Changes when a name does on which it may depend what is found in this text; other names may come and go."""
        return _mark_for(self, text)


@lru_cache(maxsize=16_384)
def _mark_for(known: ClearedNames, text: str) -> str:
    words = words_of_text(text)
    people = {number for form in known.people.keys() & words for number in known.people[form]}
    offices = {
        run
        for first in known.offices.keys() & words
        for run in known.offices[first]
        if words.issuperset(run)
    }
    told = [sorted({known.names[number] for number in people}), sorted(offices), known.around]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@lru_cache(maxsize=8192)
def _forms(word: str) -> tuple[str, ...]:
    return tuple(set(inflected_forms(word)))


@lru_cache(maxsize=8)
def known_names(people: Run, offices: Run = (), places: Run = ()) -> ClearedNames:
    """What is known, from names as they are written: `Elira Ndoj`, `Qendra Vatra`, `Shkodër`.

    The same names give the same value, so that what was found once is not looked for again.
    """
    bearers: dict[str, set[int]] = {}
    family: set[str] = set()
    for number, name in enumerate(people):
        parts = name.replace("-", " ").split()
        for part in parts:
            for form in _forms(part):
                bearers.setdefault(form, set()).add(number)
        if len(parts) > 1:
            family.update(_forms(parts[-1]))
    return ClearedNames(
        people={form: frozenset(numbers) for form, numbers in bearers.items()},
        family=frozenset(family),
        places=frozenset(form for name in places for form in _place(name.split()[0])),
        offices=_offices(offices),
        names=people,
        around=hashlib.sha256(json.dumps(places).encode()).hexdigest(),
    )


def _place(name: str) -> Iterable[str]:
    """Forms of a place: Shkodër Shkodra Shkodrës Shkodrën; Tiranë Tirana; Kukës Kukësi; Mat."""
    yield from _forms(name)
    word = plain_text(name)
    if word.endswith(("er", "el")):
        yield from (word[:-2] + word[-1] + end for end in ("a", "es", "en", "e"))
    if word.endswith("es"):
        yield from (word[:-2] + end for end in ("i", "it"))


def _offices(names: Run) -> dict[str, tuple[Run, ...]]:
    found: dict[str, list[Run]] = {}
    for name in names:
        run = tuple(plain_text(word.strip(".,()“”\"'")) for word in name.replace("-", " ").split())
        run = tuple(word for word in run if word)
        if not run:
            continue
        for first in _forms(run[0]):
            found.setdefault(first, []).append((first, *run[1:]))
    return {first: tuple(sorted(set(runs), key=len, reverse=True)) for first, runs in found.items()}
