"""Problems that may be one and the same though they stand under two themes: shown, never joined by the planner."""

from collections import Counter
from collections.abc import Collection, Sequence
from math import ceil
from typing import NamedTuple

from ..problem_models import Problem
from .grouping import theme_key

ALIKE = 0.5
"""What part of their words, of all of both, two texts have in common from where on they may say the same."""
FEWEST = 3
"""Words in common that are asked for at least: two short texts have half of their words in common soon."""
MOST = 10


class LikelyDouble(NamedTuple):
    """Two problems; `meant`: they are near in what they mean, not in their words alone."""

    one: Problem
    other: Problem
    meant: bool


def likely_doubles(
    problems: Sequence[Problem], meant: Collection[tuple[str, str]] = frozenset()
) -> list[LikelyDouble]:
    """Pairs under different themes that may say the same, the latest first; `meant`: texts that mean the same.

    Years of problems are many pairs: only those are compared that share one of the rarer words, as every two alike do.
    """
    latest = sorted(problems, key=lambda row: (row.raised_on, row.id), reverse=True)
    words = [set(theme_key(row.text)) for row in latest]
    themes = [theme_key(row.theme) for row in latest]
    rare, near = _sharing_rare_words(words), _meaning_the_same(latest, meant)
    found = []
    for one, row in enumerate(latest):
        mine, same = words[one], near[one]
        alike = {
            other
            for other in rare[one]
            if other > one
            and (common := len(mine & words[other])) >= FEWEST
            and common >= ALIKE * (len(mine) + len(words[other]) - common)
        }
        for other in sorted(alike | {other for other in same if other > one}):
            if themes[one] != themes[other]:
                found.append(LikelyDouble(row, latest[other], other in same))
        if len(found) >= MOST:
            break
    return found[:MOST]


def _sharing_rare_words(words: Sequence[set[str]]) -> list[set[int]]:
    """For each text the others that may have half of their words in common with it.

    Of these they share at least one of the rarer half (R. Bayardo, Y. Ma and R. Srikant, "Scaling up all pairs similarity
    search", WWW 2007).
    """
    often = Counter(word for some in words for word in some)
    having: dict[str, list[int]] = {}
    rarer = []
    for place, some in enumerate(words):
        order = sorted(some, key=lambda word: (often[word], word))
        rarer.append(order[: len(order) - ceil(ALIKE * len(order)) + 1])
        for word in rarer[place]:
            having.setdefault(word, []).append(place)
    return [{other for word in some for other in having[word]} for some in rarer]


def _meaning_the_same(
    rows: Sequence[Problem], meant: Collection[tuple[str, str]]
) -> list[set[int]]:
    """For each of these the places of the others whose text means the same."""
    at: dict[str, set[int]] = {}
    for place, row in enumerate(rows):
        at.setdefault(row.text, set()).add(place)
    found: list[set[int]] = [set() for _row in rows]
    for one, other in meant:
        for here, there in ((one, other), (other, one)):
            for place in at.get(here, ()):
                found[place] |= at.get(there, set()) - {place}
    return found
