"""How near each technique is to a question in what it means, in either language."""

from collections.abc import Iterable
from typing import NamedTuple

from ..run.meanings import compare_meanings
from .technique import Technique

BEST = 3
"""How many of a technique's texts count: one alone may be near by chance."""


class TechniqueNearness(NamedTuple):
    """`nearness`: the mean cosine of its nearest texts; `question`: the nearest one it answers, which is the reason."""

    nearness: float
    question: str


def near_techniques(question: str, techniques: Iterable[Technique]) -> dict[str, TechniqueNearness]:
    """By key; empty where only words can be compared."""
    texts = [(one.key, *text) for one in techniques for text in _texts(one)]
    found = compare_meanings([[(question, 1.0)]], [text for _key, text, _asked in texts])
    if not found or not found.scores:
        return {}
    by_key: dict[str, list[tuple[float, str]]] = {}
    for (key, text, asked), score in zip(texts, found.scores[0], strict=True):
        by_key.setdefault(key, []).append((score, text if asked else ""))
    return {key: _nearness(sorted(rows, reverse=True)) for key, rows in by_key.items()}


def _nearness(rows: list[tuple[float, str]]) -> TechniqueNearness:
    best = rows[:BEST]
    questions = (text for _score, text in rows if text)
    return TechniqueNearness(sum(score for score, _text in best) / len(best), next(questions, ""))


def _texts(one: Technique) -> Iterable[tuple[str, bool]]:
    """Its texts, and whether each is a question that it answers."""
    for words in (one.name, one.purpose, one.when):
        yield from ((text, False) for text in (words.en, words.sq) if text)
    for texts in one.asked.values():
        yield from ((text, True) for text in texts)
