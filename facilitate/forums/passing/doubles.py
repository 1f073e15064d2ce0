"""Problems that may be one and the same though they stand under two themes: shown, never joined by the planner."""

from collections.abc import Container, Sequence
from itertools import combinations
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
    problems: Sequence[Problem], meant: Container[tuple[str, str]] = frozenset()
) -> list[LikelyDouble]:
    """Pairs under different themes that may say the same, the latest first; `meant`: texts that mean the same."""
    words = {row.id: set(theme_key(row.text)) for row in problems}
    latest = sorted(problems, key=lambda row: (row.raised_on, row.id), reverse=True)
    found = []
    for one, other in combinations(latest, 2):
        if theme_key(one.theme) == theme_key(other.theme):
            continue
        near = (one.text, other.text) in meant or (other.text, one.text) in meant
        common = words[one.id] & words[other.id]
        union = words[one.id] | words[other.id]
        if near or (len(common) >= FEWEST and len(common) >= ALIKE * len(union)):
            found.append(LikelyDouble(one, other, near))
    return found[:MOST]
