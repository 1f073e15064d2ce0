"""Sentences like those of a theme: suggestions that a person takes or leaves.

Plain word statistics that work for both languages without a dictionary: words are folded (*çështje* as *ceshtje*) and
cut after five letters, which puts *bashki, bashkia, bashkisë* together as well as *train, trained, training*; each
text is a vector of these stems weighted by tf·idf (K. Spärck Jones, "A statistical interpretation of term
specificity", Journal of Documentation 28, 1972; G. Salton and C. Buckley, "Term-weighting approaches in automatic text
retrieval", 1988). The theme is the centroid of its passages, plus a share of its own name and description, which
carry it while passages are few, less a share of what was said not to belong (J. Rocchio, "Relevance feedback in
information retrieval", in The SMART Retrieval System, 1971). Sentences are ordered by their cosine with it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from ...lib.text import plain_text

_SQ = """
asaj asgje asnje askush atehere atij cdo cilat cilen cili cilin dicka dikush duhej duhen duhet duke edhe gjate gjithe
gjitha gjithnje ishin ishte jane jemi jeni jone kater kemi keni kete keta kesaj ketij ketyre kishim kishin kishte
marrim marrin mund muaj muajt ndersa nese njeri njesoj para prandaj pastaj jashte brenda secila secili sepse shume sipas
sikur tani tjera tjeret tjeter tyre vete vetem vetes vit vitin atje ketu ashtu andej ende kurre
eshte gjera behet bejme bejne bere bejn dhjete disa doja drejt ndonje pakte
"""
_EN = """
about after again also always another anybody anything because been before being could does doing done down each
either else even ever every everybody everything from gets gone have having here into just least less like made make
makes many more most much must need needs never next nobody nothing often once only other others ours over same says
should some somebody something still such take than that their them then there these they thing things this those three
through today under until upon very want wants were what when where which while will with within without would year
years your yours
"""
EMPTY = frozenset(f"{_SQ} {_EN}".split())
"""Words of both languages that stand in any sentence and tell nothing of what it is about: folded, of four letters or more."""


STEM, SHORTEST, LEAST = 5, 4, 0.1
"""Letters of a stem; of the shortest word that tells something; the least cosine that is worth showing."""
WORDS, LEAST_MEANT = 1.75, 0.25
"""How much the cosine of words counts beside that of meaning, and the least sum of both that is worth showing."""
NEAR = 0.15
"""From which cosine on a meaning is near: one in two is then of the same theme."""
ABOUT, AWAY = 0.5, 0.25
"""The weight of each text about the theme, and of what does not belong, beside the passages' 1."""
REASONS = 3
"""Words that are given as a reason, at most."""
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")

Vector = Mapping[str, float]


class CandidateSentence(NamedTuple):
    """A sentence: whatever finds it again, and its text."""

    key: tuple[int, int, int]
    text: str


class SimilarSentence(NamedTuple):
    """A sentence that is like the theme, how much, the words it is alike in, strongest first, and whether its meaning is near."""

    key: tuple[int, int, int]
    score: float
    words: tuple[str, ...]
    meant: bool = False


def word_stems(text: str) -> list[str]:
    """The stems of a text: its words, folded, without those that stand in any sentence, cut after five letters."""
    return [word[:STEM] for word in _WORD.findall(plain_text(text)) if word not in EMPTY]


def similar_sentences(
    passages: Iterable[str],
    candidates: Sequence[CandidateSentence],
    against: Iterable[str] = (),
    about: Iterable[str] = (),
    most: int = 20,
    meanings: Sequence[float] = (),
) -> list[SimilarSentence]:
    """The candidates most like the passages of a theme, the most like first; none below `LEAST`, or `LEAST_MEANT`."""
    least = LEAST_MEANT if meanings else LEAST
    ranked = rank_sentences(passages, candidates, against, about, meanings)
    return [row for row in ranked if row.score >= least][:most]


def rank_sentences(
    passages: Iterable[str],
    candidates: Sequence[CandidateSentence],
    against: Iterable[str] = (),
    about: Iterable[str] = (),
    meanings: Sequence[float] = (),
) -> list[SimilarSentence]:
    """All candidates, those most like the passages of a theme first.

    `meanings`: how near each candidate is in what it means (cosine with `weighted_texts`), where that is known.

    `about` is what the theme is called and described as; `against` are texts that somebody said do not belong. How
    rare a stem is, is counted over everything handed in. The same sentence said by several people is found each time.
    """
    said, refused, named = [
        [word_stems(text) for text in texts] for texts in (passages, against, about)
    ]
    own = {row.key: word_stems(row.text) for row in candidates}
    seen = Counter(stem for some in [*said, *refused, *named, *own.values()] for stem in set(some))
    total = len(said) + len(refused) + len(named) + len(own)
    weight = {stem: log((1 + total) / (1 + number)) + 1 for stem, number in seen.items()}
    wanted = Counter(_sum(said, weight, 1 / max(1, len(said))))
    wanted.update(_sum(named, weight, ABOUT))
    away = _sum(refused, weight, AWAY / max(1, len(refused)))
    left = {stem: value - away.get(stem, 0.0) for stem, value in wanted.items()}
    centre = _unit({stem: value for stem, value in left.items() if value > 0})
    found = []
    for place, row in enumerate(candidates):
        common = _common(own[row.key], weight, centre)
        near = meanings[place] if meanings else 0.0
        found.append(
            SimilarSentence(
                row.key,
                score=(WORDS if meanings else 1) * sum(common.values()) + near,
                words=_reasons(row.text, common),
                meant=near >= NEAR,
            )
        )
    return sorted(found, key=lambda row: (-row.score, row.key))


def weighted_texts(
    passages: Sequence[str], against: Sequence[str] = (), about: Iterable[str] = ()
) -> list[tuple[str, float]]:
    """What is wanted, as texts with their weights: those that `similar_sentences` gives them."""
    return [
        *((text, 1 / len(passages)) for text in passages),
        *((text, ABOUT) for text in about),
        *((text, -AWAY / len(against)) for text in against),
    ]


def _vector(some: Sequence[str], weight: Vector) -> Vector:
    return _unit({stem: (1 + log(number)) * weight[stem] for stem, number in Counter(some).items()})


def _unit(vector: Vector) -> Vector:
    length = sqrt(sum(value * value for value in vector.values())) or 1.0
    return {stem: value / length for stem, value in vector.items()}


def _sum(texts: Iterable[Sequence[str]], weight: Vector, share: float) -> Vector:
    """The texts' vectors, each of length one, added up with this share each."""
    added: dict[str, float] = {}
    for some in texts:
        for stem, value in _vector(some, weight).items():
            added[stem] = added.get(stem, 0.0) + share * value
    return added


def _common(some: Sequence[str], weight: Vector, centre: Vector) -> Vector:
    """What each stem adds to the cosine of a text with the centre; empty where they have none in common."""
    if not any(stem in centre for stem in some):
        return {}
    return {
        stem: value * centre[stem]
        for stem, value in _vector(some, weight).items()
        if stem in centre
    }


def _reasons(text: str, common: Vector) -> tuple[str, ...]:
    """The words of the text, as they stand there, whose stems add most; each stem once."""
    first: dict[str, str] = {}
    for word in _WORD.findall(text):
        first.setdefault(plain_text(word)[:STEM], word)
    strongest = sorted(common, key=lambda stem: (-common[stem], stem))
    return tuple(first[stem] for stem in strongest if stem in first)[:REASONS]
