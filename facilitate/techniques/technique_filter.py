"""Which techniques suit what somebody asks for, and in which order: the best fit first."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum
from math import log
from typing import Any

from ..lib.text import Words, albanian_key, plain_text
from .shelf import techniques_with_words
from .technique import Energy, Range, Technique, TechniqueFamily

LITTLE = 2
"""How many different things are still little to bring."""


class MaterialLimit(StrEnum):
    """How much may have to be brought."""

    NOTHING = "nothing"
    LITTLE = "little"


class TechniqueOrigin(StrEnum):
    """Who wrote a technique: it came with the planner, or somebody here made it."""

    SHIPPED = "shipped"
    OWN = "own"


@dataclass(frozen=True)
class TechniqueFilter:
    """What somebody looks for; what is empty or None is not asked.

    `people`: how many there are; `minutes`: how much time there is. Both have to lie between a technique's least and most.
    """

    query: str = ""
    family: TechniqueFamily | None = None
    people: int | None = None
    minutes: int | None = None
    energy: Energy | None = None
    bring: MaterialLimit | None = None
    whose: TechniqueOrigin | None = None

    @property
    def parts(self) -> list[str]:
        """The names of what is asked."""
        return [name for name in self.__dataclass_fields__ if getattr(self, name) not in (None, "")]

    @property
    def ranks(self) -> bool:
        """Whether some techniques suit better than others, so that families do not count."""
        return bool(self.query or self.people or self.minutes)

    def without(self, part: str) -> "TechniqueFilter":
        """The filter without that part."""
        nothing: dict[str, Any] = {part: "" if part == "query" else None}
        return replace(self, **nothing)


def filter_techniques(
    asked: TechniqueFilter,
    techniques: Iterable[Technique],
    own: AbstractSet[str] = frozenset(),
    language: str = "en",
) -> list[Technique]:
    """Those that suit, the best first, then by name; `own` are the keys of techniques somebody here made."""
    hits = [
        one
        for one in techniques_with_words(asked.query, techniques)
        if fits_filter(asked, one, own)
    ]
    return sorted(hits, key=lambda one: (_rank(asked, one), albanian_key(one.name.to(language))))


def fits_filter(
    asked: TechniqueFilter, one: Technique, own: AbstractSet[str] = frozenset()
) -> bool:
    """Whether a technique is what is asked for, its words aside."""
    return (
        asked.family in (None, one.family)
        and asked.energy in (None, one.energy)
        and (asked.people is None or range_stretch(one.group, asked.people) is not None)
        and (asked.minutes is None or range_stretch(one.minutes, asked.minutes) is not None)
        and (
            asked.bring is None
            or len(one.materials) <= (LITTLE if asked.bring is MaterialLimit.LITTLE else 0)
        )
        and (asked.whose is None or (asked.whose is TechniqueOrigin.OWN) == (one.key in own))
    )


def range_stretch(range_: Range, number: int) -> float | None:
    """How far a technique is stretched by that many people or minutes: 0 as it is best, 1 at its least or most, None beyond.

    In between by proportion: twice as many as is best is as far from it as half as many, if the ends lie alike.
    """
    if not range_.min <= number <= range_.max:
        return None
    if number == range_.best:
        return 0.0
    end = range_.min if number < range_.best else range_.max
    return log(number / range_.best) / log(end / range_.best)


def filter_relaxations(
    asked: TechniqueFilter, techniques: Iterable[Technique], own: AbstractSet[str] = frozenset()
) -> list[tuple[str, int]]:
    """What to leave out where nothing suits: each part that alone stands in the way, and how many suit without it."""
    all_ = list(techniques)
    counts = [
        (part, len(filter_techniques(asked.without(part), all_, own))) for part in asked.parts
    ]
    return [(part, count) for part, count in counts if count] if len(counts) > 1 else []


def techniques_by_family(
    techniques: Sequence[Technique],
) -> list[tuple[TechniqueFamily, list[Technique]]]:
    """The techniques family by family, in the order of an event's day; a family without any is left out."""
    groups = [
        (family, [one for one in techniques if one.family is family]) for family in TechniqueFamily
    ]
    return [(family, group) for family, group in groups if group]


def _rank(asked: TechniqueFilter, one: Technique) -> float:
    """The sum of what it is stretched, after where the words were found: in the name, what it is for, elsewhere."""
    ranges = ((one.minutes, asked.minutes), (one.group, asked.people))
    far = sum(
        range_stretch(range_, number) or 0.0 for range_, number in ranges if number is not None
    )
    return far + (3.0 * _where(asked.query, one) if asked.query else 0.0)


def _where(query: str, one: Technique) -> int:
    words = plain_text(query).split()
    for place, text in enumerate((one.name, one.purpose)):
        if _holds(text, words):
            return place
    return 2


def _holds(text: Words, words: Sequence[str]) -> bool:
    both = plain_text(f"{text.en} {text.sq}")
    return all(word in both for word in words)
