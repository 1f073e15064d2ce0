"""Who was meant: the names of a team that are nearly like the one that was typed."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from ...lib.text import plain_text

MOST = 3
LIKE = 0.72
"""How alike two names must be, from 0 to 1."""


def nearest_names(typed: str, names: Iterable[str]) -> tuple[str, ...]:
    """At most three names, the nearest first: written nearly so, in another order, or with one name of it alike."""
    wanted = _words(typed)
    scored = [(_likeness(wanted, _words(name)), name) for name in names]
    best = sorted(
        (pair for pair in scored if pair[0] >= LIKE), key=lambda pair: (-pair[0], pair[1])
    )
    return tuple(name for _score, name in best[:MOST])


def _words(name: str) -> list[str]:
    return sorted(plain_text(name).replace("-", " ").replace(".", " ").split())


def _likeness(one: list[str], other: list[str]) -> float:
    """As whole names, or, a little less, by their words: a first name alone finds its person."""
    if not one or not other:
        return 0
    whole = _ratio(" ".join(one), " ".join(other))
    part = (
        max(_ratio(a, b) for a in one for b in other if len(a) > 1)
        if any(len(a) > 1 for a in one)
        else 0
    )
    return max(whole, 0.8 * part)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
