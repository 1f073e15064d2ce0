"""Sentences like those a theme was put on: suggestions that a person takes or leaves.

Plain word statistics that work for both languages without a dictionary: words are folded (*çështje* as *ceshtje*) and
cut after five letters, which puts *bashki, bashkia, bashkisë* together as well as *train, trained, training*; each
sentence is a vector of these stems weighted by tf·idf (K. Spärck Jones, "A statistical interpretation of term
specificity", Journal of Documentation 28, 1972; G. Salton and C. Buckley, "Term-weighting approaches in automatic text
retrieval", 1988); the theme is the centroid of its passages, less a share of what was said not to belong (J. Rocchio,
"Relevance feedback in information retrieval", in The SMART Retrieval System, 1971), and sentences are ordered by their
cosine with it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from ...lib.text import plain

STEM, LEAST, AWAY = 5, 0.12, 0.25
"""Letters of a stem; the least cosine that is worth showing; Rocchio's weight of what does not belong."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_EMPTY_SQ = (
    "dhe per nga nje tek mbi nen por ose qe kjo ky ato ata kete keta jane eshte kam kemi kane nuk mund duhet"
)
_EMPTY_EN = (
    "the and for from with that this these those are was were has have not can should our their they them you"
)
_EMPTY = {*_EMPTY_SQ.split(), *_EMPTY_EN.split()}  # noqa: SIM905

Vector = dict[str, float]


class Sentence(NamedTuple):
    """A sentence: whatever finds it again, and its text."""

    key: tuple[int, int, int]
    text: str


class Found(NamedTuple):
    """A sentence that is like the theme, and how much (cosine, 0 to 1)."""

    key: tuple[int, int, int]
    score: float


def stems(text: str) -> list[str]:
    """The stems of a text: folded words of two letters or more without the emptiest, cut after five letters."""
    return [word[:STEM] for word in _WORD.findall(plain(text)) if word not in _EMPTY]


def similar(
    theme: Iterable[str], candidates: Sequence[Sentence], against: Iterable[str] = (), most: int = 20
) -> list[Found]:
    """The candidates most like the texts of a theme, the most like first; none below `LEAST`.

    `against` are texts that somebody said do not belong. How rare a stem is, is counted over everything handed in.
    The same sentence said by several people is found each time.
    """
    passages, refused = [stems(text) for text in theme], [stems(text) for text in against]
    words = {row.key: stems(row.text) for row in candidates}
    seen = Counter(stem for some in [*passages, *refused, *words.values()] for stem in set(some))
    total = len(passages) + len(refused) + len(words)
    weight = {stem: log((1 + total) / (1 + number)) + 1 for stem, number in seen.items()}
    centre = _away(_centroid(passages, weight), _centroid(refused, weight))
    length = sqrt(sum(value * value for value in centre.values()))
    if not length:
        return []
    scores = ((key, _cosine(some, weight, centre, length)) for key, some in words.items())
    found = [Found(key, score) for key, score in scores if score >= LEAST]
    return sorted(found, key=lambda row: (-row.score, row.key))[:most]


def _vector(some: Sequence[str], weight: Mapping[str, float]) -> Vector:
    return {stem: (1 + log(number)) * weight[stem] for stem, number in Counter(some).items()}


def _centroid(texts: Sequence[Sequence[str]], weight: Mapping[str, float]) -> Vector:
    """The mean of the texts' vectors, each of length one."""
    centre: Counter[str] = Counter()
    for some in texts:
        vector = _vector(some, weight)
        length = sqrt(sum(value * value for value in vector.values())) or 1.0
        for stem, value in vector.items():
            centre[stem] += value / length / len(texts)  # type: ignore[assignment]
    return dict(centre)


def _away(centre: Vector, refused: Vector) -> Vector:
    moved = {stem: value - AWAY * refused.get(stem, 0.0) for stem, value in centre.items()}
    return {stem: value for stem, value in moved.items() if value > 0}


def _cosine(some: Sequence[str], weight: Mapping[str, float], centre: Vector, length: float) -> float:
    if not any(stem in centre for stem in some):
        return 0.0
    vector = _vector(some, weight)
    own = sqrt(sum(value * value for value in vector.values()))
    return sum(value * centre.get(stem, 0.0) for stem, value in vector.items()) / (own * length)
